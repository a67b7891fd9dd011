/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client's floors against the real server: every call answers what it promises, and two workstations see the same. */
#include "real-server.h"

#include "amt-desk-store.h"
#include "amt-replica-private.h"

#include <signal.h>

static const char *
authority_of (Desk *desk)
{
  return ((AmtMembership *) desk->session->memberships->pdata[0])->authority->id;
}

/* (transfer full): some request of @queue. */
static AmtSummary *
take (Desk *desk, AmtQueue queue)
{
  g_autoptr (AmtQuery) query = amt_query_new (queue);
  g_autoptr (AmtRequestList) list = amt_request_list_new (desk->replica, query);
  g_autoptr (AmtRequestItem) item = g_list_model_get_item (G_LIST_MODEL (list), 0);

  g_assert_nonnull (item);
  return amt_summary_ref (amt_request_item_get_summary (item));
}

static void
test_two_desks (void)
{
  g_autoptr (RealServer) server = real_server_start ();
  g_autoptr (Desk) annegret = desk_open (server, "a.thiessen");
  g_autoptr (Desk) joerg = desk_open (server, "j.dordevic");
  g_autoptr (AmtSummary) summary = take (annegret, AMT_QUEUE_UNCLAIMED);
  unsigned all = amt_replica_count (annegret->replica, AMT_QUEUE_UNCLAIMED, summary->team_id);
  g_autoptr (AmtRequest) request = NULL;
  g_autoptr (AmtRequest) again = NULL;
  g_autoptr (AmtSummary) seen = NULL;
  int64_t start;
  GError *error = NULL;

  g_assert_cmpuint (all, >, 0);
  g_assert_cmpuint (amt_replica_count (joerg->replica, AMT_QUEUE_UNCLAIMED, summary->team_id), ==, all);
  start = g_get_monotonic_time ();
  request = await_boxed (amt_api_act (annegret->api, summary->id, AMT_ACTION_CLAIM, NULL, summary->version), &error);
  g_assert_no_error (error);
  await_that (amt_replica_count (joerg->replica, AMT_QUEUE_UNCLAIMED, summary->team_id) == all - 1);
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  seen = amt_replica_get_summary (joerg->replica, summary->id);
  g_assert_cmpstr (seen->handler_name, ==, "Annegret Thießen");
  g_assert_true (amt_replica_is_unread (joerg->replica, summary->id));
  /* he was slower: what it is now comes with the refusal */
  g_assert_null (await_boxed (amt_api_act (joerg->api, summary->id, AMT_ACTION_CLAIM, NULL, summary->version), &error));
  g_assert_true (g_error_matches (error, AMT_ERROR, AMT_ERROR_STALE) ||
                 g_error_matches (error, AMT_ERROR, AMT_ERROR_CONFLICT));
  g_assert_nonnull (strstr (amt_error_get_current (error), "Annegret Thießen"));
  g_clear_error (&error);
}

