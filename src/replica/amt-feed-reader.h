/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the feed file for the main thread. Private to src/replica. */

#pragma once

#include "amt-database.h"
#include "amt-person.h"
#include "amt-query.h"
#include "amt-queue-counts.h"

G_BEGIN_DECLS

/* What stands in one row. */
typedef struct
{
  AmtSummary *summary;  /* (owned) */
  int64_t base_version; /* the version of the first sync: older news is none */
} AmtFeedRow;

void amt_feed_row_clear (AmtFeedRow *row);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmtFeedRow, amt_feed_row_clear)

/* (transfer full) (nullable): of int64_t row ids, in order. @today: the day deadlines count from. */
GArray *amt_feed_reader_list (AmtDatabase *reader, const AmtQuery *query, const char *today, GError **error);
/* NOT_FOUND when there is no such row. */
bool amt_feed_reader_get (AmtDatabase *reader, int64_t id, AmtFeedRow *row, GError **error);
bool amt_feed_reader_find (AmtDatabase *reader, const char *request_id, AmtFeedRow *row, GError **error);
/* The row of @request_id; 0 when there is none. */
int64_t amt_feed_reader_find_id (AmtDatabase *reader, const char *request_id);
/* (transfer full) (nullable): as it was when there was a network last. */
AmtSession *amt_feed_reader_get_session (AmtDatabase *reader, GError **error);
/* (transfer full) (nullable) */
char *amt_feed_reader_get_kept (AmtDatabase *reader, const char *name);
/* When every authority was read to its end; 0: never. */
int64_t amt_feed_reader_get_last_sync (AmtDatabase *reader);
/* (transfer full): an FTS5 expression in which every word of @text is the beginning of a word; NULL when it has none. */
char *amt_feed_reader_match (const char *text);

G_END_DECLS
