/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding requests the workstation does not hold, and the list of a citizen's own. */

#pragma once

#include "amt-database.h"
#include "amtd-actor.h"

G_BEGIN_DECLS

/* Summaries as JSON, newest first, of the teams of @authority_id in which @scope may read, whose names and number hold
 * every word of @words (nullable; folded already, the first four count). @cursor: (nullable) @next of the page before.
 * @next: (out) (transfer full) (nullable): NULL on the last page.
 * (transfer full): of char *; NULL with INVALID "bad-cursor". */
GPtrArray *amtd_request_search_store_find (AmtDatabase *db, const AmtdActor *scope, const char *authority_id,
                                           const char *words, const char *cursor, int limit, char **next,
                                           GError **error);
/* (transfer full): ids of a citizen's requests, newest first; of char *. */
GPtrArray *amtd_request_search_store_own (AmtDatabase *db, const AmtdActor *scope, GError **error);

G_END_DECLS
