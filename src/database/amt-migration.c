/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-migration.h"

#include "amt-error.h"

#include <string.h>

/* One step in one transaction. The version is read again under the lock: another process may have been faster. */
static bool
migrate_to (AmtDatabase *self, int64_t number, const char *script, GError **error)
{
  g_autofree char *mark = g_strdup_printf ("PRAGMA user_version = %" G_GINT64_FORMAT, number);
  int64_t version;

  if (!amt_database_begin (self, error))
    return false;
  if (!amt_database_query_int (self, error, &version, "PRAGMA user_version", ""))
    goto fail;
  if (version < number &&
      (!amt_database_run_script (self, script, error) || !amt_database_run_script (self, mark, error)))
    goto fail;
  return amt_database_commit (self, error);

fail:
  amt_database_rollback (self);
  g_prefix_error (error, "Migration %d: ", (int) number);
  return false;
}

bool
amt_database_migrate (AmtDatabase *self, const char *const *scripts, GError **error)
{
  int64_t last = g_strv_length ((GStrv) scripts);
  int64_t version;

  if (!amt_database_query_int (self, error, &version, "PRAGMA user_version", ""))
    return false;
  if (version > last)
    {
      amt_error_set (error, AMT_ERROR_CONFLICT, "newer-schema", NULL,
                     "The database has schema %d, this program knows %d: use a newer program", (int) version,
                     (int) last);
      return false;
    }
  for (int64_t number = version + 1; number <= last; number++)
    if (!migrate_to (self, number, scripts[number - 1], error))
      return false;
  return true;
}

static int
compare_names (const void *a, const void *b, void *data)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GBytes *
lookup (GResource *resource, const char *path, GError **error)
{
  return resource ? g_resource_lookup_data (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, error)
                  : g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

GStrv
amt_migration_load (GResource *resource, const char *path, GError **error)
{
  g_autoptr (GStrvBuilder) scripts = g_strv_builder_new ();
  g_auto (GStrv) names = resource ? g_resource_enumerate_children (resource, path, G_RESOURCE_LOOKUP_FLAGS_NONE, error)
                                  : g_resources_enumerate_children (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

  if (names == NULL)
    return NULL;
  g_sort_array (names, g_strv_length (names), sizeof (char *), compare_names, NULL);
  for (unsigned i = 0; names[i]; i++)
    {
      g_autofree char *file = g_build_path ("/", path, names[i], NULL);
      g_autoptr (GBytes) bytes = NULL;

      if (g_ascii_strtoull (names[i], NULL, 10) != i + 1)
        {
          amt_error_set (error, AMT_ERROR_FAILED, "migrations", NULL, "%s is not migration %u", file, i + 1);
          return NULL;
        }
      if (!(bytes = lookup (resource, file, error)))
        return NULL;
      g_strv_builder_take (scripts, g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)));
    }
  return g_strv_builder_end (scripts);
}

char *
amt_database_describe (AmtDatabase *self, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (AmtCursor) row = amt_database_query (
      self, error, "SELECT type, name, coalesce (sql, '') FROM sqlite_schema ORDER BY type, name", "");

  if (row == NULL)
    return NULL;
  while (amt_cursor_next (row))
    g_string_append_printf (text, "%s %s: %s\n", amt_cursor_get_text (row, 0), amt_cursor_get_text (row, 1),
                            amt_cursor_get_text (row, 2));
  if (!amt_cursor_finish (row, error))
    return NULL;
  return g_string_free_and_steal (g_steal_pointer (&text));
}
