/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gates as the service and the facts have them. What staff judged holds for the content it was judged at. */

#pragma once

#include "amt-input.h"
#include "amt-request.h"

G_BEGIN_DECLS

/* Brings all six gates up to the request as it is now: what the server can tell it judges anew, what a person judged
 * about an earlier content opens again. @account: the assurance the citizen's account has by itself. */
void amtd_gates_compute (AmtRequest *request, const AmtService *service, AmtAssurance account, int64_t now);
/* The payment gate alone. */
void amtd_gates_compute_payment (AmtRequest *request, const AmtService *service, int64_t now);

/* The request's own gate, to be changed. */
AmtGate *amtd_gates_get (AmtRequest *request, AmtGateKind kind);
/* Somebody judges a gate of the present content. @evidence, @reason: (nullable) */
void amtd_gates_judge (AmtRequest *request, AmtGateKind kind, AmtGateStatus status, const char *evidence,
                       const char *reason, const char *by_name, int64_t now);

G_END_DECLS
