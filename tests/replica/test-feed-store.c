/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feed file, written by hand. */
#include "fixture.h"

#include "amt-feed-reader.h"
#include "amt-feed-store.h"
#include "amt-replica-files.h"

typedef struct
{
  Fixture base;
  AmtReplicaFiles *files;
  AmtFeedStore *store;
} Store;

static void
up (Store *s, gconstpointer data)
{
  g_autoptr (AmtSession) session = fixture_session (FAKE_PERSON);
  GError *error = NULL;

  fixture_up (&s->base, data);
  s->files = amt_replica_files_new (s->base.directory, "https://amt.example", "a.thiessen", s->base.key);
  s->store = amt_feed_store_new (amt_replica_files_open_feed (s->files, &error));
  g_assert_no_error (error);
  g_assert_true (amt_feed_store_claim (s->store, "https://amt.example", FAKE_PERSON, &error));
  g_assert_true (amt_feed_store_set_session (s->store, session, NULL, &error));
}

static void
down (Store *s, gconstpointer data)
{
  g_clear_pointer (&s->store, amt_feed_store_free);
  g_clear_pointer (&s->files, amt_replica_files_free);
  fixture_down (&s->base, data);
}

static void
apply (Store *s, const char *name)
{
  g_autoptr (AmtFeedPage) page = amt_feed_page_new ();
  AmtFeedItem *item = amt_feed_item_new ();
  AmtSummary *summary = item->request = amt_summary_new ();
  GError *error = NULL;

  page->epoch = g_strdup ("e");
  page->last = page->head = item->seq = 1;
  page->items = amt_record_list_new ();
  g_ptr_array_add (page->items, item);
  item->id = fake_request_id (1);
  summary->id = fake_request_id (1);
  summary->authority_id = g_strdup (FAKE_AUTHORITY);
  summary->team_id = g_strdup (FAKE_TEAM);
  summary->file_number = g_strdup ("2026-000001");
  summary->version = 1;
  summary->service_id = g_strdup ("birth-certificate");
  summary->variant = g_strdup ("standard");
  summary->applicant_name = g_strdup (name);
  summary->received_on = g_strdup ("2026-11-02");
  summary->updated_at = summary->state_at = INT64_C (1700000000000000);
  g_assert_true (amt_feed_store_apply (s->store, FAKE_AUTHORITY, page, &error));
  g_assert_no_error (error);
}

static void
set_catalogue (Store *s)
{
  g_autoptr (GPtrArray) services = amt_record_list_new ();
  AmtService *service = amt_service_new ();
  GError *error = NULL;

  service->id = g_strdup ("birth-certificate");
  service->name = amt_words_new ();
  service->name->de = g_strdup ("Geburtsurkunde");
  g_ptr_array_add (services, service);
  amt_feed_store_set_catalogue (s->store, FAKE_AUTHORITY, "\"1\"", services, "{}", &error);
  g_assert_no_error (error);
}

/* A newer server may allow what this program does not: what was taken from it is also read again. */
static void
test_long_name (Store *s, gconstpointer data)
{
  g_autofree char *name = g_strnfill (5000, 'a');
  g_autofree char *id = fake_request_id (1);
  g_autoptr (AmtDatabase) reader = NULL;
  g_auto (AmtFeedRow) row = {0};
  GError *error = NULL;

  apply (s, name);
  set_catalogue (s);
  reader = amt_replica_files_open_reader (s->files, &error);
  g_assert_no_error (error);
  amt_feed_reader_find (reader, id, &row, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (row.summary->applicant_name, ==, name);
}

/* Whoever comes back to an office gets its catalogue again: "not modified" would leave the words for searching out. */
static void
test_catalogue_goes (Store *s, gconstpointer data)
{
  g_autoptr (AmtSession) elsewhere = fixture_session (FAKE_PERSON);
  AmtMembership *membership = elsewhere->memberships->pdata[0];
  g_autofree char *etag = NULL;
  g_autofree char *after = NULL;
  GError *error = NULL;

  apply (s, "Łukaszewicz");
  set_catalogue (s);
  etag = amt_feed_store_get_catalogue_etag (s->store, FAKE_AUTHORITY);
  g_assert_cmpstr (etag, ==, "\"1\"");
  g_set_str (&membership->authority->id, "01900000-0000-7000-8000-00000000a001");
  g_assert_true (amt_feed_store_set_session (s->store, elsewhere, NULL, &error));
  after = amt_feed_store_get_catalogue_etag (s->store, FAKE_AUTHORITY);
  g_assert_null (after);
}

#define ADD(name, function) g_test_add ("/replica/feed-store/" name, Store, NULL, up, function, down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("long-name", test_long_name);
  ADD ("catalogue-goes", test_catalogue_goes);
  return g_test_run ();
}
