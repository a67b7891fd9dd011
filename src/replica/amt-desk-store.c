/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-desk-store.h"

#include "amt-error.h"

#include <string.h>

#define WIPE_CONTENTS                                                                                                  \
  "DELETE FROM owner; DELETE FROM seen; DELETE FROM fetched; DELETE FROM content; DELETE FROM kept;"                   \
  " DELETE FROM composition; DELETE FROM outbox; DELETE FROM journal_head;"

bool
amt_desk_wipe (AmtDatabase *desk, GError **error)
{
  return amt_database_run_script (desk, "BEGIN IMMEDIATE; " WIPE_CONTENTS " COMMIT;", error) &&
         amt_database_run (desk, error, "PRAGMA wal_checkpoint (TRUNCATE)", "");
}

/* @known: (out): whether it is anybody's. */
static bool
read_owner (AmtDatabase *desk, const char *server, const char *person_id, bool *known, bool *same, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query (desk, error, "SELECT server, person_id FROM owner", "");

  *known = *same = false;
  if (row == NULL)
    return false;
  *known = amt_cursor_next (row);
  *same = *known && g_strcmp0 (amt_cursor_get_text (row, 0), server) == 0 &&
          g_strcmp0 (amt_cursor_get_text (row, 1), person_id) == 0;
  return amt_cursor_finish (row, error);
}

bool
amt_desk_belongs_to (AmtDatabase *desk, const char *server, const char *person_id)
{
  bool known, same;

  return read_owner (desk, server, person_id, &known, &same, NULL) && same;
}

bool
amt_desk_claim (AmtDatabase *desk, const char *server, const char *person_id, GError **error)
{
  bool known, same;

  if (!read_owner (desk, server, person_id, &known, &same, error))
    return false;
  if (same)
    return true;
  return (!known || amt_desk_wipe (desk, error)) &&
         amt_database_run (desk, error, "INSERT INTO owner (id, server, person_id) VALUES (1, $1, $2)", "tt", server,
                           person_id);
}

bool
amt_desk_forget_request (AmtDatabase *desk, const char *request_id, GError **error)
{
  return amt_database_run (desk, error, "DELETE FROM fetched WHERE request_id = $1", "t", request_id) &&
         amt_database_run (desk, error, "DELETE FROM content WHERE request_id = $1", "t", request_id) &&
         amt_database_run (desk, error, "DELETE FROM seen WHERE request_id = $1", "t", request_id);
}

static char *
get_text (AmtDatabase *desk, const char *sql, const char *key)
{
  g_autoptr (AmtCursor) row = amt_database_query_row (desk, NULL, sql, "t", key);

  return row != NULL ? amt_cursor_dup_text (row, 0) : NULL;
}

/* --- looked at --- */

int64_t
amt_desk_get_seen (AmtDatabase *desk, const char *request_id)
{
  int64_t version = 0;

  return amt_database_query_int (desk, NULL, &version, "SELECT version FROM seen WHERE request_id = $1", "t",
                                 request_id)
             ? version
             : 0;
}

bool
amt_desk_set_seen (AmtDatabase *desk, const char *request_id, int64_t version, GError **error)
{
  return amt_database_run (desk, error,
                           "INSERT INTO seen (request_id, version) VALUES ($1, $2) ON CONFLICT (request_id)"
                           " DO UPDATE SET version = max (version, excluded.version)",
                           "tn", request_id, version);
}

/* --- fetched --- */

