/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and checking the journal. It is written by amtd_transaction_journal() alone. */

#pragma once

#include "amt-database.h"
#include "amt-feed.h"

G_BEGIN_DECLS

/* (transfer full): of AmtJournalEntry, newest first. @reader_id: (nullable): of the readings only this person's. */
GPtrArray *amtd_journal_store_list (AmtDatabase *db, const char *request_id, const char *reader_id, GError **error);
AmtJournalHead *amtd_journal_store_head (AmtDatabase *db, const char *authority_id, GError **error);
/* Follows the chain from its beginning. UNTRUSTED "journal-broken" with the number in the message. */
bool amtd_journal_store_verify (AmtDatabase *db, const char *authority_id, GError **error);
/* Deletes what people could read of a request's entries (retention); the chain still holds. */
bool amtd_journal_store_forget (AmtDatabase *db, const char *request_id, GError **error);

G_END_DECLS
