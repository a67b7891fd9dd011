/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-tls.h"

struct _FakeTls
{
  SoupServer *soup;
  GTlsCertificate *certificate;
  GSocketService *service;
  GCancellable *cancellable;
  uint16_t port;
  unsigned under_way;
};

static GSocketConnection *
get_base (GTlsConnection *tls)
{
  g_autoptr (GIOStream) base = NULL;

  g_object_get (tls, "base-io-stream", &base, NULL);
  return G_SOCKET_CONNECTION (base); /* @tls keeps it */
}

static void
on_handshake (GObject *source, GAsyncResult *result, gpointer data)
{
  FakeTls *self = data;
  GSocketConnection *base = get_base (G_TLS_CONNECTION (source));
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (base, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (base, NULL);

  self->under_way--;
  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, NULL) && remote != NULL)
    soup_server_accept_iostream (self->soup, G_IO_STREAM (source), local, remote, NULL);
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *connection, GObject *from, gpointer data)
{
  FakeTls *self = data;
  g_autoptr (GIOStream) tls = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);

  self->under_way++;
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT, self->cancellable, on_handshake, self);
  return TRUE;
}

FakeTls *
fake_tls_new (SoupServer *soup, GTlsCertificate *certificate)
{
  FakeTls *self = g_new0 (FakeTls, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) taken = NULL;
  GError *error = NULL;

  self->soup = g_object_ref (soup);
  self->certificate = g_object_ref (certificate);
  self->cancellable = g_cancellable_new ();
  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), any_port, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &taken, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (taken));
  return self;
}

uint16_t
fake_tls_get_port (FakeTls *self)
{
  return self->port;
}

void
fake_tls_free (FakeTls *self)
{
  g_signal_handlers_disconnect_by_data (self->service, self);
  g_socket_service_stop (self->service);
  g_cancellable_cancel (self->cancellable);
  while (self->under_way > 0)
    g_main_context_iteration (g_main_context_get_thread_default (), TRUE);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_object_unref (self->cancellable);
  g_object_unref (self->certificate);
  g_object_unref (self->soup);
  g_free (self);
}

GTlsCertificate *
fake_tls_make_certificate (const char *directory, const char *name, const char *more)
{
  g_autofree char *command = g_strdup_printf (
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=test -keyout %s/%s.key"
      " -out %s/%s.pem %s",
      directory, name, directory, name, more);
  g_autofree char *cert = g_strdup_printf ("%s/%s.pem", directory, name);
  g_autofree char *key = g_strdup_printf ("%s/%s.key", directory, name);
  g_autofree char *noise = NULL;
  GTlsCertificate *certificate;
  GError *error = NULL;

  g_spawn_command_line_sync (command, NULL, &noise, NULL, &error);
  g_assert_no_error (error);
  certificate = g_tls_certificate_new_from_files (cert, key, &error);
  g_assert_no_error (error);
  return certificate;
}