/* Lets the oldest go until @size more fits. */
static bool
make_room (AmtDatabase *desk, int64_t size, GError **error)
{
  static const struct
  {
    const char *sum;
    const char *drop;
  } tables[] = {
      {"SELECT coalesce (sum (size), 0) FROM content",
       "DELETE FROM content WHERE rowid IN (SELECT rowid FROM content ORDER BY at LIMIT 8)"},
      {"SELECT coalesce (sum (size), 0) FROM fetched",
       "DELETE FROM fetched WHERE rowid IN (SELECT rowid FROM fetched ORDER BY at LIMIT 64)"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (tables); i++)
    for (int64_t sum = 0;;)
      {
        if (!amt_database_query_int (desk, error, &sum, tables[i].sum, ""))
          return false;
        if (sum == 0 || sum + size <= AMT_DESK_QUOTA / 2)
          break;
        if (!amt_database_run (desk, error, tables[i].drop, ""))
          return false;
      }
  return true;
}

AmtRequest *
amt_desk_get_request (AmtDatabase *desk, const char *request_id, int64_t *fetched_at)
{
  g_autoptr (AmtCursor)
      row = amt_database_query_row (desk, NULL, "SELECT json, at FROM fetched WHERE request_id = $1", "t", request_id);
  const char *text = row != NULL ? amt_cursor_get_text (row, 0) : NULL;
  g_autoptr (GBytes) bytes = text != NULL ? g_bytes_new_static (text, strlen (text)) : NULL;

  if (bytes == NULL)
    return NULL;
  if (fetched_at != NULL)
    *fetched_at = amt_cursor_get_int (row, 1);
  return amt_record_from_answer_bytes (&amt_request_type, bytes, strlen (text), NULL);
}

bool
amt_desk_put_request (AmtDatabase *desk, const AmtRequest *request, GError **error)
{
  g_autofree char *json = amt_record_to_string (&amt_request_type, request);
  int64_t size = (int64_t) strlen (json);

  return make_room (desk, size, error) &&
         amt_database_run (desk, error,
                           "INSERT OR REPLACE INTO fetched (request_id, at, size, json) VALUES ($1, $2, $3, $4)",
                           "tnnt", request->id, g_get_real_time (), size, json);
}

GPtrArray *
amt_desk_list_fetched (AmtDatabase *desk)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmtCursor) rows = amt_database_query (
      desk, NULL,
      "SELECT request_id FROM fetched UNION SELECT request_id FROM content UNION SELECT request_id FROM seen", "");

  while (rows != NULL && amt_cursor_next (rows))
    g_ptr_array_add (ids, amt_cursor_dup_text (rows, 0));
  return ids;
}

GBytes *
amt_desk_get_content (AmtDatabase *desk, const char *id)
{
  g_autoptr (AmtCursor) row = amt_database_query_row (desk, NULL, "SELECT bytes FROM content WHERE id = $1", "t", id);

  return row != NULL ? amt_cursor_dup_blob (row, 0) : NULL;
}

bool
amt_desk_put_content (AmtDatabase *desk, const char *id, const char *request_id, GBytes *content, GError **error)
{
  int64_t size = (int64_t) g_bytes_get_size (content);

  if (size > AMT_DESK_MAX_CONTENT)
    return true;
  return make_room (desk, size, error) &&
         amt_database_run (desk, error,
                           "INSERT OR REPLACE INTO content (id, request_id, at, size, bytes)"
                           " VALUES ($1, $2, $3, $4, $5)",
                           "ttnnb", id, request_id, g_get_real_time (), size, content);
}

char *
amt_desk_get_kept (AmtDatabase *desk, const char *name)
{
  return get_text (desk, "SELECT json FROM kept WHERE name = $1", name);
}

bool
amt_desk_put_kept (AmtDatabase *desk, const char *name, const char *json, GError **error)
{
  return amt_database_run (desk, error, "INSERT OR REPLACE INTO kept (name, json) VALUES ($1, $2)", "tt", name, json);
}

/* --- typed --- */

char *
amt_desk_get_composition (AmtDatabase *desk, const char *key)
{
  return get_text (desk, "SELECT text FROM composition WHERE name = $1", key);
}

bool
amt_desk_set_composition (AmtDatabase *desk, const char *key, const char *text, GError **error)
{
  if (text == NULL || *text == '\0')
    return amt_database_run (desk, error, "DELETE FROM composition WHERE name = $1", "t", key);
  return amt_database_run (desk, error, "INSERT OR REPLACE INTO composition (name, text) VALUES ($1, $2)", "tt", key,
                           text);
}

bool
amt_desk_clear_compositions (AmtDatabase *desk, const char *prefix, GError **error)
{
  return amt_database_run (desk, error, "DELETE FROM composition WHERE substr (name, 1, length ($1)) = $1", "t",
                           prefix);
}

