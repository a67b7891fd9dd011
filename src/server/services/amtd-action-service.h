/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff do to a request in one step: claim, release, hand over, ask, resume, submit, approve, return, send to
 * signing, recall, withdraw. */

#pragma once

#include "amt-input.h"
#include "amtd-domain.h"

G_BEGIN_DECLS

/* @action: nick from the path; NOT_FOUND "not-found" when it is none of these. Claiming what one already has is done.
 * Further errors: INVALID "missing-field" ("reason", "text"), "unknown-person" ("person_id"), "unknown-field" ("fields"). */
AmtRequest *amtd_action_service_run (AmtdServer *server, const AmtdActor *actor, const char *request_id,
                                     const char *action, int64_t if_match, const AmtActionInput *input, GError **error);

G_END_DECLS
