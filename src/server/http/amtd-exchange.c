/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-http-private.h"

#include "amt-error.h"
#include "amt-json-reader.h"
#include "amt-uuid.h"

#include <string.h>

AmtdExchange *
amtd_exchange_ref (AmtdExchange *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
amtd_exchange_unref (AmtdExchange *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  amtd_actor_free (self->actor);
  g_free (self->method);
  g_free (self->path);
  g_free (self->query_text);
  g_free (self->address);
  g_clear_pointer (&self->params, g_hash_table_unref);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->chunks, g_byte_array_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  amtd_upload_free (self->upload);
  g_clear_error (&self->failure);
  g_free (self->content_type);
  g_clear_pointer (&self->answer, g_bytes_unref);
  g_clear_pointer (&self->answer_headers, soup_message_headers_unref);
  g_free (self);
}

AmtdServer *
amtd_exchange_get_server (AmtdExchange *self)
{
  return self->http->server;
}

AmtDatabase *
amtd_exchange_get_database (AmtdExchange *self)
{
  return self->db;
}

const AmtdActor *
amtd_exchange_get_actor (AmtdExchange *self)
{
  return self->actor;
}

const char *
amtd_exchange_get_address (AmtdExchange *self)
{
  return self->address;
}

const char *
amtd_exchange_get_param (AmtdExchange *self, const char *name)
{
  return g_hash_table_lookup (self->params, name);
}

const char *
amtd_exchange_get_id (AmtdExchange *self, const char *name, GError **error)
{
  const char *id = amtd_exchange_get_param (self, name);

  if (id && amt_uuid_is_valid (id))
    return id;
  amt_error_set (error, AMT_ERROR_NOT_FOUND, "not-found", NULL, "Not found");
  return NULL;
}

const char *
amtd_exchange_get_query (AmtdExchange *self, const char *name)
{
  return self->query ? g_hash_table_lookup (self->query, name) : NULL;
}

bool
amtd_exchange_get_query_int (AmtdExchange *self, const char *name, int64_t fallback, int64_t min, int64_t max,
                             int64_t *value, GError **error)
{
  const char *text = amtd_exchange_get_query (self, name);

  *value = fallback;
  if (text == NULL || g_ascii_string_to_signed (text, 10, min, max, value, NULL))
    return true;
  amt_error_set (error, AMT_ERROR_INVALID, "bad-query", name,
                 "%s: a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, name, min, max);
  return false;
}

const char *
amtd_exchange_get_header (AmtdExchange *self, const char *name)
{
  g_autofree char *key = g_ascii_strdown (name, -1);

  return g_hash_table_lookup (self->headers, key);
}

bool
amtd_exchange_get_if_match (AmtdExchange *self, int64_t *version, GError **error)
{
  const char *text = amtd_exchange_get_header (self, "if-match");
  size_t length = text ? strlen (text) : 0;
  g_autofree char *digits = length > 2 ? g_strndup (text + 1, length - 2) : NULL;

  if (text == NULL)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "if-match-missing", NULL, "Say in If-Match which version you change");
      return false;
    }
  if (digits && text[0] == '"' && text[length - 1] == '"' &&
      g_ascii_string_to_signed (digits, 10, 0, G_MAXINT64, version, NULL))
    return true;
  amt_error_set (error, AMT_ERROR_INVALID, "bad-if-match", NULL, "If-Match is a version in quotes, such as \"7\"");
  return false;
}

GBytes *
amtd_exchange_get_body (AmtdExchange *self)
{
  return self->body;
}

void *
amtd_exchange_read_record (AmtdExchange *self, const AmtRecordType *type, GError **error)
{
  size_t max = self->route->max_body ? self->route->max_body : AMT_JSON_MAX_BYTES;

  return amt_record_from_bytes (type, self->body, max, error);
}

AmtdUpload *
amtd_exchange_get_upload (AmtdExchange *self)
{
  return self->upload;
}

void
amtd_exchange_answer (AmtdExchange *self, unsigned status, const char *content_type, GBytes *body)
{
  GBytes *kept = g_bytes_ref (body);

  self->status = status;
  g_set_str (&self->content_type, content_type);
  g_clear_pointer (&self->answer, g_bytes_unref);
  self->answer = kept;
}

void
amtd_exchange_answer_record (AmtdExchange *self, unsigned status, const AmtRecordType *type, const void *record)
{
  g_autoptr (AmtJsonWriter) json = amt_json_writer_new ();

  amt_record_to_json (type, record, json);
  amtd_exchange_answer_json (self, status, json);
}

void
amtd_exchange_answer_json (AmtdExchange *self, unsigned status, AmtJsonWriter *json)
{
  g_autoptr (GBytes) body = amt_json_writer_steal (json);

  amtd_exchange_answer (self, status, "application/json", body);
}

void
amtd_exchange_answer_items (AmtdExchange *self, const AmtRecordType *type, GPtrArray *records)
{
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();

  amt_json_writer_begin_object (out);
  amt_json_writer_name (out, "items");
  amt_json_writer_begin_array (out);
  for (guint i = 0; i < records->len; i++)
    amt_record_to_json (type, g_ptr_array_index (records, i), out);
  amt_json_writer_end_array (out);
  amt_json_writer_end_object (out);
  amtd_exchange_answer_json (self, 200, out);
}

void
amtd_exchange_answer_empty (AmtdExchange *self)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  amtd_exchange_answer (self, 200, "application/json", body);
}

void
amtd_exchange_set_header (AmtdExchange *self, const char *name, const char *value)
{
  soup_message_headers_replace (self->answer_headers, name, value);
}

void
amtd_exchange_set_version (AmtdExchange *self, int64_t version)
{
  g_autofree char *etag = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", version);

  amtd_exchange_set_header (self, "ETag", etag);
}

bool
amtd_exchange_is_unchanged (AmtdExchange *self, const char *etag)
{
  g_autofree char *quoted = g_strdup_printf ("\"%s\"", etag);
  const char *known = amtd_exchange_get_header (self, "if-none-match");
  g_autoptr (GBytes) nothing = NULL;

  amtd_exchange_set_header (self, "ETag", quoted);
  if (known == NULL || strstr (known, quoted) == NULL)
    return false;
  nothing = g_bytes_new_static ("", 0);
  amtd_exchange_answer (self, 304, "application/json", nothing);
  return true;
}

void
amtd_exchange_set_retry_after (AmtdExchange *self, int seconds)
{
  self->retry_after = seconds;
}

void
amtd_exchange_upgrade (AmtdExchange *self)
{
  self->upgrade = true;
}
