/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WebSockets: the handshake on a listener, everything after it on live's context. */
#include "amtd-connection.h"

#include "amt-error.h"
#include "amtd-live.h"
#include "amtd-message.h"
#include "amtd-meter.h"

#include <string.h>
#include <sys/socket.h>

/* What may wait for a slow reader before it is dropped; the feed tells it later what it missed. */
#define QUEUE_MAX (256 * 1024)
/* And what the kernel may keep beside it. */
#define KERNEL_QUEUE (64 * 1024)
#define FRAME_HEADER_MAX 10
#define INCOMING_MAX 4096
#define PING_SECONDS 20
#define PONG_SECONDS 15

typedef struct
{
  AmtdLive *live;
  AmtdAddresses *addresses; /* (owned) */
  AmtdActor *actor;         /* (owned) until live has it */
  char *address;
  GIOStream *stream; /* (owned) */
  GUri *uri;
  int fd;
  AmtdMeter *meter; /* (owned) */
  int64_t sent;
  SoupWebsocketConnection *websocket; /* (owned) */
  AmtdLiveClient *client;             /* (nullable) */
} Socket;

static void
socket_free (Socket *self)
{
  amtd_addresses_remove (self->addresses, self->address);
  amtd_addresses_unref (self->addresses);
  amtd_actor_free (self->actor);
  g_free (self->address);
  g_uri_unref (self->uri);
  if (self->websocket)
    g_signal_handlers_disconnect_by_data (self->websocket, self);
  g_clear_object (&self->websocket);
  g_clear_object (&self->meter);
  shutdown (self->fd, SHUT_RDWR);
  g_object_unref (self->stream);
  g_free (self);
}

static void
send_frame (void *data, const char *frame)
{
  Socket *self = data;

  if (soup_websocket_connection_get_state (self->websocket) != SOUP_WEBSOCKET_STATE_OPEN)
    return;
  self->sent += strlen (frame) + FRAME_HEADER_MAX;
  if (self->sent - amtd_meter_get_written (self->meter) > QUEUE_MAX)
    shutdown (self->fd, SHUT_RDWR); /* "closed" follows */
  else
    soup_websocket_connection_send_text (self->websocket, frame);
  /* The estimate of frame headers must not add up. */
  self->sent = MAX (self->sent - FRAME_HEADER_MAX + 2, amtd_meter_get_written (self->meter));
}

static void
end_socket (void *data)
{
  Socket *self = data;

  self->client = NULL;
  if (soup_websocket_connection_get_state (self->websocket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->websocket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
}

static const AmtdLiveSink sink = {send_frame, end_socket};

static gboolean
free_later (void *data)
{
  socket_free (data);
  return G_SOURCE_REMOVE;
}

static void
closed (SoupWebsocketConnection *websocket, void *data)
{
  Socket *self = data;
  g_autoptr (GSource) source = g_idle_source_new ();

  if (self->client)
    amtd_live_remove (self->live, self->client);
  self->client = NULL;
  g_signal_handlers_disconnect_by_data (websocket, self);
  g_source_set_callback (source, free_later, self, NULL);
  g_source_attach (source, amtd_live_get_context (self->live));
}

/* On live's context: from here on the connection lives there. */
static gboolean
begin (void *data)
{
  Socket *self = data;
  g_autoptr (GIOStream) metered = NULL;

  self->meter = amtd_meter_new (g_io_stream_get_output_stream (self->stream));
  metered = g_simple_io_stream_new (g_io_stream_get_input_stream (self->stream), G_OUTPUT_STREAM (self->meter));
  self->websocket = soup_websocket_connection_new (metered, self->uri, SOUP_WEBSOCKET_CONNECTION_SERVER, NULL, NULL,
                                                   NULL);
  soup_websocket_connection_set_max_incoming_payload_size (self->websocket, INCOMING_MAX);
  soup_websocket_connection_set_keepalive_interval (self->websocket, PING_SECONDS);
  soup_websocket_connection_set_keepalive_pong_timeout (self->websocket, PONG_SECONDS);
  g_signal_connect (self->websocket, "closed", G_CALLBACK (closed), self);
  self->client = amtd_live_add (self->live, g_steal_pointer (&self->actor), &sink, self);
  return G_SOURCE_REMOVE;
}

/* The 101 is written: nothing of libsoup's HTTP uses the connection any more. */
static void
hand_over (SoupServerMessage *message, void *data)
{
  AmtdExchange *x = data;
  AmtdConnection *connection = amtd_connection_of (message);
  Socket *self = g_new0 (Socket, 1);
  int kernel_queue = KERNEL_QUEUE;

  self->live = x->http->server->live;
  self->addresses = amtd_addresses_ref (x->http->addresses);
  self->actor = g_steal_pointer (&x->actor);
  self->address = g_strdup (amtd_connection_get_address (connection));
  self->fd = amtd_connection_get_fd (connection);
  setsockopt (self->fd, SOL_SOCKET, SO_SNDBUF, &kernel_queue, sizeof kernel_queue);
  self->uri = g_uri_ref (soup_server_message_get_uri (message));
  amtd_listener_forget (x->listener, connection);
  self->stream = soup_server_message_steal_connection (message);
  g_main_context_invoke (amtd_live_get_context (self->live), begin, self);
}

static void
refuse_upgrade (AmtdExchange *x, AmtErrorCode code, const char *slug, const char *why)
{
  GError *error = NULL;

  amt_error_set (&error, code, slug, NULL, "%s", why);
  amtd_exchange_fail (x, error);
  amtd_message_answer (x);
}

void
amtd_socket_upgrade (AmtdExchange *x)
{
  const AmtdConfig *config = x->http->server->config;

  if (amtd_live_count (x->http->server->live) >= config->max_live || amtd_listener_is_draining (x->listener))
    refuse_upgrade (x, AMT_ERROR_UNAVAILABLE, "busy", "No room for another live connection");
  else if (!soup_websocket_server_check_handshake (x->message, NULL, NULL, NULL, NULL))
    refuse_upgrade (x, AMT_ERROR_INVALID, "bad-request", "This is spoken by WebSocket only");
  else if (soup_websocket_server_process_handshake (x->message, NULL, NULL, NULL, NULL))
    g_signal_connect (x->message, "wrote-informational", G_CALLBACK (hand_over), x);
  soup_server_message_unpause (x->message);
}
