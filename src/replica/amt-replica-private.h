/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lists and the outbox need of the replica. Private to src/replica. */

#pragma once

#include "amt-database.h"
#include "amt-feed-reader.h"
#include "amt-replica.h"

G_BEGIN_DECLS

/* (nullable): while the file is made anew. */
AmtDatabase *amt_replica_get_reader (AmtReplica *self);
AmtDatabase *amt_replica_get_desk (AmtReplica *self);
const char *amt_replica_get_today (AmtReplica *self);
GHashTable *amt_replica_get_pending (AmtReplica *self); /* set of ids */
GHashTable *amt_replica_get_newest (AmtReplica *self);  /* id → AmtSummary */
bool amt_replica_is_pending (AmtReplica *self, const char *request_id);
/* The newest summary the workstation knows for a row just read. (transfer full) */
AmtSummary *amt_replica_newest (AmtReplica *self, const AmtFeedRow *row);
bool amt_replica_is_row_unread (AmtReplica *self, const AmtFeedRow *row);
/* Something could not be read or written: damage is healed, the rest is told. @error: (transfer full). */
void amt_replica_trouble (AmtReplica *self, GError *error);

/* Signals "rows" (const GStrv ids (nullable): all, boolean anew: row numbers mean others now): for lists; and
 * "item-changed" (const char *id): seen or pending. */

/* --- outbox --- */
/* Begins to send unless that is under way. */
void amt_outbox_send (AmtReplica *self);
/* To be run in a fiber. */
DexFuture *amt_outbox_send_all (AmtReplica *self);
/* Something came or went. */
void amt_replica_outbox_changed (AmtReplica *self);

G_END_DECLS
