/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the feed. It is written by amtd_transaction_publish() alone. */

#pragma once

#include "amt-database.h"
#include "amt-json-writer.h"
#include "amtd-actor.h"

G_BEGIN_DECLS

/* Makes the epoch when there is none yet. */
bool amtd_feed_store_begin (AmtDatabase *db, GError **error);
/* All feeds begin anew: after the database was restored from a backup its numbers mean something else. */
bool amtd_feed_store_renew (AmtDatabase *db, GError **error);
/* (transfer full) (nullable): the epoch of @actor's feeds: the database's, and the person's memberships. */
char *amtd_feed_store_epoch (AmtDatabase *db, const AmtdActor *actor, GError **error);
bool amtd_feed_store_head (AmtDatabase *db, const char *authority_id, int64_t *head, GError **error);
/* Writes an AmtFeedPage: what changed after @after for @actor's teams. From the beginning (0): what is open or was
 * touched in the last 90 days, and nothing that is gone. */
bool amtd_feed_store_page (AmtDatabase *db, const AmtdActor *actor, const char *authority_id, int64_t after, int limit,
                           AmtJsonWriter *out, GError **error);

G_END_DECLS
