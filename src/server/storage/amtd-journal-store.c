/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-journal-store.h"

#include "amt-error.h"
#include "amtd-journal-chain.h"
#include "amtd-row.h"

/* Which gate it was about stands in the payload, and what became of it since that is written down too. */
static bool
read_payload (AmtJournalEntry *entry, AmtCursor *row, int column, GError **error)
{
  g_autoptr (JsonObject) payload = NULL;

  if (amt_cursor_is_null (row, column))
    return true;
  payload = amtd_row_get_object (row, column, error);
  if (payload == NULL)
    return false;
  entry->gate = g_strdup (json_object_get_string_member_with_default (payload, "gate", NULL));
  entry->outcome = g_strdup (json_object_get_string_member_with_default (payload, "outcome", NULL));
  return true;
}

GPtrArray *
amtd_journal_store_list (AmtDatabase *db, const char *request_id, const char *reader_id, GError **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_journal_entry_unref);
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error,
      "SELECT j.number, j.at, j.action, p.by_name, j.by_kind, p.text, p.from_state, p.to_state, j.hash, "
      "p.payload FROM journal j LEFT JOIN journal_payloads p ON p.authority_id = j.authority_id AND p.number = "
      "j.number "
      "WHERE j.request_id = $1 AND ($2 IS NULL OR j.action != 'read' OR j.by_id = $2) ORDER BY j.number DESC",
      "tt", request_id, reader_id);

  if (row == NULL)
    return NULL;
  while (amt_cursor_next (row))
    {
      AmtJournalEntry *entry = amt_journal_entry_new ();

      entry->number = amt_cursor_get_int (row, 0);
      entry->at = amt_cursor_get_int (row, 1);
      entry->action = amt_cursor_dup_text (row, 2);
      entry->by_name = amt_cursor_dup_text (row, 3);
      entry->by_kind = amt_cursor_dup_text (row, 4);
      entry->text = amt_cursor_dup_text (row, 5);
      entry->from = amt_cursor_dup_text (row, 6);
      entry->to = amt_cursor_dup_text (row, 7);
      entry->hash = amt_cursor_dup_text (row, 8);
      g_ptr_array_add (entries, entry);
      if (!read_payload (entry, row, 9, error))
        return NULL;
    }
  return amt_cursor_finish (row, error) ? g_steal_pointer (&entries) : NULL;
}

AmtJournalHead *
amtd_journal_store_head (AmtDatabase *db, const char *authority_id, GError **error)
{
  g_autoptr (AmtJournalHead) head = amt_journal_head_new ();
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error, "SELECT number, hash FROM journal WHERE authority_id = $1 ORDER BY number DESC LIMIT 1", "t",
      authority_id);

  if (row == NULL)
    return NULL;
  if (amt_cursor_next (row))
    {
      head->number = amt_cursor_get_int (row, 0);
      head->hash = amt_cursor_dup_text (row, 1);
    }
  else
    head->hash = g_strdup ("");
  return amt_cursor_finish (row, error) ? g_steal_pointer (&head) : NULL;
}

/* Whether the row holds after @previous; a payload that was deleted has no salt and is not looked at. */
static bool
check_link (AmtCursor *row, const char *authority_id, int64_t number, const char *previous)
{
  AmtdJournalLink link = {.previous = previous,
                          .authority_id = authority_id,
                          .number = number,
                          .request_id = amt_cursor_get_text (row, 1),
                          .action = amt_cursor_get_text (row, 2),
                          .by_kind = amt_cursor_get_text (row, 3),
                          .by_id = amt_cursor_get_text (row, 4),
                          .at = amt_cursor_get_int (row, 5),
                          .payload_hash = amt_cursor_get_text (row, 6)};
  AmtdJournalPayload payload = {amt_cursor_get_text (row, 8),  amt_cursor_get_text (row, 9),
                                amt_cursor_get_text (row, 10), amt_cursor_get_text (row, 11),
                                amt_cursor_get_text (row, 12), amt_cursor_get_text (row, 13)};
  g_autofree char *hash = amtd_journal_link_hash (&link);
  g_autofree char *payload_hash = payload.salt ? amtd_journal_payload_hash (&payload) : NULL;

  return amt_cursor_get_int (row, 0) == number && g_strcmp0 (hash, amt_cursor_get_text (row, 7)) == 0 &&
         (payload_hash == NULL || g_strcmp0 (payload_hash, link.payload_hash) == 0);
}

bool
amtd_journal_store_verify (AmtDatabase *db, const char *authority_id, GError **error)
{
  g_autofree char *previous = g_strdup ("");
  int64_t number = 0;
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error,
      "SELECT j.number, j.request_id, j.action, j.by_kind, j.by_id, j.at, j.payload_hash, j.hash, p.salt, p.by_name, "
      "p.text, p.payload, p.from_state, p.to_state FROM journal j "
      "LEFT JOIN journal_payloads p ON p.authority_id = j.authority_id AND p.number = j.number "
      "WHERE j.authority_id = $1 ORDER BY j.number",
      "t", authority_id);

  if (row == NULL)
    return false;
  while (amt_cursor_next (row))
    {
      if (!check_link (row, authority_id, ++number, previous))
        {
          amt_error_set (error, AMT_ERROR_UNTRUSTED, "journal-broken", NULL,
                         "The journal does not hold from entry %" G_GINT64_FORMAT " on", number);
          return false;
        }
      g_free (previous);
      previous = amt_cursor_dup_text (row, 7);
    }
  return amt_cursor_finish (row, error);
}

bool
amtd_journal_store_forget (AmtDatabase *db, const char *request_id, GError **error)
{
  return amt_database_run (db, error,
                           "DELETE FROM journal_payloads WHERE (authority_id, number) IN "
                           "(SELECT authority_id, number FROM journal WHERE request_id = $1)",
                           "t", request_id);
}
