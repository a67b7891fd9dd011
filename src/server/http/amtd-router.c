/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-router.h"

#include "amt-error.h"

#include <string.h>

typedef struct
{
  const AmtdRoute *route;
  GStrv segments; /* (owned) "v1", "requests", "{request}" */
} Entry;

struct _AmtdRouter
{
  GPtrArray *entries; /* (owned) of Entry */
};

static void
entry_free (void *data)
{
  Entry *entry = data;

  g_strfreev (entry->segments);
  g_free (entry);
}

AmtdRouter *
amtd_router_new (void)
{
  AmtdRouter *self = g_new0 (AmtdRouter, 1);

  self->entries = g_ptr_array_new_with_free_func (entry_free);
  return self;
}

void
amtd_router_free (AmtdRouter *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self);
}

void
amtd_router_add (AmtdRouter *self, const AmtdRoute *routes)
{
  for (; routes->method; routes++)
    {
      Entry *entry = g_new0 (Entry, 1);

      entry->route = routes;
      entry->segments = g_strsplit (routes->path, "/", -1);
      g_ptr_array_add (self->entries, entry);
    }
}

/* Segments are split before they are unescaped, so that %2F cannot make two of one. */
static GStrv
split (const char *path)
{
  GStrv segments = g_strsplit (path, "/", -1);

  for (unsigned i = 0; segments[i]; i++)
    {
      char *plain = g_uri_unescape_segment (segments[i], NULL, NULL);

      if (plain == NULL || !g_utf8_validate (plain, -1, NULL))
        {
          g_free (plain);
          g_strfreev (segments);
          return NULL;
        }
      g_free (segments[i]);
      segments[i] = plain;
    }
  return segments;
}

static bool
matches (const Entry *entry, const char *const *segments)
{
  unsigned i = 0;

  for (; segments[i] && entry->segments[i]; i++)
    if (entry->segments[i][0] == '{' ? segments[i][0] == '\0' : strcmp (entry->segments[i], segments[i]) != 0)
      return false;
  return segments[i] == NULL && entry->segments[i] == NULL;
}

static GHashTable *
take_params (const Entry *entry, const char *const *segments)
{
  GHashTable *params = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (unsigned i = 0; entry->segments[i]; i++)
    if (entry->segments[i][0] == '{')
      g_hash_table_insert (params, g_strndup (entry->segments[i] + 1, strlen (entry->segments[i]) - 2),
                           g_strdup (segments[i]));
  return params;
}

const AmtdRoute *
amtd_router_find (AmtdRouter *self, const char *method, const char *path, GHashTable **params, char **allow,
                  GError **error)
{
  g_auto (GStrv) segments = split (path);
  g_autoptr (GString) methods = g_string_new (NULL);

  for (unsigned i = 0; segments && i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];

      if (!matches (entry, (const char *const *) segments))
        continue;
      if (g_str_equal (entry->route->method, method))
        {
          *params = take_params (entry, (const char *const *) segments);
          return entry->route;
        }
      g_string_append_printf (methods, "%s%s", methods->len ? ", " : "", entry->route->method);
    }
  if (methods->len == 0)
    {
      amt_error_set (error, AMT_ERROR_NOT_FOUND, "not-found", NULL, "Not found");
      return NULL;
    }
  *allow = g_string_free_and_steal (g_steal_pointer (&methods));
  amt_error_set (error, AMT_ERROR_INVALID, "method-not-allowed", NULL, "Only %s", *allow);
  return NULL;
}
