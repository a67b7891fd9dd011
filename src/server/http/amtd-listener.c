/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thread that accepts, parses and writes. libsoup accepts one connection per turn of the loop and stops for ever when
 * file descriptors run out, so it is given connections that were accepted here. */
#include "amtd-connection.h"

#include "amt-error.h"
#include "amtd-live.h"
#include "amtd-log.h"
#include "amtd-message.h"

#include <errno.h>
#include <glib-unix.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#define ACCEPT_AT_ONCE 64
#define REARM_MS 100
#define SWEEP_MS 500
#define DRAIN_MS 50
#define REFUSED_MAX 256

/* Said without libsoup, which has not seen the connection. */
#define TOO_MANY                                                                                                       \
  "{\"type\":\"busy\",\"title\":\"Service Unavailable\",\"status\":503,\"detail\":\"Too many "                         \
  "connections\",\"retry_after\":5}"
static const char too_many[] = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 106\r\n"
                               "Content-Type: application/problem+json\r\nConnection: close\r\n\r\n" TOO_MANY;
G_STATIC_ASSERT (sizeof TOO_MANY - 1 == 106);

struct _AmtdListener
{
  AmtdHttp *http;
  int fd; /* (owned) listening; -1 when closed */
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  SoupServer *soup;
  GSource *accepting;      /* (owned) (nullable) */
  GHashTable *connections; /* (owned) set of AmtdConnection */
  GSocketAddress *local;   /* (owned) */
  GArray *refused;         /* of int: told to come later, closed by the next sweep */
  GSocket *silent;         /* (owned) libsoup keeps connections alive only while it listens: it listens to this, */
  int silent_peer;         /* (owned) whose other end never says anything */
  int64_t deadline;        /* when draining */
  bool draining;
};

static void arm (AmtdListener *self);

static void
connection_gone (AmtdConnection *connection, void *data)
{
  AmtdListener *self = data;

  g_hash_table_remove (self->connections, connection);
  amtd_addresses_remove (self->http->addresses, amtd_connection_get_address (connection));
}

static void
hand_to_soup (AmtdListener *self, AmtdConnection *connection, GIOStream *stream, GSocketAddress *remote)
{
  g_autoptr (GError) error = NULL;

  amtd_connection_set_stream (connection, stream);
  if (!soup_server_accept_iostream (self->soup, stream, self->local, remote, &error))
    amtd_log (AMTD_LOG_WARNING, "accept", "error=\"%s\"", error->message);
}

typedef struct
{
  AmtdListener *listener;
  GSocketAddress *remote; /* (owned) keeps the AmtdConnection */
} Handshake;

static void
handshake_done (GObject *source, GAsyncResult *result, void *data)
{
  Handshake *handshake = data;
  SoupServer *soup = handshake->listener->soup;
  AmtdConnection *connection = g_object_get_qdata (G_OBJECT (handshake->remote),
                                                   g_quark_from_static_string ("amtd-connection"));

  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, NULL) && soup)
    {
      amtd_connection_set_phase (connection, AMTD_PHASE_WAITING);
      hand_to_soup (handshake->listener, connection, G_IO_STREAM (source), handshake->remote);
    }
  g_object_unref (handshake->remote);
  g_free (handshake);
}

/* The handshake runs beside everything else; the sweep ends one that takes too long. */
static void
begin_tls (AmtdListener *self, GIOStream *plain, GSocketAddress *remote)
{
  static const char *const protocols[] = {"http/1.1", NULL};
  g_autoptr (GIOStream) tls = g_tls_server_connection_new (plain, self->http->certificate, NULL);
  Handshake *handshake;

  if (tls == NULL)
    return;
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (tls), protocols);
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (tls), FALSE);
  handshake = g_new0 (Handshake, 1);
  handshake->listener = self;
  handshake->remote = g_object_ref (remote);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT, NULL, handshake_done, handshake);
}

