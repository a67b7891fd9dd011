/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-live.h"

#include "amt-error.h"
#include "amt-http.h"
#include "amt-json-reader.h"

#define MAX_FRAME_BYTES (256 * 1024)
/* A peer that answers no ping for this long is gone. */
#define KEEPALIVE_SECONDS 20

struct _AmtLive
{
  const AmtLiveHandler *handler;
  gpointer data;
  GCancellable *cancellable;           /* (owned) */
  SoupMessage *message;                /* (owned) */
  SoupWebsocketConnection *connection; /* (owned) (nullable) */
  bool ended;
};

/* What survives the #AmtLive until libsoup's callback has run. */
typedef struct
{
  AmtLive *live;
  GCancellable *cancellable; /* (owned) */
  SoupMessage *message;      /* (owned) */
} Pending;

static void
end (AmtLive *self, const GError *error)
{
  if (self->ended)
    return;
  self->ended = true;
  self->handler->closed (self, error, self->data);
}

static void
on_message (SoupWebsocketConnection *connection, SoupWebsocketDataType type, GBytes *bytes, gpointer data)
{
  AmtLive *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) json = amt_json_read (bytes, MAX_FRAME_BYTES, &error);
  g_autoptr (AmtLiveFrame) frame = json != NULL ? amt_live_frame_from_answer (json, &error) : NULL;

  if (self->ended)
    return;
  if (frame != NULL)
    {
      self->handler->frame (self, frame, self->data);
      return;
    }
  soup_websocket_connection_close (connection, SOUP_WEBSOCKET_CLOSE_BAD_DATA, NULL);
  end (self, error);
}

static void
on_closed (SoupWebsocketConnection *connection, gpointer data)
{
  end (data, NULL);
}

static void
adopt (AmtLive *self, SoupWebsocketConnection *connection)
{
  self->connection = connection;
  soup_websocket_connection_set_max_incoming_payload_size (connection, MAX_FRAME_BYTES);
  soup_websocket_connection_set_keepalive_interval (connection, KEEPALIVE_SECONDS);
  soup_websocket_connection_set_keepalive_pong_timeout (connection, KEEPALIVE_SECONDS);
  g_signal_connect (connection, "message", G_CALLBACK (on_message), self);
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), self);
}

/* A refused handshake carries a status like any other answer; its body is not read. */
static GError *
handshake_error (SoupMessage *message, GError *from)
{
  unsigned status = soup_message_get_status (message);
  GError *error = NULL;

  if (status < 400)
    return amt_http_transport_error (message, from);
  amt_error_set (&error, amt_error_code_from_status (status), NULL, NULL, "The live channel answered %u", status);
  g_error_free (from);
  return error;
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer data)
{
  Pending *pending = data;
  GError *error = NULL;
  g_autoptr (SoupWebsocketConnection)
      connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);

  if (!g_cancellable_is_cancelled (pending->cancellable))
    {
      if (connection != NULL)
        adopt (pending->live, g_steal_pointer (&connection));
      else
        {
          error = handshake_error (pending->message, error);
          end (pending->live, error);
        }
    }
  g_clear_error (&error);
  g_object_unref (pending->cancellable);
  g_object_unref (pending->message);
  g_free (pending);
}

AmtLive *
amt_live_new (SoupSession *session, const char *base_url, const char *token, const AmtLiveHandler *handler,
              gpointer data)
{
  AmtLive *self = g_new0 (AmtLive, 1);
  Pending *pending = g_new0 (Pending, 1);

  self->handler = handler;
  self->data = data;
  self->cancellable = g_cancellable_new ();
  self->message = amt_http_message_new ("GET", base_url, "/v1/live", token, NULL);
  pending->live = self;
  pending->cancellable = g_object_ref (self->cancellable);
  pending->message = g_object_ref (self->message);
  soup_session_websocket_connect_async (session, self->message, NULL, NULL, G_PRIORITY_DEFAULT, self->cancellable,
                                        on_connected, pending);
  return self;
}

void
amt_live_free (AmtLive *self)
{
  g_cancellable_cancel (self->cancellable);
  if (self->connection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      if (soup_websocket_connection_get_state (self->connection) == SOUP_WEBSOCKET_STATE_OPEN)
        soup_websocket_connection_close (self->connection, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
    }
  g_clear_object (&self->connection);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_free (self);
}

bool
amt_live_is_open (AmtLive *self)
{
  return self->connection != NULL && !self->ended;
}
