/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Damage, strangers, removal: nothing is shown that should not be, nothing typed is lost, and it heals by itself. */
#include "fixture.h"

#include "amt-replica-files.h"
#include "fake-tls.h"

#include <signal.h>
#include <sys/resource.h>

static void
assert_rebuilt (Fixture *f, unsigned n)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  g_autoptr (AmtRequestList) list = amt_request_list_new (f->replica, query);

  fixture_await_synced (f);
  await_that (g_list_model_get_n_items (G_LIST_MODEL (list)) == n);
  g_assert_cmpuint (amt_replica_count (f->replica, AMT_QUEUE_ALL, NULL), ==, n);
  for (unsigned i = 0; i < n; i += 97)
    {
      g_autoptr (AmtRequestItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_cmpstr (amt_request_item_get_id (item), !=, "");
    }
}

static void
on_status (AmtReplica *replica, GParamSpec *pspec, unsigned *seen)
{
  *seen |= 1u << amt_replica_get_status (replica);
}

/* From the first byte, in the middle, all of it; the file shut. */
static void
test_noise (Fixture *f, gconstpointer data)
{
  static const struct
  {
    size_t from;
    double part;
  } noises[] = {{0, 1}, {0, 0.01}, {8192, 0.9}};

  fixture_fill (f, 1200);
  for (size_t i = 0; i < G_N_ELEMENTS (noises); i++)
    {
      g_autofree char *path = NULL;
      unsigned seen = 0;

      fixture_close (f);
      path = fixture_file (f, ".feed");
      fixture_overwrite (path, noises[i].from, noises[i].part);
      fixture_open (f);
      g_signal_connect (f->replica, "notify::status", G_CALLBACK (on_status), &seen);
      amt_replica_start (f->replica);
      assert_rebuilt (f, 1200);
      g_assert_true (seen & (1u << AMT_REPLICA_REBUILDING));
      fixture_assert_typed (f, true);
    }
}

/* Damage that is met only while a list reads: the list comes back by itself. */
static void
test_noise_under_list (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  g_autoptr (AmtRequestList) list = NULL;
  g_autofree char *path = NULL;

  fixture_fill (f, 3000);
  path = fixture_damage_middle (f);
  amt_replica_start (f->replica);
  list = amt_request_list_new (f->replica, query);
  fixture_read_all (list);
  assert_rebuilt (f, 3000);
  fixture_assert_typed (f, true);
}

/* Damage met while no new file can be made (a full disk, say): made once that has passed, without a start. */
static void
test_not_makeable (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  g_autoptr (AmtRequestList) list = NULL;
  g_autofree char *path = NULL;

  fixture_fill (f, 3000);
  path = fixture_damage_middle (f);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  amt_replica_start (f->replica);
  list = amt_request_list_new (f->replica, query);
  fixture_read_all (list);
  while (amt_replica_get_problem (f->replica) == NULL)
    g_main_context_iteration (NULL, true);
  g_assert_cmpint (amt_replica_get_status (f->replica), ==, AMT_REPLICA_OFFLINE);
  g_assert_cmpint (g_rmdir (path), ==, 0);
  assert_rebuilt (f, 3000);
  fixture_assert_typed (f, true);
}

static void
test_desk_noise (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture_fill (f, 20);
  fixture_close (f);
  path = fixture_file (f, ".desk");
  fixture_overwrite (path, 0, 1);
  fixture_open (f);
  amt_replica_start (f->replica);
  assert_rebuilt (f, 20);
  fixture_assert_typed (f, false);
  amt_replica_set_composition (f->replica, "ask/1", FIXTURE_TYPED);
  fixture_assert_typed (f, true);
}

/* As if another program had written it: runs @script on the file of a shut replica, and opens that again. */
static void
change_file (Fixture *f, const char *suffix, const char *script)
{
  g_autofree char *path = NULL;
  AmtDatabase *database;

  fixture_close (f);
  path = fixture_file (f, suffix);
  database = amt_database_open (path, f->key, 0, NULL);
  g_assert_true (amt_database_run_script (database, script, NULL));
  amt_database_close (database);
  fixture_open (f);
}

/* The desk of a newer program: what was typed is carried over. */
static void
test_desk_newer (Fixture *f, gconstpointer data)
{
  fixture_fill (f, 20);
  change_file (f, ".desk", "PRAGMA user_version = 99");
  fixture_assert_typed (f, true);
}