/* Closing at once, while the request still comes in, would reset the connection before the answer is read. */
static void
refuse (AmtdListener *self, int fd)
{
  if (self->refused->len >= REFUSED_MAX)
    {
      close (fd);
      return;
    }
  if (self->http->certificate == NULL)
    send (fd, too_many, sizeof too_many - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
  shutdown (fd, SHUT_WR);
  g_array_append_val (self->refused, fd);
}

static void
close_refused (AmtdListener *self)
{
  for (unsigned i = 0; i < self->refused->len; i++)
    close (g_array_index (self->refused, int, i));
  g_array_set_size (self->refused, 0);
}

static void
take_connection (AmtdListener *self, int fd, const struct sockaddr *peer, socklen_t length)
{
  g_autoptr (GSocketAddress) remote = g_socket_address_new_from_native ((void *) peer, length);
  g_autofree char *address = g_inet_address_to_string (
      g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GIOStream) stream = NULL;
  AmtdConnection *connection;
  int one = 1;

  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (!amtd_addresses_add (self->http->addresses, address))
    {
      refuse (self, fd);
      return;
    }
  if (!(socket = g_socket_new_from_fd (fd, NULL)))
    {
      amtd_addresses_remove (self->http->addresses, address);
      close (fd);
      return;
    }
  stream = G_IO_STREAM (g_socket_connection_factory_create_connection (socket));
  connection = amtd_connection_new (socket, remote, address, connection_gone, self);
  g_hash_table_add (self->connections, connection);
  if (self->http->certificate)
    begin_tls (self, stream, remote);
  else
    hand_to_soup (self, connection, stream, remote);
}

static gboolean
arm_again (void *data)
{
  arm (data);
  return G_SOURCE_REMOVE;
}

static void
disarm (AmtdListener *self)
{
  if (self->accepting)
    g_source_destroy (self->accepting);
  g_clear_pointer (&self->accepting, g_source_unref);
}

static void
call_later (AmtdListener *self, unsigned ms, GSourceFunc func)
{
  g_autoptr (GSource) source = g_timeout_source_new (ms);

  g_source_set_callback (source, func, self, NULL);
  g_source_attach (source, self->context);
}

static gboolean
accept_some (int listening, GIOCondition condition, void *data)
{
  AmtdListener *self = data;

  for (int i = 0; i < ACCEPT_AT_ONCE; i++)
    {
      struct sockaddr_storage peer;
      socklen_t length = sizeof peer;
      int fd = accept4 (listening, (struct sockaddr *) &peer, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);

      if (fd >= 0)
        take_connection (self, fd, (struct sockaddr *) &peer, length);
      else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
        {
          amtd_log (AMTD_LOG_WARNING, "accept", "error=\"%s\"", g_strerror (errno));
          disarm (self);
          call_later (self, REARM_MS, arm_again);
          return G_SOURCE_REMOVE;
        }
      else if (errno == EAGAIN)
        break;
    }
  return G_SOURCE_CONTINUE;
}

static void
arm (AmtdListener *self)
{
  if (self->fd == -1 || self->accepting)
    return;
  self->accepting = g_unix_fd_source_new (self->fd, G_IO_IN);
  g_source_set_priority (self->accepting, G_PRIORITY_HIGH);
  g_source_set_callback (self->accepting, G_SOURCE_FUNC (accept_some), self, NULL);
  g_source_attach (self->accepting, self->context);
}

static gboolean
sweep (void *data)
{
  AmtdListener *self = data;
  int64_t now = g_get_monotonic_time ();
  GHashTableIter iter;
  void *connection;

  close_refused (self);
  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &connection, NULL))
    if (amtd_connection_is_late (connection, now, self->http->server->config->header_seconds))
      amtd_connection_cut (connection);
  return G_SOURCE_CONTINUE;
}

