/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading requests. */

#pragma once

#include "amt-feed.h"
#include "amtd-domain.h"

G_BEGIN_DECLS

/* (transfer full): the request as staff see it; the read is journalled. NOT_FOUND "not-found". */
AmtRequest *amtd_request_service_read (AmtdServer *server, const AmtdActor *actor, const char *id, GError **error);
/* Whether the request is in scope, unjournalled. */
bool amtd_request_service_check (AmtDatabase *db, const AmtdActor *actor, const char *id, GError **error);
/* (transfer full): {"items":[AmtSummary],"next"}; @q: (nullable) as typed. */
char *amtd_request_service_search (AmtDatabase *db, const AmtdActor *actor, const char *authority_id, const char *q,
                                   const char *cursor, int limit, GError **error);
/* (transfer full): of AmtJournalEntry, newest first. */
GPtrArray *amtd_request_service_list_journal (AmtDatabase *db, const AmtdActor *actor, const char *id, GError **error);
AmtJournalHead *amtd_request_service_get_journal_head (AmtDatabase *db, const AmtdActor *actor,
                                                       const char *authority_id, GError **error);
/* (transfer full): the bytes; @type: (out) (transfer full). Only of what hangs on a request in scope; the
 * read is journalled with the file's name. */
GBytes *amtd_request_service_read_attachment (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor,
                                              const char *id, const char *attachment_id, char **type, GError **error);
GBytes *amtd_request_service_read_document (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor,
                                            const char *document_id, GError **error);

G_END_DECLS