/* Damage that is met only while something is put down: the desk heals by itself and the feed is left alone. */
static void
test_desk_noise_below (Fixture *f, gconstpointer data)
{
  g_autofree char *noise = g_strnfill (20000, 'n');
  g_autoptr (GBytes) content = g_bytes_new_static (noise, 20000);
  g_autoptr (GBytes) kept = NULL;
  g_autofree char *path = NULL;
  unsigned seen = 0;

  fixture_fill (f, 20);
  fake_server_fail (f->server, "/v1/requests/", 0, 503, "application/problem+json",
                    "{\"type\":\"x\",\"title\":\"No\"}");
  g_assert_true (amt_replica_add_note (f->replica, "x", "Waits", NULL));
  for (unsigned i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("content-%u", i);

      amt_replica_put_content (f->replica, id, "x", content);
    }
  fixture_close (f);
  path = fixture_file (f, ".desk");
  fixture_overwrite (path, 2000000, 1);
  fixture_open (f);
  g_signal_connect (f->replica, "notify::status", G_CALLBACK (on_status), &seen);
  amt_replica_start (f->replica);
  fixture_await_synced (f);
  seen = 0;
  amt_replica_put_content (f->replica, "new", "x", content);
  await_that (!g_main_context_iteration (NULL, FALSE));
  amt_replica_put_content (f->replica, "newer", "x", content);
  kept = amt_replica_get_content (f->replica, "newer");
  g_assert_nonnull (kept);
  fixture_assert_typed (f, true);
  g_assert_cmpuint (amt_replica_get_waiting (f->replica), ==, 1);
  g_assert_cmphex (seen, ==, 0);
  g_assert_cmpuint (amt_replica_count (f->replica, AMT_QUEUE_ALL, NULL), ==, 20);
}

/* The folder goes while a note is on its way, and the desk turns out damaged when the answer comes: it can neither be
 * read nor made anew. The note is not lost for it: another start of the program sends it again. */
static void
test_desk_lost_in_sending (Fixture *f, gconstpointer data)
{
  g_autofree char *noise = g_strnfill (20000, 'n');
  g_autoptr (GBytes) content = g_bytes_new_static (noise, 20000);
  g_autofree char *path = NULL;
  g_autofree char *away = g_strconcat (f->directory, "-away", NULL);
  g_autofree char *request_id = fake_request_id (0);
  g_autofree char *notes = NULL;

  fixture_fill (f, 20);
  for (unsigned i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("content-%u", i);

      amt_replica_put_content (f->replica, id, "x", content);
    }
  fixture_close (f);
  path = fixture_file (f, ".desk");
  fixture_overwrite (path, 2000000, 1);
  fixture_open (f);
  amt_replica_start (f->replica);
  fixture_await_synced (f);
  g_assert_cmpint (g_rename (f->directory, away), ==, 0);
  g_assert_true (amt_replica_add_note (f->replica, request_id, "Sent", NULL));
  await_that (amt_replica_get_problem (f->replica) != NULL);
  notes = fake_server_get_notes (f->server);
  g_assert_cmpstr (notes, ==, "Sent");
  g_assert_false (amt_replica_add_note (f->replica, request_id, "Not kept", NULL));
  g_assert_cmpint (g_rename (away, f->directory), ==, 0);
}

/* The keyring lost the key: the files are noise and are made anew. */
static void
test_other_key (Fixture *f, gconstpointer data)
{
  fixture_fill (f, 20);
  fixture_close (f);
  g_bytes_unref (f->key);
  f->key = fixture_key ('l');
  fixture_open (f);
  g_assert_cmpuint (amt_replica_count (f->replica, AMT_QUEUE_ALL, NULL), ==, 0);
  amt_replica_start (f->replica);
  assert_rebuilt (f, 20);
  fixture_assert_typed (f, false);
}

/* Under the same user name somebody else: sees neither rows nor what was typed. */
static void
test_other_person (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtSession) other = fixture_session ("01900000-0000-7000-8000-00000000cccc");
  GError *error = NULL;

  fixture_fill (f, 20);
  fixture_close (f);
  f->replica = amt_replica_open (f->directory, f->api, "a.thiessen", other, f->key, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (amt_replica_count (f->replica, AMT_QUEUE_ALL, NULL), ==, 0);
  fixture_assert_typed (f, false);
}

