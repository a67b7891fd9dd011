/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-list-diff.h"

#include <stdint.h>

static GArray *
rows (const char *text)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (int64_t));

  for (; *text; text++)
    {
      int64_t id = *text;

      g_array_append_val (array, id);
    }
  return array;
}

/* Does what a list does with the splices. */
static void
apply (GArray *list, GArray *after, GArray *splices)
{
  for (unsigned i = 0; i < splices->len; i++)
    {
      const AmtSplice *s = &g_array_index (splices, AmtSplice, i);

      g_assert_cmpuint (s->position + s->removed, <=, list->len);
      g_assert_cmpuint (s->position + s->added, <=, after->len);
      if (s->removed > 0)
        g_array_remove_range (list, s->position, s->removed);
      if (s->added > 0)
        g_array_insert_vals (list, s->position, &g_array_index (after, int64_t, s->position), s->added);
    }
  g_assert_cmpmem (list->data, list->len * sizeof (int64_t), after->data, after->len * sizeof (int64_t));
}

static const struct
{
  const char *before, *after;
  unsigned splices;
} cases[] = {
    {"", "", 0},      {"abc", "abc", 0}, {"", "abc", 1},          {"abc", "", 1},     {"abc", "abxc", 1},
    {"abc", "ac", 1}, {"abc", "xyz", 1}, {"abcdef", "bcdefa", 1}, {"abc", "axcd", 1},
};

static void
test_cases (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) before = rows (cases[i].before);
      g_autoptr (GArray) after = rows (cases[i].after);
      g_autoptr (GArray) splices = amt_list_diff (before, after, 100);

      g_assert_cmpuint (splices->len, ==, cases[i].splices);
      apply (before, after, splices);
    }
}

/* A row that goes and one that comes far apart stay two small splices. */
static void
test_far (void)
{
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autoptr (GArray) after = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autoptr (GArray) splices = NULL;

  for (int64_t id = 0; id < 10000; id++)
    {
      if (id != 7)
        g_array_append_val (after, id);
      g_array_append_val (before, id);
    }
  g_array_insert_val (after, 9000, (int64_t) {7});
  splices = amt_list_diff (before, after, 100);
  g_assert_cmpuint (splices->len, ==, 2);
  apply (before, after, splices);
}

static void
shuffle_some (GArray *list, unsigned moves, unsigned span)
{
  for (unsigned i = 0; i < moves && list->len > 1; i++)
    {
      unsigned from = (unsigned) g_test_rand_int_range (0, (int) list->len);
      int64_t id = g_array_index (list, int64_t, from);
      unsigned to;

      g_array_remove_index (list, from);
      to = (unsigned) g_test_rand_int_range (0, (int) list->len + 1);
      if (g_test_rand_bit ())
        g_array_insert_val (list, to, id);
      if (g_test_rand_bit ())
        {
          id = 1000000 + i * span;
          g_array_insert_val (list, 0, id);
        }
    }
}

static void
test_random (void)
{
  for (unsigned round = 0; round < 2000; round++)
    {
      g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (int64_t));
      g_autoptr (GArray) after = NULL;
      g_autoptr (GArray) splices = NULL;
      unsigned n = (unsigned) g_test_rand_int_range (0, 300);

      for (int64_t id = 0; id < n; id++)
        g_array_append_val (before, id);
      after = g_array_copy (before);
      shuffle_some (after, (unsigned) g_test_rand_int_range (0, 40), round + 1);
      splices = amt_list_diff (before, after, 1000);
      g_assert_nonnull (splices);
      apply (before, after, splices);
    }
}

static void
test_too_many (void)
{
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autoptr (GArray) after = g_array_new (FALSE, FALSE, sizeof (int64_t));

  for (int64_t id = 0; id < 1000; id++)
    {
      g_array_append_val (before, id);
      if (id % 2)
        g_array_append_val (after, id);
    }
  g_assert_null (amt_list_diff (before, after, 48));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/list-diff/cases", test_cases);
  g_test_add_func ("/replica/list-diff/far", test_far);
  g_test_add_func ("/replica/list-diff/random", test_random);
  g_test_add_func ("/replica/list-diff/too-many", test_too_many);
  return g_test_run ();
}
