/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gates recorded by hand: an identity finding, entitlement, a payment; reopened; or passed with a reason. */

#pragma once

#include "amt-input.h"
#include "amtd-domain.h"

G_BEGIN_DECLS

/* @kind: nick from the path, NOT_FOUND when there is none. INVALID "missing-field",
 * "assurance-too-low", "bad-method"; CONFLICT "not-needed"; the policy's "service" for what is met by its own action or may
 * not be overridden. */
AmtRequest *amtd_gate_service_put (AmtdServer *server, const AmtdActor *actor, const char *request_id, const char *kind,
                                   int64_t if_match, const AmtGateInput *input, GError **error);

G_END_DECLS
