/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies in files: at real places that refuse them. */
#include "amt-save.h"

#include <glib/gstdio.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include "amt-sentences.h"

#define DISK_BYTES 65536

static char *folder;
static bool small_disk;

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/* (nullable) (transfer full): what the window says; NULL when it was kept. */
static char *
save (const char *path, const char *text, size_t length)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  amt_save_to (bytes, file, on_saved, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, true);
  return amt_save_finish (result, &error) ? NULL : amt_sentence_for_saving (error);
}

static void
assert_holds (const char *path, const char *text)
{
  g_autofree char *found = NULL;

  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpuint (strlen (found), ==, strlen (text));
  g_assert_cmpstr (found, ==, text);
}

static void
test_kept (void)
{
  g_autofree char *path = g_build_filename (folder, "kept.pdf", NULL);
  GStatBuf status;

  g_assert_null (save (path, "first, longer", 13));
  g_assert_null (save (path, "second", 6));
  assert_holds (path, "second");
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_unlink (path);
}

static void
assert_said (const char *path, const char *words)
{
  g_autofree char *sentence = save (path, "x", 1);

  g_test_message ("%s: %s", path, sentence);
  g_assert_nonnull (sentence);
  g_assert_nonnull (strstr (sentence, words));
  g_assert_nonnull (strstr (sentence, "no copy was saved"));
}

static void
test_refused (void)
{
  g_autofree char *inside = g_build_filename (folder, "inside", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing", "a.pdf", NULL);
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "a.pdf", NULL);
  g_autofree char *name = g_strnfill (300, 'a');
  g_autofree char *lengthy = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir (inside, 0700), ==, 0);
  g_assert_null (save (file, "x", 1));
  assert_said (inside, "A folder has this name");
  assert_said (missing, "This folder is not there");
  assert_said (below, "This folder is not there");
  assert_said (lengthy, "The name is too long");
  assert_said ("/dev/full", "not a file that can be written");
  g_rmdir (inside);
  g_unlink (file);
}

static void
test_read_only (void)
{
  g_autofree char *place = g_build_filename (folder, "read-only", NULL);
  g_autofree char *path = g_build_filename (place, "a.pdf", NULL);

  g_assert_cmpint (g_mkdir (place, 0500), ==, 0);
  if (geteuid () != 0)
    assert_said (path, "You may not write there");
  if (small_disk)
    {
      g_assert_cmpint (mount ("none", place, "tmpfs", MS_RDONLY, NULL), ==, 0);
      assert_said (path, "Nothing can be written there");
      g_assert_cmpint (umount (place), ==, 0);
    }
  g_rmdir (place);
}

/* What was there stays whole, and no half of a new one is left. */
static void
test_full_disk (void)
{
  g_autofree char *place = g_build_filename (folder, "disk", NULL);
  g_autofree char *old = g_build_filename (place, "old.pdf", NULL);
  g_autofree char *new = g_build_filename (place, "new.pdf", NULL);
  g_autofree char *much = g_strnfill (4 * DISK_BYTES, 'x');

  if (!small_disk)
    {
      g_test_skip ("no mounting here");
      return;
    }
  g_assert_cmpint (g_mkdir (place, 0700), ==, 0);
  g_assert_cmpint (mount ("none", place, "tmpfs", 0, "size=65536"), ==, 0);
  g_assert_null (save (old, "what was there", 14));
  for (int i = 0; i < 2; i++)
    {
      g_autofree char *sentence = save (i ? new : old, much, 4 * DISK_BYTES);

      g_assert_cmpstr (sentence, ==,
                       "The disk is full, so no copy was saved. Free some space or choose another folder.");
    }
  assert_holds (old, "what was there");
  g_assert_false (g_file_test (new, G_FILE_TEST_EXISTS));
  g_unlink (old);
  g_assert_cmpint (g_rmdir (place), !=, 0); /* a mount point */
  g_assert_cmpint (umount (place), ==, 0);  /* nothing of it is open any more */
  g_rmdir (place);
}

/* A library's words may name a file, and so a person. */
static void
test_words (void)
{
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_BUSY, "Żaneta.pdf");
  g_autoptr (GError) no_paper = g_error_new_literal (GTK_PRINT_ERROR, GTK_PRINT_ERROR_GENERAL, "Żaneta.pdf");
  g_autoptr (GError) full = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "Żaneta.pdf");
  g_autoptr (GError) dismissed = g_error_new_literal (GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED, "x");
  g_autofree char *saving = amt_sentence_for_saving (other);
  g_autofree char *printing = amt_sentence_for_printing (no_paper);
  g_autofree char *printing_full = amt_sentence_for_printing (full);

  g_assert_true (g_str_has_prefix (saving, "No copy could be saved there."));
  g_assert_true (g_str_has_prefix (printing, "Nothing was printed."));
  g_assert_true (g_str_has_prefix (printing_full, "The disk is full, so nothing was printed."));
  g_assert_null (strstr (saving, "neta"));
  g_assert_null (strstr (printing, "neta"));
  g_assert_null (amt_sentence_for_saving (dismissed));
  g_assert_null (amt_sentence_for_printing (dismissed));
}

int
main (int argc, char **argv)
{
  int status;

  /* Before there is a second thread: a place of our own for small disks, in which only we see what is mounted. */
  small_disk = unshare (geteuid () == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) == 0 &&
               mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
  gtk_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("amt-save-XXXXXX", NULL);
  g_test_add_func ("/save/kept", test_kept);
  g_test_add_func ("/save/refused", test_refused);
  g_test_add_func ("/save/read-only", test_read_only);
  g_test_add_func ("/save/full-disk", test_full_disk);
  g_test_add_func ("/save/words", test_words);
  status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
