/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-call.h"

#include "amt-api-private.h"
#include "amt-error.h"
#include "amt-http.h"
#include "amt-json-reader.h"

#define BLOCK_BYTES (64 * 1024)
#define DEADLINE_SECONDS 60
#define CONTENT_DEADLINE_SECONDS 600
#define RETRY_MILLISECONDS 250

/* A call as a fiber needs it: the promise is what the caller holds, so that a caller who goes away ends a read (the
 * promise is discarded) but never a write. */
typedef struct
{
  AmtCall *call;
  DexPromise *promise;
  gulong dispose_handler;
  GCancellable *dispose; /* (owned) */
} Run;

AmtCall *
amt_call_new (AmtApi *api, const char *method, const char *format, ...)
{
  AmtCall *self = g_new0 (AmtCall, 1);
  va_list arguments;

  g_weak_ref_init (&self->api, api);
  self->session = g_object_ref (amt_api_get_soup (api));
  self->base_url = g_strdup (amt_api_get_base_url (api));
  self->token = g_strdup (amt_api_get_token (api));
  self->method = method;
  self->write = !g_str_equal (method, "GET");
  self->type = "application/json";
  self->max = AMT_HTTP_JSON_MAX;
  self->deadline_seconds = DEADLINE_SECONDS;
  va_start (arguments, format);
  self->path = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return self;
}

void
amt_call_free (AmtCall *self)
{
  g_clear_handle_id (&self->deadline_source, g_source_remove);
  g_weak_ref_clear (&self->api);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->message);
  g_clear_object (&self->file);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->base_url);
  g_free (self->token);
  g_free (self->path);
  g_free (self->if_match);
  g_free (self->if_none_match);
  g_free (self->act);
  g_free (self->key);
  g_free (self->disposition);
  g_free (self);
}

AmtCall *
amt_call_send_bytes (AmtCall *self, GBytes *body, const char *type)
{
  self->body = g_bytes_ref (body);
  self->body_type = type;
  return self;
}

AmtCall *
amt_call_send_record (AmtCall *self, const AmtRecordType *type, const void *record)
{
  g_autoptr (AmtJsonWriter) writer = amt_json_writer_new ();

  amt_record_to_json (type, record, writer);
  self->body = amt_json_writer_steal (writer);
  self->body_type = "application/json";
  return self;
}

AmtCall *
amt_call_if_match (AmtCall *self, int64_t version)
{
  self->if_match = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", version);
  return self;
}

static bool
read_failed (const char *what, GError *from, GError **error)
{
  g_autoptr (GError) local = from;

  amt_error_set (error, AMT_ERROR_FAILED, "bad-answer", amt_error_get_field (local), "Reading %s: %s", what,
                 local->message);
  return false;
}

static bool
parse_record (AmtCall *call, GBytes *body, GValue *value, GError **error)
{
  GError *local = NULL;
  g_autoptr (JsonObject) json = amt_json_read (body, call->max, &local);
  void *record = json != NULL ? amt_record_from_answer (call->record, json, &local) : NULL;

  if (record == NULL)
    return read_failed (call->record->name, local, error);
  g_value_init (value, call->boxed);
  g_value_take_boxed (value, record);
  return true;
}

static bool
parse_list (AmtCall *call, GBytes *body, GValue *value, GError **error)
{
  GError *local = NULL;
  GPtrArray *list = amt_http_read_list (body, call->max, call->record, &local);

  if (list == NULL)
    return read_failed (call->record->name, local, error);
  g_value_init (value, G_TYPE_PTR_ARRAY);
  g_value_take_boxed (value, list);
  return true;
}

static bool
parse_bytes (AmtCall *call, GBytes *body, GValue *value, GError **error)
{
  g_value_init (value, G_TYPE_BYTES);
  g_value_set_boxed (value, body);
  return true;
}

static bool
parse_nothing (AmtCall *call, GBytes *body, GValue *value, GError **error)
{
  g_value_init (value, G_TYPE_BOOLEAN);
  g_value_set_boolean (value, TRUE);
  return true;
}

AmtCall *
amt_call_expect_record (AmtCall *self, const AmtRecordType *type, GType boxed)
{
  self->parse = parse_record;
  self->record = type;
  self->boxed = boxed;
  return self;
}

AmtCall *
amt_call_expect_list (AmtCall *self, const AmtRecordType *type)
{
  self->parse = parse_list;
  self->record = type;
  return self;
}

AmtCall *
amt_call_expect_bytes (AmtCall *self)
{
  self->parse = parse_bytes;
  self->type = NULL;
  self->max = AMT_HTTP_CONTENT_MAX;
  self->deadline_seconds = CONTENT_DEADLINE_SECONDS;
  return self;
}

AmtCall *
amt_call_expect_nothing (AmtCall *self)
{
  self->parse = parse_nothing;
  return self;
}

