/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sessions of staff and of citizens, and what throttles guessing. Tokens are stored as their SHA-256 alone. */

#pragma once

#include "amt-database.h"
#include "amtd-actor.h"

G_BEGIN_DECLS

/* Who @user is; @id and @phc are NULL when there is no such person or active account. */
typedef struct
{
  char *id;
  char *name;
  char *phc;
  bool disabled; /* a person who may not sign in any more */
} AmtdCredentials;

void amtd_credentials_clear (AmtdCredentials *self);
bool amtd_session_store_find_credentials (AmtDatabase *db, AmtdActorKind kind, const char *user,
                                          AmtdCredentials *credentials, GError **error);

bool amtd_session_store_add (AmtDatabase *db, const AmtdActor *actor, const char *device, int64_t now, GError **error);
bool amtd_session_store_remove (AmtDatabase *db, const char *token_hash, GError **error);
/* Sessions and throttles that are over; those of staff are kept a year, as no more than an answer to their token. */
bool amtd_session_store_prune (AmtDatabase *db, int64_t now, GError **error);

/* The actor of a token of this kind, with memberships as they are now.
 * UNAUTHENTICATED: "no-session" (unknown, revoked or of the other kind), "session-expired", "person-disabled", and "no-membership"
 * for an expired one of staff without any team. */
AmtdActor *amtd_session_store_load (AmtDatabase *db, AmtdActorKind kind, const char *token_hash, int64_t now,
                                    GError **error);
/* Why a live connection of @actor must end; NULL when it need not: "signed-out", "expired", "membership". FALSE with
 * the error set when the database could not be read. */
bool amtd_session_store_check (AmtDatabase *db, const AmtdActor *actor, int64_t now, const char **reason,
                               GError **error);

/* @until: (out): when the last of @subjects that are blocked is free again; 0 when none is. */
bool amtd_session_store_blocked_until (AmtDatabase *db, const char *const *subjects, int64_t *until, GError **error);
/* Counts a failure; from the @allowed one of a day on the next must wait @wait_us, twice as long each time, at most a
 * quarter of an hour. */
bool amtd_session_store_count_failure (AmtDatabase *db, const char *subject, int allowed, int64_t wait_us, int64_t now,
                                       GError **error);
bool amtd_session_store_forgive (AmtDatabase *db, const char *subject, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmtdCredentials, amtd_credentials_clear)

G_END_DECLS