/* The files of another server, put in place by a copied home directory. */
static void
test_other_server (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtReplicaFiles)
      files = amt_replica_files_new (f->directory, fake_server_get_address (f->server), "a.thiessen", f->key);
  g_autoptr (AmtReplicaFiles) others = amt_replica_files_new (f->directory, "https://other", "a.thiessen", f->key);
  g_autoptr (AmtApi) other = amt_api_new ("https://other", NULL);
  g_autoptr (AmtSession) session = fixture_session (FAKE_PERSON);

  fixture_fill (f, 20);
  fixture_close (f);
  g_assert_cmpint (g_rename (files->feed, others->feed), ==, 0);
  f->replica = amt_replica_open (f->directory, other, "a.thiessen", session, f->key, NULL);
  g_assert_nonnull (f->replica);
  g_assert_cmpuint (amt_replica_count (f->replica, AMT_QUEUE_ALL, NULL), ==, 0);
}

static void
test_newer_program (Fixture *f, gconstpointer data)
{
  fixture_fill (f, 20);
  change_file (f, ".feed", "PRAGMA user_version = 99; DROP TABLE summary");
  amt_replica_start (f->replica);
  assert_rebuilt (f, 20);
  fixture_assert_typed (f, true);
}

/* A file of a program that knew no signers is read once more, and what was typed stays. */
static void
test_older_program (Fixture *f, gconstpointer data)
{
  fixture_fill (f, 20);
  change_file (f, ".feed",
               "ALTER TABLE request DROP COLUMN signer_id;"
               "ALTER TABLE service DROP COLUMN signs; PRAGMA user_version = 2;");
  g_assert_cmpuint (amt_replica_count (f->replica, AMT_QUEUE_ALL, NULL), ==, 20); /* seen meanwhile */
  amt_replica_start (f->replica);
  await_that (fake_server_count (f->server, "/v1/authorities/" FAKE_AUTHORITY "/feed") > 1);
  assert_rebuilt (f, 20);
  fixture_assert_typed (f, true);
}

static void
test_file_vanishes (Fixture *f, gconstpointer data)
{
  g_autofree char *path = NULL;

  fixture_fill (f, 20);
  fixture_close (f);
  path = fixture_file (f, ".feed");
  g_unlink (path);
  fixture_open (f);
  amt_replica_start (f->replica);
  assert_rebuilt (f, 20);
}

static void
on_rows (GListModel *list, unsigned position, unsigned removed, unsigned added, unsigned *smallest)
{
  *smallest = MIN (*smallest, g_list_model_get_n_items (list));
}

/* 410: read anew while the old rows stay to be seen; what is no more goes at the end. */
static void
test_epoch (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_EVERYTHING);
  g_autoptr (AmtRequestList) list = NULL;
  unsigned seen = 0, smallest = G_MAXUINT;

  fixture_fill (f, 1600);
  fixture_close (f);
  fake_server_set_delay (f->server, 50);
  fake_server_new_epoch (f->server);
  fake_server_remove (f->server, 3);
  fixture_open (f);
  list = amt_request_list_new (f->replica, query);
  g_signal_connect (list, "items-changed", G_CALLBACK (on_rows), &smallest);
  g_signal_connect (f->replica, "notify::status", G_CALLBACK (on_status), &seen);
  amt_replica_start (f->replica);
  await_that (g_list_model_get_n_items (G_LIST_MODEL (list)) == 1599);
  fixture_await_synced (f);
  g_assert_true (seen & (1u << AMT_REPLICA_REBUILDING));
  g_assert_cmpuint (smallest, >=, 1599);
  fixture_assert_typed (f, true);
  g_clear_object (&list);
}

static void
on_gone (AmtReplica *replica, const char *id, GString *gone)
{
  g_string_append_printf (gone, "%s|", id);
}

/* What was fetched of a request that is not shown any more after a rebuild is not kept either. */
static void
test_epoch_forgets (Fixture *f, gconstpointer data)
{
  g_autofree char *gone_id = fake_request_id (3);
  g_autofree char *other_id = fake_request_id (4);
  g_autofree char *told = g_strconcat (gone_id, "|", NULL);
  g_autoptr (GString) gone = g_string_new (NULL);
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF", 4);

  fixture_fill (f, 20);
  for (int i = 0; i < 2; i++)
    {
      const char *id = i == 0 ? gone_id : other_id;
      g_autoptr (AmtRequest) request = await_boxed (amt_api_get_request (f->api, id), NULL);

      amt_replica_put_request (f->replica, request);
      amt_replica_put_content (f->replica, id, id, pdf);
    }
  g_signal_connect (f->replica, "request-gone", G_CALLBACK (on_gone), gone);
  fake_server_hide (f->server, 3);
  fake_server_new_epoch (f->server);
  amt_replica_sync_now (f->replica);
  await_that (amt_replica_count (f->replica, AMT_QUEUE_ALL, NULL) == 19);
  fixture_await_synced (f);
  for (int i = 0; i < 2; i++)
    {
      const char *id = i == 0 ? gone_id : other_id;
      g_autoptr (AmtRequest) request = amt_replica_get_request (f->replica, id, NULL);
      g_autoptr (GBytes) content = amt_replica_get_content (f->replica, id);

      g_assert_cmpint (request != NULL, ==, i == 1);
      g_assert_cmpint (content != NULL, ==, i == 1);
    }
  g_assert_cmpstr (gone->str, ==, told);
  fixture_assert_typed (f, true);
}

