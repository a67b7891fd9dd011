/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lists and the outbox need of the replica. Private to src/replica. */

#pragma once

#include "amt-database.h"
#include "amt-feed-reader.h"
#include "amt-follower.h"
#include "amt-replica.h"

G_BEGIN_DECLS

struct _AmtReplica
{
  GObject parent_instance;

  AmtApi *api;            /* (owned) */
  AmtReplicaFiles *files; /* (owned) */
  AmtSession *session;    /* (owned) */
  AmtDatabase *reader;    /* (owned) (nullable) the feed file, for reading */
  AmtDatabase *desk;      /* (owned) (nullable) */
  AmtFollower *follower;  /* (owned) (nullable) */
  AmtQueueCounts *counts; /* (owned) */
  char *today;
  GHashTable *pending; /* ids of requests with a call on its way */
  GHashTable *newest;  /* id → AmtSummary, newer than the feed's */

  AmtReplicaStatus status;
  double fraction;
  GError *problem; /* (owned) (nullable) */
  GPtrArray *told; /* of AmtFollowerChange, to be told */
  bool tell_all;
  int64_t told_at; /* monotonic */
  unsigned tell_source;
  unsigned heal_source;
  unsigned rebuilds;
  bool rebuilding;
  bool prune;          /* what was fetched is compared with the feed once that has been read */
  bool damaged;        /* what was typed could not be read, or not all of it; not yet told */
  unsigned carried;    /* how many texts could */
  char *kept_at;       /* (owned) (nullable) where the damaged file lies */
  unsigned desk_heals; /* how often it was made anew */
  bool sending;
  unsigned rebuild_failures; /* in a row, of making the file at all */
  unsigned outbox_failures;  /* in a row */
  unsigned outbox_source;
  char *sending_note;           /* (owned) (nullable) its id */
  GHashTable *journal_problems; /* id of an authority → GError */
  GHashTable *heads_taken;      /* id of an authority → int64_t, monotonic: when the highest head of this run arrived */
  unsigned journal_seconds;     /* of the follower's setup, read when it starts */
  unsigned refused_seconds;
  gulong removed_handler;
  gulong token_handler;
  gulong network_handler;
};

/* --- opening (amt-replica-open.c) --- */
/* @given: (nullable): the session of now; NULL: the one in the file. */
bool amt_replica_open_feed (AmtReplica *self, AmtSession *given, GError **error);
/* The same; a file that is damaged, somebody else's or a newer program's is made anew ("rebuilding" is set). */
bool amt_replica_open_feed_or_replace (AmtReplica *self, AmtSession *given, GError **error);
/* A damaged one is put aside and what can be read of it carried over; amt_replica_take_damage() tells. */
bool amt_replica_open_desk (AmtReplica *self, GError **error);
/* Something could not be written to the desk or read from it. Returns: whether it was damage that is healed now: try
 * again. Everything else is told as the problem. @error: (transfer full). */
bool amt_replica_desk_trouble (AmtReplica *self, GError *error);

/* --- what was fetched and may no longer be seen (amt-replica-prune.c) --- */
/* Whether @after lacks a team of @before. */
bool amt_replica_lost_team (const AmtSession *before, const AmtSession *after);
/* The feed is to be read to its end first. */
void amt_replica_prune_later (AmtReplica *self);
/* Once the desk is open. */
void amt_replica_recall_prune (AmtReplica *self);
/* Now that it has been read. */
void amt_replica_prune (AmtReplica *self);

/* --- the journals' heads (amt-replica-journal.c) --- */
/* @heads: of AmtFollowerHead. */
void amt_replica_take_heads (AmtReplica *self, const GPtrArray *heads);

/* --- for lists --- */

/* (nullable): while the file is made anew. */
AmtDatabase *amt_replica_get_reader (AmtReplica *self);
AmtDatabase *amt_replica_get_desk (AmtReplica *self);
const char *amt_replica_get_today (AmtReplica *self);
bool amt_replica_is_pending (AmtReplica *self, const char *request_id);
/* The newest summary the workstation knows for a row just read. (transfer full) */
AmtSummary *amt_replica_newest (AmtReplica *self, const AmtFeedRow *row);
bool amt_replica_is_row_unread (AmtReplica *self, const AmtFeedRow *row);
/* Something of the feed file could not be read: damage is healed, the rest is told. @error: (transfer full). */
void amt_replica_trouble (AmtReplica *self, GError *error);

/* Signals "rows" (const GStrv ids (nullable): all, boolean anew: row numbers mean others now): for lists; and
 * "item-changed" (const char *id): seen or pending. */

/* --- outbox --- */
/* Begins to send unless that is under way. */
void amt_outbox_send (AmtReplica *self);
/* Something came or went. */
void amt_replica_outbox_changed (AmtReplica *self);

G_END_DECLS