static void
assert_list (DexFuture *future)
{
  GError *error = NULL;
  g_autoptr (GPtrArray) list = await_boxed (future, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (list->len, >, 0);
}

/* Every reading call. */
static void
test_reads (void)
{
  g_autoptr (RealServer) server = real_server_start ();
  g_autoptr (Desk) desk = desk_open (server, "k.petersen");
  g_autoptr (AmtSummary) summary = take (desk, AMT_QUEUE_ALL);
  const char *authority = authority_of (desk);
  g_autoptr (AmtRequest) request = NULL;
  g_autoptr (AmtCalendar) calendar = NULL;
  g_autoptr (AmtJournalHead) head = NULL;
  g_autoptr (AmtSearchPage) page = NULL;
  g_autoptr (AmtFeedPage) feed = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *name = g_strconcat ("catalogue/", authority, NULL);
  GError *error = NULL;

  assert_list (amt_api_get_catalogue (desk->api, authority));
  assert_list (amt_api_get_catalogue (desk->api, authority)); /* not modified */
  assert_list (amt_api_get_colleagues (desk->api, authority));
  assert_list (amt_api_get_wordings (desk->api, authority));
  assert_list (amt_api_get_journal (desk->api, summary->id));
  calendar = await_boxed (amt_api_get_calendar (desk->api, authority), &error);
  g_assert_no_error (error);
  request = await_boxed (amt_api_get_request (desk->api, summary->id), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (request->file_number, ==, summary->file_number);
  head = await_boxed (amt_api_get_journal_head (desk->api, authority), &error);
  g_assert_no_error (error);
  g_assert_true (amt_replica_check_journal_head (desk->replica, authority, head, &error));
  page = await_boxed (amt_api_search (desk->api, authority, summary->file_number, NULL, 10), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, >=, 1);
  feed = await_boxed (amt_api_get_feed (desk->api, authority, 0, 10, NULL), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (feed->items->len, ==, 10);
  kept = amt_replica_get_kept (desk->replica, name);
  g_assert_nonnull (kept);
}

/* The names of services are searched for as those of people. */
static void
test_search (void)
{
  g_autoptr (RealServer) server = real_server_start ();
  g_autoptr (Desk) desk = desk_open (server, "k.petersen");
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_EVERYTHING);
  g_autoptr (AmtRequestList) list = NULL;
  g_autoptr (AmtRequestItem) item = NULL;

  g_set_str (&query->text, "meldebesch");
  list = amt_request_list_new (desk->replica, query);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), >, 0);
  item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (amt_request_item_get_summary (item)->service_id, ==, "registration-certificate");
}

/* The server is killed and comes back: the copy says so, and goes on by itself. */
static void
test_server_killed (void)
{
  g_autoptr (RealServer) server = real_server_start ();
  g_autoptr (Desk) desk = desk_open (server, "a.thiessen");
  g_autoptr (AmtSummary) summary = take (desk, AMT_QUEUE_ALL);

  real_server_end (server, SIGKILL);
  await_that (amt_replica_get_status (desk->replica) == AMT_REPLICA_OFFLINE);
  /* the connection it had is lost first; then there is nobody */
  await_that (g_strcmp0 (amt_error_get_slug (amt_replica_get_problem (desk->replica)), "connection-refused") == 0);
  g_assert_true (amt_replica_add_note (desk->replica, summary->id, "Written while the server was away", NULL));
  g_assert_cmpuint (amt_replica_get_waiting (desk->replica), ==, 1);
  real_server_resume (server);
  await_that (amt_replica_get_status (desk->replica) == AMT_REPLICA_UP_TO_DATE);
  await_that (amt_replica_get_waiting (desk->replica) == 0);
  g_autoptr (AmtRequest) request = amt_replica_get_request (desk->replica, summary->id, NULL);
  g_assert_nonnull (request);
  const AmtNote *note = request->notes->pdata[request->notes->len - 1];
  g_assert_cmpstr (note->text, ==, "Written while the server was away");
}

static unsigned
count_notes (const AmtRequest *request, const char *text)
{
  unsigned count = 0;

  for (unsigned i = 0; i < request->notes->len; i++)
    count += g_str_equal (((AmtNote *) request->notes->pdata[i])->text, text);
  return count;
}

