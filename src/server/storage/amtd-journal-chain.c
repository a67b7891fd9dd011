/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-journal-chain.h"

#include <string.h>
#include <unistd.h>

#define SALT_SIZE 16

/* Each text with its length before it, so that no two different rows hash the same bytes; NULL is none of them. */
static void
add_text (GChecksum *sum, const char *text)
{
  uint32_t length = text ? GUINT32_TO_BE ((uint32_t) strlen (text)) : G_MAXUINT32;

  g_checksum_update (sum, (const uint8_t *) &length, sizeof length);
  if (text)
    g_checksum_update (sum, (const uint8_t *) text, strlen (text));
}

static void
add_int (GChecksum *sum, int64_t value)
{
  uint64_t bytes = GUINT64_TO_BE ((uint64_t) value);

  g_checksum_update (sum, (const uint8_t *) &bytes, sizeof bytes);
}

char *
amtd_journal_payload_hash (const AmtdJournalPayload *payload)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add_text (sum, payload->salt);
  add_text (sum, payload->by_name);
  add_text (sum, payload->text);
  add_text (sum, payload->payload);
  add_text (sum, payload->from);
  add_text (sum, payload->to);
  return g_strdup (g_checksum_get_string (sum));
}

char *
amtd_journal_link_hash (const AmtdJournalLink *link)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add_text (sum, link->previous);
  add_text (sum, link->authority_id);
  add_int (sum, link->number);
  add_text (sum, link->request_id);
  add_text (sum, link->action);
  add_text (sum, link->by_kind);
  add_text (sum, link->by_id);
  add_int (sum, link->at);
  add_text (sum, link->payload_hash);
  return g_strdup (g_checksum_get_string (sum));
}

static char *
make_salt (void)
{
  GString *salt = g_string_new (NULL);
  uint32_t words[SALT_SIZE / 4];

  if (getentropy (words, sizeof words) != 0)
    g_error ("No random numbers");
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    g_string_append_printf (salt, "%08x", words[i]);
  return g_string_free_and_steal (salt);
}

static bool
read_head (AmtDatabase *db, const char *authority_id, int64_t *number, char **hash, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error, "SELECT number, hash FROM journal WHERE authority_id = $1 ORDER BY number DESC LIMIT 1", "t",
      authority_id);

  if (row == NULL)
    return false;
  if (amt_cursor_next (row))
    {
      *number = amt_cursor_get_int (row, 0);
      *hash = amt_cursor_dup_text (row, 1);
    }
  return amt_cursor_finish (row, error);
}

static bool
insert_payload (AmtDatabase *db, const AmtdJournalLink *link, const AmtdJournalPayload *payload, GError **error)
{
  return amt_database_run (db, error,
                           "INSERT INTO journal_payloads (authority_id, number, salt, by_name, text, payload, "
                           "from_state, to_state) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                           "tntttttt", link->authority_id, link->number, payload->salt, payload->by_name, payload->text,
                           payload->payload, payload->from, payload->to);
}

bool
amtd_journal_chain_append (AmtDatabase *db, const AmtdActor *actor, int64_t now, const AmtdJournalLine *line,
                           GError **error)
{
  g_autofree char *previous = NULL;
  g_autofree char *salt = make_salt ();
  AmtdJournalPayload payload = {salt, actor->name, line->text, line->payload, line->from, line->to};
  g_autofree char *payload_hash = amtd_journal_payload_hash (&payload);
  g_autofree char *hash = NULL;
  AmtdJournalLink link = {.authority_id = line->authority_id,
                          .request_id = line->request_id,
                          .action = line->action,
                          .by_kind = amt_enum_to_nick (&amtd_actor_kind_enum, actor->kind),
                          .by_id = actor->id,
                          .at = now,
                          .payload_hash = payload_hash};

  if (!read_head (db, line->authority_id, &link.number, &previous, error))
    return false;
  link.number++;
  link.previous = previous ? previous : "";
  hash = amtd_journal_link_hash (&link);
  return amt_database_run (db, error,
                           "INSERT INTO journal (authority_id, number, request_id, action, by_kind, by_id, at, "
                           "payload_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                           "tnttttntt", link.authority_id, link.number, link.request_id, link.action, link.by_kind,
                           link.by_id, link.at, link.payload_hash, hash) &&
         insert_payload (db, &link, &payload, error);
}
