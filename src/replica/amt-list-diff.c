/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-list-diff.h"

#include <stdint.h>

/* A row that moves a little is told as one splice over both places: a selection that sits on it then survives. */
#define NEAR 64

static int64_t
at (GArray *rows, unsigned i)
{
  return g_array_index (rows, int64_t, i);
}

/* For each row of @after[first, end): its place in @before, or -1. */
static int *
find_places (GArray *before, unsigned before_end, GArray *after, unsigned first, unsigned end)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_int64_hash, g_int64_equal);
  int *found = g_new (int, end - first + 1);

  for (unsigned i = first; i < before_end; i++)
    g_hash_table_insert (places, &g_array_index (before, int64_t, i), GUINT_TO_POINTER (i + 1));
  for (unsigned i = first; i < end; i++)
    found[i - first] = (int) GPOINTER_TO_UINT (g_hash_table_lookup (places, &g_array_index (after, int64_t, i))) - 1;
  return found;
}

/* Marks the rows that keep their order (a longest rising run of @places); the others are -1 afterwards. */
static void
keep_rising (int *places, unsigned n)
{
  g_autofree unsigned *ends = g_new (unsigned, n + 1); /* ends[l]: where the best run of length l + 1 ends */
  g_autofree int *before = g_new (int, n + 1);
  unsigned length = 0;
  int kept;

  for (unsigned i = 0; i < n; i++)
    {
      unsigned low = 0, high = length;

      if (places[i] < 0)
        continue;
      while (low < high)
        {
          unsigned middle = (low + high) / 2;

          if (places[ends[middle]] < places[i])
            low = middle + 1;
          else
            high = middle;
        }
      before[i] = low > 0 ? (int) ends[low - 1] : -1;
      ends[low] = i;
      length = MAX (length, low + 1);
    }
  kept = length > 0 ? (int) ends[length - 1] : -1;
  for (unsigned i = n; i-- > 0;)
    if ((int) i == kept)
      kept = before[i];
    else
      places[i] = -1;
}

static void
add_splice (GArray *splices, unsigned position, unsigned removed, unsigned added)
{
  AmtSplice splice = {position, removed, added};

  if (removed > 0 || added > 0)
    g_array_append_val (splices, splice);
}

/* Between two kept rows stand rows that go and rows that come. */
static GArray *
walk (const int *places, unsigned first, unsigned before_end, unsigned after_end)
{
  GArray *splices = g_array_new (FALSE, FALSE, sizeof (AmtSplice));
  unsigned from = first; /* in before */
  unsigned added = 0;

  for (unsigned i = first; i < after_end; i++)
    {
      int place = places[i - first];

      if (place < 0)
        {
          added++;
          continue;
        }
      add_splice (splices, i - added, (unsigned) place - from, added);
      from = (unsigned) place + 1;
      added = 0;
    }
  add_splice (splices, after_end - added, before_end - from, added);
  return splices;
}

GArray *
amt_list_diff (GArray *before, GArray *after, unsigned max)
{
  unsigned first = 0, before_end = before->len, after_end = after->len;
  g_autofree int *places = NULL;
  g_autoptr (GArray) splices = NULL;

  while (first < before_end && first < after_end && at (before, first) == at (after, first))
    first++;
  while (before_end > first && after_end > first && at (before, before_end - 1) == at (after, after_end - 1))
    before_end--, after_end--;
  places = find_places (before, before_end, after, first, after_end);
  keep_rising (places, after_end - first);
  splices = walk (places, first, before_end, after_end);
  if (splices->len > 1 && before_end - first <= NEAR && after_end - first <= NEAR)
    {
      g_array_set_size (splices, 0);
      add_splice (splices, first, before_end - first, after_end - first);
    }
  return splices->len <= max ? g_steal_pointer (&splices) : NULL;
}
