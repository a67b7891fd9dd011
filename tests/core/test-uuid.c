/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-uuid.h"

#include <string.h>

static void
test_new (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = 0; i < 5000; i++)
    {
      char *uuid = amt_uuid_new ();

      g_assert_true (amt_uuid_is_valid (uuid));
      g_assert_cmpint (uuid[14], ==, '7');
      g_assert_nonnull (strchr ("89ab", uuid[19]));
      g_assert_true (g_hash_table_add (seen, uuid));
    }
}

static void
test_grows (void)
{
  g_autofree char *first = amt_uuid_new ();
  g_autofree char *second = NULL;

  g_usleep (2000);
  second = amt_uuid_new ();
  g_assert_cmpstr (first, <, second);
}

static void
test_fixed (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *one = amt_uuid_new_fixed (G_GINT64_CONSTANT (1795341600123456), 1);
  g_autofree char *again = amt_uuid_new_fixed (G_GINT64_CONSTANT (1795341600123456), 1);
  g_autofree char *later = amt_uuid_new_fixed (G_GINT64_CONSTANT (1795341600124456), 0);

  g_assert_true (g_str_has_prefix (one, "01a202b2-c57b-7")); /* 1795341600123 ms */
  g_assert_cmpstr (one, ==, again);
  g_assert_cmpstr (one, <, later);
  for (uint64_t i = 0; i < 20000; i++)
    {
      char *uuid = amt_uuid_new_fixed (0, i);

      g_assert_true (amt_uuid_is_valid (uuid));
      g_assert_true (g_hash_table_add (seen, uuid));
    }
}

static void
test_valid (void)
{
  static const char *const wrong[] = {
      "",
      "0190163d-8694-739b-aea5-966c26f8ad9",
      "0190163d-8694-739b-aea5-966c26f8ad911",
      "0190163D-8694-739b-aea5-966c26f8ad91",
      "0190163d-8694-739b-aea5_966c26f8ad91",
      "0190163d8-694-739b-aea5-966c26f8ad91",
      "{190163d-8694-739b-aea5-966c26f8ad91",
      "0190163g-8694-739b-aea5-966c26f8ad91",
  };

  g_assert_true (amt_uuid_is_valid ("0190163d-8694-739b-aea5-966c26f8ad91"));
  g_assert_false (amt_uuid_is_valid (NULL));
  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (amt_uuid_is_valid (wrong[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/uuid/new", test_new);
  g_test_add_func ("/uuid/grows", test_grows);
  g_test_add_func ("/uuid/fixed", test_fixed);
  g_test_add_func ("/uuid/valid", test_valid);
  return g_test_run ();
}
