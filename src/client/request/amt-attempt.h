/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One act of the user on a request, kept so that it can be done again after somebody was faster. */

#pragma once

#include "amt-api.h"

G_BEGIN_DECLS

typedef struct _AmtAttempt AmtAttempt;

/* @action as amt_api_act() takes it. @input: (nullable) (transfer none). */
AmtAttempt *amt_attempt_new_act (AmtAction action, const AmtActionInput *input);
AmtAttempt *amt_attempt_new_gate (AmtGateKind kind, const AmtGateInput *input);
AmtAttempt *amt_attempt_new_extract (const AmtExtractInput *input);
AmtAttempt *amt_attempt_new_follow_up (const AmtFollowUpInput *input); /* (nullable): NULL clears it */
AmtAttempt *amt_attempt_new_delivery (const char *document_id, AmtDeliveryStatus status);
AmtAttempt *amt_attempt_ref (AmtAttempt *self);
void amt_attempt_unref (AmtAttempt *self);

/* What the policy is asked about. */
AmtAction amt_attempt_get_action (AmtAttempt *self);
/* (transfer full) (nullable): what somebody typed for it: the question, the reason, the evidence. */
char *amt_attempt_get_text (AmtAttempt *self);
/* (transfer full): the name that text is kept under while it is typed: "ask", "override-payment", "gate-identity-evidence". */
char *amt_attempt_get_what (AmtAttempt *self);
/* (transfer full): resolves to AmtRequest. */
DexFuture *amt_attempt_send (AmtAttempt *self, AmtApi *api, const AmtRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtAttempt, amt_attempt_unref)

G_END_DECLS
