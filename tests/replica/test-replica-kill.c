/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kill -9 in the middle of the first sync and of a rebuild, again and again: what is there is always whole, and it goes
 * on where it was. */
#include "fixture.h"

#include "amt-feed-store.h"
#include "amt-queue-counts.h"
#include "amt-replica-files.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#define ROWS 4000
#define KILLS 15

/* The child: nothing but a replica that follows. */
static int
follow (const char *directory, const char *address)
{
  Fixture f = {.directory = (char *) directory, .key = fixture_key ('k')};
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  prctl (PR_SET_PDEATHSIG, SIGKILL);
  f.api = amt_api_new (address, NULL);
  amt_api_set_token (f.api, FAKE_TOKEN);
  fixture_open (&f);
  amt_replica_start (f.replica);
  g_main_loop_run (loop);
  return 0;
}

static GSubprocess *
spawn (Fixture *f, const char *program)
{
  GError *error = NULL;
  GSubprocess *child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, program, "--follow", f->directory,
                                         fake_server_get_address (f->server), NULL);

  g_assert_no_error (error);
  return child;
}

static int64_t
number (AmtDatabase *database, const char *sql)
{
  int64_t value = -1;
  GError *error = NULL;

  amt_database_query_int (database, &error, &value, sql, "");
  g_assert_no_error (error);
  return value;
}

/* Returns the position reached; rows, names, index and counts agree with it. */
static int64_t
assert_whole (Fixture *f, bool rebuilding)
{
  g_autoptr (AmtReplicaFiles)
      files = amt_replica_files_new (f->directory, fake_server_get_address (f->server), "a.thiessen", f->key);
  g_autoptr (AmtDatabase) feed = NULL;
  g_autoptr (AmtQueueCounts) counts = amt_queue_counts_new ();
  g_autoptr (AmtCursor) check = NULL;
  GError *error = NULL;
  int64_t rows, last;

  if (!g_file_test (files->feed, G_FILE_TEST_EXISTS))
    return 0;
  feed = amt_replica_files_open_feed (files, &error);
  g_assert_no_error (error);
  check = amt_database_query_row (feed, &error, "PRAGMA integrity_check", "");
  g_assert_cmpstr (amt_cursor_get_text (check, 0), ==, "ok");
  g_clear_pointer (&check, amt_cursor_free);
  rows = number (feed, "SELECT count (*) FROM request");
  last = number (feed, "SELECT coalesce (max (last), 0) FROM feed");
  g_assert_cmpint (rows, ==, rebuilding ? ROWS : last);
  g_assert_cmpint (number (feed, "SELECT count (*) FROM summary"), ==, rows);
  g_assert_cmpint (number (feed, "SELECT count (*) FROM search"), ==, rows);
  g_assert_true (amt_queue_counts_load (counts, feed, &error));
  g_assert_cmpint (amt_queue_counts_get (counts, AMT_QUEUE_EVERYTHING, NULL, false), ==, rows);
  return last;
}

static void
kill_again_and_again (Fixture *f, const char *program, bool rebuilding)
{
  unsigned in_between = 0;

  for (unsigned i = 0; i < KILLS; i++)
    {
      g_autoptr (GSubprocess) child = spawn (f, program);
      int64_t last;

      g_usleep ((unsigned) g_test_rand_int_range (30, 250) * 1000);
      g_subprocess_force_exit (child);
      g_subprocess_wait (child, NULL, NULL);
      last = assert_whole (f, rebuilding);
      g_test_message ("killed at %" G_GINT64_FORMAT, last);
      in_between += last > 0 && last < ROWS;
    }
  g_test_message ("%u of %u times in between", in_between, KILLS);
}

static void
test_kill (Fixture *f, gconstpointer program)
{
  fake_server_add (f->server, ROWS);
  fake_server_set_page (f->server, 50);
  fake_server_set_delay (f->server, 10);
  kill_again_and_again (f, program, false);
  fake_server_set_delay (f->server, 0);
  fixture_open (f);
  amt_replica_start (f->replica);
  fixture_await_synced (f);
  g_assert_cmpuint (amt_replica_count (f->replica, AMT_QUEUE_EVERYTHING, NULL), ==, ROWS);
  fixture_close (f);
  fake_server_new_epoch (f->server);
  fake_server_set_delay (f->server, 10);
  kill_again_and_again (f, program, true);
  fake_server_set_delay (f->server, 0);
  fixture_open (f);
  amt_replica_start (f->replica);
  fixture_await_synced (f);
  g_assert_cmpuint (amt_replica_count (f->replica, AMT_QUEUE_EVERYTHING, NULL), ==, ROWS);
}

/* A word typed is there after kill -9 right behind it. */
static void
test_typed (Fixture *f, gconstpointer program)
{
  g_autofree char *typed = NULL;
  pid_t child = fork ();

  if (child == 0)
    {
      fixture_open (f);
      amt_replica_set_composition (f->replica, "ask/1", "Half a sent");
      kill (getpid (), SIGKILL);
    }
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  fixture_open (f);
  typed = amt_replica_get_composition (f->replica, "ask/1");
  g_assert_cmpstr (typed, ==, "Half a sent");
}

int
main (int argc, char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--follow"))
    return follow (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/replica/kill/typed", Fixture, argv[0], fixture_up, test_typed, fixture_down);
  g_test_add ("/replica/kill/sync", Fixture, argv[0], fixture_up, test_kill, fixture_down);
  return g_test_run ();
}
