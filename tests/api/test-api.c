/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-api.h"
#include "amt-error.h"
#include "await.h"
#include "fake-server.h"
#include "fake-tls.h"

#include <glib/gstdio.h>

#define ID "01900000-0000-7000-8000-000000000001"

#define assert_slug(error_, code_, slug_)                                                                              \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_assert_error (error_, AMT_ERROR, (int) (code_));                                                                 \
    g_assert_cmpstr (amt_error_get_slug (error_), ==, slug_);                                                          \
    g_clear_error (&(error_));                                                                                         \
  }                                                                                                                    \
  G_STMT_END

static AmtApi *
signed_in (FakeServer *server)
{
  AmtApi *api = amt_api_new (fake_server_get_address (server), NULL);

  amt_api_set_token (api, FAKE_TOKEN);
  return api;
}

static void
test_sign_in (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (AmtApi) api = amt_api_new (fake_server_get_address (server), NULL);
  g_autoptr (AmtSession) session = NULL;
  GError *error = NULL;

  g_assert_true (await_true (amt_api_check (api), &error));
  g_assert_null (await_boxed (amt_api_sign_in (api, "a.thiessen", "wrong", NULL), &error));
  assert_slug (error, AMT_ERROR_UNAUTHENTICATED, "wrong-credentials");
  g_assert_null (amt_api_get_token (api));
  session = await_boxed (amt_api_sign_in (api, "a.thiessen", "demo-amtsstube", "Schalter 2"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (session->name, ==, "Annegret Thießen");
  g_assert_cmpstr (amt_api_get_token (api), ==, FAKE_TOKEN);
}

static void
on_signed_out (AmtApi *api, const char *slug, char **told)
{
  g_set_str (told, slug);
}

static void
test_signed_out (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (AmtApi) api = signed_in (server);
  g_autofree char *told = NULL;
  GError *error = NULL;

  g_signal_connect (api, "signed-out", G_CALLBACK (on_signed_out), &told);
  fake_server_set_token (server, NULL);
  g_assert_null (await_boxed (amt_api_get_request (api, ID), &error));
  assert_slug (error, AMT_ERROR_UNAUTHENTICATED, "signed-out");
  g_assert_cmpstr (told, ==, "signed-out");
  g_assert_null (amt_api_get_token (api));
}

static void
test_limited (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (AmtApi) api = amt_api_new (fake_server_get_address (server), NULL);
  GError *error = NULL;

  fake_server_fail (server, "/v1/sessions", 1, 429, "application/problem+json",
                    "{\"type\":\"limited\",\"title\":\"Wait\",\"status\":429}");
  g_assert_null (await_boxed (amt_api_sign_in (api, "a", "b", NULL), &error));
  assert_slug (error, AMT_ERROR_LIMITED, "limited");
}

/* --- what the network does --- */

typedef struct
{
  const char *address;
  AmtErrorCode code;
  const char *slug;
} Nowhere;

static const Nowhere nowhere[] = {
    {"https://no-such-host.invalid", AMT_ERROR_OFFLINE, "host-unknown"},
    {"http://127.0.0.1:1", AMT_ERROR_OFFLINE, "connection-refused"},
};

static void
test_nowhere (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (nowhere); i++)
    {
      g_autoptr (AmtApi) api = amt_api_new (nowhere[i].address, NULL);
      GError *error = NULL;

      g_assert_false (await_true (amt_api_check (api), &error));
      g_test_message ("%s: %s", nowhere[i].address, error->message);
      assert_slug (error, nowhere[i].code, nowhere[i].slug);
    }
}

static void
test_timed_out (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  uint16_t port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (SoupSession) soup = soup_session_new_with_options ("timeout", 1, NULL);
  g_autoptr (AmtApi) api = amt_api_new (address, soup);
  GError *error = NULL;

  g_assert_false (await_true (amt_api_check (api), &error));
  assert_slug (error, AMT_ERROR_OFFLINE, "timed-out");
}

/* Says @data to whoever comes first. */
static gpointer
babble (gpointer data)
{
  GSocketListener *listener = data;
  g_autoptr (GSocketConnection) connection = g_socket_listener_accept (listener, NULL, NULL, NULL);
  const char *text = g_object_get_data (G_OBJECT (listener), "text");

  char hello[1024];

  if (connection != NULL && g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), hello,
                                                 sizeof hello, NULL, NULL) > 0)
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text, strlen (text), NULL,
                               NULL, NULL);
  return NULL;
}