/* The note had arrived, its answer had not, and the workstation comes back when the server has long forgotten the key. */
static void
test_note_once (void)
{
  g_autoptr (RealServer) server = real_server_start ();
  g_autoptr (Desk) desk = desk_open (server, "a.thiessen");
  g_autoptr (AmtSummary) summary = take (desk, AMT_QUEUE_ALL);
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (AmtRequest) request = NULL;
  g_autofree char *sql = NULL;
  GError *error = NULL;

  real_server_end (server, SIGKILL);
  await_that (amt_replica_get_status (desk->replica) == AMT_REPLICA_OFFLINE);
  g_assert_true (amt_replica_add_note (desk->replica, summary->id, "Only once", NULL));
  waiting = amt_replica_list_waiting_notes (desk->replica, summary->id);
  g_assert_cmpuint (waiting->len, ==, 1);
  sql = g_strdup_printf ("INSERT INTO notes (id, request_id, text, by_id, by_name, at) "
                         "SELECT '%s', '%s', 'Only once', id, name, 1 FROM people WHERE user_name = 'a.thiessen';",
                         ((AmtNote *) waiting->pdata[0])->id, summary->id);
  real_server_change (server, sql);
  real_server_resume (server);
  await_that (amt_replica_get_waiting (desk->replica) == 0);
  request = await_boxed (amt_api_get_request (desk->api, summary->id), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_notes (request, "Only once"), ==, 1);
}

/* Signed out elsewhere: said within a second or two; the copy stays until one signs in again. */
static void
test_signed_out (void)
{
  g_autoptr (RealServer) server = real_server_start ();
  g_autoptr (Desk) desk = desk_open (server, "a.thiessen");
  g_autoptr (AmtApi) same = amt_api_new (server->address, NULL);
  g_autoptr (AmtSession) session = NULL;
  GError *error = NULL;

  amt_api_set_token (same, amt_api_get_token (desk->api));
  g_assert_true (await_true (amt_api_sign_out (same), &error));
  await_that (amt_replica_get_status (desk->replica) == AMT_REPLICA_SIGNED_OUT);
  g_assert_cmpuint (amt_replica_count (desk->replica, AMT_QUEUE_ALL, NULL), >, 0);
  session = await_boxed (amt_api_sign_in (desk->api, "a.thiessen", "demo-amtsstube", NULL), &error);
  g_assert_no_error (error);
  await_that (amt_replica_get_status (desk->replica) == AMT_REPLICA_UP_TO_DATE);
}

#define VERSION_GROWS "UPDATE people SET membership_version = membership_version + 1 WHERE user_name = 'k.petersen';"

