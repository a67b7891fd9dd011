/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-message.h"

#include "amt-error.h"
#include "amt-json-reader.h"
#include "amtd-connection.h"
#include "amtd-log.h"
#include "amtd-problem.h"

#include <string.h>

#define HEADERS_MAX (16 * 1024)

static GQuark
exchange_quark (void)
{
  return g_quark_from_static_string ("amtd-exchange");
}

static AmtdExchange *
exchange_of (SoupServerMessage *message)
{
  return g_object_get_qdata (G_OBJECT (message), exchange_quark ());
}

static size_t
max_body (const AmtdRoute *route)
{
  if (route == NULL || (route->flags & (AMTD_ROUTE_BODY | AMTD_ROUTE_STREAM)) == 0)
    return AMT_JSON_MAX_BYTES; /* read, and not looked at */
  return route->max_body ? route->max_body : AMT_JSON_MAX_BYTES;
}

static size_t
copy_headers (AmtdExchange *x)
{
  SoupMessageHeadersIter iter;
  const char *name, *value;
  size_t size = 0;

  x->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  soup_message_headers_iter_init (&iter, soup_server_message_get_request_headers (x->message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      size += strlen (name) + strlen (value) + 4;
      g_hash_table_replace (x->headers, g_ascii_strdown (name, -1), g_strdup (value));
    }
  return size;
}

/* Behind a proxy the last address it added is the caller's; what stands before it anybody may have written. Some proxies
 * add the port, which is another one each time and would make every attempt the first of its address. */
static char *
find_address (AmtdExchange *x, AmtdConnection *connection)
{
  const char *forwarded = g_hash_table_lookup (x->headers, "x-forwarded-for");
  const char *last = forwarded ? strrchr (forwarded, ',') : NULL;
  g_autofree char *text = NULL;
  g_autoptr (GSocketConnectable) parsed = NULL;

  if (!x->http->server->config->behind_proxy || forwarded == NULL)
    return g_strdup (connection ? amtd_connection_get_address (connection) : "");
  text = g_strstrip (g_strdup (last ? last + 1 : forwarded));
  parsed = g_network_address_parse (text, 0, NULL);
  return parsed ? g_strdup (g_network_address_get_hostname (G_NETWORK_ADDRESS (parsed))) : g_steal_pointer (&text);
}

static AmtdExchange *
exchange_new (AmtdHttp *http, AmtdListener *listener, SoupServerMessage *message)
{
  AmtdExchange *x = g_new0 (AmtdExchange, 1);
  GUri *uri = soup_server_message_get_uri (message);
  g_autofree char *allow = NULL;

  g_atomic_ref_count_init (&x->refs);
  x->http = http;
  x->listener = listener;
  x->message = message;
  x->began = g_get_monotonic_time ();
  x->method = g_strdup (soup_server_message_get_method (message));
  x->path = g_strdup (g_uri_get_path (uri));
  x->query_text = g_strdup (g_uri_get_query (uri));
  x->answer_headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  if (copy_headers (x) > HEADERS_MAX)
    amt_error_set (&x->failure, AMT_ERROR_TOO_LARGE, "headers-too-large", NULL, "At most %d bytes of headers",
                   HEADERS_MAX);
  else if (!(x->route = amtd_router_find (http->router, x->method, x->path, &x->params, &allow, &x->failure)) && allow)
    amtd_exchange_set_header (x, "Allow", allow);
  if (x->failure == NULL && x->query_text &&
      !(x->query = g_uri_parse_params (x->query_text, -1, "&", G_URI_PARAMS_WWW_FORM, NULL)))
    amt_error_set (&x->failure, AMT_ERROR_INVALID, "bad-request", NULL, "The query cannot be read");
  x->address = find_address (x, amtd_connection_of (message));
  return x;
}

/* Answers before the body was read: libsoup would first read all of it. */
static void
reject (AmtdExchange *x)
{
  AmtdConnection *connection = amtd_connection_of (x->message);
  g_autoptr (GString) headers = g_string_new (NULL);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  if (x->rejected)
    return;
  x->rejected = true;
  if (x->failure)
    amtd_exchange_fail (x, g_steal_pointer (&x->failure));
  soup_message_headers_iter_init (&iter, x->answer_headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_string_append_printf (headers, "%s: %s\r\n", name, value);
  if (connection)
    amtd_connection_reject (connection, x->status, headers->str, x->answer);
  amtd_log (AMTD_LOG_INFO, "rejected", "method=%s route=%s status=%u", x->route ? x->route->method : "-",
            x->route ? x->route->path : "-", x->status);
}

static void
got_chunk (SoupServerMessage *message, GBytes *chunk, void *data)
{
  AmtdExchange *x = exchange_of (message);
  AmtdConnection *connection = amtd_connection_of (message);
  size_t size = g_bytes_get_size (chunk);
  size_t have = x->upload ? (size_t) amtd_upload_get_size (x->upload) : x->chunks->len;

  if (connection)
    amtd_connection_add_bytes (connection, size);
  if (x->rejected || x->failure)
    return;
  if (have + size > max_body (x->route))
    amt_error_set (&x->failure, AMT_ERROR_TOO_LARGE, "too-large", NULL, "At most %zu bytes", max_body (x->route));
  else if (x->upload == NULL)
    g_byte_array_append (x->chunks, g_bytes_get_data (chunk, NULL), size);
  else if (amtd_upload_write (x->upload, g_bytes_get_data (chunk, NULL), size, &x->failure))
    return;
  if (x->failure)
    reject (x);
}

static void
begin_body (AmtdExchange *x)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (x->message);

  if (x->failure == NULL && soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
      soup_message_headers_get_content_length (headers) > (goffset) max_body (x->route))
    amt_error_set (&x->failure, AMT_ERROR_TOO_LARGE, "too-large", NULL, "At most %zu bytes", max_body (x->route));
  if (x->failure == NULL && x->route->flags & AMTD_ROUTE_STREAM)
    x->upload = amtd_upload_new (x->http->incoming, x->http->server->database_key, &x->failure);
}

static bool
has_body (AmtdExchange *x)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (x->message);
  SoupEncoding encoding = soup_message_headers_get_encoding (headers);

  return encoding == SOUP_ENCODING_CHUNKED ||
         (encoding == SOUP_ENCODING_CONTENT_LENGTH && soup_message_headers_get_content_length (headers) > 0);
}

