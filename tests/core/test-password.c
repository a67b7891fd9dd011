/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-password.h"

static void
test_round_trip (void)
{
  g_autofree char *a = amt_password_hash ("Grün & Blau", 64, 1, NULL);
  g_autofree char *b = amt_password_hash ("Grün & Blau", 64, 1, NULL);

  g_assert_true (g_str_has_prefix (a, "$argon2id$v=19$m=64,t=1,p=1$"));
  g_assert_cmpstr (a, !=, b); /* salted */
  g_assert_true (amt_password_verify ("Grün & Blau", a));
  g_assert_false (amt_password_verify ("grün & Blau", a));
  g_assert_false (amt_password_verify ("", a));
}

/* From the tests of the reference implementation. */
static void
test_known_value (void)
{
  g_assert_true (amt_password_verify ("password", "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$"
                                                  "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"));
}

static void
test_damaged_hashes (void)
{
  static const char *const bad[] = {
      "",
      "x",
      "$argon2id$v=19$m=64,t=1,p=1$",
      "$argon2id$v=19$m=64,t=1,p=1$AAAA$AAAA",
      "$argon2i$v=19$m=64,t=1,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
      "$argon2id$v=19$m=0,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"};

  for (size_t i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (amt_password_verify ("", bad[i]));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/password/round-trip", test_round_trip);
  g_test_add_func ("/password/known-value", test_known_value);
  g_test_add_func ("/password/damaged-hashes", test_damaged_hashes);
  return g_test_run ();
}
