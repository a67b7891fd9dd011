/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thousand pages: the memory is that of one. */
#include "fixture.h"

#include <malloc.h>

#define PAGES 1000
#define ROWS_A_PAGE 20

static size_t
resident_kib (void)
{
  g_autofree char *text = NULL;
  const char *at;

  g_assert_true (g_file_get_contents ("/proc/self/status", &text, NULL, NULL));
  at = strstr (text, "RssAnon:");
  return at != NULL ? strtoul (at + 8, NULL, 10) : 0;
}

static void
test_pages (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  g_autoptr (AmtRequestList) list = NULL;
  size_t before, after;

  fake_server_set_page (f->server, ROWS_A_PAGE);
  fake_server_add (f->server, PAGES * ROWS_A_PAGE);
  fixture_open (f);
  list = amt_request_list_new (f->replica, query);
  amt_replica_start (f->replica);
  await_that (fake_server_count (f->server, "/v1/authorities/" FAKE_AUTHORITY "/feed") > PAGES / 5);
  before = resident_kib ();
  await_that (amt_replica_get_status (f->replica) == AMT_REPLICA_UP_TO_DATE);
  malloc_trim (0);
  after = resident_kib ();
  g_test_message ("after 200 pages %zu KiB, after 1000 %zu KiB", before, after);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) /* which keep what was freed */
  /* 800 pages kept would be 30 MB or more; the file's own cache is bounded */
  g_assert_cmpuint (after, <, before + 20 * 1024);
#endif
  g_assert_cmpuint (fake_server_count (f->server, "/v1/authorities/" FAKE_AUTHORITY "/feed"), ==, PAGES);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, PAGES * ROWS_A_PAGE);
  g_clear_object (&list);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/replica/bulk/pages", Fixture, NULL, fixture_up, test_pages, fixture_down);
  return g_test_run ();
}
