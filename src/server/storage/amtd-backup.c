/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-backup.h"

#include "amt-database.h"
#include "amt-error.h"
#include "amtd-file-check.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define DATABASE_FILE "amtsstube.db"
/* No server begins from a directory without a database of the right name. */
#define UNFINISHED_FILE "unfinished.db"
/* A file that was removed after the database had been copied is no longer named by the next copy. */
#define ATTEMPTS 20

typedef struct
{
  const AmtdConfig *config;
  AmtDatabase *db;  /* (owned) the one in use */
  char *folder;     /* unfinished */
  char *database;   /* in it */
  GHashTable *lost; /* id → line for the administrator: what could not be read in the pass before */
} Backup;

static void
backup_clear (Backup *self)
{
  g_clear_pointer (&self->db, amt_database_close);
  g_free (self->folder);
  g_free (self->database);
  g_clear_pointer (&self->lost, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Backup, backup_clear)

static bool
fail (GError **error, const char *what)
{
  bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;

  amt_error_set (error, AMT_ERROR_UNAVAILABLE, full ? "disk-full" : "storage-error", NULL, "%s: %s", what,
                 g_strerror (errno));
  return false;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      if (g_unlink (below) != 0)
        remove_tree (below);
    }
  g_rmdir (path);
}

static bool
make_folder (const char *path, GError **error)
{
  return g_mkdir (path, 0700) == 0 || errno == EEXIST || fail (error, path);
}

/* Not by a link: a backup must not share what a disk damages. */
static bool
copy_file (const char *from, const char *to, bool *readable, GError **error)
{
  g_autofree char *data = NULL;
  gsize size;

  *readable = g_file_get_contents (from, &data, &size, error);
  return *readable && g_file_set_contents_full (to, data, size, G_FILE_SET_CONTENTS_NONE, 0600, error);
}

static bool
copy_database (Backup *self, GError **error)
{
  if (g_unlink (self->database) != 0 && errno != ENOENT)
    return fail (error, self->database);
  return amt_database_backup (self->db, self->database, error);
}

/* What cannot be read is put on the list. */
static bool
copy_named (Backup *self, AmtCursor *row, GHashTable *lost, GError **error)
{
  const char *id = amt_cursor_get_text (row, 0);
  const char *shelf = id + MAX (strlen (id), 2) - 2; /* as the file store has it */
  g_autofree char *from = g_build_filename (self->config->state_directory, "files", shelf, id, NULL);
  g_autofree char *folder = g_build_filename (self->folder, "files", shelf, NULL);
  g_autofree char *to = g_build_filename (folder, id, NULL);
  g_autoptr (GError) local = NULL;
  bool readable;

  if (g_file_test (to, G_FILE_TEST_EXISTS)) /* files never change */
    return true;
  if (!make_folder (folder, error))
    return false;
  if (copy_file (from, to, &readable, &local))
    return true;
  if (!readable)
    g_hash_table_insert (lost, g_strdup (id),
                         g_strdup_printf ("missing: %s %s of %s: %s", amt_cursor_get_text (row, 1), id,
                                          amt_cursor_get_text (row, 2), local->message));
  else
    amt_error_set (error, AMT_ERROR_UNAVAILABLE, "storage-error", NULL, "Copying a file: %s", local->message);
  return !readable;
}

/* Every file the copied database names; -1 with the error set, else how many are there. */
static int
copy_files (Backup *self, GBytes *key, GHashTable *lost, GError **error)
{
  g_autoptr (AmtDatabase) copy = amt_database_open (self->database, key, 0, error); /* leaves no -wal */
  g_autoptr (AmtCursor) cursor = copy ? amt_database_query (copy, error, AMTD_FILE_ROWS, "") : NULL;
  int files = 0;

  if (cursor == NULL)
    return -1;
  while (amt_cursor_next (cursor))
    {
      if (!copy_named (self, cursor, lost, error))
        return -1;
      files++;
    }
  return amt_cursor_finish (cursor, error) ? files - (int) g_hash_table_size (lost) : -1;
}

/* A row goes before its file does. So what a copy of the database names that was made after the file had been missed is
 * lost; anything else may have been removed meanwhile. */
