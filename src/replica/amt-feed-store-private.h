/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two halves of the feed store share: rows (amt-feed-store.c), and session, day and catalogue
 * (amt-feed-offices.c). */

#pragma once

#include "amt-feed-store.h"
#include "amt-queue-counts.h"

G_BEGIN_DECLS

struct _AmtFeedStore
{
  AmtDatabase *database;
  AmtQueueCounts *counts;
  GHashTable *words;   /* "authority/service" → folded names */
  GHashTable *signs;   /* "authority/service" → AmtPermission + 1 that signs it */
  AmtSession *session; /* (nullable) */
  char *me;            /* (nullable) */
  char *today;         /* (nullable) */
};

/* Where an authority's rows come from. */
typedef struct
{
  const char *authority_id;
  int64_t generation;
  bool complete;
} AmtFeedTarget;

/* (transfer full) (nullable): small facts about the copy. */
char *amt_feed_store_get_meta (AmtFeedStore *self, const char *name);
bool amt_feed_store_set_meta (AmtFeedStore *self, const char *name, const char *value, GError **error);
/* The names of services, as they are searched for, and who signs them. */
bool amt_feed_store_load_services (AmtFeedStore *self, GError **error);
/* Whether one may sign this service in this team. What the catalogue does not tell yet is taken for yes: rather shown
 * too early than kept back. */
bool amt_feed_store_may_sign (AmtFeedStore *self, const char *authority_id, const char *team_id,
                              const char *service_id);
/* Rewrites the index of a row when it would say something else. */
bool amt_feed_store_index_row (AmtFeedStore *self, int64_t id, const AmtSummary *summary, GError **error);
/* Deletes the rows of older generations. */
bool amt_feed_store_sweep (AmtFeedStore *self, const AmtFeedTarget *target, GError **error);
/* Ends a transaction: commits when @good, else takes everything back, what was counted too. */
bool amt_feed_store_finish (AmtFeedStore *self, bool good, GError **error);

G_END_DECLS