static void
test_stranger_talks (void)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  uint16_t port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_autoptr (AmtApi) api = amt_api_new (address, NULL);
  GThread *thread;
  GError *error = NULL;

  g_object_set_data (G_OBJECT (listener), "text", (gpointer) "220 mail.example ESMTP\r\n");
  thread = g_thread_new ("babble", babble, listener);
  g_assert_false (await_true (amt_api_check (api), &error));
  assert_slug (error, AMT_ERROR_FAILED, "not-amtsstube");
  g_thread_join (thread);
}

static const struct
{
  unsigned status;
  const char *type;
  const char *body;
  AmtErrorCode code;
  const char *slug;
} strange[] = {
    {200, "text/html", "<h1>Router</h1>", AMT_ERROR_FAILED, "not-amtsstube"},
    {404, "text/html", "<h1>Not here</h1>", AMT_ERROR_FAILED, "not-amtsstube"},
    {302, "text/html", "", AMT_ERROR_FAILED, "not-amtsstube"},
    {200, "application/json", "{\"status\":\"up\"}", AMT_ERROR_FAILED, "not-amtsstube"},
    {200, "application/json", "[1,2]", AMT_ERROR_FAILED, "not-amtsstube"},
    {502, "text/html", "<h1>Bad gateway</h1>", AMT_ERROR_UNAVAILABLE, "unavailable"},
    {503, "application/problem+json", "{\"type\":\"busy\",\"title\":\"Later\",\"status\":503}", AMT_ERROR_UNAVAILABLE,
     "busy"},
    {500, "application/problem+json", "nonsense", AMT_ERROR_FAILED, "not-amtsstube"},
};

static void
test_strange_answers (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (strange); i++)
    {
      g_autoptr (FakeServer) server = fake_server_new ();
      g_autoptr (AmtApi) api = signed_in (server);
      GError *error = NULL;

      fake_server_fail (server, "/v1/health", 0, strange[i].status, strange[i].type, strange[i].body);
      g_assert_false (await_true (amt_api_check (api), &error));
      assert_slug (error, strange[i].code, strange[i].slug);
    }
}

static void
test_bad_answers (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (AmtApi) api = signed_in (server);
  g_autofree char *large = g_strnfill (5 * 1024 * 1024, ' ');
  GError *error = NULL;

  fake_server_fail (server, "/v1/requests/", 1, 200, "application/json", "{\"id\":5}");
  g_assert_null (await_boxed (amt_api_get_request (api, ID), &error));
  assert_slug (error, AMT_ERROR_FAILED, "bad-answer");
  fake_server_fail (server, "/v1/requests/", 1, 200, "application/json", large);
  g_assert_null (await_boxed (amt_api_get_request (api, ID), &error));
  assert_slug (error, AMT_ERROR_TOO_LARGE, "answer-too-large");
  fake_server_fail (server, "/v1/authorities/", 1, 200, "application/json", "{\"items\":[7]}");
  g_assert_null (await_boxed (amt_api_get_colleagues (api, FAKE_AUTHORITY), &error));
  assert_slug (error, AMT_ERROR_FAILED, "bad-answer");
}

