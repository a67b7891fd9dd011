/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-queue-counts.h"

#include <string.h>

typedef struct
{
  int64_t total[AMT_N_QUEUES];
  int64_t late[AMT_N_QUEUES];
} Team;

struct _AmtQueueCounts
{
  GHashTable *teams; /* id → Team */
};

AmtQueueCounts *
amt_queue_counts_new (void)
{
  AmtQueueCounts *self = g_new0 (AmtQueueCounts, 1);

  self->teams = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
amt_queue_counts_free (AmtQueueCounts *self)
{
  g_hash_table_unref (self->teams);
  g_free (self);
}

void
amt_queue_counts_clear (AmtQueueCounts *self)
{
  g_hash_table_remove_all (self->teams);
}

static Team *
ensure_team (AmtQueueCounts *self, const char *team_id)
{
  Team *team = g_hash_table_lookup (self->teams, team_id);

  if (team == NULL)
    {
      team = g_new0 (Team, 1);
      g_hash_table_insert (self->teams, g_strdup (team_id), team);
    }
  return team;
}

bool
amt_queue_counts_load (AmtQueueCounts *self, AmtDatabase *database, GError **error)
{
  g_autoptr (AmtCursor)
      rows = amt_database_query (database, error, "SELECT team_id, queue, total, late FROM queue_count", "");

  if (rows == NULL)
    return false;
  amt_queue_counts_clear (self);
  while (amt_cursor_next (rows))
    {
      int64_t queue = amt_cursor_get_int (rows, 1);
      Team *team = ensure_team (self, amt_cursor_get_text (rows, 0));

      if (queue < 0 || queue >= AMT_N_QUEUES)
        continue;
      team->total[queue] = amt_cursor_get_int (rows, 2);
      team->late[queue] = amt_cursor_get_int (rows, 3);
    }
  return amt_cursor_finish (rows, error);
}

static bool
save_team (const char *id, const Team *team, AmtDatabase *database, GError **error)
{
  for (int queue = 0; queue < AMT_N_QUEUES; queue++)
    if (!amt_database_run (database, error,
                           "INSERT INTO queue_count (team_id, queue, total, late) VALUES ($1, $2, $3, $4)"
                           " ON CONFLICT (team_id, queue) DO UPDATE SET total = excluded.total, late = excluded.late",
                           "tinn", id, queue, team->total[queue], team->late[queue]))
      return false;
  return true;
}

bool
amt_queue_counts_save (AmtQueueCounts *self, AmtDatabase *database, GError **error)
{
  GHashTableIter iter;
  gpointer id, team;

  g_hash_table_iter_init (&iter, self->teams);
  while (g_hash_table_iter_next (&iter, &id, &team))
    if (!save_team (id, team, database, error))
      return false;
  return true;
}

void
amt_queue_counts_add (AmtQueueCounts *self, const char *team_id, uint32_t queues, bool late, int by)
{
  Team *team = ensure_team (self, team_id);

  for (int queue = 0; queue < AMT_N_QUEUES; queue++)
    if (queues & (1u << queue))
      {
        team->total[queue] += by;
        team->late[queue] += late ? by : 0;
      }
}

unsigned
amt_queue_counts_get (AmtQueueCounts *self, AmtQueue queue, const char *team_id, bool late)
{
  GHashTableIter iter;
  gpointer id, value;
  int64_t sum = 0;

  g_return_val_if_fail (queue < AMT_N_QUEUES, 0);
  g_hash_table_iter_init (&iter, self->teams);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const Team *team = value;

      if (team_id == NULL || g_str_equal (id, team_id))
        sum += late ? team->late[queue] : team->total[queue];
    }
  return sum > 0 ? (unsigned) sum : 0;
}

static bool
is_empty (const Team *team)
{
  static const Team none = {0};

  return memcmp (team, &none, sizeof none) == 0;
}

static bool
contains (AmtQueueCounts *all, AmtQueueCounts *part)
{
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, part->teams);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const Team *other = g_hash_table_lookup (all->teams, id);

      if (other == NULL ? !is_empty (value) : memcmp (other, value, sizeof (Team)) != 0)
        return false;
    }
  return true;
}

bool
amt_queue_counts_equal (AmtQueueCounts *a, AmtQueueCounts *b)
{
  return contains (a, b) && contains (b, a);
}