static unsigned
count_files (Fixture *f)
{
  g_autoptr (GDir) dir = g_dir_open (f->directory, 0, NULL);
  unsigned count = 0;

  while (g_dir_read_name (dir))
    count++;
  return count;
}

static void
test_removed (Fixture *f, gconstpointer data)
{
  fixture_fill (f, 20);
  fake_server_end_membership (f->server);
  amt_replica_sync_now (f->replica);
  await_that (amt_replica_get_status (f->replica) == AMT_REPLICA_REMOVED);
  g_assert_cmpuint (amt_replica_count (f->replica, AMT_QUEUE_ALL, NULL), ==, 0);
  g_assert_cmpuint (count_files (f), ==, 0);
  fixture_assert_typed (f, false);
}

static void
test_disabled (Fixture *f, gconstpointer data)
{
  fixture_fill (f, 20);
  fake_server_fail (f->server, "/v1/session", 0, 403, "application/problem+json",
                    "{\"type\":\"person-disabled\",\"title\":\"No\",\"status\":403}");
  amt_replica_sync_now (f->replica);
  await_that (amt_replica_get_status (f->replica) == AMT_REPLICA_REMOVED);
  g_assert_cmpuint (count_files (f), ==, 0);
}

static void
test_forget (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  g_autoptr (AmtRequestList) list = NULL;
  GError *error = NULL;

  fixture_fill (f, 20);
  list = amt_request_list_new (f->replica, query);
  g_assert_true (amt_replica_forget (f->replica, &error));
  g_assert_cmpuint (count_files (f), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  amt_replica_mark_seen (f->replica, "x");
  amt_replica_add_note (f->replica, "x", "y", NULL);
  g_clear_object (&list);
}

/* Without the key nobody reads a name, a file number, an id or a typed word out of the files. */
static void
test_canary (Fixture *f, gconstpointer data)
{
  static const char *const canaries[] = {"Łukaszewicz",     "lukaszewicz", "2026-0000",
                                         "Thießen",         FIXTURE_TYPED, "birth-certificate",
                                         "SQLite format 3", FAKE_TEAM,     "a.thiessen"};
  g_autoptr (GDir) dir = NULL;
  unsigned files = 0;

  fixture_fill (f, 300);
  amt_replica_add_note (f->replica, FAKE_TEAM, "Łukaszewicz called", NULL);
  dir = g_dir_open (f->directory, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir)); files++)
    {
      g_autofree char *path = g_build_filename (f->directory, name, NULL);
      g_autofree char *content = NULL;
      size_t length;

      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      for (size_t i = 0; i < G_N_ELEMENTS (canaries); i++)
        g_assert_null (memmem (content, length, canaries[i], strlen (canaries[i])));
    }
  g_assert_cmpuint (files, >=, 2);
  await_that (amt_replica_get_waiting (f->replica) == 0);
}

static AmtApi *
new_tls_api (Fixture *f, GTlsDatabase *trusted)
{
  g_autoptr (SoupSession) soup = soup_session_new ();
  AmtApi *api = amt_api_new (fake_server_get_address (f->server), soup);

  if (trusted != NULL)
    soup_session_set_tls_database (soup, trusted);
  amt_api_set_token (api, FAKE_TOKEN);
  return api;
}

