/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that says no. */

#pragma once

#include "amt-request.h"
#include "amtd-actor.h"

G_BEGIN_DECLS

/* Whether @actor may do @action to @request, by core's table. The server itself may do what the state allows.
 * FALSE with the refusal as slug: 403 "permission", "not-handler", "own-draft", "signing-role", "other-signer"; 409 "state", "others",
 * "gates-open", "service", "template". */
bool amtd_policy_check (const AmtdActor *actor, const AmtRequest *request, const AmtService *service, AmtAction action,
                        AmtCarrier carrier, GError **error);

/* The same for judging a gate by hand: a gate asks for a permission of its own, and some are met by other actions. */
bool amtd_policy_check_gate (const AmtdActor *actor, const AmtRequest *request, const AmtService *service,
                             AmtGateKind kind, AmtGateStatus status, GError **error);

/* Whether @actor may see who read @request; what was done to it, everybody sees who may read it. Who looked is said about
 * colleagues, and kept for whoever checks that they may (permission "journal"). */
bool amtd_policy_shows_readers (const AmtdActor *actor, const AmtRequest *request);

G_END_DECLS