static bool
were_missed_before (Backup *self, GHashTable *lost)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, lost);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!g_hash_table_contains (self->lost, id))
      return false;
  return true;
}

/* The database first, so that what it names was written before; again when one of those could not be read. */
static int
copy_all (Backup *self, GBytes *key, GError **error)
{
  for (int attempt = 1; attempt <= ATTEMPTS; attempt++)
    {
      g_autoptr (GHashTable) lost = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      int files = copy_database (self, error) ? copy_files (self, key, lost, error) : -1;
      bool settled = files >= 0 && were_missed_before (self, lost);

      g_clear_pointer (&self->lost, g_hash_table_unref);
      self->lost = g_steal_pointer (&lost);
      if (files < 0 || settled)
        return files;
    }
  amt_error_set (error, AMT_ERROR_UNAVAILABLE, "storage-error", NULL, "Files keep disappearing while they are copied");
  return -1;
}

static bool
copy_trust (Backup *self, GError **error)
{
  g_autofree char *from = amtd_config_state_path (self->config, "trust");
  g_autofree char *to = g_build_filename (self->folder, "trust", NULL);
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;
  bool readable;

  if (dir == NULL)
    return true;
  if (!make_folder (to, error))
    return false;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);

      if (g_file_test (source, G_FILE_TEST_IS_REGULAR) && !copy_file (source, target, &readable, error))
        return false;
    }
  return true;
}

/* On disk, then under the name of a whole one, and that on disk too. */
static bool
finish (Backup *self, const char *directory, GError **error)
{
  g_autofree char *database = g_build_filename (self->folder, DATABASE_FILE, NULL);
  g_autofree char *parent = g_path_get_dirname (directory);
  int fd = open (parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  bool ok;

  if (fd < 0)
    return fail (error, parent);
  ok = g_rename (self->database, database) == 0 && syncfs (fd) == 0 && g_rename (self->folder, directory) == 0 &&
       fsync (fd) == 0;
  if (!ok)
    fail (error, directory);
  close (fd);
  return ok;
}

static bool
begin (Backup *self, GBytes *key, const char *directory, GError **error)
{
  g_autofree char *source = amtd_config_state_path (self->config, DATABASE_FILE);
  g_autofree char *folder = g_strconcat (directory, ".unfinished-XXXXXX", NULL);
  g_autofree char *files = NULL;

  if (g_file_test (directory, G_FILE_TEST_EXISTS))
    {
      amt_error_set (error, AMT_ERROR_CONFLICT, "file-exists", NULL, "%s is there already", directory);
      return false;
    }
  if (!g_file_test (source, G_FILE_TEST_EXISTS))
    {
      amt_error_set (error, AMT_ERROR_NOT_FOUND, "no-database", NULL, "%s is not there", source);
      return false;
    }
  if (!(self->db = amt_database_open (source, key, AMT_DATABASE_READ_ONLY, error)))
    return false;
  if (g_mkdtemp_full (folder, 0700) == NULL)
    return fail (error, folder);
  self->folder = g_steal_pointer (&folder);
  self->database = g_build_filename (self->folder, UNFINISHED_FILE, NULL);
  files = g_build_filename (self->folder, "files", NULL);
  return make_folder (files, error);
}

static void
add_line (gpointer id, gpointer line, gpointer missing)
{
  g_ptr_array_add (missing, g_strdup (line));
}

int
amtd_backup_make (const AmtdConfig *config, const char *directory, GPtrArray *missing, GError **error)
{
  g_auto (Backup) self = {.config = config, .lost = g_hash_table_new (g_str_hash, g_str_equal)};
  g_autofree char *whole = g_canonicalize_filename (directory, NULL);
  g_autoptr (GBytes) key = NULL;
  int files = -1;

  if (!amtd_config_read_database_key (config, &key, error))
    return -1;
  if (begin (&self, key, whole, error) && (files = copy_all (&self, key, error)) >= 0 && copy_trust (&self, error) &&
      finish (&self, whole, error))
    {
      g_hash_table_foreach (self.lost, add_line, missing);
      return files;
    }
  if (self.folder != NULL)
    remove_tree (self.folder);
  return -1;
}
