/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many requests are in each queue of each team; changed by differences inside the transaction that changes the
 * rows. Private to src/replica. */

#pragma once

#include "amt-database.h"
#include "amt-query.h"

G_BEGIN_DECLS

typedef struct _AmtQueueCounts AmtQueueCounts;

AmtQueueCounts *amt_queue_counts_new (void);
void amt_queue_counts_free (AmtQueueCounts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtQueueCounts, amt_queue_counts_free)

bool amt_queue_counts_load (AmtQueueCounts *self, AmtDatabase *database, GError **error);
bool amt_queue_counts_save (AmtQueueCounts *self, AmtDatabase *database, GError **error);
void amt_queue_counts_clear (AmtQueueCounts *self);
/* A row with these bits came (@by 1) or went (-1). */
void amt_queue_counts_add (AmtQueueCounts *self, const char *team_id, uint32_t queues, bool late, int by);
/* @team_id (nullable): all teams. @late: only those. */
unsigned amt_queue_counts_get (AmtQueueCounts *self, AmtQueue queue, const char *team_id, bool late);
bool amt_queue_counts_equal (AmtQueueCounts *a, AmtQueueCounts *b);

G_END_DECLS
