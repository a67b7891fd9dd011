/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-http.h"

#include "amt-error.h"
#include "amt-json-reader.h"

#include <stdint.h>

#define SILENCE_SECONDS 30
#define BLOCK_BYTES (64 * 1024)

SoupSession *
amt_http_session_new (void)
{
  SoupSession *session = soup_session_new_with_options ("timeout", SILENCE_SECONDS, "idle-timeout", 12, "user-agent",
                                                        "amtsstube", NULL);

  /* No cookies, no cache: a token travels in the header only, and answers hold personal data. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CACHE);
  return session;
}

SoupMessage *
amt_http_message_new (const char *method, const char *base_url, const char *path, const char *token, GError **error)
{
  g_autofree char *address = g_strconcat (base_url, path, NULL);
  g_autofree char *bearer = NULL;
  SoupMessage *message = soup_message_new (method, address);
  SoupMessageHeaders *headers;

  if (message == NULL)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "not-an-address", NULL, "“%s” is not an address", base_url);
      return NULL;
    }
  /* Following one would carry the token somewhere else; our server sends none. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_append (headers, "Accept",
                               "application/json, application/problem+json, application/pdf, */*;q=0.1");
  if (token != NULL)
    {
      bearer = g_strconcat ("Bearer ", token, NULL);
      soup_message_headers_append (headers, "Authorization", bearer);
    }
  return message;
}

char *
amt_http_escape (const char *value)
{
  return g_uri_escape_string (value, NULL, FALSE);
}

typedef struct
{
  GQuark (*domain) (void);
  int code;
  AmtErrorCode as;
  const char *slug;
} Transport;

static GQuark
io_quark (void)
{
  return G_IO_ERROR;
}

static GQuark
tls_quark (void)
{
  return G_TLS_ERROR;
}

static GQuark
session_quark (void)
{
  return SOUP_SESSION_ERROR;
}

static const Transport transports[] = {
    {io_quark, G_IO_ERROR_CONNECTION_REFUSED, AMT_ERROR_OFFLINE, "connection-refused"},
    {io_quark, G_IO_ERROR_TIMED_OUT, AMT_ERROR_OFFLINE, "timed-out"},
    {io_quark, G_IO_ERROR_HOST_NOT_FOUND, AMT_ERROR_OFFLINE, "host-unknown"},
    {io_quark, G_IO_ERROR_HOST_UNREACHABLE, AMT_ERROR_OFFLINE, "network-unreachable"},
    {io_quark, G_IO_ERROR_NETWORK_UNREACHABLE, AMT_ERROR_OFFLINE, "network-unreachable"},
    {tls_quark, G_TLS_ERROR_BAD_CERTIFICATE, AMT_ERROR_UNTRUSTED, "certificate-untrusted"},
    {tls_quark, G_TLS_ERROR_NOT_TLS, AMT_ERROR_FAILED, "not-amtsstube"},
    {tls_quark, G_TLS_ERROR_MISC, AMT_ERROR_FAILED, "not-amtsstube"},
    {tls_quark, G_TLS_ERROR_HANDSHAKE, AMT_ERROR_FAILED, "not-amtsstube"},
    {session_quark, SOUP_SESSION_ERROR_PARSING, AMT_ERROR_FAILED, "not-amtsstube"},
    {session_quark, SOUP_SESSION_ERROR_ENCODING, AMT_ERROR_FAILED, "not-amtsstube"},
    {session_quark, SOUP_SESSION_ERROR_TOO_MANY_REDIRECTS, AMT_ERROR_FAILED, "not-amtsstube"},
};

/* What is wrong with a certificate, the plainest first: a wrong host name says more than an unknown issuer. */
static const struct
{
  GTlsCertificateFlags flag;
  const char *slug;
} certificates[] = {
    {G_TLS_CERTIFICATE_BAD_IDENTITY, "certificate-wrong-host"},
    {G_TLS_CERTIFICATE_EXPIRED, "certificate-expired"},
    {G_TLS_CERTIFICATE_NOT_ACTIVATED, "certificate-expired"},
};

static const char *
certificate_slug (SoupMessage *message)
{
  GTlsCertificateFlags flags = soup_message_get_tls_peer_certificate_errors (message);

  /* An issuer nobody knows may write any name and day: then only that is to be said. */
  if (flags & G_TLS_CERTIFICATE_UNKNOWN_CA)
    return "certificate-untrusted";
  for (size_t i = 0; i < G_N_ELEMENTS (certificates); i++)
    if (flags & certificates[i].flag)
      return certificates[i].slug;
  return "certificate-untrusted";
}

