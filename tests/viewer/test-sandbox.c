/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a decoder taken over by its file can still reach: nothing. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static GHashTable *results[2]; /* with and without Landlock: attempt → errno as text */

static char *
find_font (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;
  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      if (g_str_has_suffix (name, ".ttf"))
        return g_steal_pointer (&path);
      g_autofree char *below = g_file_test (path, G_FILE_TEST_IS_DIR) ? find_font (path) : NULL;
      if (below)
        return g_steal_pointer (&below);
    }
  return NULL;
}

/* Returns: (transfer full): what the locked process could do. */
static char *
ask_prisoner (bool landlock)
{
  const char *folder = g_getenv ("G_TEST_BUILDDIR");
  g_autofree char *prisoner = g_build_filename (folder, "viewer", "viewer-prisoner", NULL);
  g_autofree char *without = g_build_filename (folder, "viewer", "viewer-no-landlock", NULL);
  g_autofree char *font = find_font ("/usr/share/fonts");
  const char *command[] = {without, prisoner, font ? font : "", NULL};
  g_autoptr (GError) error = NULL;
  char *output = NULL;
  g_autoptr (GSubprocess)
      process = g_subprocess_newv (landlock ? command + 1 : command, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return output;
}

static GHashTable *
run_prisoner (bool landlock)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *secret = g_build_filename (g_get_tmp_dir (), "secret-XXXXXX", NULL);
  int fd = g_mkstemp (secret);

  g_assert_cmpint (fd, >=, 0);
  g_setenv ("AMT_SECRET", secret, TRUE);
  g_autofree char *output = ask_prisoner (landlock);
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);
  for (size_t i = 0; lines[i] && *lines[i]; i++)
    {
      char *space = strchr (lines[i], ' ');
      g_hash_table_insert (table, g_strndup (lines[i], (size_t) (space - lines[i])), g_strdup (space + 1));
    }
  g_clear_fd (&fd, NULL);
  g_unlink (secret);
  return table;
}

static void
test_refused (gconstpointer data)
{
  for (size_t i = 0; i < G_N_ELEMENTS (results); i++)
    {
      const char *number = g_hash_table_lookup (results[i], data);
      g_assert_nonnull (number);
      g_assert_cmpint (atoi (number), !=, 0);
    }
}

/* Where there is Landlock, fonts may be read; where there is none, nothing may be opened at all. */
static void
test_fonts (void)
{
  bool landlock = atoi (g_hash_table_lookup (results[0], "landlock")) > 0;

  g_assert_cmpint (atoi (g_hash_table_lookup (results[0], "read-font")) == 0, ==, landlock);
  g_assert_cmpstr (g_hash_table_lookup (results[1], "landlock"), ==, "0");
  g_assert_cmpint (atoi (g_hash_table_lookup (results[1], "read-font")), !=, 0);
  if (!landlock)
    g_test_message ("this kernel has no Landlock: seccomp alone was tried");
}

int
main (int argc, char *argv[])
{
  static const char *const refused[] = {
      "read-secret", "read-passwd",    "read-own-memory",
      "list-home",   "write-file",     "write-font",
      "openat2",     "socket",         "local-socket",
      "exec",        "fork",           "ptrace",
      "signal",      "unlink",         "chmod",
      "memfd",       "raise-limit",    "io-uring",
      "bpf",         "user-namespace", "executable-memory",
      "stat",        "statx",
#if !defined(__SANITIZE_ADDRESS__)
      "much-memory",
#endif
  };
  g_test_init (&argc, &argv, NULL);
  results[0] = run_prisoner (true);
  results[1] = run_prisoner (false);
  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/viewer/sandbox/", refused[i], NULL);
      g_test_add_data_func (path, refused[i], test_refused);
    }
  g_test_add_func ("/viewer/sandbox/fonts", test_fonts);
  int status = g_test_run ();
  g_hash_table_unref (results[0]);
  g_hash_table_unref (results[1]);
  return status;
}
