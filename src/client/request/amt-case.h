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
/* (transfer none): IANA name, of the authority the request lies with. */
const char *amt_case_get_zone (AmtCase *self);
/* Whether the request with this id is the one at hand. */
bool amt_case_holds (AmtCase *self, const char *request_id);

bool amt_case_is_handler (AmtCase *self);
/* AMT_REFUSAL_STATE while nothing is at hand, AMT_REFUSAL_SERVICE while its service is unknown. */
AmtRefusal amt_case_decide (AmtCase *self, AmtAction action);
/* (transfer full) (nullable): why @action may not be done, as a sentence; NULL when it may. */
char *amt_case_explain (AmtCase *self, AmtAction action);
/* (transfer full) (nullable): why this person may not record @kind as @status. */
char *amt_case_explain_gate (AmtCase *self, AmtGateKind kind, AmtGateStatus status);
/* (transfer full): names of the gates that are open, "Register, Payment"; "" when none is. */
char *amt_case_open_gates (AmtCase *self);

/* (transfer full): resolves to AmtRequest, which the case has taken by then. It rejects with STALE after "conflict" has
 * been emitted, and never else: somebody faster on a request that is no longer at hand is CONFLICT "stale". */
DexFuture *amt_case_send (AmtCase *self, AmtAttempt *attempt);
/* The same for what was decided while looking at @seen: what has come since and matters is a conflict too, and on
 * another request than @seen nothing is sent: CONFLICT "another-request". */
DexFuture *amt_case_send_seen (AmtCase *self, const AmtRequest *seen, AmtAttempt *attempt);
/* Whether something is on its way for the request at hand. */
bool amt_case_is_sending (AmtCase *self);
/* (transfer full): notes go through the outbox where there is one; resolves to TRUE. */
DexFuture *amt_case_add_note (AmtCase *self, const char *text);
/* (transfer full): to that request, whichever is at hand by now; resolves to AmtRequest. */
DexFuture *amt_case_attach (AmtCase *self, const char *request_id, GFile *file);

/* What was typed for @what ("ask", "note", …) on this request and not sent yet. (transfer full) (nullable) */
char *amt_case_get_typed (AmtCase *self, const char *what);
void amt_case_set_typed (AmtCase *self, const char *what, const char *text);
/* It was sent: forgets it on that request, whichever is at hand by now. */
void amt_case_forget_typed (AmtCase *self, const char *request_id, const char *what);
/* Keeps the text of @buffer under @what as it changes, and fills it with what was kept. */
void amt_case_keep_buffer (AmtCase *self, const char *what, GObject *buffer);

G_END_DECLS
