/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a draft to an issued document, and to the one who asked for it. */

#pragma once

#include "amtd-domain.h"

G_BEGIN_DECLS

/* The rule of acceptance: @signed_pdf begins with the draft byte for byte, exactly one signature revision follows, it
 * verifies, the certificate is registered to the person and role, content and gates are as they were. Else CONFLICT
 * "not-this-draft", "signature-invalid", "certificate-unknown", "content-changed" or "gates-open", FORBIDDEN
 * "not-signer", and nothing is delivered. (transfer full): the request, issued or rejected. */
AmtRequest *amtd_issue_service_accept (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor,
                                       const char *draft_id, GBytes *signed_pdf, GError **error);
/* The draft was printed on the form with @input's number, to be signed by hand. */
AmtRequest *amtd_issue_service_print (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor, const char *draft_id,
                                      const AmtPrintedInput *input, GError **error);
/* AMT_DELIVERY_HANDED_OUT or AMT_DELIVERY_POSTED of a paper that lies there printed; CONFLICT "state" otherwise. */
AmtRequest *amtd_issue_service_deliver (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor,
                                        const char *document_id, AmtDeliveryStatus status, GError **error);
/* The citizen fetches: (transfer full): the bytes. The first time the delivery becomes "fetched". */
GBytes *amtd_issue_service_fetch (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor, const char *document_id,
                                  GError **error);

G_END_DECLS
