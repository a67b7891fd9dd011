/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one gate for writing. One thread owns the only writing connection and commits changes in groups: each change runs
 * in a savepoint of its own, and nobody is answered before the group is on disk. */

#pragma once

#include "amt-database.h"
#include "amt-feed.h"
#include "amtd-actor.h"

G_BEGIN_DECLS

typedef struct _AmtdWriter AmtdWriter;
typedef struct _AmtdTransaction AmtdTransaction;

/* Runs on the writer's thread. FALSE with the error set undoes everything it did (also journal and feed).
 * It must not block: no network, no rendering, no hashing of passwords; make large files before. */
typedef bool (*AmtdChange) (AmtdTransaction *tx, void *data, GError **error);

/* One entry of the feed, told to the live connections after COMMIT. */
typedef struct
{
  char *authority_id;
  char *request_id;
  char *team_id;     /* sees the item */
  char *old_team_id; /* (nullable) saw it until now */
  char *by_name;     /* (nullable) */
  char *action;      /* (nullable) */
  char *summary;     /* JSON of AmtSummary */
  int64_t gone_seq;  /* what old_team_id is told; 0 when nothing is */
  int64_t seq;
} AmtdPublished;

/* Called on the writer's thread after COMMIT with an array of AmtdPublished. */
typedef void (*AmtdPublishedFunc) (GPtrArray *published, void *data);

/* Takes @database (transfer full), which must be open for writing and migrated. */
AmtdWriter *amtd_writer_new (AmtDatabase *database);
/* Finishes what waits, then stops the thread. */
void amtd_writer_free (AmtdWriter *self);
void amtd_writer_set_published (AmtdWriter *self, AmtdPublishedFunc func, void *data);

/* Blocks until the change is committed or has failed. Call it from a worker, never from a main loop, and never from
 * within a change. When the disk is full or the commit fails, every change of the group fails with UNAVAILABLE (503).
 * CONFLICT "replay": the actor's Idempotency-Key was used for this before; the HTTP layer answers with what is kept.
 * INVALID "idempotency-mismatch": it was used with another body. */
bool amtd_writer_run (AmtdWriter *self, const AmtdActor *actor, AmtdChange change, void *data, GError **error);

AmtDatabase *amtd_transaction_get_database (AmtdTransaction *self);
int64_t amtd_transaction_get_now (AmtdTransaction *self); /* microseconds */
const AmtdActor *amtd_transaction_get_actor (AmtdTransaction *self);

/* The answer that a repeated Idempotency-Key gets again. Call it at the end of every change that answers something
 * else than {}. @version: the ETag, 0 for none. */
void amtd_transaction_set_answer (AmtdTransaction *self, unsigned status, const AmtRecordType *type, const void *record,
                                  int64_t version);

/* A link of the authority's journal. */
typedef struct
{
  const char *authority_id;
  const char *request_id; /* (nullable) */
  const char *action;     /* nick of AmtAction, or "created", "fetched", "read", … */
  const char *from;       /* (nullable) state before */
  const char *to;         /* (nullable) state after */
  const char *text;       /* (nullable) for people; deletable */
  const char *payload;    /* (nullable) JSON, for machines; deletable */
} AmtdJournalLine;

bool amtd_transaction_journal (AmtdTransaction *self, const AmtdJournalLine *line, GError **error);

/* Puts the request as its row is now (team_id, summary) into the feed of its authority. @old_team_id: (nullable): when it
 * is another than the row's, that team is told that it is gone. @action: (nullable) nick. Call it once, when the row is
 * written. NOT_FOUND when there is no such request. */
bool amtd_transaction_publish (AmtdTransaction *self, const char *request_id, const char *old_team_id,
                               const char *action, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtdWriter, amtd_writer_free)

G_END_DECLS
