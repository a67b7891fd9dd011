/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "amt-database.h"

static unsigned
count (Fixture *f, AmtQueue queue)
{
  return amt_replica_count (f->replica, queue, NULL);
}

static void
on_fraction (AmtReplica *replica, GParamSpec *pspec, GArray *seen)
{
  double fraction = amt_replica_get_fraction (replica);

  if (amt_replica_get_status (replica) == AMT_REPLICA_SYNCING)
    g_array_append_val (seen, fraction);
}

static void
test_first_sync (Fixture *f, gconstpointer data)
{
  g_autoptr (GArray) seen = g_array_new (FALSE, FALSE, sizeof (double));

  fake_server_add (f->server, 2300);
  fake_server_set_delay (f->server, 20);
  fixture_open (f);
  g_assert_cmpint (amt_replica_get_last_sync (f->replica), ==, 0);
  g_signal_connect (f->replica, "notify::fraction", G_CALLBACK (on_fraction), seen);
  amt_replica_start (f->replica);
  fixture_await_synced (f);
  g_assert_cmpuint (count (f, AMT_QUEUE_ALL), ==, 2300);
  g_assert_cmpuint (count (f, AMT_QUEUE_UNCLAIMED), ==, 2300);
  g_assert_cmpuint (amt_replica_count (f->replica, AMT_QUEUE_ALL, FAKE_TEAM), ==, 2300);
  g_assert_cmpuint (amt_replica_count (f->replica, AMT_QUEUE_ALL, "other"), ==, 0);
  g_assert_cmpint (amt_replica_get_last_sync (f->replica), >, 0);
  g_assert_cmpuint (seen->len, >=, 3);
  for (unsigned i = 1; i < seen->len; i++)
    g_assert_cmpfloat (g_array_index (seen, double, i), >, g_array_index (seen, double, i - 1));
  /* nothing of the first sync is news */
  g_autofree char *id = fake_request_id (5);
  g_assert_false (amt_replica_is_unread (f->replica, id));
}

static void
on_changed (AmtReplica *replica, const char *id, const char *action, const char *by, GPtrArray *told)
{
  g_ptr_array_add (told, g_strjoin (" ", id, action, by, NULL));
}

static void
test_live (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *id = fake_request_id (1);
  g_autofree char *expected = g_strconcat (id, " claim Jörg Đorđević", NULL);
  unsigned fetched;
  int64_t start;

  fake_server_add (f->server, 3);
  fixture_open (f);
  g_signal_connect (f->replica, "request-changed", G_CALLBACK (on_changed), told);
  amt_replica_start (f->replica);
  fixture_await_synced (f);
  g_assert_cmpuint (told->len, ==, 0);
  fetched = fake_server_count (f->server, "/v1/authorities/" FAKE_AUTHORITY "/feed");
  start = g_get_monotonic_time ();
  fake_server_change (f->server, 1, AMT_STATE_IN_REVIEW, FAKE_PERSON);
  await_that (count (f, AMT_QUEUE_MINE) == 1);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  g_assert_cmpuint (count (f, AMT_QUEUE_UNCLAIMED), ==, 2);
  g_assert_cmpuint (told->len, ==, 1);
  g_assert_cmpstr (told->pdata[0], ==, expected);
  g_assert_true (amt_replica_is_unread (f->replica, id));
  amt_replica_mark_seen (f->replica, id);
  g_assert_false (amt_replica_is_unread (f->replica, id));
  /* it came by the channel alone */
  g_assert_cmpuint (fake_server_count (f->server, "/v1/authorities/" FAKE_AUTHORITY "/feed"), ==, fetched);
}

static void
on_gone (AmtReplica *replica, const char *id, char **gone)
{
  g_set_str (gone, id);
}

static void
test_gone (Fixture *f, gconstpointer data)
{
  g_autofree char *gone = NULL;
  g_autofree char *id = fake_request_id (0);

  fake_server_add (f->server, 2);
  fixture_open (f);
  g_signal_connect (f->replica, "request-gone", G_CALLBACK (on_gone), &gone);
  amt_replica_start (f->replica);
  fixture_await_synced (f);
  fake_server_remove (f->server, 0);
  await_that (gone != NULL);
  g_assert_cmpstr (gone, ==, id);
  g_assert_cmpuint (count (f, AMT_QUEUE_EVERYTHING), ==, 1);
  g_assert_null (amt_replica_get_summary (f->replica, id));
}