GError *
amt_http_transport_error (SoupMessage *message, GError *from)
{
  g_autoptr (GError) original = from;
  GError *error = NULL;
  AmtErrorCode code = AMT_ERROR_OFFLINE;
  const char *slug = "connection-lost";

  if (original->domain == AMT_ERROR || g_error_matches (original, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&original);
  if (original->domain == G_RESOLVER_ERROR)
    slug = "host-unknown";
  for (size_t i = 0; i < G_N_ELEMENTS (transports); i++)
    if (original->domain == transports[i].domain () && original->code == transports[i].code)
      {
        code = transports[i].as;
        slug = transports[i].slug;
      }
  if (code == AMT_ERROR_UNTRUSTED)
    slug = certificate_slug (message);
  amt_error_set (&error, code, slug, NULL, "%s", original->message);
  return error;
}

GError *
amt_http_file_error (GError *from)
{
  g_autoptr (GError) original = from;
  GError *error = NULL;
  bool gone = g_error_matches (original, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  amt_error_set (&error, AMT_ERROR_INVALID, gone ? "no-such-file" : "not-readable", NULL, "%s", original->message);
  return error;
}

int
amt_http_get_retry_after (SoupMessage *message)
{
  const char *text = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  uint64_t seconds = 0;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, 3600, &seconds, NULL) ? (int) seconds : 0;
}

bool
amt_http_check_length (size_t length, size_t max, GError **error)
{
  if (length <= max)
    return true;
  amt_error_set (error, AMT_ERROR_TOO_LARGE, "answer-too-large", NULL, "The answer has more than %zu bytes", max);
  return false;
}

static const char *
string_member (JsonObject *json, const char *name)
{
  JsonNode *node = json != NULL ? json_object_get_member (json, name) : NULL;

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* An error the server explained. */
static void
set_problem (unsigned status, JsonObject *problem, GError **error)
{
  const char *slug = string_member (problem, "type");
  const char *detail = string_member (problem, "detail");
  JsonNode *current = json_object_get_member (problem, "current");
  g_autofree char *json = NULL;

  if (detail == NULL)
    detail = string_member (problem, "title");
  amt_error_set (error, amt_error_code_from_status (status), slug, string_member (problem, "field"), "%s",
                 detail != NULL ? detail : "The server refused");
  if (current == NULL || !JSON_NODE_HOLDS_OBJECT (current) || error == NULL)
    return;
  json = json_to_string (current, FALSE);
  amt_error_set_current (*error, json);
}

static bool
refuse_stranger (unsigned status, GError **error)
{
  if (status >= 502 && status <= 504) /* a gateway before a server that is away */
    amt_error_set (error, AMT_ERROR_UNAVAILABLE, "unavailable", NULL, "A gateway answered with status %u", status);
  else
    amt_error_set (error, AMT_ERROR_FAILED, "not-amtsstube", NULL, "Something else answered, with status %u", status);
  return false;
}

bool
amt_http_check_answer (SoupMessage *message, GBytes *body, const char *type, GError **error)
{
  unsigned status = soup_message_get_status (message);
  const char *sent = soup_message_headers_get_content_type (soup_message_get_response_headers (message), NULL);
  g_autoptr (JsonObject) problem = NULL;

  if (status == SOUP_STATUS_NOT_MODIFIED)
    return true;
  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    return type == NULL || g_strcmp0 (sent, type) == 0 ? true : refuse_stranger (status, error);
  if (g_strcmp0 (sent, "application/problem+json") != 0 || !(problem = amt_json_read (body, AMT_HTTP_JSON_MAX, NULL)))
    return refuse_stranger (status, error);
  set_problem (status, problem, error);
  return false;
}

GBytes *
amt_http_send (SoupSession *session, SoupMessage *message, size_t max, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GInputStream) stream = NULL;
  GError *local = NULL;

  if ((stream = soup_session_send (session, message, cancellable, &local)))
    while (local == NULL)
      {
        g_autoptr (GBytes) block = g_input_stream_read_bytes (stream, BLOCK_BYTES, cancellable, &local);

        if (block == NULL || !amt_http_check_length (body->len + g_bytes_get_size (block), max, &local))
          break;
        if (g_bytes_get_size (block) == 0)
          return g_byte_array_free_to_bytes (g_steal_pointer (&body));
        g_byte_array_append (body, g_bytes_get_data (block, NULL), g_bytes_get_size (block));
      }
  g_propagate_error (error, amt_http_transport_error (message, local));
  return NULL;
}

GPtrArray *
amt_http_read_list (GBytes *body, size_t max, const AmtRecordType *type, GError **error)
{
  g_autoptr (GPtrArray) list = amt_record_list_new ();
  g_autoptr (JsonObject) json = amt_json_read (body, max, error);
  JsonNode *node = json != NULL ? json_object_get_member (json, "items") : NULL;
  JsonArray *items = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (json == NULL)
    return NULL;
  if (items == NULL)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "missing-field", "items", "There is no list");
      return NULL;
    }
  for (unsigned i = 0; i < json_array_get_length (items); i++)
    {
      JsonNode *item = json_array_get_element (items, i);
      void *record;

      if (!JSON_NODE_HOLDS_OBJECT (item))
        {
          amt_error_set (error, AMT_ERROR_INVALID, "wrong-type", "items", "Item %u is no object", i);
          return NULL;
        }
      if (!(record = amt_record_from_answer (type, json_node_get_object (item), error)))
        return NULL;
      g_ptr_array_add (list, record);
    }
  return g_steal_pointer (&list);
}

bool
amt_http_is_removal (const GError *error)
{
  static const char *const slugs[] = {"no-membership", "membership-ended", "membership-gone", "person-disabled", NULL};
  const char *slug = amt_error_get_slug (error);

  return (g_error_matches (error, AMT_ERROR, AMT_ERROR_FORBIDDEN) ||
          g_error_matches (error, AMT_ERROR, AMT_ERROR_UNAUTHENTICATED)) &&
         slug != NULL && g_strv_contains (slugs, slug);
}
