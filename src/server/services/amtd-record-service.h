/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What staff record on a request: extract, notes, follow-ups, attachments. Each returns (transfer full) the
 * request as it is then. CONFLICT "too-many" when it holds as many notes or attachments as it may. */

#pragma once

#include "amt-input.h"
#include "amtd-domain.h"
#include "amtd-upload.h"

G_BEGIN_DECLS

/* The extract is the register's word: it meets the register gate for the present content, and approval is asked anew. */
AmtRequest *amtd_record_service_put_extract (AmtdServer *server, const AmtdActor *actor, const char *request_id,
                                             int64_t if_match, const AmtExtractInput *input, GError **error);
AmtRequest *amtd_record_service_add_note (AmtdServer *server, const AmtdActor *actor, const char *request_id,
                                          const AmtNoteInput *input, GError **error);
/* @input: (nullable): NULL forgets it. INVALID "in-the-past". */
AmtRequest *amtd_record_service_set_follow_up (AmtdServer *server, const AmtdActor *actor, const char *request_id,
                                               const AmtFollowUpInput *input, GError **error);
/* Takes the finished @upload's file away. INVALID "unsupported-type" (415), "missing-field" or "bad-text" for the name. */
AmtRequest *amtd_record_service_attach (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor,
                                        const char *request_id, const char *name, AmtdUpload *upload, GError **error);

G_END_DECLS
