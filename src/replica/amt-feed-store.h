/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what the feed says into the feed file. Belongs to the worker thread. Private to src/replica. */

#pragma once

#include "amt-database.h"
#include "amt-feed.h"
#include "amt-query.h"

G_BEGIN_DECLS

typedef struct _AmtFeedStore AmtFeedStore;

typedef struct
{
  int64_t last;
  int64_t head;
  char *epoch;   /* (nullable) */
  bool complete; /* head was reached once since the last (re)start */
  int64_t synced_at;
} AmtFeedPosition;

/* @database: (transfer full). */
AmtFeedStore *amt_feed_store_new (AmtDatabase *database);
void amt_feed_store_free (AmtFeedStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtFeedStore, amt_feed_store_free)

/* Whose it is. FALSE with CONFLICT "other-owner" when it is somebody else's or another server's. */
bool amt_feed_store_claim (AmtFeedStore *self, const char *server, const char *person_id, GError **error);
/* Keeps the session (for starts without network) and drops authorities one no longer belongs to (a team's
 * requests go with the epoch).
 * @dropped: (out) (optional): whether rows went away. */
bool amt_feed_store_set_session (AmtFeedStore *self, const AmtSession *session, bool *dropped, GError **error);
/* The day from which deadlines are counted; recounts everything when it is another. @changed (out). */
bool amt_feed_store_set_today (AmtFeedStore *self, const char *today, bool *changed, GError **error);

bool amt_feed_store_get_position (AmtFeedStore *self, const char *authority_id, AmtFeedPosition *position,
                                  GError **error);
void amt_feed_position_clear (AmtFeedPosition *position);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmtFeedPosition, amt_feed_position_clear)

/* Applies the page and moves on, in one transaction: being killed leaves the page before or this one. When it was the
 * last of a rebuild, what was not seen again goes. */
bool amt_feed_store_apply (AmtFeedStore *self, const char *authority_id, const AmtFeedPage *page, GError **error);
/* A single change whose number is the next one. @fits (out): FALSE when it is not (nothing is done then). */
bool amt_feed_store_apply_change (AmtFeedStore *self, const char *authority_id, const AmtFeedItem *item, bool *fits,
                                  GError **error);
/* Begin at the start; what is there stays visible until the end is reached. */
bool amt_feed_store_restart (AmtFeedStore *self, const char *authority_id, GError **error);

/* The catalogue as the server sent it: its names are searched for. */
char *amt_feed_store_get_catalogue_etag (AmtFeedStore *self, const char *authority_id);
bool amt_feed_store_set_catalogue (AmtFeedStore *self, const char *authority_id, const char *etag, GPtrArray *services,
                                   const char *json, GError **error);

/* The first sync is over: gives back the memory that made it fast. */
void amt_feed_store_relax (AmtFeedStore *self);

/* Takes what was deleted out of the journal too. */
bool amt_feed_store_checkpoint (AmtFeedStore *self, GError **error);

/* What of a row decides in which queues it stands. */
typedef struct
{
  int state;
  const char *handler_id;   /* (nullable) */
  const char *signer_id;    /* (nullable) */
  bool may_sign;            /* one has the right that signs this service */
  const char *due_on;       /* (nullable) */
  const char *follow_up_on; /* (nullable) */
} AmtFeedPlace;

/* Bits of AmtQueue, and whether it is late. */
uint32_t amt_feed_store_queues (const AmtFeedPlace *place, const char *me, const char *today, bool *late);

G_END_DECLS
