/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The request at hand, shared by the widgets that show it and the dialogs that change it: what it is, what this person
 * may do with it, and sending what they do. */

#pragma once

#include "amt-attempt.h"
#include "amt-replica.h"

G_BEGIN_DECLS

#define AMT_TYPE_CASE (amt_case_get_type ())
G_DECLARE_FINAL_TYPE (AmtCase, amt_case, AMT, CASE, GObject)

/* Signals:
 *   "changed": another request, another version of it, other services, or nothing at hand any more.
 *   "conflict" (AmtRequest *before, GError *error, AmtAttempt *attempt): somebody was faster; the case already holds
 *     what the server has now. All are pointers that live as long as the emission.
 * @api: (nullable): only for showing. @replica: (nullable). @services: (nullable) (element-type AmtService). */
AmtCase *amt_case_new (AmtApi *api, AmtReplica *replica, const AmtSession *session, GPtrArray *services);

void amt_case_set_services (AmtCase *self, GPtrArray *services);
/* (nullable): NULL: none at hand. */
void amt_case_set_request (AmtCase *self, const AmtRequest *request);
/* What an answer or the feed brought: kept in the replica, and shown if it is newer and the same request. */
void amt_case_take (AmtCase *self, const AmtRequest *request);

/* (nullable) (transfer none) */
AmtApi *amt_case_get_api (AmtCase *self);
AmtReplica *amt_case_get_replica (AmtCase *self);
const AmtSession *amt_case_get_session (AmtCase *self);
const AmtRequest *amt_case_get_request (AmtCase *self);
const AmtService *amt_case_get_service (AmtCase *self);
const AmtAuthority *amt_case_get_authority (AmtCase *self);

bool amt_case_is_handler (AmtCase *self);
/* FALSE also while nothing is at hand or its service is unknown. */
AmtRefusal amt_case_decide (AmtCase *self, AmtAction action);
/* (transfer full) (nullable): why @action may not be done, as a sentence; NULL when it may. */
char *amt_case_explain (AmtCase *self, AmtAction action);
/* (transfer full) (nullable): why this person may not record @kind as @status. */
char *amt_case_explain_gate (AmtCase *self, AmtGateKind kind, AmtGateStatus status);
/* (transfer full): names of the gates that are open, "Register, Payment"; "" when none is. */
char *amt_case_open_gates (AmtCase *self);

/* (transfer full): resolves to AmtRequest, which the case has taken by then; "conflict" is emitted before it rejects
 * with STALE. */
DexFuture *amt_case_send (AmtCase *self, AmtAttempt *attempt);
/* (transfer full): notes go through the outbox where there is one; resolves to TRUE. */
DexFuture *amt_case_add_note (AmtCase *self, const char *text);
/* (transfer full): resolves to AmtRequest. */
DexFuture *amt_case_attach (AmtCase *self, GFile *file);

/* What was typed for @what ("ask", "note", …) on this request and not sent yet. (transfer full) (nullable) */
char *amt_case_get_typed (AmtCase *self, const char *what);
void amt_case_set_typed (AmtCase *self, const char *what, const char *text);
/* Keeps the text of @buffer under @what as it changes, and fills it with what was kept. */
void amt_case_keep_buffer (AmtCase *self, const char *what, GObject *buffer);

G_END_DECLS