/* What happened while the channel was away is found by the feed. */
static void
test_reconnect (Fixture *f, gconstpointer data)
{
  fake_server_add (f->server, 3);
  fixture_open (f);
  amt_replica_start (f->replica);
  fixture_await_synced (f);
  fake_server_change_quietly (f->server, 0, AMT_STATE_ISSUED);
  fake_server_drop_live (f->server);
  await_that (count (f, AMT_QUEUE_DONE) == 1);
  await_that (fake_server_count_live (f->server) == 1);
  /* a hole in the numbers: the frame does not fit and the feed is asked */
  fake_server_change_quietly (f->server, 1, AMT_STATE_ISSUED);
  fake_server_change (f->server, 2, AMT_STATE_ISSUED, NULL);
  await_that (count (f, AMT_QUEUE_DONE) == 3);
}

/* Opened without network: the copy, of when it is, and who one is. */
static void
test_offline (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtSummary) summary = NULL;
  g_autofree char *id = fake_request_id (2);
  g_autofree char *name = fake_request_name (2);

  g_assert_null (amt_replica_open (f->directory, f->api, "a.thiessen", NULL, f->key, &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  fake_server_add (f->server, 3);
  fixture_open (f);
  amt_replica_start (f->replica);
  fixture_await_synced (f);
  fixture_close (f);
  fake_server_fail (f->server, "/", 0, 0, NULL, NULL);
  f->replica = amt_replica_open (f->directory, f->api, "a.thiessen", NULL, f->key, &error);
  g_assert_no_error (error);
  amt_replica_start (f->replica);
  g_assert_cmpstr (amt_replica_get_session (f->replica)->name, ==, "Annegret Thießen");
  await_that (amt_replica_get_problem (f->replica) != NULL);
  g_assert_cmpint (amt_replica_get_status (f->replica), ==, AMT_REPLICA_OFFLINE);
  g_assert_cmpstr (amt_error_get_slug (amt_replica_get_problem (f->replica)), ==, "connection-lost");
  g_assert_cmpint (amt_replica_get_last_sync (f->replica), >, 0);
  g_assert_cmpuint (count (f, AMT_QUEUE_ALL), ==, 3);
  summary = amt_replica_get_summary (f->replica, id);
  g_assert_cmpstr (summary->applicant_name, ==, name);
}

static void
test_signed_out (Fixture *f, gconstpointer data)
{
  fake_server_add (f->server, 1);
  fixture_open (f);
  fake_server_set_token (f->server, "another");
  amt_replica_start (f->replica);
  await_that (amt_replica_get_status (f->replica) == AMT_REPLICA_SIGNED_OUT);
  amt_api_set_token (f->api, "another");
  fixture_await_synced (f);
  g_assert_cmpuint (count (f, AMT_QUEUE_ALL), ==, 1);
}

static void
test_outbox (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fake_request_id (0);
  g_autofree char *notes = NULL;
  g_autoptr (GPtrArray) waiting = NULL;

  fake_server_add (f->server, 1);
  fixture_open (f);
  fake_server_fail (f->server, "/v1/requests/", 2, 0, NULL, NULL); /* works, and dies before it says so */
  g_assert_true (amt_replica_add_note (f->replica, id, "first", NULL));
  g_assert_true (amt_replica_add_note (f->replica, id, "second", NULL));
  g_assert_cmpuint (amt_replica_get_waiting (f->replica), ==, 2);
  waiting = amt_replica_list_waiting_notes (f->replica, id);
  g_assert_cmpstr (((AmtNote *) waiting->pdata[0])->text, ==, "first");
  await_that (fake_server_count (f->server, "/v1/requests/") == 2);
  fixture_close (f); /* the program ends in between */
  fixture_open (f);
  g_assert_cmpuint (amt_replica_get_waiting (f->replica), ==, 2);
  amt_replica_start (f->replica);
  await_that (amt_replica_get_waiting (f->replica) == 0);
  notes = fake_server_get_notes (f->server);
  g_assert_cmpstr (notes, ==, "first|second");
}

#define PROBLEM "{\"type\":\"x\",\"title\":\"No\",\"status\":0}"

/* The server could not take it, and nothing else is wrong: it goes a little later, what was written first before what
 * was written then. */
static void
test_outbox_retry (Fixture *f, gconstpointer data)
{
  static const unsigned statuses[] = {503, 500};
  g_autofree char *id = fake_request_id (0);
  g_autofree char *notes = NULL;

  fake_server_add (f->server, 1);
  fixture_open (f);
  amt_replica_start (f->replica);
  fixture_await_synced (f);
  for (size_t i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      fake_server_fail (f->server, "/v1/requests/", 1, statuses[i], "application/problem+json", PROBLEM);
      g_assert_true (amt_replica_add_note (f->replica, id, "first", NULL));
      g_assert_true (amt_replica_add_note (f->replica, id, "second", NULL));
      await_that (amt_replica_get_waiting (f->replica) == 0);
    }
  notes = fake_server_get_notes (f->server);
  g_assert_cmpstr (notes, ==, "first|second|first|second");
}

static void
on_refused (AmtReplica *replica, const char *id, const char *text, const GError *error, char **refused)
{
  g_set_str (refused, text);
}

static void
test_outbox_refused (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fake_request_id (0);
  g_autofree char *key = g_strconcat ("note/", id, NULL);
  g_autofree char *refused = NULL;
  g_autofree char *kept = NULL;

  fixture_open (f);
  g_signal_connect (f->replica, "outbox-refused", G_CALLBACK (on_refused), &refused);
  fake_server_fail (f->server, "/v1/requests/", 1, 404, "application/problem+json",
                    "{\"type\":\"not-found\",\"title\":\"No\",\"status\":404}");
  g_assert_true (amt_replica_add_note (f->replica, id, "too late", NULL));
  await_that (refused != NULL);
  await_that (amt_replica_get_waiting (f->replica) == 0);
  kept = amt_replica_get_composition (f->replica, key);
  g_assert_cmpstr (kept, ==, "too late");
}

static void
test_desk (Fixture *f, gconstpointer data)
{
  g_autofree char *id = fake_request_id (0);
  g_autoptr (AmtRequest) request = await_boxed (amt_api_get_request (f->api, id), NULL);
  g_autoptr (AmtRequest) kept = NULL;
  g_autoptr (GBytes) pdf = g_bytes_new_static ("%PDF", 4);
  g_autoptr (GBytes) kept_pdf = NULL;
  g_autofree char *typed = NULL;
  g_autofree char *gone = NULL;
  int64_t at = 0;

  fixture_open (f);
  g_assert_null (amt_replica_get_request (f->replica, id, NULL));
  amt_replica_put_request (f->replica, request);
  amt_replica_put_content (f->replica, "x", id, pdf);
  amt_replica_set_composition (f->replica, "ask/1", "Which Łukaszewicz?");
  amt_replica_set_composition (f->replica, "ask/2", "b");
  fixture_close (f);
  fixture_open (f);
  kept = amt_replica_get_request (f->replica, id, &at);
  g_assert_true (amt_record_equal (&amt_request_type, kept, request));
  g_assert_cmpint (at, >, 0);
  kept_pdf = amt_replica_get_content (f->replica, "x");
  g_assert_true (g_bytes_equal (kept_pdf, pdf));
  typed = amt_replica_get_composition (f->replica, "ask/1");
  g_assert_cmpstr (typed, ==, "Which Łukaszewicz?");
  amt_replica_clear_compositions (f->replica, "ask/");
  gone = amt_replica_get_composition (f->replica, "ask/2");
  g_assert_null (gone);
}

static void
test_journal_head (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtJournalHead) head = amt_journal_head_new ();
  g_autoptr (GError) error = NULL;

  fixture_open (f);
  head->number = 7;
  head->hash = g_strdup ("aa");
  g_assert_true (amt_replica_check_journal_head (f->replica, FAKE_AUTHORITY, head, &error));
  g_assert_true (amt_replica_check_journal_head (f->replica, FAKE_AUTHORITY, head, &error));
  head->number = 6;
  g_assert_false (amt_replica_check_journal_head (f->replica, FAKE_AUTHORITY, head, &error));
  g_assert_cmpstr (amt_error_get_slug (error), ==, "journal-shortened");
  g_clear_error (&error);
  head->number = 7;
  g_set_str (&head->hash, "bb");
  g_assert_false (amt_replica_check_journal_head (f->replica, FAKE_AUTHORITY, head, &error));
  g_assert_cmpstr (amt_error_get_slug (error), ==, "journal-changed");
}

#define ADD(name, function) g_test_add ("/replica/" name, Fixture, NULL, fixture_up, function, fixture_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("first-sync", test_first_sync);
  ADD ("live", test_live);
  ADD ("gone", test_gone);
  ADD ("reconnect", test_reconnect);
  ADD ("offline", test_offline);
  ADD ("signed-out", test_signed_out);
  ADD ("outbox", test_outbox);
  ADD ("outbox-retry", test_outbox_retry);
  ADD ("outbox-refused", test_outbox_refused);
  ADD ("desk", test_desk);
  ADD ("journal-head", test_journal_head);
  return g_test_run ();
}