/* --- to be sent --- */

bool
amt_desk_keep_note (AmtDatabase *desk, const char *id, const char *request_id, int64_t at, const char *text,
                    GError **error)
{
  bool kept;

  /* Nobody else has it, and whoever wrote it is told that it is kept: a power cut must not take it. */
  if (!amt_database_run_script (desk, "PRAGMA synchronous = FULL", error))
    return false;
  kept = amt_database_run (desk, error, "INSERT INTO outbox (id, request_id, at, text) VALUES ($1, $2, $3, $4)", "ttnt",
                           id, request_id, at, text);
  amt_database_run_script (desk, "PRAGMA synchronous = NORMAL", NULL);
  return kept;
}

bool
amt_desk_add_note (AmtDatabase *desk, const char *id, const char *request_id, const char *text, GError **error)
{
  return amt_desk_keep_note (desk, id, request_id, g_get_real_time (), text, error);
}

bool
amt_desk_remove_note (AmtDatabase *desk, const char *id, GError **error)
{
  return amt_database_run (desk, error, "DELETE FROM outbox WHERE id = $1", "t", id);
}

static void
note_free (gpointer data)
{
  AmtDeskNote *note = data;

  g_free (note->id);
  g_free (note->request_id);
  g_free (note->text);
  g_free (note);
}

GPtrArray *
amt_desk_list_notes (AmtDatabase *desk, const char *request_id)
{
  GPtrArray *notes = g_ptr_array_new_with_free_func (note_free);
  g_autoptr (AmtCursor) rows = amt_database_query (
      desk, NULL, "SELECT id, request_id, text, at FROM outbox WHERE $1 IS NULL OR request_id = $1 ORDER BY rowid", "t",
      request_id);

  while (rows != NULL && amt_cursor_next (rows))
    {
      AmtDeskNote *note = g_new0 (AmtDeskNote, 1);

      note->id = amt_cursor_dup_text (rows, 0);
      note->request_id = amt_cursor_dup_text (rows, 1);
      note->text = amt_cursor_dup_text (rows, 2);
      note->at = amt_cursor_get_int (rows, 3);
      g_ptr_array_add (notes, note);
    }
  return notes;
}

unsigned
amt_desk_count_notes (AmtDatabase *desk)
{
  int64_t count = 0;

  return amt_database_query_int (desk, NULL, &count, "SELECT count (*) FROM outbox", "") ? (unsigned) count : 0;
}

/* --- the journal --- */

int64_t
amt_desk_get_head (AmtDatabase *desk, const char *authority_id)
{
  int64_t number = 0;

  amt_database_query_int (desk, NULL, &number,
                          "SELECT coalesce (max (number), 0) FROM journal_head WHERE authority_id = $1", "t",
                          authority_id);
  return number;
}

bool
amt_desk_check_head (AmtDatabase *desk, const char *authority_id, const AmtJournalHead *head, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query_row (
      desk, NULL, "SELECT number, hash FROM journal_head WHERE authority_id = $1", "t", authority_id);
  int64_t number = row != NULL ? amt_cursor_get_int (row, 0) : 0;

  if (head->number < number)
    {
      amt_error_set (error, AMT_ERROR_UNTRUSTED, "journal-shortened", NULL,
                     "The journal ends at %" G_GINT64_FORMAT ", it had %" G_GINT64_FORMAT " entries before",
                     head->number, number);
      return false;
    }
  if (row != NULL && head->number == number && g_strcmp0 (head->hash, amt_cursor_get_text (row, 1)) != 0)
    {
      amt_error_set (error, AMT_ERROR_UNTRUSTED, "journal-changed", NULL,
                     "Entry %" G_GINT64_FORMAT " of the journal is another than before", number);
      return false;
    }
  g_clear_pointer (&row, amt_cursor_free);
  return amt_database_run (desk, error,
                           "INSERT OR REPLACE INTO journal_head (authority_id, number, hash) VALUES ($1, $2, $3)",
                           "tnt", authority_id, head->number, head->hash != NULL ? head->hash : "");
}
