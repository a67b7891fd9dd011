/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-file-store.h"

#include "amt-error.h"
#include "amt-uuid.h"
#include "amtd-file-cipher.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

static bool
fail (GError **error, const char *what)
{
  bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;

  amt_error_set (error, AMT_ERROR_UNAVAILABLE, full ? "disk-full" : "storage-error", NULL, "%s: %s", what,
                 g_strerror (errno));
  return false;
}

/* UUIDv7 begins with time, so the folder is taken from its random end. */
static char *
folder_of (const char *directory, const char *id)
{
  return g_build_filename (directory, id + strlen (id) - 2, NULL);
}

static bool
sync_path (const char *path, int flags, GError **error)
{
  int fd = open (path, flags | O_CLOEXEC);
  bool ok;

  if (fd < 0)
    return fail (error, "Opening a file to store it");
  ok = fsync (fd) == 0;
  if (!ok)
    fail (error, "Writing a file to disk");
  close (fd);
  return ok;
}

/* A folder whose own entry is not on disk takes its files with it when the power goes. */
static bool
make_folder (const AmtdFiles *files, const char *folder, GError **error)
{
  if (g_mkdir (folder, 0700) == 0)
    return sync_path (files->directory, O_RDONLY | O_DIRECTORY, error);
  return errno == EEXIST || fail (error, "Making a folder for files");
}

/* Puts a whole file into its place. */
static bool
settle (const AmtdFiles *files, const char *id, const char *temporary, GError **error)
{
  g_autofree char *folder = folder_of (files->directory, id);
  g_autofree char *path = g_build_filename (folder, id, NULL);

  if (!make_folder (files, folder, error) || !sync_path (temporary, O_RDONLY, error))
    return false;
  if (g_rename (temporary, path) != 0)
    return fail (error, "Putting a file into its place");
  return sync_path (folder, O_RDONLY | O_DIRECTORY, error);
}

static bool
write_file (const AmtdFiles *files, const char *id, const void *data, gsize size, int fd, GError **error)
{
  if (files->key != NULL)
    return amtd_file_cipher_write (files->key, id, data, size, fd, error);
  return amtd_file_write_all (fd, data, size) || fail (error, "Writing a file");
}

static bool
write_and_settle (const AmtdFiles *files, const char *id, const void *data, gsize size, GError **error)
{
  g_autofree char *temporary = g_build_filename (files->directory, ".new-XXXXXX", NULL);
  bool ok;
  int fd;

  if (g_mkdir_with_parents (files->directory, 0700) != 0)
    return fail (error, "Making the folder for files");
  fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail (error, "Making a file");

  ok = write_file (files, id, data, size, fd, error);
  close (fd);
  ok = ok && settle (files, id, temporary, error);
  if (!ok)
    g_unlink (temporary);
  return ok;
}

bool
amtd_file_store_write (const AmtdFiles *files, const char *id, GBytes *bytes, char **sha256, GError **error)
{
  if (!write_and_settle (files, id, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
    return false;
  if (sha256 != NULL)
    *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  return true;
}

bool
amtd_file_store_adopt (const AmtdFiles *files, const char *id, const char *temporary, GError **error)
{
  return settle (files, id, temporary, error);
}

GBytes *
amtd_file_store_read (const AmtdFiles *files, const char *id, GError **error)
{
  g_autofree char *folder = folder_of (files->directory, id);
  g_autofree char *path = g_build_filename (folder, id, NULL);
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *data;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, &local))
    {
      amt_error_set (error, AMT_ERROR_FAILED, "file-missing", NULL, "A stored file cannot be read: %s", local->message);
      return NULL;
    }
  bytes = g_bytes_new_take (data, length);
  return files->key != NULL ? amtd_file_cipher_open (files->key, id, bytes, error) : g_steal_pointer (&bytes);
}

void
amtd_file_store_remove (const AmtdFiles *files, const char *id)
{
  g_autofree char *folder = folder_of (files->directory, id);
  g_autofree char *path = g_build_filename (folder, id, NULL);

  g_unlink (path);
}

static int
is_named (AmtDatabase *db, const char *id, GError **error)
{
  int64_t n;

  if (!amt_database_query_int (db, error, &n,
                               "SELECT (SELECT COUNT(*) FROM attachments WHERE id = $1) + "
                               "(SELECT COUNT(*) FROM drafts WHERE id = $1) + "
                               "(SELECT COUNT(*) FROM documents WHERE id = $1)",
                               "t", id))
    return -1;
  return n > 0;
}

/* One folder; how many files went, -1 with the error set. */
static int
sweep_folder (const char *folder, AmtDatabase *db, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  int swept = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      int named = amt_uuid_is_valid (name) ? is_named (db, name, error) : 0;

      if (named < 0)
        return -1;
      if (named == 0 && g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_unlink (path) == 0)
        swept++;
    }
  return swept;
}

int
amtd_file_store_sweep (const AmtdFiles *files, AmtDatabase *db, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (files->directory, 0, NULL);
  int swept = dir != NULL ? sweep_folder (files->directory, db, error) : 0; /* half-written ones lie on top */
  const char *name;

  while (swept >= 0 && dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *folder = g_build_filename (files->directory, name, NULL);
      int n = g_file_test (folder, G_FILE_TEST_IS_DIR) ? sweep_folder (folder, db, error) : 0;

      swept = n < 0 ? -1 : swept + n;
    }
  return swept;
}
