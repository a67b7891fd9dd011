/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests as rows. Every call takes the actor as its scope: what another authority, team or citizen owns is not found. */

#pragma once

#include "amt-database.h"
#include "amt-request.h"
#include "amtd-actor.h"

G_BEGIN_DECLS

/* A request as it stands in the database. */
typedef struct
{
  AmtRequest *request; /* (owned); this copy's own, to be changed */
} AmtdCase;

void amtd_case_free (AmtdCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtdCase, amtd_case_free)

/* (transfer full): row and parts of one moment. NOT_FOUND "not-found", always in the same words. */
AmtdCase *amtd_request_store_load (AmtDatabase *db, const AmtdActor *scope, const char *id, GError **error);
/* Inserts row, content and gates. */
bool amtd_request_store_insert (AmtDatabase *db, const AmtdCase *new_case, GError **error);
/* Writes the row and the gates; a new content when content_version has grown past @old_content_version. */
bool amtd_request_store_save (AmtDatabase *db, const AmtdCase *changed, int64_t old_content_version, GError **error);

/* Writes the summaries anew where an older program made them, which lack what is in one since; once after an update.
 * @renewed: (out): how many; the feed then needs a new epoch. */
bool amtd_request_store_renew_summaries (AmtDatabase *db, int64_t *renewed, GError **error);

/* The next file number of the authority in @year: "2026-000042". (transfer full) */
char *amtd_request_store_next_file_number (AmtDatabase *db, const char *authority_id, const char *year, GError **error);

/* Sets NOT_FOUND "not-found" in the words every unknown id gets. Returns NULL for convenience. */
void *amtd_store_not_found (GError **error);

G_END_DECLS
