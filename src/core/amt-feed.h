/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feed: what changed for this person's memberships, as a growing sequence per authority. */

#pragma once

#include "amt-request.h"

G_BEGIN_DECLS

typedef enum
{
  AMT_FEED_REQUEST, /* the summary as it is now */
  AMT_FEED_GONE,    /* one may no longer see it, or it is no more */
} AmtFeedKind;
extern const AmtEnum amt_feed_kind_enum; /* "request", "gone" */

typedef struct
{
  int64_t seq;
  int kind;
  char *id;
  AmtSummary *request; /* (nullable) for AMT_FEED_REQUEST */
  char *by_name;       /* (nullable) who changed it */
  char *action;        /* (nullable) nick of what was done */
} AmtFeedItem;
AMT_DECLARE_RECORD (AmtFeedItem, amt_feed_item)

/* GET /v1/authorities/{id}/feed?after=N&limit=500&epoch=E. GONE (410) when @epoch is not the server's. */
typedef struct
{
  char *epoch;  /* changes when the sequence starts anew (restore) or memberships changed so that one must rebuild */
  int64_t last; /* the number to ask after next */
  int64_t head; /* the newest number there is */
  bool more;
  GPtrArray *items; /* of AmtFeedItem, rising */
} AmtFeedPage;
AMT_DECLARE_RECORD (AmtFeedPage, amt_feed_page)

/* A text frame of /v1/live. */
typedef struct
{
  char *type;         /* "hello", "change", "grown", "end" */
  char *authority_id; /* (nullable) */
  int64_t seq;        /* head after this */
  AmtFeedItem *item;  /* (nullable) for "change": apply when seq is the replica's last + 1, else fetch the feed */
  char *reason;       /* (nullable) for "end": "signed-out", "expired", "membership", "shutdown" */
} AmtLiveFrame;
AMT_DECLARE_RECORD (AmtLiveFrame, amt_live_frame)

/* GET /v1/requests/{id}/journal → {"items": […]} */
typedef struct
{
  int64_t number; /* place in the authority's chain */
  int64_t at;
  char *action;  /* nick, or "created", "fetched", "read" */
  char *by_name; /* (nullable) the citizen or the server */
  char *by_kind; /* "staff", "citizen", "server" */
  char *text;    /* (nullable) reason, question, evidence: for people */
  char *gate;    /* (nullable) nick of AmtGateKind: which gate it was about */
  char *outcome; /* (nullable) nick of AmtGateOutcome: what became of it */
  char *from;    /* (nullable) state before */
  char *to;      /* (nullable) state after */
  char *hash;    /* hex, of this link of the chain */
} AmtJournalEntry;
AMT_DECLARE_RECORD (AmtJournalEntry, amt_journal_entry)

/* GET /v1/authorities/{id}/journal/head */
typedef struct
{
  int64_t number;
  char *hash;
} AmtJournalHead;
AMT_DECLARE_RECORD (AmtJournalHead, amt_journal_head)

/* application/problem+json (RFC 9457) */
typedef struct
{
  char *type; /* slug: "missing-field" */
  char *title;
  int64_t status;
  char *detail;
  char *field;         /* (nullable) path */
  int64_t retry_after; /* seconds, 429 and 503 */
} AmtProblem;
AMT_DECLARE_RECORD (AmtProblem, amt_problem)

G_END_DECLS
