/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-idempotency-store.h"

#include "amt-error.h"

#define KEPT_US (INT64_C (24) * 60 * 60 * G_USEC_PER_SEC)

void
amtd_kept_answer_clear (AmtdKeptAnswer *self)
{
  g_clear_pointer (&self->body, g_free);
}

bool
amtd_idempotency_store_find (AmtDatabase *db, const AmtdActor *actor, int64_t now, bool *found, AmtdKeptAnswer *answer,
                             GError **error)
{
  g_autofree char *who = amtd_actor_dup_name (actor);
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error,
      "SELECT body_hash, status, etag, body FROM idempotency WHERE actor = $1 AND route = $2 AND key = $3 AND at > $4",
      "tttn", who, actor->once->route, actor->once->key, now - KEPT_US);

  if (row == NULL)
    return false;
  *found = amt_cursor_next (row);
  if (!*found)
    return amt_cursor_finish (row, error);
  if (g_strcmp0 (amt_cursor_get_text (row, 0), actor->once->body) != 0)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "idempotency-mismatch", NULL,
                     "This Idempotency-Key was used with another body");
      return false;
    }
  if (answer)
    {
      answer->status = amt_cursor_get_int (row, 1);
      answer->version = amt_cursor_get_int (row, 2);
      answer->body = amt_cursor_dup_text (row, 3);
    }
  return true;
}

bool
amtd_idempotency_store_keep (AmtDatabase *db, const AmtdActor *actor, int64_t now, const AmtdKeptAnswer *answer,
                             GError **error)
{
  g_autofree char *who = amtd_actor_dup_name (actor);
  g_autofree char *version = answer->version ? g_strdup_printf ("%" G_GINT64_FORMAT, answer->version) : NULL;

  return amt_database_run (db, error,
                           "INSERT OR REPLACE INTO idempotency (actor, route, key, body_hash, status, content_type, "
                           "etag, body, at) VALUES ($1, $2, $3, $4, $5, 'application/json', $6, $7, $8)",
                           "ttttittn", who, actor->once->route, actor->once->key, actor->once->body,
                           (int) answer->status, version, answer->body, now);
}

bool
amtd_idempotency_store_prune (AmtDatabase *db, int64_t now, GError **error)
{
  return amt_database_run (db, error, "DELETE FROM idempotency WHERE at <= $1", "n", now - KEPT_US);
}