static void
test_problem (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (AmtApi) api = signed_in (server);
  GError *error = NULL;

  fake_server_fail (server, "/v1/requests/", 1, 412, "application/problem+json",
                    "{\"type\":\"stale\",\"title\":\"Somebody was faster\",\"status\":412,\"field\":\"state\","
                    "\"current\":{\"id\":\"x\"}}");
  g_assert_null (await_boxed (amt_api_act (api, ID, AMT_ACTION_CLAIM, NULL, 3), &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_STALE);
  g_assert_cmpstr (error->message, ==, "Somebody was faster");
  g_assert_cmpstr (amt_error_get_slug (error), ==, "stale");
  g_assert_cmpstr (amt_error_get_field (error), ==, "state");
  g_assert_cmpstr (amt_error_get_current (error), ==, "{\"id\":\"x\"}");
  g_clear_error (&error);
}

/* --- TLS --- */

static const struct
{
  const char *name;
  const char *more;
  bool trusted;
  const char *slug; /* NULL: good */
} certificates[] = {
    {"good", "-days 2 -addext subjectAltName=IP:127.0.0.1", true, NULL},
    {"unknown", "-days 2 -addext subjectAltName=IP:127.0.0.1", false, "certificate-untrusted"},
    {"host", "-days 2 -addext subjectAltName=DNS:other.example", true, "certificate-wrong-host"},
    {"old", "-not_before 20200101000000Z -not_after 20210101000000Z -addext subjectAltName=IP:127.0.0.1", true,
     "certificate-expired"},
};

static void
test_certificates (void)
{
  g_autofree char *directory = g_dir_make_tmp ("amt-XXXXXX", NULL);

  for (size_t i = 0; i < G_N_ELEMENTS (certificates); i++)
    {
      g_autoptr (GTlsCertificate)
          certificate = fake_tls_make_certificate (directory, certificates[i].name, certificates[i].more);
      g_autofree char *path = g_strdup_printf ("%s/%s.pem", directory, certificates[i].name);
      g_autoptr (FakeServer) server = fake_server_new_tls (certificate);
      g_autoptr (SoupSession) soup = soup_session_new ();
      g_autoptr (GTlsDatabase) trusted = g_tls_file_database_new (path, NULL);
      g_autoptr (AmtApi) api = amt_api_new (fake_server_get_address (server), soup);
      GError *error = NULL;

      if (certificates[i].trusted)
        soup_session_set_tls_database (soup, trusted);
      g_test_message ("%s", certificates[i].name);
      g_assert_cmpint (await_true (amt_api_check (api), &error), ==, certificates[i].slug == NULL);
      if (certificates[i].slug != NULL)
        assert_slug (error, AMT_ERROR_UNTRUSTED, certificates[i].slug);
      g_assert_no_error (error);
    }
}

/* --- acts --- */

static void
test_headers (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (AmtApi) api = signed_in (server);
  g_autoptr (AmtRequest) request = await_boxed (amt_api_act (api, ID, AMT_ACTION_HAND_OVER, NULL, 7), NULL);
  g_autofree char *match = fake_server_get_header (server, "If-Match");
  g_autofree char *key = fake_server_get_header (server, "Idempotency-Key");

  g_assert_nonnull (request);
  g_assert_cmpstr (match, ==, "\"7\"");
  g_assert_true (key != NULL && strlen (key) == 36);
  g_assert_cmpuint (fake_server_count (server, "/v1/requests/" ID "/actions/hand-over"), ==, 1);
}

/* The connection dies after the server has done the work: the same key goes out again by itself. */
static void
test_lost_answer (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (AmtApi) api = signed_in (server);
  g_autoptr (AmtRequest) request = NULL;
  g_autofree char *notes = NULL;
  GError *error = NULL;

  fake_server_fail (server, "/v1/requests/" ID "/notes", 1, 0, NULL, NULL);
  request = await_boxed (amt_api_add_note (api, ID, "called back"), &error);
  g_assert_no_error (error);
  notes = fake_server_get_notes (server);
  g_assert_cmpstr (notes, ==, "called back");
  g_assert_cmpuint (fake_server_count (server, "/v1/requests/" ID "/notes"), ==, 2);
}

/* It stays away for longer: the user tries again, and it is still the same act; doing it once more is another. */
static void
test_same_act (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (AmtApi) api = signed_in (server);
  g_autoptr (AmtRequest) request = NULL;
  g_autoptr (AmtRequest) again = NULL;
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;
  GError *error = NULL;

  fake_server_fail (server, "/v1/requests/" ID "/notes", 2, 0, NULL, NULL);
  g_assert_null (await_boxed (amt_api_add_note (api, ID, "called back"), &error));
  assert_slug (error, AMT_ERROR_OFFLINE, "connection-lost");
  request = await_boxed (amt_api_add_note (api, ID, "called back"), &error);
  g_assert_no_error (error);
  once = fake_server_get_notes (server);
  g_assert_cmpstr (once, ==, "called back");
  again = await_boxed (amt_api_add_note (api, ID, "called back"), &error);
  g_assert_no_error (error);
  twice = fake_server_get_notes (server);
  g_assert_cmpstr (twice, ==, "called back|called back");
}

static void
test_upload (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (AmtApi) api = signed_in (server);
  g_autofree char *directory = g_dir_make_tmp ("amt-XXXXXX", NULL);
  g_autofree char *small = g_build_filename (directory, "Heiratsurkunde Łódź.pdf", NULL);
  g_autofree char *large = g_build_filename (directory, "large.pdf", NULL);
  g_autofree char *name = NULL;
  g_autoptr (GFile) small_file = g_file_new_for_path (small);
  g_autoptr (GFile) large_file = g_file_new_for_path (large);
  g_autoptr (GFile) directory_file = g_file_new_for_path (directory);
  g_autoptr (GFile) gone = g_file_get_child (directory_file, "gone.pdf");
  g_autoptr (GFile) within = g_file_get_child (small_file, "page");
  g_autoptr (AmtRequest) request = NULL;
  FILE *file;
  GError *error = NULL;

  g_file_set_contents (small, "%PDF-1.7", -1, NULL);
  file = fopen (large, "w");
  g_assert_cmpint (ftruncate (fileno (file), 20 * 1024 * 1024 + 1), ==, 0);
  fclose (file);
  request = await_boxed (amt_api_upload_attachment (api, ID, small_file), &error);
  g_assert_no_error (error);
  g_assert_null (await_boxed (amt_api_upload_attachment (api, ID, large_file), &error));
  assert_slug (error, AMT_ERROR_TOO_LARGE, "too-large");
  g_assert_null (await_boxed (amt_api_upload_attachment (api, ID, directory_file), &error));
  assert_slug (error, AMT_ERROR_INVALID, "unsupported-type");
  g_assert_null (await_boxed (amt_api_upload_attachment (api, ID, gone), &error));
  assert_slug (error, AMT_ERROR_INVALID, "no-such-file");
  g_assert_null (await_boxed (amt_api_upload_attachment (api, ID, within), &error));
  assert_slug (error, AMT_ERROR_INVALID, "not-readable");
  g_assert_cmpuint (fake_server_count (server, "/v1/requests/" ID "/attachments"), ==, 1);
}

/* Disposing ends what is on its way; the future says so. */
static void
test_dispose (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  AmtApi *api = signed_in (server);
  DexFuture *read, *write;
  GError *error = NULL;

  fake_server_set_delay (server, 200);
  read = amt_api_get_request (api, ID);
  write = amt_api_add_note (api, ID, "x");
  g_assert_finalize_object (api);
  g_assert_null (await_boxed (read, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (await_boxed (write, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/api/sign-in", test_sign_in);
  g_test_add_func ("/api/signed-out", test_signed_out);
  g_test_add_func ("/api/limited", test_limited);
  g_test_add_func ("/api/nowhere", test_nowhere);
  g_test_add_func ("/api/timed-out", test_timed_out);
  g_test_add_func ("/api/stranger-talks", test_stranger_talks);
  g_test_add_func ("/api/strange-answers", test_strange_answers);
  g_test_add_func ("/api/bad-answers", test_bad_answers);
  g_test_add_func ("/api/problem", test_problem);
  g_test_add_func ("/api/certificates", test_certificates);
  g_test_add_func ("/api/headers", test_headers);
  g_test_add_func ("/api/lost-answer", test_lost_answer);
  g_test_add_func ("/api/same-act", test_same_act);
  g_test_add_func ("/api/upload", test_upload);
  g_test_add_func ("/api/dispose", test_dispose);
  return g_test_run ();
}
