/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New requests: ordered by a citizen, or entered by staff for the counter, the phone and the post. */

#pragma once

#include "amt-input.h"
#include "amtd-domain.h"

G_BEGIN_DECLS

/* @authority_id: (nullable): from the path for staff; citizens name it in @order.
 * (transfer full): the request as @actor may see it. NOT_FOUND for an authority one does not belong to, FORBIDDEN
 * "permission", INVALID with the field: "unknown-service", "unknown-variant", "unknown-carrier", "missing-field",
 * "not-allowed", "in-the-future", "no-fee" and those of amt_form_check(). */
AmtRequest *amtd_order_service_add (AmtdServer *server, const AmtdActor *actor, const char *authority_id,
                                    const AmtOrder *order, GError **error);

G_END_DECLS