/* Idle ones go at once, the others when their answer is written or the deadline comes. */
static gboolean
drain (void *data)
{
  AmtdListener *self = data;
  bool late = g_get_monotonic_time () > self->deadline;
  GHashTableIter iter;
  void *connection;

  if (g_hash_table_size (self->connections) == 0 || g_get_monotonic_time () > self->deadline + G_USEC_PER_SEC)
    {
      g_main_loop_quit (self->loop);
      return G_SOURCE_REMOVE;
    }
  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, &connection, NULL))
    if (late || amtd_connection_get_phase (connection) == AMTD_PHASE_WAITING)
      amtd_connection_cut (connection);
  return G_SOURCE_CONTINUE;
}

static gboolean
begin_drain (void *data)
{
  AmtdListener *self = data;

  self->draining = true;
  self->deadline = g_get_monotonic_time () + self->http->server->config->stop_seconds * (int64_t) G_USEC_PER_SEC;
  disarm (self);
  close (self->fd);
  self->fd = -1;
  call_later (self, DRAIN_MS, drain);
  return G_SOURCE_REMOVE;
}

static void
listen_to_nothing (AmtdListener *self)
{
  g_autoptr (GError) error = NULL;

  if (!soup_server_listen_socket (self->soup, self->silent, 0, &error))
    amtd_log (AMTD_LOG_ERROR, "listen", "error=\"%s\"", error->message);
}

static void *
listen_thread (void *data)
{
  AmtdListener *self = data;

  g_main_context_push_thread_default (self->context);
  self->soup = soup_server_new ("server-header", NULL, NULL);
  listen_to_nothing (self);
  amtd_message_connect (self, self->http, self->soup);
  arm (self);
  call_later (self, SWEEP_MS, sweep);
  g_main_loop_run (self->loop);
  disarm (self);
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  while (g_main_context_iteration (self->context, FALSE))
    ; /* answers of handlers that finished too late */
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* Takes every descriptor it will ever need of its own: once connections come there may be none left. */
AmtdListener *
amtd_listener_new (AmtdHttp *http, int fd, GError **error)
{
  AmtdListener *self;
  struct sockaddr_storage name;
  socklen_t length = sizeof name;
  int pair[2];

  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
    {
      amt_error_set (error, AMT_ERROR_UNAVAILABLE, "cannot-listen", NULL, "socketpair: %s", g_strerror (errno));
      close (fd);
      return NULL;
    }
  self = g_new0 (AmtdListener, 1);
  self->silent = g_socket_new_from_fd (pair[0], NULL);
  self->silent_peer = pair[1];
  self->http = http;
  self->fd = fd;
  getsockname (fd, (struct sockaddr *) &name, &length);
  self->local = g_socket_address_new_from_native (&name, length);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->connections = g_hash_table_new (NULL, NULL);
  self->refused = g_array_new (FALSE, FALSE, sizeof (int));
  return self;
}

void
amtd_listener_start (AmtdListener *self)
{
  self->thread = g_thread_new ("listener", listen_thread, self);
}

void
amtd_listener_stop (AmtdListener *self)
{
  if (self->thread)
    g_main_context_invoke (self->context, begin_drain, self);
}

void
amtd_listener_join (AmtdListener *self)
{
  if (self->thread)
    g_thread_join (self->thread);
}

void
amtd_listener_free (AmtdListener *self)
{
  while (g_main_context_iteration (self->context, FALSE))
    ;
  if (self->fd != -1)
    close (self->fd);
  close (self->silent_peer);
  g_clear_object (&self->silent);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_hash_table_unref (self->connections);
  close_refused (self);
  g_array_unref (self->refused);
  g_object_unref (self->local);
  g_free (self);
}

bool
amtd_listener_is_draining (AmtdListener *self)
{
  return self->draining;
}

GMainContext *
amtd_listener_get_context (AmtdListener *self)
{
  return self->context;
}

void
amtd_listener_forget (AmtdListener *self, AmtdConnection *connection)
{
  g_hash_table_remove (self->connections, connection);
  amtd_connection_release (connection);
}
