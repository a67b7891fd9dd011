/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a journal's links are hashed. The chain covers ids and the payload's salted hash, so that a payload can be deleted
 * and the chain still holds; the salt keeps short texts from being guessed from their hash. */

#pragma once

#include "amtd-writer.h"

G_BEGIN_DECLS

bool amtd_journal_chain_append (AmtDatabase *db, const AmtdActor *actor, int64_t now, const AmtdJournalLine *line,
                                GError **error);

typedef struct
{
  const char *salt;
  const char *by_name;
  const char *text;
  const char *payload;
  const char *from;
  const char *to;
} AmtdJournalPayload;

typedef struct
{
  const char *previous; /* "" for the first */
  const char *authority_id;
  int64_t number;
  const char *request_id;
  const char *action;
  const char *by_kind;
  const char *by_id;
  int64_t at;
  const char *payload_hash;
} AmtdJournalLink;

/* (transfer full): hex */
char *amtd_journal_payload_hash (const AmtdJournalPayload *payload);
char *amtd_journal_link_hash (const AmtdJournalLink *link);

G_END_DECLS
