/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-remedies.h"

#include "amt-error.h"
#include "amt-json-reader.h"

#define MAX_BYTES (256 * 1024)

struct _AmtRemedies
{
  JsonObject *data; /* (owned) */
};

AmtRemedies *
amt_remedies_load (const char *data_dir, GError **error)
{
  g_autofree char *path = g_build_filename (data_dir, "templates", "remedies.json", NULL);
  g_autoptr (GBytes) bytes = NULL;
  char *text;
  size_t length;
  JsonObject *data;
  AmtRemedies *self;

  if (!g_file_get_contents (path, &text, &length, NULL))
    {
      amt_error_set (error, AMT_ERROR_NOT_FOUND, "no-such-remedy", NULL,
                     "No remedies.json"); /* no folder: see templates */
      return NULL;
    }
  bytes = g_bytes_new_take (text, length);
  if (!(data = amt_json_read (bytes, MAX_BYTES, error)))
    {
      g_prefix_error (error, "remedies.json: ");
      return NULL;
    }
  self = g_atomic_rc_box_new0 (AmtRemedies);
  self->data = data;
  return self;
}

AmtRemedies *
amt_remedies_ref (AmtRemedies *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
remedies_clear (void *data)
{
  AmtRemedies *self = data;

  json_object_unref (self->data);
}

void
amt_remedies_unref (AmtRemedies *self)
{
  g_atomic_rc_box_release_full (self, remedies_clear);
}

/* (nullable) (transfer none) */
static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_text (JsonObject *object, const char *name)
{
  return object != NULL ? json_object_get_string_member_with_default (object, name, NULL) : NULL;
}

/* The court that @authority's own entry names, else the one of all. */
static const char *
find_court (AmtRemedies *self, const char *kind, const AmtAuthority *authority)
{
  JsonObject *courts = get_object (self->data, "courts");
  const char *court = get_text (get_object (courts, authority->slug ? authority->slug : ""), kind);

  return court != NULL ? court : get_text (get_object (courts, "default"), kind);
}

char *
amt_remedies_get (AmtRemedies *self, const char *id, const AmtAuthority *authority, const char *language,
                  GError **error)
{
  JsonObject *remedy = get_object (get_object (self->data, "remedies"), id != NULL ? id : "");
  const char *text = get_text (remedy, language != NULL ? language : "de");
  const char *kind = get_text (remedy, "court");
  const char *court = kind != NULL ? find_court (self, kind, authority) : "";
  GString *out;

  if (text == NULL)
    text = get_text (remedy, "de");
  if (text == NULL || court == NULL)
    {
      amt_error_set (error, AMT_ERROR_NOT_FOUND, "no-such-remedy", "remedy", "No instruction on remedies \"%s\"",
                     id != NULL ? id : "");
      return NULL;
    }
  out = g_string_new (text);
  g_string_replace (out, "{{gericht}}", court, 0);
  g_string_replace (out, "{{behörde.name}}", authority->name ? authority->name : "", 0);
  g_string_replace (out, "{{behörde.straße}}", authority->street ? authority->street : "", 0);
  g_string_replace (out, "{{behörde.ort}}", authority->town ? authority->town : "", 0);
  return g_string_free (out, FALSE);
}
