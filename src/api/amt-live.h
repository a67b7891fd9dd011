/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection to the live channel (WebSocket /v1/live) on the thread-default context it was opened in. It does not
 * reconnect: its owner knows when that makes sense. */

#pragma once

#include "amt-feed.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _AmtLive AmtLive;

typedef struct
{
  /* A frame that could be read; unreadable ones end the connection. */
  void (*frame) (AmtLive *live, const AmtLiveFrame *frame, gpointer data);
  /* Once, whatever the reason; nothing comes after it. @error: (nullable). */
  void (*closed) (AmtLive *live, const GError *error, gpointer data);
} AmtLiveHandler;

AmtLive *amt_live_new (SoupSession *session, const char *base_url, const char *token, const AmtLiveHandler *handler,
                       gpointer data);
/* Closes it; the handler is not called any more. */
void amt_live_free (AmtLive *self);
bool amt_live_is_open (AmtLive *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtLive, amt_live_free)

G_END_DECLS
