/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The desk file cannot be read any more: what can be is carried over, the file is kept aside, and it is told once. */
#include "fixture.h"

#include "amt-replica-files.h"

#include <signal.h>
#include <sys/resource.h>

static unsigned
count_files (Fixture *f)
{
  g_autoptr (GDir) dir = g_dir_open (f->directory, 0, NULL);
  unsigned count = 0;

  while (g_dir_read_name (dir))
    count++;
  return count;
}

/* All but the first page of the open desk, as a failing disk does; another connection sees to it that it is read anew. */
static void
overwrite_open_desk (Fixture *f)
{
  g_autoptr (AmtReplicaFiles)
      files = amt_replica_files_new (f->directory, fake_server_get_address (f->server), "a.thiessen", f->key);
  AmtDatabase *other = amt_replica_files_open_desk (files, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (files->desk);
  g_autoptr (GFileIOStream) stream = NULL;
  char noise[4096];

  g_assert_true (amt_database_run_script (other, "CREATE TABLE other (a); PRAGMA wal_checkpoint (TRUNCATE);", NULL));
  amt_database_close (other);
  for (size_t i = 0; i < sizeof noise; i++)
    noise[i] = (char) g_test_rand_int ();
  stream = g_file_open_readwrite (file, NULL, NULL);
  for (goffset at = sizeof noise; at < 200000; at += sizeof noise)
    g_assert_true (g_seekable_seek (G_SEEKABLE (stream), at, G_SEEK_SET, NULL, NULL) &&
                   g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)), noise, sizeof noise,
                                              NULL, NULL, NULL));
}

/* @carried: how many texts; G_MAXUINT: however many. */
static void
assert_damage (Fixture *f, bool there, unsigned carried)
{
  g_autofree char *kept_at = NULL;
  unsigned saved = 0;

  g_assert_cmpint (amt_replica_take_damage (f->replica, &saved, &kept_at), ==, there);
  if (there && carried != G_MAXUINT)
    g_assert_cmpuint (saved, ==, carried);
  if (there)
    g_assert_true (g_file_test (kept_at, G_FILE_TEST_EXISTS));
}

static void
test_noise (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture_fill (f, 20);
  fixture_close (f);
  path = fixture_file (f, ".desk");
  fixture_overwrite (path, 0, 1);
  fixture_open (f);
  fixture_assert_typed (f, false);
  assert_damage (f, true, 0);
  assert_damage (f, false, 0);
}

static unsigned
type_much (Fixture *f)
{
  g_autofree char *text = g_strnfill (3000, 'x');
  unsigned n = 60;

  for (unsigned i = 0; i < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("note/%03u", i);

      amt_replica_set_composition (f->replica, key, text);
    }
  return n + 1; /* with "ask/1" */
}

static unsigned
count_typed (Fixture *f, unsigned n)
{
  unsigned there = 0;

  for (unsigned i = 0; i + 1 < n; i++)
    {
      g_autofree char *key = g_strdup_printf ("note/%03u", i);
      g_autofree char *text = amt_replica_get_composition (f->replica, key);

      there += text != NULL;
    }
  return there;
}

/* A few pages of many: what lies in the others is carried over, before it and behind it. */
static void
test_partly (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *content = NULL;
  unsigned n;
  size_t size;

  fixture_fill (f, 20);
  n = type_much (f);
  fixture_close (f);
  path = fixture_file (f, ".desk");
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  fixture_overwrite (path, size * 3 / 4, 0.05);
  fixture_open (f);
  fixture_assert_typed (f, true);
  g_test_message ("%u of %u", count_typed (f, n), n);
  g_assert_cmpuint (count_typed (f, n), >=, n / 2);
  g_assert_cmpuint (count_typed (f, n), <, n - 1);
  assert_damage (f, true, count_typed (f, n) + 1);
  assert_damage (f, false, 0);
  fixture_close (f);
  fixture_open (f);
  fixture_assert_typed (f, true);
  assert_damage (f, false, 0);
}

/* Two damaged files are kept and no third; forgetting takes them too. */
static void
test_again (Fixture *f, gconstpointer data)
{
  GError *error = NULL;

  fixture_fill (f, 20);
  for (unsigned i = 0; i < 4; i++)
    {
      g_autofree char *path = NULL;
      g_autofree char *third = NULL;

      fixture_close (f);
      path = fixture_file (f, ".desk");
      fixture_overwrite (path, 0, 1);
      fixture_open (f);
      assert_damage (f, true, 0);
      third = fixture_file (f, ".damaged-3");
      g_assert_null (third);
    }
  g_assert_true (amt_replica_forget (f->replica, &error));
  g_assert_cmpuint (count_files (f), ==, 0);
}

static void
on_damaged (AmtReplica *replica, unsigned *times)
{
  ++*times;
}

/* Met only while somebody types: the word that met it is kept all the same. */
static void
test_while_typing (Fixture *f, gconstpointer data)
{
  g_autofree char *typed = NULL;
  unsigned times = 0;

  fixture_fill (f, 20);
  type_much (f);
  g_signal_connect (f->replica, "desk-damaged", G_CALLBACK (on_damaged), &times);
  overwrite_open_desk (f);
  amt_replica_set_composition (f->replica, "extract/1", FIXTURE_TYPED);
  typed = amt_replica_get_composition (f->replica, "extract/1");
  g_assert_cmpstr (typed, ==, FIXTURE_TYPED);
  g_assert_cmpuint (times, ==, 1);
  assert_damage (f, true, 0);
  g_assert_true (amt_replica_add_note (f->replica, FAKE_TEAM, FIXTURE_TYPED, NULL));
  await_that (amt_replica_get_waiting (f->replica) == 0);
}

/* What cannot be kept is not said to be. */
static void
test_full_disk (Fixture *f, gconstpointer data)
{
  struct rlimit limit, small;
  GError *error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  fixture_fill (f, 20);
  getrlimit (RLIMIT_FSIZE, &limit);
  small = limit;
  small.rlim_cur = 1;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (amt_replica_add_note (f->replica, FAKE_TEAM, FIXTURE_TYPED, &error));
  g_assert_cmpstr (amt_error_get_slug (error), ==, "not-kept");
  g_clear_error (&error);
  g_assert_cmpuint (amt_replica_get_waiting (f->replica), ==, 0);
  g_assert_nonnull (amt_replica_get_problem (f->replica));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_true (amt_replica_add_note (f->replica, FAKE_TEAM, FIXTURE_TYPED, NULL));
  await_that (amt_replica_get_waiting (f->replica) == 0);
}

#define ADD(name, function) g_test_add ("/replica/desk/" name, Fixture, NULL, fixture_up, function, fixture_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("noise", test_noise);
  ADD ("partly", test_partly);
  ADD ("again", test_again);
  ADD ("while-typing", test_while_typing);
  ADD ("full-disk", test_full_disk);
  return g_test_run ();
}
