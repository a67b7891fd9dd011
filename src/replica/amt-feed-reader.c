/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-feed-reader.h"

#include "amt-error.h"
#include "amt-text.h"
#include "amt-time.h"

#include <string.h>

#define MAX_WORDS 8

void
amt_feed_row_clear (AmtFeedRow *row)
{
  g_clear_pointer (&row->summary, amt_summary_unref);
}

/* Every parameter stands in the first condition, whether its own condition follows or not, so that they can all be bound
 * always. It is a constant: SQLite looks at it once. */
#define ALL_BOUND "coalesce (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"

static const char *const due_conditions[AMT_N_DUES] = {
    [AMT_DUE_ANY] = "",
    [AMT_DUE_LATE] = " AND late",
    [AMT_DUE_TODAY] = " AND due_on = $8",
    [AMT_DUE_SOON] = " AND due_on <= $9",
    [AMT_DUE_WEEK] = " AND due_on <= $10",
    [AMT_DUE_NONE] = " AND due_on IS NULL",
};

/* Each order ends in the id, so that it is the same each time. */
static const char *const orders[AMT_N_SORTS][2] = {
    [AMT_SORT_DUE] = {"due_on IS NULL, due_on, received_on, id",
                      "due_on IS NULL, due_on DESC, received_on DESC, id DESC"},
    [AMT_SORT_RECEIVED] = {"received_on, id", "received_on DESC, id DESC"},
    [AMT_SORT_NAME] = {"name_key, id", "name_key DESC, id DESC"},
    [AMT_SORT_SERVICE] = {"service_id, due_on IS NULL, due_on, id", "service_id DESC, due_on IS NULL, due_on, id"},
    [AMT_SORT_CHANGED] = {"updated_at DESC, id DESC", "updated_at, id"},
};

static char *
compose (const AmtQuery *query, const char *match)
{
  GString *sql = g_string_new ("SELECT id FROM request WHERE " ALL_BOUND " AND queues & $1");

  if (query->authority_id != NULL)
    g_string_append (sql, " AND authority_id = $2");
  if (query->team_id != NULL)
    g_string_append (sql, " AND team_id = $3");
  if (query->service_id != NULL)
    g_string_append (sql, " AND service_id = $4");
  if (query->state != AMT_QUERY_ANY)
    g_string_append (sql, " AND state = $5");
  if (query->identity != AMT_QUERY_ANY)
    g_string_append (sql, " AND identity = $6");
  if (query->payment != AMT_QUERY_ANY)
    g_string_append (sql, " AND payment = $7");
  g_string_append (sql, due_conditions[query->due]);
  if (match != NULL)
    g_string_append (sql, " AND id IN (SELECT rowid FROM search WHERE search MATCH $11)");
  g_string_append_printf (sql, " ORDER BY %s", orders[query->sort][query->reversed ? 1 : 0]);
  return g_string_free (sql, FALSE);
}

char *
amt_feed_reader_match (const char *text)
{
  g_autofree char *folded = amt_text_fold (text);
  g_autoptr (GString) match = g_string_new (NULL);
  g_autoptr (GString) word = g_string_new (NULL);
  unsigned words = 0;

  for (const char *at = folded; words < MAX_WORDS; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c != 0 && g_unichar_isalnum (c))
        {
          g_string_append_unichar (word, c);
          continue;
        }
      if (word->len > 0)
        {
          g_string_append_printf (match, "%s\"%s\"*", words++ > 0 ? " AND " : "", word->str);
          g_string_truncate (word, 0);
        }
      if (c == 0)
        break;
    }
  return match->len > 0 ? g_string_free (g_steal_pointer (&match), FALSE) : NULL;
}

static AmtCursor *
run_query (AmtDatabase *reader, const AmtQuery *q, const char *match, const char *today, GError **error)
{
  g_autofree char *sql = compose (q, match);
  g_autofree char *soon = amt_day_add (today, 2);
  g_autofree char *week = amt_day_add (today, 7);

  return amt_database_query (reader, error, sql, match != NULL ? "itttiiitttt" : "itttiiittt", (int) (1u << q->queue),
                             q->authority_id, q->team_id, q->service_id, q->state, q->identity, q->payment, today, soon,
                             week, match);
}

GArray *
amt_feed_reader_list (AmtDatabase *reader, const AmtQuery *query, const char *today, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (int64_t));
  g_autofree char *match = query->text != NULL ? amt_feed_reader_match (query->text) : NULL;
  g_autoptr (AmtCursor) rows = run_query (reader, query, match, today, error);

  if (rows == NULL)
    return NULL;
  while (amt_cursor_next (rows))
    {
      int64_t id = amt_cursor_get_int (rows, 0);

      g_array_append_val (ids, id);
    }
  return amt_cursor_finish (rows, error) ? g_steal_pointer (&ids) : NULL;
}

static bool
read_row (AmtCursor *cursor, AmtFeedRow *row, GError **error)
{
  const char *text;
  g_autoptr (GBytes) bytes = NULL;

  if (cursor == NULL)
    return false;
  text = amt_cursor_get_text (cursor, 0);
  bytes = g_bytes_new_static (text, strlen (text));
  row->base_version = amt_cursor_get_int (cursor, 1);
  row->summary = amt_record_from_answer_bytes (&amt_summary_type, bytes, strlen (text), error);
  return row->summary != NULL;
}

bool
amt_feed_reader_get (AmtDatabase *reader, int64_t id, AmtFeedRow *row, GError **error)
{
  g_autoptr (AmtCursor) cursor = amt_database_query_row (
      reader, error, "SELECT s.json, r.base_version FROM summary s JOIN request r ON r.id = s.id WHERE s.id = $1", "n",
      id);

  return read_row (cursor, row, error);
}

bool
amt_feed_reader_find (AmtDatabase *reader, const char *request_id, AmtFeedRow *row, GError **error)
{
  g_autoptr (AmtCursor)
      cursor = amt_database_query_row (reader, error,
                                       "SELECT s.json, r.base_version FROM request r JOIN summary s ON s.id = r.id"
                                       " WHERE r.request_id = $1",
                                       "t", request_id);

  return read_row (cursor, row, error);
}

int64_t
amt_feed_reader_find_id (AmtDatabase *reader, const char *request_id)
{
  int64_t id = 0;

  return amt_database_query_int (reader, NULL, &id, "SELECT id FROM request WHERE request_id = $1", "t", request_id)
             ? id
             : 0;
}

AmtSession *
amt_feed_reader_get_session (AmtDatabase *reader, GError **error)
{
  g_autoptr (AmtCursor)
      row = amt_database_query_row (reader, error, "SELECT value FROM meta WHERE name = 'session'", "");
  const char *text = row != NULL ? amt_cursor_get_text (row, 0) : NULL;
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;

  return bytes != NULL ? amt_record_from_answer_bytes (&amt_session_type, bytes, g_bytes_get_size (bytes), error)
                       : NULL;
}

char *
amt_feed_reader_get_kept (AmtDatabase *reader, const char *name)
{
  g_autoptr (AmtCursor) row = amt_database_query_row (reader, NULL, "SELECT json FROM kept WHERE name = $1", "t", name);

  return row != NULL ? amt_cursor_dup_text (row, 0) : NULL;
}

int64_t
amt_feed_reader_get_last_sync (AmtDatabase *reader)
{
  int64_t at = 0;

  return amt_database_query_int (
             reader, NULL, &at, "SELECT coalesce (min (CASE WHEN complete THEN synced_at ELSE 0 END), 0) FROM feed", "")
             ? at
             : 0;
}
