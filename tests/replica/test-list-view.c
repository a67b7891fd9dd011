/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list under a real GtkListView: rows read ≈ rows bound, and selection and scroll position survive changes. */
#include "fixture.h"

#include <gtk/gtk.h>

typedef struct
{
  AmtRequestList *list;
  GtkSingleSelection *selection;
  GtkWidget *window;
  GtkWidget *scrolled;
  unsigned binds;
} View;

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new (NULL));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, View *view)
{
  AmtRequestItem *row = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), amt_request_item_get_summary (row)->applicant_name);
  view->binds++;
}

static void
settle (void)
{
  int64_t until = g_get_monotonic_time () + 300000;

  while (g_get_monotonic_time () < until)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (2000);
}

static void
view_open (View *view, Fixture *f, const AmtQuery *query)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  *view = (View) {.list = amt_request_list_new (f->replica, query)};
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), view);
  view->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (view->list)));
  view->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (view->scrolled),
                                 gtk_list_view_new (GTK_SELECTION_MODEL (view->selection), factory));
  view->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (view->window), 370, 640);
  gtk_window_set_child (GTK_WINDOW (view->window), view->scrolled);
  gtk_window_present (GTK_WINDOW (view->window));
  settle ();
}

static void
view_close (View *view)
{
  gtk_window_destroy (GTK_WINDOW (view->window));
  settle ();
  g_assert_finalize_object (view->list);
}

static void
assert_lazy (View *view)
{
  unsigned fetched = amt_request_list_get_n_fetched (view->list);

  g_test_message ("%u rows read, %u bound", fetched, view->binds);
  g_assert_cmpuint (view->binds, >, 10);
  g_assert_cmpuint (fetched, <=, view->binds + 8);
}

static void
fill (Fixture *f, unsigned n)
{
  fake_server_add (f->server, n);
  fixture_open (f);
  amt_replica_start (f->replica);
  fixture_await_synced (f);
}

static void
test_lazy (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  View view;

  fill (f, 10000);
  view_open (&view, f, query);
  assert_lazy (&view);
  for (int sort = 0; sort < AMT_N_SORTS; sort++)
    {
      query->sort = sort;
      query->reversed = true;
      amt_request_list_set_query (view.list, query);
      settle ();
      assert_lazy (&view);
    }
  g_set_str (&query->text, "nguyen");
  amt_request_list_set_query (view.list, query);
  settle ();
  assert_lazy (&view);
  view_close (&view);
}

static const char *
selected (View *view)
{
  AmtRequestItem *item = gtk_single_selection_get_selected_item (view->selection);

  return item != NULL ? amt_request_item_get_id (item) : NULL;
}

/* Others claim, requests come, a batch is caught up with: what is selected and in sight stays. */
static void
test_survive (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_UNCLAIMED);
  g_autofree char *chosen = NULL;
  GtkAdjustment *adjustment;
  View view;

  query->sort = AMT_SORT_RECEIVED;
  fill (f, 2000);
  view_open (&view, f, query);
  gtk_single_selection_set_selected (view.selection, 1000);
  gtk_list_view_scroll_to (GTK_LIST_VIEW (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (view.scrolled))), 1000,
                           GTK_LIST_SCROLL_FOCUS, NULL);
  settle ();
  chosen = g_strdup (selected (&view));
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (view.scrolled));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 0);
  for (unsigned i = 0; i < 20; i++)
    fake_server_change (f->server, i * 97, AMT_STATE_IN_REVIEW, FAKE_PERSON);
  fake_server_add (f->server, 15);
  await_that (g_list_model_get_n_items (G_LIST_MODEL (view.list)) == 1995);
  settle ();
  g_assert_cmpstr (selected (&view), ==, chosen);
  g_assert_cmpuint (gtk_single_selection_get_selected (view.selection), ==, amt_request_list_find (view.list, chosen));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >, 0);
  assert_lazy (&view);
  view_close (&view);
}

/* Sorted by change, the selected row itself moves to the top: it stays selected. */
static void
test_move (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  g_autofree char *chosen = NULL;
  View view;

  query->sort = AMT_SORT_CHANGED;
  fill (f, 50);
  view_open (&view, f, query);
  gtk_single_selection_set_selected (view.selection, 40);
  chosen = g_strdup (selected (&view));
  fake_server_change (f->server, 9, AMT_STATE_IN_REVIEW, FAKE_PERSON);
  await_that (amt_request_list_find (view.list, chosen) == 0);
  settle ();
  g_assert_cmpstr (selected (&view), ==, chosen);
  view_close (&view);
}

#define ADD(name, function) g_test_add ("/replica/view/" name, Fixture, NULL, fixture_up, function, fixture_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  ADD ("lazy", test_lazy);
  ADD ("survive", test_survive);
  ADD ("move", test_move);
  return g_test_run ();
}
