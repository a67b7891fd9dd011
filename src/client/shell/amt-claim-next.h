/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amt-replica.h"

G_BEGIN_DECLS

/* Claims the most urgent request that nobody has; when somebody was faster, the next one.
 * Returns: (transfer full): of AmtRequest (boxed). NOT_FOUND "nothing-unclaimed"; the errors of amt_api_act(). */
DexFuture *amt_claim_next (AmtReplica *replica);

G_END_DECLS
