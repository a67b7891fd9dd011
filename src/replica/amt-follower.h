/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The worker thread of a replica: follows the feed and the live channel and writes the feed file. Private to
 * src/replica. */

#pragma once

#include "amt-replica-files.h"
#include "amt-replica.h"

G_BEGIN_DECLS

typedef struct _AmtFollower AmtFollower;

typedef struct
{
  char *id;
  char *action;  /* (nullable) */
  char *by_name; /* (nullable) */
  bool gone;
} AmtFollowerChange;

AmtFollowerChange *amt_follower_change_copy (const AmtFollowerChange *self);
void amt_follower_change_free (gpointer change);

/* The head of an office's journal, and when (monotonic) the server was asked for it. */
typedef struct
{
  char *authority_id;
  AmtJournalHead *head;
  int64_t asked_at;
} AmtFollowerHead;

/* What happened since the main thread last looked: gathered, so that a slow main thread is told once. */
typedef struct
{
  AmtReplicaStatus status;
  double fraction;
  GError *problem;     /* (nullable) */
  AmtSession *session; /* (nullable) a newer one */
  bool changed;        /* rows are others */
  bool everything;     /* too many to name */
  bool anew;           /* a feed began anew since then, whatever the status is now */
  bool damaged;        /* the file is of no use: make it anew */
  GPtrArray *changes;  /* of AmtFollowerChange */
  GPtrArray *heads;    /* of AmtFollowerHead */
} AmtFollowerNews;

/* Called on the main context of the thread that made the follower. @news: (transfer none). */
typedef void (*AmtFollowerHandler) (const AmtFollowerNews *news, gpointer data);

typedef struct
{
  const char *base_url;
  const char *token; /* (nullable) */
  const char *person_id;
  GTlsDatabase *tls_database; /* (nullable) */
  const AmtReplicaFiles *files;
  bool rebuilding;          /* the file was just made anew */
  unsigned journal_seconds; /* how often to look at the journals' heads while connected */
  unsigned refused_seconds; /* how often to ask whether one whose session has ended is still with the office */
  AmtFollowerHandler handler;
  gpointer data;
} AmtFollowerSetup;

AmtFollower *amt_follower_start (const AmtFollowerSetup *setup);
/* Ends the thread, waits for it, and calls the handler no more. */
void amt_follower_stop (AmtFollower *self);
/* A new token, or none. */
void amt_follower_set_token (AmtFollower *self, const char *token);
/* Looks at once. */
void amt_follower_nudge (AmtFollower *self);

G_END_DECLS