/* One team less: its rows go at the next contact. Then none: nothing stays. */
static void
test_removed (void)
{
  g_autoptr (RealServer) server = real_server_start ();
  g_autoptr (Desk) desk = desk_open (server, "k.petersen");
  g_autofree char *files = g_build_filename (server->directory, "k.petersen", NULL);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (AmtSummary) summary = take (desk, AMT_QUEUE_ALL);
  unsigned all = amt_replica_count (desk->replica, AMT_QUEUE_EVERYTHING, NULL);
  unsigned team = amt_replica_count (desk->replica, AMT_QUEUE_EVERYTHING, summary->team_id);
  g_autofree char *leave = g_strdup_printf ("DELETE FROM memberships WHERE team_id = '%s' AND person_id ="
                                            " (SELECT id FROM people WHERE user_name = 'k.petersen'); " VERSION_GROWS,
                                            summary->team_id);

  real_server_change (server, leave);
  amt_replica_sync_now (desk->replica);
  await_that (amt_replica_count (desk->replica, AMT_QUEUE_EVERYTHING, summary->team_id) == 0);
  await_that (amt_replica_get_status (desk->replica) == AMT_REPLICA_UP_TO_DATE);
  g_assert_cmpuint (amt_replica_count (desk->replica, AMT_QUEUE_EVERYTHING, NULL), ==, all - team);
  real_server_change (server, "DELETE FROM memberships WHERE person_id = (SELECT id FROM people WHERE user_name = "
                              "'k.petersen'); " VERSION_GROWS);
  amt_replica_sync_now (desk->replica);
  await_that (amt_replica_get_status (desk->replica) == AMT_REPLICA_REMOVED);
  dir = g_dir_open (files, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

/* As somebody would who rules the database: the last two entries go, and what is left holds. */
static void
cut_journal (RealServer *server, const char *authority, int64_t number)
{
  g_autofree char *sql = g_strdup_printf ("DROP TRIGGER journal_keep_rows; "
                                          "DELETE FROM journal_payloads WHERE authority_id = '%s' AND number > %d; "
                                          "DELETE FROM journal WHERE authority_id = '%s' AND number > %d;",
                                          authority, (int) number - 2, authority, (int) number - 2);

  real_server_change (server, sql);
}

static bool
has_journal_problem (Desk *desk, const char *slug)
{
  const GError *problem = amt_replica_get_journal_problem (desk->replica);

  return problem != NULL && g_strcmp0 (amt_error_get_slug (problem), slug) == 0;
}

/* Nobody opens a history: the copy looks itself, when it connects and when the server came back. */
static void
test_journal_cut (void)
{
  g_autoptr (RealServer) server = real_server_start ();
  g_autoptr (Desk) desk = desk_open (server, "a.thiessen");
  const char *authority = authority_of (desk);
  int64_t seen;

  await_that (amt_desk_get_head (desk->replica->desk, authority) > 2);
  seen = amt_desk_get_head (desk->replica->desk, authority);
  real_server_end (server, SIGTERM);
  real_server_resume (server);
  await_that (amt_replica_get_status (desk->replica) == AMT_REPLICA_UP_TO_DATE);
  g_assert_null (amt_replica_get_journal_problem (desk->replica));
  real_server_end (server, SIGTERM);
  cut_journal (server, authority, seen);
  real_server_resume (server);
  await_that (has_journal_problem (desk, "journal-shortened"));
  g_assert_cmpint (amt_desk_get_head (desk->replica->desk, authority), ==, seen);
}

static int64_t
looked_at (Desk *desk)
{
  const int64_t *at = g_hash_table_lookup (desk->replica->heads_taken, authority_of (desk));

  return at != NULL ? *at : 0;
}

/* A connection that stays for days is no excuse. */
static void
test_journal_watched (void)
{
  g_autoptr (RealServer) server = real_server_start ();
  g_autoptr (Desk) desk = desk_open (server, "a.thiessen");
  const char *authority = authority_of (desk);
  int64_t began, seen;

  amt_replica_stop (desk->replica);
  desk->replica->journal_seconds = 1;
  amt_replica_start (desk->replica);
  began = g_get_monotonic_time ();
  await_that (looked_at (desk) > began + 2 * G_USEC_PER_SEC); /* connecting is long over */
  seen = amt_desk_get_head (desk->replica->desk, authority);
  g_assert_null (amt_replica_get_journal_problem (desk->replica));
  cut_journal (server, authority, seen);
  await_that (has_journal_problem (desk, "journal-shortened"));
  g_assert_cmpint (amt_replica_get_status (desk->replica), ==, AMT_REPLICA_UP_TO_DATE);
}

static void
test_disabled (void)
{
  g_autoptr (RealServer) server = real_server_start ();
  g_autoptr (Desk) desk = desk_open (server, "a.thiessen");

  real_server_change (server, "UPDATE people SET active = 0 WHERE user_name = 'a.thiessen'");
  amt_replica_sync_now (desk->replica);
  await_that (amt_replica_get_status (desk->replica) == AMT_REPLICA_REMOVED);
  g_assert_cmpuint (amt_replica_count (desk->replica, AMT_QUEUE_EVERYTHING, NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/real/two-desks", test_two_desks);
  g_test_add_func ("/replica/real/reads", test_reads);
  g_test_add_func ("/replica/real/search", test_search);
  g_test_add_func ("/replica/real/server-killed", test_server_killed);
  g_test_add_func ("/replica/real/note-once", test_note_once);
  g_test_add_func ("/replica/real/signed-out", test_signed_out);
  g_test_add_func ("/replica/real/removed", test_removed);
  g_test_add_func ("/replica/real/disabled", test_disabled);
  g_test_add_func ("/replica/real/journal-cut", test_journal_cut);
  g_test_add_func ("/replica/real/journal-watched", test_journal_watched);
  return g_test_run ();
}
