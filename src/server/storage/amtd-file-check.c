/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-file-check.h"

#include "amt-error.h"
#include "amt-uuid.h"

#include <glib/gstdio.h>
#include <string.h>

/* A file is there before its row: younger ones may get theirs yet. */
#define YOUNG_SECONDS 600

/* -1 with the error set. */
static int
is_named (AmtDatabase *db, const char *id, GError **error)
{
  int64_t count;

  if (!amt_database_query_int (db, error, &count, "SELECT count(*) FROM (" AMTD_FILE_ROWS ") n WHERE n.id = $1", "t",
                               id))
    return -1;
  return count > 0;
}

/* What is wrong with the file of the row, in a word; NULL when nothing is. */
static const char *
judge (const AmtdFiles *files, const char *id, int64_t size, const char *sha256)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = amtd_file_store_read (files, id, &local);
  g_autofree char *sum = bytes != NULL ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes) : NULL;

  if (bytes == NULL)
    return g_strcmp0 (amt_error_get_slug (local), "file-missing") == 0 ? "lost" : "damaged";
  return (int64_t) g_bytes_get_size (bytes) == size && g_strcmp0 (sum, sha256) == 0 ? NULL : "damaged";
}

static bool
check_row (const AmtdFiles *files, AmtDatabase *db, AmtCursor *row, GPtrArray *found, GError **error)
{
  const char *id = amt_cursor_get_text (row, 0);
  const char *what = judge (files, id, amt_cursor_get_int (row, 3), amt_cursor_get_text (row, 4));
  int named = what != NULL ? is_named (db, id, error) : 0; /* a draft may just have gone */

  if (named > 0)
    g_ptr_array_add (found, g_strdup_printf ("%s: %s %s of %s", what, amt_cursor_get_text (row, 1), id,
                                             amt_cursor_get_text (row, 2)));
  return named >= 0;
}

static bool
is_young (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) != 0 || g_get_real_time () / G_USEC_PER_SEC - info.st_mtime < YOUNG_SECONDS;
}

static bool
check_folder (const char *folder, AmtDatabase *db, GPtrArray *found, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      int named = amt_uuid_is_valid (name) ? is_named (db, name, error) : 0;

      if (named < 0)
        return false;
      if (named == 0 && g_file_test (path, G_FILE_TEST_IS_REGULAR) && !is_young (path))
        g_ptr_array_add (found, g_strdup_printf ("orphaned: %s", path));
    }
  return true;
}

static bool
check_orphans (const AmtdFiles *files, AmtDatabase *db, GPtrArray *found, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (files->directory, 0, NULL);
  const char *name;

  if (!check_folder (files->directory, db, found, error))
    return false;
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (files->directory, name, NULL);

      if (g_file_test (folder, G_FILE_TEST_IS_DIR) && !check_folder (folder, db, found, error))
        return false;
    }
  return true;
}

int
amtd_file_check_run (const AmtdFiles *files, AmtDatabase *db, GPtrArray *found, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query (db, error, AMTD_FILE_ROWS, "");
  int count = 0;

  if (row == NULL)
    return -1;
  for (; amt_cursor_next (row); count++)
    if (!check_row (files, db, row, found, error))
      return -1;
  return amt_cursor_finish (row, error) && check_orphans (files, db, found, error) ? count : -1;
}
