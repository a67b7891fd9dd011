/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The follower's own, for the files it is written in. Everything here runs on its thread. Private to src/replica. */

#pragma once

#include "amt-feed-store.h"
#include "amt-follower-news.h"
#include "amt-http.h"
#include "amt-live.h"

G_BEGIN_DECLS

/* While all is well: only the day may change. */
#define AMT_FOLLOWER_IDLE_MS 60000

struct _AmtFollower
{
  GThread *thread;
  GMainContext *context;
  GCancellable *cancellable; /* cancelled by stop */
  AmtNewsDesk *news;
  AmtReplicaFiles *files;
  char *base_url;
  char *person_id;
  GTlsDatabase *tls_database; /* (nullable) */

  GMutex lock;
  char *token;      /* guarded (nullable) */
  char *last_token; /* guarded (nullable): the same, but kept when there is none any more */
  int stop;         /* atomic */
  int nudged;       /* atomic */
  unsigned journal_seconds;
  unsigned refused_seconds;

  /* the worker's own */
  SoupSession *soup;
  AmtFeedStore *store;
  AmtLive *live;   /* (nullable) */
  int64_t live_at; /* monotonic: when the live channel may be tried */
  int64_t live_since;
  unsigned live_failures;
  bool live_said_end;
  GPtrArray *authorities; /* ids */
  char *zone;
  char *used_token; /* (nullable) the one that was last refused */
  bool live_ended;
  bool wants_fetch;
  bool wants_heads;
  int64_t heads_at; /* monotonic: when the journals' heads were looked at */
  bool rebuilding;
  unsigned failures;
};

/* --- talking (amt-follower.c) --- */
/* (transfer full) (nullable): a record by @type of the answer. UNAUTHENTICATED "signed-out" without a token. */
void *amt_follower_get_record (AmtFollower *self, const char *path, size_t max, const AmtRecordType *type,
                               GError **error);
/* (transfer full) (nullable) */
char *amt_follower_dup_token (AmtFollower *self);

/* --- the live channel (amt-follower-live.c) --- */
/* Opens it unless it is open, or was lost just now. */
void amt_follower_call (AmtFollower *self);
void amt_follower_hang_up (AmtFollower *self);
/* The channel ended: the feed says whether the server did too. Returns whether the session is to be asked. */
bool amt_follower_after_call (AmtFollower *self);

/* --- the journals' heads (amt-follower-journal.c) --- */
/* Milliseconds until they are to be looked at; 0: now. */
unsigned amt_follower_heads_due (AmtFollower *self);
/* Fetches and hands them over. FALSE with the error set when the server cannot be talked to; a head it does not give is
 * left for the next look. */
bool amt_follower_look_at_heads (AmtFollower *self, GError **error);

G_END_DECLS
