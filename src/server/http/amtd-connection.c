/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-connection.h"

#include "amtd-problem.h"

#include <sys/socket.h>

/* A body or an answer may take this long, and a second more for each of these bytes. */
#define PATIENCE_US (INT64_C (20) * G_USEC_PER_SEC)
#define SLOWEST 16384
/* Time for a rejected one to read its answer before the connection is cut. */
#define LINGER_US (INT64_C (5) * G_USEC_PER_SEC)

struct _AmtdConnection
{
  int refs;        /* one thread */
  GSocket *socket; /* (unowned) (nullable) NULL when gone */
  int fd;
  GIOStream *stream; /* (unowned) while fd is not -1 */
  char *address;
  AmtdPhase phase;
  int64_t since;
  size_t bytes;
  AmtdConnectionGone gone;
  void *data;
};

static GQuark
connection_quark (void)
{
  return g_quark_from_static_string ("amtd-connection");
}

static void
socket_gone (void *data, GObject *socket)
{
  AmtdConnection *self = data;

  self->socket = NULL;
  self->fd = -1;
  self->stream = NULL;
  self->gone (self, self->data);
  amtd_connection_unref (self);
}

AmtdConnection *
amtd_connection_new (GSocket *socket, GSocketAddress *remote, const char *address, AmtdConnectionGone gone, void *data)
{
  AmtdConnection *self = g_new0 (AmtdConnection, 1);

  self->refs = 2; /* the socket's and the address's */
  self->socket = socket;
  self->fd = g_socket_get_fd (socket);
  self->address = g_strdup (address);
  self->since = g_get_monotonic_time ();
  self->gone = gone;
  self->data = data;
  g_object_weak_ref (G_OBJECT (socket), socket_gone, self);
  g_object_set_qdata_full (G_OBJECT (remote), connection_quark (), self, (GDestroyNotify) amtd_connection_unref);
  return self;
}

AmtdConnection *
amtd_connection_ref (AmtdConnection *self)
{
  self->refs++;
  return self;
}

void
amtd_connection_unref (AmtdConnection *self)
{
  if (--self->refs > 0)
    return;
  g_free (self->address);
  g_free (self);
}

/* libsoup hands every message of a connection the address object that was given with the connection. */
AmtdConnection *
amtd_connection_of (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return remote ? g_object_get_qdata (G_OBJECT (remote), connection_quark ()) : NULL;
}

const char *
amtd_connection_get_address (AmtdConnection *self)
{
  return self->address;
}

int
amtd_connection_get_fd (AmtdConnection *self)
{
  return self->fd;
}

AmtdPhase
amtd_connection_get_phase (AmtdConnection *self)
{
  return self->phase;
}

void
amtd_connection_set_phase (AmtdConnection *self, AmtdPhase phase)
{
  if (self->phase == AMTD_PHASE_REJECTED)
    return;
  self->phase = phase;
  self->since = g_get_monotonic_time ();
  self->bytes = 0;
}

void
amtd_connection_release (AmtdConnection *self)
{
  if (self->socket == NULL)
    return;
  g_object_weak_unref (G_OBJECT (self->socket), socket_gone, self);
  self->socket = NULL;
  self->fd = -1;
  self->stream = NULL;
  amtd_connection_unref (self);
}

void
amtd_connection_add_bytes (AmtdConnection *self, size_t bytes)
{
  self->bytes += bytes;
}

bool
amtd_connection_is_late (AmtdConnection *self, int64_t now, int header_seconds)
{
  int64_t elapsed = now - self->since;

  switch (self->phase)
    {
    case AMTD_PHASE_WAITING:
      return elapsed > header_seconds * G_USEC_PER_SEC;
    case AMTD_PHASE_BODY:
    case AMTD_PHASE_WRITING:
      return elapsed > PATIENCE_US + (int64_t) (self->bytes / SLOWEST) * G_USEC_PER_SEC;
    case AMTD_PHASE_REJECTED:
      return elapsed > LINGER_US;
    case AMTD_PHASE_WORKING:
    default:
      return false;
    }
}

void
amtd_connection_cut (AmtdConnection *self)
{
  if (self->fd != -1)
    shutdown (self->fd, SHUT_RDWR);
}

void
amtd_connection_set_stream (AmtdConnection *self, GIOStream *stream)
{
  self->stream = stream;
}

void
amtd_connection_reject (AmtdConnection *self, unsigned status, const char *headers, GBytes *body)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GOutputStream *out = self->stream ? g_io_stream_get_output_stream (self->stream) : NULL;

  if (out == NULL || self->fd == -1 || self->phase == AMTD_PHASE_REJECTED)
    return;
  g_string_append_printf (text,
                          "HTTP/1.1 %u %s\r\n%sContent-Type: application/problem+json\r\nContent-Length: %zu\r\n"
                          "Connection: close\r\n\r\n",
                          status, amtd_problem_phrase (status), headers, g_bytes_get_size (body));
  g_string_append_len (text, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (out), text->str, text->len, NULL, NULL);
  shutdown (self->fd, SHUT_WR);
  amtd_connection_set_phase (self, AMTD_PHASE_REJECTED);
}
