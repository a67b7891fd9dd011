/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to calls that are repeated with their Idempotency-Key. */

#pragma once

#include "amtd-server.h"

G_BEGIN_DECLS

/* @json: (out) (transfer full) (nullable): NULL when the key is new. INVALID "idempotency-mismatch". */
bool amtd_repeat_service_find (AmtDatabase *db, const AmtdActor *actor, char **json, unsigned *status, int64_t *version,
                               GError **error);

G_END_DECLS