static void
push (AmtdExchange *x)
{
  if (amtd_workers_push (x->http->workers, amtd_exchange_ref (x)))
    return;
  amtd_exchange_unref (x);
  x->retry_after = 2;
  amt_error_set (&x->failure, AMT_ERROR_UNAVAILABLE, "busy", NULL, "Too many requests wait");
}

/* The headers are here. What cannot be right is answered before its body is sent; who sends a large body must first say
 * who they are. */
static void
got_headers (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, void *data)
{
  AmtdHttp *http = g_object_get_data (G_OBJECT (soup), "amtd-http");
  AmtdExchange *x = exchange_new (http, data, message);
  AmtdConnection *connection = amtd_connection_of (message);

  g_object_set_qdata_full (G_OBJECT (message), exchange_quark (), x, (GDestroyNotify) amtd_exchange_unref);
  x->chunks = g_byte_array_new ();
  if (connection)
    amtd_connection_set_phase (connection, AMTD_PHASE_BODY);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk), NULL);
  begin_body (x);
  if (x->failure && has_body (x))
    reject (x);
  else if (x->upload && has_body (x))
    {
      x->only_identify = true;
      soup_server_message_pause (message);
      g_object_ref (message);
      push (x);
      if (x->failure)
        {
          reject (x);
          soup_server_message_unpause (message);
          g_object_unref (message);
        }
    }
}

