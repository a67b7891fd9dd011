/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-http-private.h"

#include "amt-error.h"
#include "amtd-live.h"

#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

/* A burst of connections waits in the kernel instead of being refused. */
#define BACKLOG 4096
#define LIVE_STOP_US G_USEC_PER_SEC

AmtdHttp *
amtd_http_new (AmtdServer *server)
{
  AmtdHttp *self = g_new0 (AmtdHttp, 1);

  self->server = server;
  self->router = amtd_router_new ();
  self->listeners = g_ptr_array_new ();
  self->incoming = amtd_config_state_path (server->config, "incoming");
  self->addresses = amtd_addresses_new (server->config->max_connections,
                                        server->config->behind_proxy ? server->config->max_connections
                                                                     : server->config->max_connections_per_address);
  return self;
}

void
amtd_http_add_routes (AmtdHttp *self, const AmtdRoute *routes)
{
  amtd_router_add (self->router, routes);
}

/* Every listener has a socket of its own on the same port; the kernel spreads the connections. */
static int
bind_socket (AmtdHttp *self, GError **error)
{
  g_autoptr (GSocketAddress)
      address = g_inet_socket_address_new_from_string (self->server->config->address, self->port);
  struct sockaddr_storage name;
  socklen_t length = sizeof name;
  int one = 1;
  int fd = socket (g_socket_address_get_family (address), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  if (fd >= 0 && g_socket_address_to_native (address, &name, sizeof name, NULL) &&
      setsockopt (fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) == 0 &&
      setsockopt (fd, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one) == 0 &&
      bind (fd, (struct sockaddr *) &name, g_socket_address_get_native_size (address)) == 0 &&
      listen (fd, BACKLOG) == 0 && getsockname (fd, (struct sockaddr *) &name, &length) == 0)
    {
      g_autoptr (GSocketAddress) bound = g_socket_address_new_from_native (&name, length);

      self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
      return fd;
    }
  amt_error_set (error, AMT_ERROR_UNAVAILABLE, "cannot-listen", NULL, "%s port %d: %s", self->server->config->address,
                 self->port, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

static bool
load_certificate (AmtdHttp *self, GError **error)
{
  const AmtdConfig *config = self->server->config;
  g_autoptr (GError) local = NULL;

  if (config->certificate == NULL)
    return true;
  self->certificate = g_tls_certificate_new_from_files (config->certificate, config->key, &local);
  if (self->certificate)
    return true;
  amt_error_set (error, AMT_ERROR_INVALID, "bad-certificate", "listen.certificate", "%s, %s: %s", config->certificate,
                 config->key, local->message);
  return false;
}

/* A plain socket on a port that is taken would share it silently with whoever has it: ask without SO_REUSEPORT first. */
static bool
check_port_free (AmtdHttp *self, GError **error)
{
  g_autoptr (GSocketAddress)
      address = g_inet_socket_address_new_from_string (self->server->config->address, self->port);
  g_autoptr (GSocket)
      probe = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GError) local = NULL;

  if (self->port == 0 || (probe && g_socket_bind (probe, address, TRUE, &local) && g_socket_listen (probe, &local)))
    return true;
  amt_error_set (error, AMT_ERROR_UNAVAILABLE, "cannot-listen", NULL, "%s",
                 local ? local->message : "The address cannot be listened on");
  return false;
}

bool
amtd_http_start (AmtdHttp *self, GError **error)
{
  self->port = self->server->config->port;
  amtd_upload_sweep (self->incoming);
  if (!load_certificate (self, error) || !check_port_free (self, error) ||
      !(self->workers = amtd_workers_new (self->server, error)))
    return false;
  for (int i = 0; i < self->server->config->threads; i++)
    {
      int fd = bind_socket (self, error);
      AmtdListener *listener = fd < 0 ? NULL : amtd_listener_new (self, fd, error);

      if (listener == NULL)
        return false;
      g_ptr_array_add (self->listeners, listener);
    }
  for (unsigned i = 0; i < self->listeners->len; i++)
    amtd_listener_start (self->listeners->pdata[i]);
  return true;
}

int
amtd_http_get_port (AmtdHttp *self)
{
  return self->port;
}

void
amtd_http_stop (AmtdHttp *self)
{
  int64_t deadline;

  for (unsigned i = 0; i < self->listeners->len; i++)
    amtd_listener_stop (self->listeners->pdata[i]);
  amtd_live_end_all (self->server->live, "shutdown");
  for (unsigned i = 0; i < self->listeners->len; i++)
    amtd_listener_join (self->listeners->pdata[i]);
  deadline = g_get_monotonic_time () + LIVE_STOP_US;
  while (amtd_addresses_count (self->addresses) > 0 && g_get_monotonic_time () < deadline)
    g_usleep (10 * 1000);
  g_clear_pointer (&self->workers, amtd_workers_free);
  for (unsigned i = 0; i < self->listeners->len; i++)
    amtd_listener_free (self->listeners->pdata[i]);
  g_ptr_array_set_size (self->listeners, 0);
}

void
amtd_http_free (AmtdHttp *self)
{
  if (self == NULL)
    return;
  amtd_http_stop (self);
  g_ptr_array_unref (self->listeners);
  amtd_router_free (self->router);
  amtd_addresses_unref (self->addresses);
  g_clear_object (&self->certificate);
  g_free (self->incoming);
  g_free (self);
}
