/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-transaction.h"

#include "amt-error.h"
#include "amtd-journal-chain.h"

AmtDatabase *
amtd_transaction_get_database (AmtdTransaction *self)
{
  return self->database;
}

int64_t
amtd_transaction_get_now (AmtdTransaction *self)
{
  return self->now;
}

const AmtdActor *
amtd_transaction_get_actor (AmtdTransaction *self)
{
  return self->actor;
}

void
amtd_transaction_set_answer (AmtdTransaction *self, unsigned status, const AmtRecordType *type, const void *record,
                             int64_t version)
{
  if (self->actor->once == NULL)
    return;
  g_free (self->answer);
  self->answer = amt_record_to_string (type, record);
  self->status = status;
  self->version = version;
}

bool
amtd_transaction_journal (AmtdTransaction *self, const AmtdJournalLine *line, GError **error)
{
  return amtd_journal_chain_append (self->database, self->actor, self->now, line, error);
}

/* The counter's row is what makes the numbers of one authority rise without gaps in commit order. */
static bool
take_seq (AmtDatabase *db, const char *authority_id, int64_t *seq, GError **error)
{
  return amt_database_query_int (db, error, seq,
                                 "INSERT INTO counters (authority_id, name, value) VALUES ($1, 'feed', 1) "
                                 "ON CONFLICT (authority_id, name) DO UPDATE SET value = value + 1 RETURNING value",
                                 "t", authority_id);
}

/* One row for each team that sees the request or saw it: the newest. */
static bool
put (AmtdTransaction *self, const AmtdPublished *item, const char *team_id, const char *kind, int64_t *seq,
     GError **error)
{
  return take_seq (self->database, item->authority_id, seq, error) &&
         amt_database_run (self->database, error, "DELETE FROM feed WHERE request_id = $1 AND team_id = $2", "tt",
                           item->request_id, team_id) &&
         amt_database_run (self->database, error,
                           "INSERT INTO feed (authority_id, seq, request_id, team_id, kind, by_name, action, at) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                           "tntttttn", item->authority_id, *seq, item->request_id, team_id, kind, item->by_name,
                           item->action, self->now);
}

bool
amtd_transaction_publish (AmtdTransaction *self, const char *request_id, const char *old_team_id, const char *action,
                          GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query_row (
      self->database, error, "SELECT authority_id, team_id, summary FROM requests WHERE id = $1", "t", request_id);
  AmtdPublished *item;

  if (row == NULL)
    return false;
  item = g_new0 (AmtdPublished, 1);
  g_ptr_array_add (self->published, item);
  item->request_id = g_strdup (request_id);
  item->authority_id = amt_cursor_dup_text (row, 0);
  item->team_id = amt_cursor_dup_text (row, 1);
  item->summary = amt_cursor_dup_text (row, 2);
  item->old_team_id = g_strcmp0 (old_team_id, item->team_id) == 0 ? NULL : g_strdup (old_team_id);
  item->by_name = g_strdup (self->actor->kind == AMTD_ACTOR_STAFF ? self->actor->name : NULL);
  item->action = g_strdup (action);
  if (item->old_team_id && !put (self, item, item->old_team_id, "gone", &item->gone_seq, error))
    return false;
  return put (self, item, item->team_id, "request", &item->seq, error);
}
