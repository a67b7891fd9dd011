/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signing in and out, for staff and for citizens. */

#pragma once

#include "amtd-server.h"

G_BEGIN_DECLS

typedef struct
{
  AmtdActor *actor;
  char *token;
} AmtdSignedIn;

void amtd_signed_in_clear (AmtdSignedIn *self);

/* Blocks for a hash. UNAUTHENTICATED "wrong-credentials" in the same time for unknown users; LIMITED "throttled" and
 * UNAVAILABLE "busy" with @retry_after in seconds. */
bool amtd_session_service_sign_in (AmtdServer *server, AmtDatabase *db, AmtdActorKind kind, const AmtSignIn *sign_in,
                                   const char *address, AmtdSignedIn *result, int *retry_after, GError **error);
bool amtd_session_service_sign_out (AmtdServer *server, const AmtdActor *actor, GError **error);
/* The actor of a bearer token. UNAUTHENTICATED otherwise. */
AmtdActor *amtd_session_service_identify (AmtdServer *server, AmtDatabase *db, AmtdActorKind kind, const char *token,
                                          GError **error);
/* Deletes what is over: sessions, throttles, kept answers. */
bool amtd_session_service_prune (AmtdServer *server, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmtdSignedIn, amtd_signed_in_clear)

G_END_DECLS
