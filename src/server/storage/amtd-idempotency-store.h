/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers kept for a day, to be given again when a call is repeated with its Idempotency-Key. */

#pragma once

#include "amt-database.h"
#include "amtd-actor.h"

G_BEGIN_DECLS

typedef struct
{
  unsigned status;
  int64_t version; /* the ETag; 0: none */
  char *body;      /* JSON */
} AmtdKeptAnswer;

void amtd_kept_answer_clear (AmtdKeptAnswer *self);

/* @found: whether the key was used in the last day. INVALID "idempotency-mismatch" when it was with another body.
 * @answer: (out) (optional): to be cleared. */
bool amtd_idempotency_store_find (AmtDatabase *db, const AmtdActor *actor, int64_t now, bool *found,
                                  AmtdKeptAnswer *answer, GError **error);
bool amtd_idempotency_store_keep (AmtDatabase *db, const AmtdActor *actor, int64_t now, const AmtdKeptAnswer *answer,
                                  GError **error);
/* Deletes what is older than a day. */
bool amtd_idempotency_store_prune (AmtDatabase *db, int64_t now, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmtdKeptAnswer, amtd_kept_answer_clear)

G_END_DECLS
