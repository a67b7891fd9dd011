/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts, issued documents and their deliveries as rows; the bytes lie in the file store under the same id. */

#pragma once

#include "amt-database.h"
#include "amt-request.h"

G_BEGIN_DECLS

/* A draft with what binds it. */
typedef struct
{
  AmtDraft *draft; /* (owned) */
  char *template_id;
  char *template_hash; /* SHA-256 of the template's text and what else of its words is data, hex */
  char *reason;        /* (nullable) of a rejection */
} AmtdStoredDraft;

void amtd_stored_draft_free (AmtdStoredDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtdStoredDraft, amtd_stored_draft_free)

bool amtd_document_store_add_draft (AmtDatabase *db, const AmtdStoredDraft *stored, GError **error);
/* NOT_FOUND "not-found". The caller checks that the request is in its scope. (transfer full) */
AmtdStoredDraft *amtd_document_store_get_draft (AmtDatabase *db, const char *id, GError **error);
/* Forgets the oldest drafts @signer_id has of a request, but the newest @keep, and appends their ids (char *) to @removed,
 * whose files may go after COMMIT. */
bool amtd_document_store_remove_old_drafts (AmtDatabase *db, const char *request_id, const char *signer_id, int keep,
                                            GPtrArray *removed, GError **error);
/* Forgets the drafts of a request and appends their ids (char *) to @removed, whose files may go after COMMIT. */
bool amtd_document_store_remove_drafts (AmtDatabase *db, const char *request_id, GPtrArray *removed, GError **error);

/* Document and delivery. @certificate: (nullable) fingerprint. */
bool amtd_document_store_add (AmtDatabase *db, const char *request_id, const AmtDraft *draft,
                              const AmtDocument *document, const char *certificate, GError **error);
/* Whether a certificate of the authority was issued on the form @sheet_number. */
bool amtd_document_store_is_sheet_used (AmtDatabase *db, const char *authority_id, const char *sheet_number, bool *used,
                                        GError **error);
bool amtd_document_store_set_delivery (AmtDatabase *db, const AmtDocument *document, GError **error);
/* (transfer full) (nullable): NOT_FOUND "not-found": the id of the request a document belongs to. */
char *amtd_document_store_find_request (AmtDatabase *db, const char *document_id, GError **error);
/* Fills request->documents. */
bool amtd_document_store_load (AmtDatabase *db, AmtRequest *request, GError **error);

G_END_DECLS
