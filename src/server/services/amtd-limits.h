/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much one may send. Whoever does it by a program must not fill the office's disk or its inbox. */

#pragma once

#include "amtd-edit.h"

G_BEGIN_DECLS

/* Before a citizen's order: LIMITED "too-many-today", CONFLICT "too-many-open". Staff and the server order as they must. */
bool amtd_limits_check_order (const AmtdServer *server, AmtDatabase *db, const AmtdActor *actor, int64_t now,
                              GError **error);
/* Before a file of @size bytes is added: CONFLICT "too-many" with the list, "request-full", and for a citizen LIMITED
 * "too-much-today". */
bool amtd_limits_check_upload (const AmtdEdit *edit, int64_t size, GError **error);

G_END_DECLS
