/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a worker does with an exchange. */
#include "amtd-http-private.h"

#include "amt-error.h"
#include "amtd-log.h"
#include "amtd-problem.h"
#include "amtd-repeat-service.h"
#include "amtd-session-service.h"

#include <string.h>

#define BEARER "Bearer "
#define TOKEN_MAX 200
#define KEY_MAX 200

/* What an error brings with it besides its body. */
static void
add_error_headers (AmtdExchange *self, const GError *error)
{
  if (self->retry_after == 0 && g_error_matches (error, AMT_ERROR, AMT_ERROR_UNAVAILABLE))
    self->retry_after = 5;
  /* Of what is limited by the day a bit becomes free every hour or so. */
  if (self->retry_after == 0 && g_error_matches (error, AMT_ERROR, AMT_ERROR_LIMITED))
    self->retry_after = 3600;
  if (g_error_matches (error, AMT_ERROR, AMT_ERROR_UNAUTHENTICATED))
    amtd_exchange_set_header (self, "WWW-Authenticate", "Bearer");
  if (self->retry_after)
    {
      g_autofree char *seconds = g_strdup_printf ("%d", self->retry_after);

      amtd_exchange_set_header (self, "Retry-After", seconds);
    }
}

void
amtd_exchange_fail (AmtdExchange *self, GError *error)
{
  g_autoptr (GError) owned = error;
  g_autoptr (GBytes) body = NULL;
  unsigned status;

  add_error_headers (self, error);
  soup_message_headers_remove (self->answer_headers, "ETag");
  body = amtd_problem_new (error, self->retry_after, &status);
  if (status >= 500)
    amtd_log (status == 500 ? AMTD_LOG_ERROR : AMTD_LOG_WARNING, "failure", "route=%s slug=%s message=\"%s\"",
              self->route ? self->route->path : "-", amt_error_get_slug (error), error->message);
  amtd_exchange_answer (self, status, AMTD_PROBLEM_TYPE, body);
}

static bool
identify (AmtdExchange *self, GError **error)
{
  AmtdActorKind kind = self->route->audience == AMTD_AUDIENCE_STAFF ? AMTD_ACTOR_STAFF : AMTD_ACTOR_CITIZEN;
  const char *header = amtd_exchange_get_header (self, "authorization");

  if (self->route->audience == AMTD_AUDIENCE_PUBLIC)
    return true;
  if (header == NULL || g_ascii_strncasecmp (header, BEARER, strlen (BEARER)) != 0 || strlen (header) > TOKEN_MAX)
    {
      amt_error_set (error, AMT_ERROR_UNAUTHENTICATED, "no-session", NULL, "Sign in first");
      return false;
    }
  self->actor = amtd_session_service_identify (self->http->server, self->db, kind, header + strlen (BEARER), error);
  return self->actor != NULL;
}

/* Streamed bodies were hashed on the way. The query and a file's name belong to what must be the same. */
static char *
hash_call (AmtdExchange *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *query = self->query_text ? self->query_text : "";
  const char *name = amtd_exchange_get_header (self, "content-disposition");

  g_checksum_update (sum, (const uint8_t *) query, strlen (query) + 1);
  if (name)
    g_checksum_update (sum, (const uint8_t *) name, strlen (name) + 1);
  if (self->upload)
    g_checksum_update (sum, (const uint8_t *) amtd_upload_get_sha256 (self->upload), -1);
  else
    g_checksum_update (sum, g_bytes_get_data (self->body, NULL), g_bytes_get_size (self->body));
  return g_strdup (g_checksum_get_string (sum));
}

static bool
read_key (AmtdExchange *self, GError **error)
{
  const char *key = amtd_exchange_get_header (self, "idempotency-key");

  if (key == NULL || self->actor == NULL || g_str_equal (self->method, "GET"))
    return true;
  if (*key == '\0' || strlen (key) > KEY_MAX || !g_str_is_ascii (key))
    {
      amt_error_set (error, AMT_ERROR_INVALID, "bad-idempotency-key", NULL, "An Idempotency-Key has 1 to %d letters",
                     KEY_MAX);
      return false;
    }
  self->actor->once = g_new0 (AmtdOnce, 1);
  self->actor->once->key = g_strdup (key);
  self->actor->once->route = g_strdup_printf ("%s %s", self->method, self->path);
  self->actor->once->body = hash_call (self);
  return true;
}

/* Answers what the same call was answered before. @repeated: whether it was. */
static bool
repeat (AmtdExchange *self, bool *repeated, GError **error)
{
  g_autofree char *json = NULL;
  g_autoptr (GBytes) body = NULL;
  unsigned status;
  int64_t version;

  *repeated = false;
  if (self->actor == NULL || self->actor->once == NULL)
    return true;
  if (!amtd_repeat_service_find (self->db, self->actor, &json, &status, &version, error))
    return false;
  if (json == NULL)
    return true;
  *repeated = true;
  if (version)
    amtd_exchange_set_version (self, version);
  amtd_exchange_set_header (self, "Idempotent-Replay", "true");
  body = g_bytes_new (json, strlen (json));
  amtd_exchange_answer (self, status, "application/json", body);
  return true;
}

static bool
run_handler (AmtdExchange *self, GError **error)
{
  g_autoptr (GError) local = NULL;
  bool repeated;

  if (!read_key (self, error) || !repeat (self, &repeated, error))
    return false;
  if (repeated || self->route->handler (self, &local))
    return true;
  /* Two at once with one key: the writer lets only one through, and the other may have stumbled over what that one did. */
  if (!repeat (self, &repeated, error))
    return false;
  if (repeated)
    return true;
  if (local == NULL)
    amt_error_set (&local, AMT_ERROR_FAILED, "no-reason", NULL, "A handler failed without a reason");
  g_propagate_error (error, g_steal_pointer (&local));
  return false;
}

/* gzip pays for large answers alone: level 1 costs more than a small request. */
static void
compress (AmtdExchange *self)
{
  const char *accepted = amtd_exchange_get_header (self, "accept-encoding");
  g_autoptr (GZlibCompressor) compressor = NULL;
  g_autoptr (GBytes) small = NULL;

  if (accepted == NULL || strstr (accepted, "gzip") == NULL || strstr (accepted, "gzip;q=0") != NULL ||
      !g_str_has_prefix (self->content_type, "application/json") ||
      (int64_t) g_bytes_get_size (self->answer) < self->http->server->config->gzip_from)
    return;
  compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1);
  if (!(small = g_converter_convert_bytes (G_CONVERTER (compressor), self->answer, NULL)))
    return;
  g_clear_pointer (&self->answer, g_bytes_unref);
  self->answer = g_steal_pointer (&small);
  amtd_exchange_set_header (self, "Content-Encoding", "gzip");
  amtd_exchange_set_header (self, "Vary", "Accept-Encoding");
}

void
amtd_exchange_run (AmtdExchange *self, AmtDatabase *db)
{
  GError *error = NULL;
  bool done;

  self->db = db;
  /* A large body takes its time: who was let in before it may be signed out or in another team now. */
  g_clear_pointer (&self->actor, amtd_actor_free);
  done = identify (self, &error) && (self->only_identify || run_handler (self, &error));
  if (amt_database_in_transaction (db))
    amt_database_rollback (db);
  self->db = NULL;
  if (!done)
    amtd_exchange_fail (self, error);
  else if (!self->only_identify && self->status == 0 && !self->upgrade)
    amtd_exchange_answer_empty (self);
  if (self->answer)
    compress (self);
}
