/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drafts: the exact bytes of a document, made by the server and bound to request, extract, template and signer. */

#pragma once

#include "amtd-document-store.h"
#include "amtd-domain.h"
#include "amtd-edit.h"

G_BEGIN_DECLS

/* (transfer full): bound to @actor as its signer. Beside the policy's and the renderer's errors: STALE, INVALID
 * "missing-field" ("reason" of a rejection), "unknown-carrier". */
AmtDraft *amtd_draft_service_create (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor,
                                     const char *request_id, int64_t if_match, const AmtDraftInput *input,
                                     GError **error);
/* (transfer full): the bytes, for whoever may read the request. */
GBytes *amtd_draft_service_read (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor, const char *draft_id,
                                 GError **error);
/* (transfer full): the bytes of a draft that was in scope; NOT_FOUND when it went in the meantime. */
GBytes *amtd_draft_service_read_bytes (AmtdServer *server, AmtDatabase *db, const char *draft_id, GError **error);
/* (transfer full): the draft when its request is in scope, else NOT_FOUND. */
AmtdStoredDraft *amtd_draft_service_get (AmtDatabase *db, const AmtdActor *actor, const char *draft_id, GError **error);

/* CONFLICT "template-changed" unless the template, and the remedy of a rejection, still read as when the draft was made
 * from them: what is signed now should say what the office says now. */
bool amtd_draft_service_check_template (const AmtdEdit *edit, const AmtdStoredDraft *stored, GError **error);
/* CONFLICT "content-changed" unless what the draft was made from is still so. Inside the transaction. */
bool amtd_draft_service_check (const AmtRequest *request, const AmtDraft *draft, GError **error);

G_END_DECLS
