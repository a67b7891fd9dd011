/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells live connections what was committed. It has a thread and a GMainContext of its own, where WebSockets live too:
 * thousands of idle sockets must not slow the contexts that serve requests. */

#pragma once

#include "amtd-server.h"

G_BEGIN_DECLS

typedef struct _AmtdLiveClient AmtdLiveClient;

/* Both run on live's context. */
typedef struct
{
  void (*send) (void *data, const char *frame); /* must not block and must not remove the client at once */
  void (*end) (void *data);                     /* after the last frame: close; the client is forgotten already */
} AmtdLiveSink;

/* @reader (transfer full): for looking whether sessions still hold. */
AmtdLive *amtd_live_new (AmtDatabase *reader);
/* Ends everyone ("shutdown") and stops the thread. */
void amtd_live_free (AmtdLive *self);
GMainContext *amtd_live_get_context (AmtdLive *self);
int amtd_live_count (AmtdLive *self); /* any thread */

/* On live's context only. Sends a "hello" for each authority of @actor (transfer full). */
AmtdLiveClient *amtd_live_add (AmtdLive *self, AmtdActor *actor, const AmtdLiveSink *sink, void *data);
void amtd_live_remove (AmtdLive *self, AmtdLiveClient *client);

/* Any thread. @published: of AmtdPublished. */
void amtd_live_publish (AmtdLive *self, GPtrArray *published);
void amtd_live_end_session (AmtdLive *self, const char *token_hash, const char *reason);
/* Ends everyone; returns when they were told. */
void amtd_live_end_all (AmtdLive *self, const char *reason);

G_END_DECLS
