/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever leaves while an answer comes: libsoup does not always take that well (amt-call.c). */
#include "amt-api.h"
#include "await.h"
#include "fake-server.h"

#include <libsoup/soup.h>
#include <string.h>

static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 48\r\n"
                             "Connection: close\r\n\r\n{\"status\":\"ok\",\"name\":\"Amtsstube\",\"version\":\"1\"}";

typedef struct
{
  size_t first_bytes; /* of the first answer; the rest never comes */
  int priority;       /* of leaving once the headers were read */
  GSocketListener *listener;
  GCancellable *stop;
  GThread *thread;
  char *address;
  int answered; /* atomic */
  DexFuture *future;
} Hurry;

static gpointer
serve (gpointer data)
{
  Hurry *self = data;
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);
  GSocketConnection *connection;
  char request[4096];

  while ((connection = g_socket_listener_accept (self->listener, NULL, self->stop, NULL)))
    {
      GIOStream *stream = G_IO_STREAM (connection);
      size_t length = open->len == 0 ? self->first_bytes : strlen (answer);

      g_ptr_array_add (open, connection);
      if (g_input_stream_read (g_io_stream_get_input_stream (stream), request, sizeof request, NULL, NULL) > 0)
        g_output_stream_write_all (g_io_stream_get_output_stream (stream), answer, length, NULL, NULL, NULL);
      g_atomic_int_inc (&self->answered);
    }
  return NULL;
}

static void
hurry_begin (Hurry *self)
{
  self->listener = g_socket_listener_new ();
  self->address = g_strdup_printf ("http://127.0.0.1:%u",
                                   g_socket_listener_add_any_inet_port (self->listener, NULL, NULL));
  self->stop = g_cancellable_new ();
  self->thread = g_thread_new ("serve", serve, self);
}

static void
hurry_end (Hurry *self)
{
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  g_object_unref (self->stop);
  g_object_unref (self->listener);
  g_free (self->address);
}

static DexFuture *
show (DexFuture *answered, gpointer data)
{
  return dex_ref (answered);
}

static gboolean
leave (gpointer data)
{
  Hurry *self = data;

  dex_clear (&self->future);
  return G_SOURCE_REMOVE;
}

/* The answer is there before libsoup looks for it the first time: it then tells us in the next round of the loop only. */
static void
on_wrote_body (SoupMessage *message, Hurry *self)
{
  while (g_atomic_int_get (&self->answered) == 0)
    g_usleep (1000);
}

static void
on_got_headers (SoupMessage *message, Hurry *self)
{
  if (self->future != NULL)
    g_idle_add_full (self->priority, leave, self, NULL);
}

static void
on_queued (SoupSession *soup, SoupMessage *message, Hurry *self)
{
  g_signal_connect (message, "wrote-body", G_CALLBACK (on_wrote_body), self);
  g_signal_connect (message, "got-headers", G_CALLBACK (on_got_headers), self);
}

/* And the next one is answered. */
static void
hurry (size_t first_bytes, int priority)
{
  Hurry self = {.first_bytes = first_bytes, .priority = priority};
  g_autoptr (SoupSession) soup = soup_session_new ();
  g_autoptr (AmtApi) api = NULL;
  GError *error = NULL;

  hurry_begin (&self);
  api = amt_api_new (self.address, soup);
  g_signal_connect (soup, "request-queued", G_CALLBACK (on_queued), &self);
  self.future = dex_future_finally (amt_api_check (api), show, NULL, NULL);
  await_that (self.future == NULL);
  g_assert_true (await_true (amt_api_check (api), &error));
  g_assert_no_error (error);
  hurry_end (&self);
}

static void
test_when_answered (void)
{
  hurry (strlen (answer), G_PRIORITY_HIGH);
}

static void
test_before_body (void)
{
  hurry (strlen (answer) - 10, G_PRIORITY_LOW);
}

#define ID "01900000-0000-7000-8000-000000000001"
#define ROUNDS 200
#define MOST 4

/* Up to four at once, after none or some rounds of the loop. */
static void
ask_and_leave (AmtApi *api)
{
  DexFuture *futures[MOST] = {NULL};
  int32_t many = g_test_rand_int_range (1, MOST + 1);

  for (int32_t i = 0; i < many; i++)
    futures[i] = dex_future_finally (amt_api_get_request (api, ID), show, NULL, NULL);
  for (int32_t i = g_test_rand_int_range (0, 60); i > 0; i--)
    {
      if (g_test_rand_int_range (0, 6) == 0)
        g_usleep ((unsigned) g_test_rand_int_range (0, 3000));
      g_main_context_iteration (NULL, FALSE);
    }
  for (int32_t i = 0; i < many; i++)
    dex_clear (&futures[i]);
}

/* At whatever moment: the next one is answered. */
static void
test_at_any_time (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (AmtApi) api = amt_api_new (fake_server_get_address (server), NULL);
  GError *error = NULL;

  amt_api_set_token (api, FAKE_TOKEN);
  for (int i = 0; i < ROUNDS; i++)
    {
      fake_server_set_delay (server, i % 16 < 12 ? 0 : (unsigned) (i % 4));
      ask_and_leave (api);
    }
  g_assert_true (await_true (amt_api_get_request (api, ID), &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hurry/when-answered", test_when_answered);
  g_test_add_func ("/hurry/before-body", test_before_body);
  g_test_add_func ("/hurry/at-any-time", test_at_any_time);
  return g_test_run ();
}
