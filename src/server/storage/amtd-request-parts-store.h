/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hangs on a request: gates, extract, attachments, notes, notices. Callers have loaded the request in their scope. */

#pragma once

#include "amt-database.h"
#include "amt-request.h"

G_BEGIN_DECLS

/* Fills gates, extract, attachments, notes, notices and documents of a request that has none of them yet. */
bool amtd_request_parts_store_load (AmtDatabase *db, AmtRequest *request, GError **error);
bool amtd_request_parts_store_save_gates (AmtDatabase *db, const AmtRequest *request, GError **error);
bool amtd_request_parts_store_add_extract (AmtDatabase *db, const char *request_id, const AmtExtract *extract,
                                           GError **error);
/* @by_id: (nullable): NULL for the citizen. */
bool amtd_request_parts_store_add_attachment (AmtDatabase *db, const char *request_id, const AmtAttachment *attachment,
                                              const char *by_id, GError **error);
/* @has: (out): whether a note of any request has this id. */
bool amtd_request_parts_store_has_note (AmtDatabase *db, const char *note_id, bool *has, GError **error);
bool amtd_request_parts_store_add_note (AmtDatabase *db, const char *request_id, const AmtNote *note, GError **error);
bool amtd_request_parts_store_add_notice (AmtDatabase *db, const char *request_id, const AmtNotice *notice,
                                          const char *by_id, GError **error);
/* @on, @text, @by_id: NULL forgets it. */
bool amtd_request_parts_store_set_follow_up (AmtDatabase *db, const char *request_id, const char *on, const char *text,
                                             const char *by_id, GError **error);

G_END_DECLS