/* --- sending --- */

/* libsoup before 3.6.6 frees a request twice when it is cancelled after its headers were read and before it has said so,
 * which is a round of the main loop later when the server was quick: whoever has that memory by now is written over, and
 * the session begins no other request. So libsoup hears of a cancellation only until the headers are there; after that
 * the call ends where it would read the body. */
typedef struct
{
  DexPromise *promise;
  SoupMessage *message;
  GCancellable *call;
  GCancellable *sending;
  gulong handler;
} Sending;

static void
on_cancelled (GCancellable *from, GCancellable *to)
{
  g_cancellable_cancel (to);
}

static void
on_got_headers (SoupMessage *message, Sending *sending)
{
  g_cancellable_disconnect (sending->call, sending->handler);
  sending->handler = 0;
}

static Sending *
sending_new (AmtCall *call, DexPromise *promise)
{
  Sending *self = g_new0 (Sending, 1);

  self->promise = dex_ref (promise);
  self->message = g_object_ref (call->message);
  self->call = g_object_ref (call->cancellable);
  self->sending = g_cancellable_new ();
  self->handler = g_cancellable_connect (self->call, G_CALLBACK (on_cancelled), self->sending, NULL);
  g_signal_connect (self->message, "got-headers", G_CALLBACK (on_got_headers), self);
  return self;
}

static void
sending_free (Sending *self)
{
  g_cancellable_disconnect (self->call, self->handler);
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_object_unref (self->sending);
  g_object_unref (self->call);
  g_object_unref (self->message);
  dex_unref (self->promise);
  g_free (self);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  Sending *sending = data;
  GError *error = NULL;
  GInputStream *stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);

  if (stream != NULL)
    dex_promise_resolve_object (sending->promise, stream);
  else
    dex_promise_reject (sending->promise, error);
  sending_free (sending);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;
  GBytes *bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes != NULL)
    dex_promise_resolve_boxed (promise, G_TYPE_BYTES, bytes);
  else
    dex_promise_reject (promise, error);
}

static GInputStream *
await_sent (AmtCall *call, GError **error)
{
  DexPromise *promise = dex_promise_new ();
  Sending *sending = sending_new (call, promise);

  soup_session_send_async (call->session, call->message, G_PRIORITY_DEFAULT, sending->sending, on_sent, sending);
  return dex_await_object (DEX_FUTURE (promise), error);
}

static GBytes *
await_block (AmtCall *call, GInputStream *stream, GError **error)
{
  DexPromise *promise = dex_promise_new ();

  g_input_stream_read_bytes_async (stream, BLOCK_BYTES, G_PRIORITY_DEFAULT, call->cancellable, on_read,
                                   dex_ref (promise));
  return dex_await_boxed (DEX_FUTURE (promise), error);
}

static GBytes *
await_body (AmtCall *call, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GInputStream) stream = await_sent (call, error);

  while (stream != NULL)
    {
      g_autoptr (GBytes) block = await_block (call, stream, error);

      if (block == NULL || !amt_http_check_length (body->len + g_bytes_get_size (block), call->max, error))
        return NULL;
      if (g_bytes_get_size (block) == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&body));
      g_byte_array_append (body, g_bytes_get_data (block, NULL), g_bytes_get_size (block));
    }
  return NULL;
}

static bool
put_body (AmtCall *call, GError **error)
{
  g_autoptr (GFileInputStream) stream = NULL;
  GError *local = NULL;

  if (call->body != NULL)
    soup_message_set_request_body_from_bytes (call->message, call->body_type, call->body);
  if (call->file == NULL)
    return true;
  if (!(stream = g_file_read (call->file, call->cancellable, &local)))
    {
      g_propagate_error (error, amt_http_file_error (local));
      return false;
    }
  soup_message_set_request_body (call->message, call->body_type, G_INPUT_STREAM (stream), call->file_size);
  return true;
}

static bool
make_message (AmtCall *call, GError **error)
{
  SoupMessageHeaders *headers;

  g_clear_object (&call->message);
  if (!(call->message = amt_http_message_new (call->method, call->base_url, call->path, call->token, error)))
    return false;
  headers = soup_message_get_request_headers (call->message);
  if (call->if_match != NULL)
    soup_message_headers_append (headers, "If-Match", call->if_match);
  if (call->if_none_match != NULL)
    soup_message_headers_append (headers, "If-None-Match", call->if_none_match);
  if (call->key != NULL)
    soup_message_headers_append (headers, "Idempotency-Key", call->key);
  if (call->disposition != NULL)
    soup_message_headers_append (headers, "Content-Disposition", call->disposition);
  return put_body (call, error);
}