void
amtd_message_answer (AmtdExchange *x)
{
  SoupServerMessage *message = x->message;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  AmtdConnection *connection = amtd_connection_of (message);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_server_message_set_status (message, x->status, amtd_problem_phrase (x->status));
  soup_message_headers_iter_init (&iter, x->answer_headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    soup_message_headers_replace (headers, name, value);
  if (amtd_listener_is_draining (x->listener))
    soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_set_content_type (headers, x->content_type, NULL);
  if (g_bytes_get_size (x->answer) > 0) /* else libsoup complains, of every 304 */
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), x->answer);
  soup_message_body_complete (soup_server_message_get_response_body (message));
  if (connection)
    {
      amtd_connection_set_phase (connection, AMTD_PHASE_WRITING);
      amtd_connection_add_bytes (connection, g_bytes_get_size (x->answer));
    }
  amtd_log (AMTD_LOG_INFO, "request", "method=%s route=%s status=%u ms=%.1f bytes=%zu",
            x->route ? x->route->method : "-", x->route ? x->route->path : "-", x->status,
            (g_get_monotonic_time () - x->began) / 1000.0, g_bytes_get_size (x->answer));
}

/* The body is here. */
static void
got_body (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, void *data)
{
  AmtdExchange *x = exchange_of (message);
  AmtdConnection *connection = amtd_connection_of (message);

  if (x->rejected)
    {
      soup_server_message_set_status (message, x->status, amtd_problem_phrase (x->status));
      return;
    }
  if (x->upload && x->failure == NULL)
    amtd_upload_finish (x->upload, &x->failure);
  x->body = g_byte_array_free_to_bytes (g_steal_pointer (&x->chunks));
  if (connection)
    amtd_connection_set_phase (connection, AMTD_PHASE_WORKING);
  if (x->failure == NULL)
    {
      g_object_ref (message);
      soup_server_message_pause (message);
      push (x);
      if (x->failure == NULL)
        return;
      soup_server_message_unpause (message);
      g_object_unref (message);
    }
  amtd_exchange_fail (x, g_steal_pointer (&x->failure));
  amtd_message_answer (x);
}

/* Back from its first pass: the caller is known, the body may come. */
static void
go_on_reading (AmtdExchange *x)
{
  AmtdConnection *connection = amtd_connection_of (x->message);

  x->only_identify = false;
  if (x->answer)
    reject (x);
  else if (connection)
    amtd_connection_set_phase (connection, AMTD_PHASE_BODY);
  soup_server_message_unpause (x->message);
}

static gboolean
finish (void *data)
{
  AmtdExchange *x = data;

  if (x->aborted)
    return G_SOURCE_REMOVE;
  if (x->only_identify)
    go_on_reading (x);
  else if (x->upgrade)
    amtd_socket_upgrade (x);
  else
    {
      amtd_message_answer (x);
      soup_server_message_unpause (x->message);
    }
  return G_SOURCE_REMOVE;
}

/* The worker's reference, and the message it held. */
static void
let_go (void *data)
{
  AmtdExchange *x = data;
  SoupServerMessage *message = x->message;

  amtd_exchange_unref (x);
  g_object_unref (message);
}

void
amtd_listener_finish (AmtdExchange *x)
{
  g_main_context_invoke_full (amtd_listener_get_context (x->listener), G_PRIORITY_DEFAULT, finish, x, let_go);
}

static void
request_started (SoupServer *soup, SoupServerMessage *message, void *data)
{
  AmtdConnection *connection = amtd_connection_of (message);

  if (connection)
    amtd_connection_set_phase (connection, AMTD_PHASE_WAITING);
}

static void
request_finished (SoupServer *soup, SoupServerMessage *message, void *data)
{
  AmtdConnection *connection = amtd_connection_of (message);

  if (connection)
    amtd_connection_set_phase (connection, AMTD_PHASE_WAITING);
}

static void
request_aborted (SoupServer *soup, SoupServerMessage *message, void *data)
{
  AmtdExchange *x = exchange_of (message);

  if (x)
    x->aborted = true;
}

void
amtd_message_connect (AmtdListener *listener, AmtdHttp *http, SoupServer *soup)
{
  g_object_set_data (G_OBJECT (soup), "amtd-http", http);
  soup_server_add_early_handler (soup, NULL, got_headers, listener, NULL);
  soup_server_add_handler (soup, NULL, got_body, listener, NULL);
  g_signal_connect (soup, "request-started", G_CALLBACK (request_started), listener);
  g_signal_connect (soup, "request-finished", G_CALLBACK (request_finished), listener);
  g_signal_connect (soup, "request-aborted", G_CALLBACK (request_aborted), listener);
}
