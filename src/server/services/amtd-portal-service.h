/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What citizens do: look at their own requests, answer, withdraw. Everything is returned as they may see it. */

#pragma once

#include "amt-input.h"
#include "amtd-domain.h"

G_BEGIN_DECLS

/* (transfer full): NOT_FOUND "not-found". */
AmtRequest *amtd_portal_service_get (AmtDatabase *db, const AmtdActor *actor, const char *id, GError **error);
/* (transfer full): of AmtRequest, newest first. */
GPtrArray *amtd_portal_service_list (AmtDatabase *db, const AmtdActor *actor, GError **error);
/* Only fields the office asked about may change: INVALID "not-asked" ("form.<id>"); "missing-field" ("text") when
 * nothing is said. A changed form is a new content: what was judged about the old one opens again. */
AmtRequest *amtd_portal_service_answer (AmtdServer *server, const AmtdActor *actor, const char *id,
                                        const AmtAnswerInput *input, GError **error);
AmtRequest *amtd_portal_service_withdraw (AmtdServer *server, const AmtdActor *actor, const char *id, GError **error);

G_END_DECLS