/* Sends once. */
static GBytes *
attempt (AmtCall *call, GError **error)
{
  g_autoptr (GBytes) body = NULL;
  GError *local = NULL;

  if (!make_message (call, error))
    return NULL;
  if (!(body = await_body (call, &local)))
    {
      if (call->timed_out)
        {
          g_clear_error (&local);
          amt_error_set (error, AMT_ERROR_OFFLINE, "timed-out", NULL, "No answer within %u seconds",
                         call->deadline_seconds);
          return NULL;
        }
      g_propagate_error (error, amt_http_transport_error (call->message, local));
      return NULL;
    }
  return amt_http_check_answer (call->message, body, call->type, error) ? g_steal_pointer (&body) : NULL;
}

/* A kept-alive connection may die under a call: that is worth one more try, with the same idempotency key. */
static bool
is_worth_retrying (const GError *error)
{
  return g_error_matches (error, AMT_ERROR, AMT_ERROR_OFFLINE) &&
         g_strcmp0 (amt_error_get_slug (error), "connection-lost") == 0;
}

static bool
is_outcome_known (const GError *error)
{
  return error->domain == AMT_ERROR && error->code != AMT_ERROR_OFFLINE && error->code != AMT_ERROR_UNAVAILABLE &&
         error->code != AMT_ERROR_FAILED;
}

static bool
perform (AmtCall *call, GValue *value, GError **error)
{
  GError *local = NULL;
  g_autoptr (GBytes) body = attempt (call, &local);

  if (body == NULL && is_worth_retrying (local))
    {
      g_clear_error (&local);
      dex_await (dex_timeout_new_msec (RETRY_MILLISECONDS), NULL);
      body = attempt (call, &local);
    }
  if (body != NULL && call->parse (call, body, value, &local))
    return true;
  g_propagate_error (error, local);
  return false;
}

static void
settle (AmtCall *call, const GError *error)
{
  g_autoptr (AmtApi) api = g_weak_ref_get (&call->api);

  if (api == NULL)
    return;
  if (call->act != NULL && (error == NULL || is_outcome_known (error)))
    amt_api_end_act (api, call->act);
  if (error != NULL)
    amt_api_note_error (api, call, error);
}

static DexFuture *
call_fiber (gpointer data)
{
  Run *run = data;
  g_auto (GValue) value = G_VALUE_INIT;
  GError *error = NULL;

  if (perform (run->call, &value, &error))
    {
      settle (run->call, NULL);
      dex_promise_resolve (run->promise, &value);
    }
  else
    {
      settle (run->call, error);
      dex_promise_reject (run->promise, error);
    }
  return dex_future_new_true ();
}

static void
run_free (gpointer data)
{
  Run *run = data;

  g_cancellable_disconnect (run->dispose, run->dispose_handler);
  g_clear_object (&run->dispose);
  g_clear_pointer (&run->call, amt_call_free);
  dex_clear (&run->promise);
  g_free (run);
}

static gboolean
on_deadline (gpointer data)
{
  AmtCall *call = data;

  call->deadline_source = 0;
  call->timed_out = true;
  g_cancellable_cancel (call->cancellable);
  return G_SOURCE_REMOVE;
}

/* The same act: the same route, body and version. */
static void
name_act (AmtCall *call, AmtApi *api)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  if (call->body != NULL)
    g_checksum_update (sum, g_bytes_get_data (call->body, NULL), (gssize) g_bytes_get_size (call->body));
  if (call->file != NULL)
    {
      g_autofree char *uri = g_file_get_uri (call->file);

      g_checksum_update (sum, (const guchar *) uri, -1);
    }
  call->act = g_strjoin (" ", call->method, call->path, call->if_match != NULL ? call->if_match : "-",
                         g_checksum_get_string (sum), NULL);
  call->key = amt_api_begin_act (api, call->act);
}

DexFuture *
amt_call_run (AmtCall *call)
{
  g_autoptr (AmtApi) api = g_weak_ref_get (&call->api);
  Run *run = g_new0 (Run, 1);
  DexPromise *promise = call->write ? dex_promise_new () : dex_promise_new_cancellable ();

  if (call->write && call->key == NULL)
    name_act (call, api);
  call->cancellable = call->write ? g_cancellable_new () : g_object_ref (dex_promise_get_cancellable (promise));
  call->deadline_source = g_timeout_add_seconds (call->deadline_seconds, on_deadline, call);
  run->call = call;
  run->promise = dex_ref (promise);
  run->dispose = g_object_ref (amt_api_get_cancellable (api));
  run->dispose_handler = g_cancellable_connect (run->dispose, G_CALLBACK (on_cancelled),
                                                g_object_ref (call->cancellable), g_object_unref);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, call_fiber, run, run_free));
  return DEX_FUTURE (promise);
}

DexFuture *
amt_call_reject (GError *error)
{
  return dex_future_new_for_error (error);
}