/* A certificate that does not hold says nothing about the file: the copy stays, and why it is not followed is said. */
static void
test_untrusted (Fixture *f, gconstpointer data)
{
  g_autofree char *pem = g_strdup_printf ("%s/tls.pem", f->directory);
  g_autoptr (GTlsCertificate)
      certificate = fake_tls_make_certificate (f->directory, "tls", "-days 2 -addext subjectAltName=IP:127.0.0.1");
  g_autoptr (GTlsDatabase) trusted = g_tls_file_database_new (pem, NULL);

  g_clear_object (&f->api);
  g_clear_pointer (&f->server, fake_server_free);
  f->server = fake_server_new_tls (certificate);
  f->api = new_tls_api (f, trusted);
  fixture_fill (f, 20);
  fixture_close (f);
  g_clear_object (&f->api);
  f->api = new_tls_api (f, NULL);
  fixture_open (f);
  amt_replica_start (f->replica);
  await_that (amt_replica_get_problem (f->replica) != NULL);
  g_assert_cmpstr (amt_error_get_slug (amt_replica_get_problem (f->replica)), ==, "certificate-untrusted");
  g_assert_cmpint (amt_replica_get_status (f->replica), ==, AMT_REPLICA_OFFLINE);
  g_assert_cmpuint (amt_replica_count (f->replica, AMT_QUEUE_ALL, NULL), ==, 20);
  fixture_assert_typed (f, true);
  fixture_close (f);
  g_clear_pointer (&f->server, fake_server_free); /* it borrows the certificate */
}

static void
test_not_writable (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtSession) session = fixture_session (FAKE_PERSON);
  g_autofree char *file = g_build_filename (f->directory, "file", NULL);
  g_autofree char *below = g_build_filename (file, "replica", NULL);
  GError *error = NULL;

  g_file_set_contents (file, "", 0, NULL);
  g_assert_null (amt_replica_open (below, f->api, "a.thiessen", session, f->key, &error));
  g_assert_cmpstr (amt_error_get_slug (error), ==, "not-writable");
  g_clear_error (&error);
}

/* The disk is full: said, what is there stays, and it goes on when there is room. */
static void
test_full_disk (Fixture *f, gconstpointer data)
{
  struct rlimit limit, small;
  unsigned before;

  signal (SIGXFSZ, SIG_IGN);
  fixture_fill (f, 100);
  getrlimit (RLIMIT_FSIZE, &limit);
  small = limit;
  small.rlim_cur = 512 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  fake_server_add (f->server, 4000);
  await_that (amt_replica_get_problem (f->replica) != NULL);
  g_assert_cmpint (amt_replica_get_status (f->replica), ==, AMT_REPLICA_OFFLINE);
  g_assert_true (g_error_matches (amt_replica_get_problem (f->replica), AMT_ERROR, AMT_ERROR_UNAVAILABLE));
  g_test_message ("%s", amt_error_get_slug (amt_replica_get_problem (f->replica)));
  before = amt_replica_count (f->replica, AMT_QUEUE_ALL, NULL);
  g_assert_cmpuint (before, >=, 100);
  g_assert_cmpuint (before, <, 4100);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  amt_replica_sync_now (f->replica);
  await_that (amt_replica_get_status (f->replica) == AMT_REPLICA_UP_TO_DATE);
  g_assert_cmpuint (amt_replica_count (f->replica, AMT_QUEUE_ALL, NULL), ==, 4100);
}

/* What cannot be kept is said at once, to whom still has the text. */
static void
test_note_not_kept (Fixture *f, gconstpointer data)
{
  struct rlimit limit, small;
  GError *error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  fixture_fill (f, 20);
  amt_replica_stop (f->replica);
  getrlimit (RLIMIT_FSIZE, &limit);
  small = limit;
  small.rlim_cur = 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (amt_replica_add_note (f->replica, "x", "Typed", &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  g_assert_cmpuint (amt_replica_get_waiting (f->replica), ==, 0);
}

#define ADD(name, function) g_test_add ("/replica/faults/" name, Fixture, NULL, fixture_up, function, fixture_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("noise", test_noise);
  ADD ("noise-under-list", test_noise_under_list);
  ADD ("not-makeable", test_not_makeable);
  ADD ("desk-noise", test_desk_noise);
  ADD ("desk-newer", test_desk_newer);
  ADD ("desk-noise-below", test_desk_noise_below);
  ADD ("desk-lost-in-sending", test_desk_lost_in_sending);
  ADD ("other-key", test_other_key);
  ADD ("other-person", test_other_person);
  ADD ("other-server", test_other_server);
  ADD ("newer-program", test_newer_program);
  ADD ("older-program", test_older_program);
  ADD ("file-vanishes", test_file_vanishes);
  ADD ("epoch", test_epoch);
  ADD ("epoch-forgets", test_epoch_forgets);
  ADD ("removed", test_removed);
  ADD ("disabled", test_disabled);
  ADD ("forget", test_forget);
  ADD ("canary", test_canary);
  ADD ("untrusted", test_untrusted);
  ADD ("full-disk", test_full_disk);
  ADD ("note-not-kept", test_note_not_kept);
  ADD ("not-writable", test_not_writable);
  return g_test_run ();
}
