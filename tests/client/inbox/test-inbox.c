/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inbox over a real replica that follows a fake server. */
#include "amt-inbox-empty.h"
#include "amt-inbox-filter.h"
#include "amt-inbox-page.h"
#include "amt-inbox-row.h"
#include "amt-inbox-rows.h"
#include "amt-inbox-selection.h"
#include "amt-inbox-sentence.h"
#include "amt-queue-list.h"
#include "amt-queue-look.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

#include "fixture.h"

static void
settle (void)
{
  bool quiet = false; /* once is enough: await_that() looks again at its end */

  await_that ((quiet = quiet || !g_main_context_iteration (NULL, FALSE)));
}

static void
test_templates (void)
{
  g_autoptr (AmtCatalogue) catalogue = amt_catalogue_new (NULL);
  GtkWidget *widgets[] = {amt_inbox_row_new (catalogue), g_object_new (AMT_TYPE_INBOX_FILTER, NULL),
                          g_object_new (AMT_TYPE_INBOX_EMPTY, NULL), g_object_new (AMT_TYPE_INBOX_PAGE, NULL),
                          g_object_new (AMT_TYPE_QUEUE_LIST, NULL)};

  for (size_t i = 0; i < G_N_ELEMENTS (widgets); i++)
    {
      g_object_ref_sink (widgets[i]);
      g_assert_finalize_object (widgets[i]);
    }
}

static void
test_every_queue_has_words (void)
{
  for (int queue = 0; queue < AMT_N_QUEUES; queue++)
    {
      const AmtQueueLook *look = amt_queue_look (queue);

      g_assert_cmpint (look->queue, ==, queue);
      g_assert_true (look->title && look->icon_name && look->empty_title && look->empty_text);
    }
}

static void
test_filter (void)
{
  AmtInboxFilter *filter = g_object_ref_sink (g_object_new (AMT_TYPE_INBOX_FILTER, NULL));
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);

  amt_inbox_filter_set_sort (filter, AMT_SORT_NAME, true);
  amt_inbox_filter_apply (filter, query);
  g_assert_cmpint (query->sort, ==, AMT_SORT_NAME);
  g_assert_true (query->reversed);
  g_assert_cmpint (query->state, ==, AMT_QUERY_ANY);
  g_assert_cmpint (query->payment, ==, AMT_QUERY_ANY);
  g_assert_cmpint (query->identity, ==, AMT_QUERY_ANY);
  g_assert_cmpint (query->due, ==, AMT_DUE_ANY);
  g_assert_null (query->service_id);
  g_assert_false (amt_query_is_filtered (query));
  g_assert_finalize_object (filter);
}

/* (nullable): the row of @filter with that title. */
static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      strcmp (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found)
        return found;
    }
  return NULL;
}

static void
choose (AmtInboxFilter *filter, const char *title, unsigned position)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (GTK_WIDGET (filter), title)), position);
}

static AmtCatalogue *
catalogue_of (const char *first, const char *second)
{
  const char *ids[] = {first, second};
  AmtCatalogue *catalogue = amt_catalogue_new (NULL);
  g_autoptr (GPtrArray) services = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_service_unref);

  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      AmtService *service = amt_service_new ();

      service->id = g_strdup (ids[i]);
      service->version = 1;
      service->variants = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_variant_unref);
      service->name = amt_words_new ();
      service->name->de = g_strdup (ids[i]);
      service->name->en = g_strdup (ids[i]);
      g_ptr_array_add (services, service);
    }
  amt_catalogue_set_services (catalogue, services);
  return catalogue;
}

static GSettings *
memory_settings (void)
{
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();

  return g_settings_new_with_backend ("org.amtsstube.Amtsstube", backend);
}

/* What is chosen is there at the next start, also before the catalogue is. */
static void
test_filter_kept (void)
{
  g_autoptr (GSettings) settings = memory_settings ();
  g_autoptr (AmtCatalogue) catalogue = catalogue_of ("birth", "tax");
  g_autoptr (AmtCatalogue) unread = amt_catalogue_new (NULL);
  g_autoptr (AmtQuery) chosen = amt_query_new (AMT_QUEUE_ALL);

  for (int start = 0; start < 3; start++)
    {
      AmtInboxFilter *filter = g_object_ref_sink (g_object_new (AMT_TYPE_INBOX_FILTER, NULL));
      g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);

      amt_inbox_filter_attach (filter, settings);
      amt_inbox_filter_set_catalogue (filter, start == 2 ? unread : catalogue);
      if (start == 0)
        {
          choose (filter, "Service", 2);
          choose (filter, "State", 1 + AMT_STATE_IN_REVIEW);
          choose (filter, "Deadline", AMT_DUE_WEEK);
          choose (filter, "Payment", 3);
          choose (filter, "Identity", 2);
          choose (filter, "Sort By", AMT_SORT_NAME);
          amt_inbox_filter_apply (filter, chosen);
          g_assert_cmpstr (chosen->service_id, ==, "tax");
          g_assert_cmpint (chosen->payment, ==, AMT_GATE_NOT_NEEDED);
          g_assert_cmpint (chosen->identity, ==, AMT_GATE_MET);
        }
      amt_inbox_filter_apply (filter, query);
      g_assert_true (amt_query_equal (query, chosen));
      g_assert_finalize_object (filter);
    }
}

static void
count (unsigned *n)
{
  (*n)++;
}

/* Who does not know what was kept, an older program or an office without that service, shows everything. */
static void
test_filter_unknown (void)
{
  g_autoptr (GSettings) settings = memory_settings ();
  g_autoptr (AmtCatalogue) catalogue = catalogue_of ("birth", "tax");
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  AmtInboxFilter *filter = g_object_ref_sink (g_object_new (AMT_TYPE_INBOX_FILTER, NULL));
  unsigned changes = 0;

  g_settings_set_string (settings, "sort", "by-moon");
  g_settings_set_value (settings, "filters",
                        g_variant_new_parsed ("{'service': 'gone', 'state': 'lost', 'due': '', "
                                              "'payment': 'overridden', 'colour': 'red'}"));
  g_signal_connect_swapped (filter, "changed", G_CALLBACK (count), &changes);
  amt_inbox_filter_attach (filter, settings);
  amt_inbox_filter_set_catalogue (filter, catalogue);
  amt_inbox_filter_apply (filter, query);
  g_assert_false (amt_query_is_filtered (query));
  g_assert_cmpint (query->sort, ==, AMT_SORT_DUE);
  g_assert_cmpuint (changes, ==, 1); /* the service */
  g_assert_finalize_object (filter);
}

/* The fixture's replica with @n requests, all read. */
static AmtReplica *
filled (Fixture *f, unsigned n)
{
  fake_server_add (f->server, n);
  fixture_open (f);
  amt_replica_start (f->replica);
  fixture_await_synced (f);
  return f->replica;
}

static void
count_selected (unsigned *count)
{
  (*count)++;
}

static void
test_selection_survives (Fixture *f, gconstpointer data)
{
  AmtReplica *replica = filled (f, 20);
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_UNCLAIMED);
  g_autoptr (AmtQuery) all = amt_query_new (AMT_QUEUE_ALL);
  AmtRequestList *list = amt_request_list_new (replica, query);
  AmtInboxSelection *selection = amt_inbox_selection_new (list);
  g_autofree char *id = NULL;
  g_autofree char *next = NULL;
  unsigned count = 0;

  g_signal_connect_swapped (selection, "selected", G_CALLBACK (count_selected), &count);
  g_assert_true (amt_inbox_selection_move (selection, 1));
  for (int i = 0; i < 4; i++)
    g_assert_true (amt_inbox_selection_move (selection, 1));
  id = g_strdup (amt_inbox_selection_get_id (selection));
  g_assert_cmpuint (amt_inbox_selection_get_position (selection), ==, 4);

  /* rows before it go: it stays selected, one place higher */
  {
    g_autoptr (AmtRequestItem) first = g_list_model_get_item (G_LIST_MODEL (list), 0);
    g_autofree char *first_id = g_strdup (amt_request_item_get_id (first));

    for (unsigned i = 0; i < 20; i++)
      {
        g_autofree char *other = fake_request_id (i);

        if (strcmp (other, first_id) == 0)
          fake_server_change (f->server, i, AMT_STATE_IN_REVIEW, FAKE_PERSON);
      }
  }
  await_that (g_list_model_get_n_items (G_LIST_MODEL (list)) == 19);
  g_assert_cmpstr (amt_inbox_selection_get_id (selection), ==, id);
  g_assert_cmpuint (amt_inbox_selection_get_position (selection), ==, 3);

  /* another query and back */
  amt_request_list_set_query (list, all);
  settle ();
  g_assert_cmpstr (amt_inbox_selection_get_id (selection), ==, id);
  amt_request_list_set_query (list, query);
  settle ();
  g_assert_cmpuint (amt_inbox_selection_get_position (selection), ==, 3);

  /* it goes itself: the next one stands in its place */
  {
    g_autoptr (AmtRequestItem) after = g_list_model_get_item (G_LIST_MODEL (list), 4);

    next = g_strdup (amt_request_item_get_id (after));
  }
  for (unsigned i = 0; i < 20; i++)
    {
      g_autofree char *other = fake_request_id (i);

      if (strcmp (other, id) == 0)
        fake_server_change (f->server, i, AMT_STATE_IN_REVIEW, FAKE_PERSON);
    }
  await_that (g_list_model_get_n_items (G_LIST_MODEL (list)) == 18);
  g_assert_cmpuint (amt_inbox_selection_get_position (selection), ==, GTK_INVALID_LIST_POSITION);
  g_assert_cmpstr (amt_inbox_selection_get_id (selection), ==, id);
  g_assert_true (amt_inbox_selection_move (selection, 1));
  g_assert_cmpstr (amt_inbox_selection_get_id (selection), ==, next);
  g_assert_cmpuint (count, ==, 6); /* once for each move of the person, never for a row that moved */
  g_assert_finalize_object (selection);
  g_assert_finalize_object (list);
}

static void
test_row_is_one_sentence (Fixture *f, gconstpointer data)
{
  AmtReplica *replica = filled (f, 1);
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  g_autoptr (AmtRequestList) list = amt_request_list_new (replica, query);
  g_autoptr (AmtCatalogue) catalogue = amt_catalogue_new (amt_replica_get_session (replica));
  g_autoptr (AmtRequestItem) item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  GtkWidget *row = g_object_ref_sink (amt_inbox_row_new (catalogue));
  g_autofree char *name = fake_request_name (0);
  g_autofree char *sentence = NULL;
  g_auto (GStrv) parts = NULL;

  amt_inbox_row_set_item (AMT_INBOX_ROW (row), item);
  g_object_get (row, "sentence", &sentence, NULL);
  g_assert_true (g_str_has_prefix (sentence, name));
  g_assert_nonnull (strstr (sentence, ", new"));
  parts = g_strsplit (sentence, ", ", -1);
  g_assert_cmpuint (g_strv_length (parts), >=, 4);
  g_object_set (row, "dense", TRUE, NULL);
  g_assert_finalize_object (row);
}

static unsigned
count_rows (GtkWidget *widget)
{
  unsigned count = AMT_IS_INBOX_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    count += count_rows (child);
  return count;
}

static bool
is_row_at (GtkWidget *view, double y)
{
  GtkWidget *widget = gtk_widget_pick (view, 60, y, GTK_PICK_DEFAULT);

  return widget && gtk_widget_get_ancestor (widget, AMT_TYPE_INBOX_ROW);
}

/* What is seen comes at once, what is near soon after, and until then nothing is smaller than it will be. */
static void
test_rows_come_in_time (Fixture *f, gconstpointer data)
{
  AmtReplica *replica = filled (f, 150);
  g_autoptr (AmtCatalogue) catalogue = amt_catalogue_new (amt_replica_get_session (replica));
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  g_autoptr (AmtRequestList) list = amt_request_list_new (replica, query);
  AmtInboxSelection *selection = amt_inbox_selection_new (list);
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *view = gtk_list_view_new (NULL, NULL);
  AmtInboxRows *rows = amt_inbox_rows_new (GTK_LIST_VIEW (view), catalogue, NULL);
  GtkAdjustment *adjustment;
  int early, late;

  gtk_window_set_child (window, g_object_new (GTK_TYPE_SCROLLED_WINDOW, "child", view, NULL));
  gtk_window_set_default_size (window, 370, 700);
  gtk_list_view_set_model (GTK_LIST_VIEW (view), amt_inbox_selection_get_model (selection));
  g_assert_cmpuint (count_rows (view), <, 60);
  g_assert_cmpuint (count_rows (view), >=, 15);
  gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, -1, NULL, &early, NULL, NULL);
  gtk_window_present (window);
  settle ();
  g_assert_cmpuint (count_rows (view), <, 60); /* those far away wait until somebody comes */
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment));
  await_that (is_row_at (view, 300) && is_row_at (view, 600));
  g_assert_cmpuint (count_rows (view), <, 120);
  gtk_widget_measure (view, GTK_ORIENTATION_VERTICAL, -1, NULL, &late, NULL, NULL);
  g_assert_cmpint (early, >, late * 9 / 10);
  g_assert_cmpint (early, <, late * 11 / 10);
  amt_inbox_rows_stop (rows);
  gtk_window_destroy (window);
  g_assert_finalize_object (rows);
  g_object_unref (selection);
  settle ();
}

/* The page on a screen: rows, empty states, and no row read that nobody sees. */
static void
test_page (Fixture *f, gconstpointer data)
{
  AmtReplica *replica = filled (f, 300);
  g_autoptr (AmtCatalogue) catalogue = amt_catalogue_new (amt_replica_get_session (replica));
  g_autoptr (GSettings) settings = g_settings_new ("org.amtsstube.Amtsstube");
  GtkWidget *window = gtk_window_new ();
  AmtInboxPage *page = g_object_new (AMT_TYPE_INBOX_PAGE, NULL);
  GtkWidget *queues = g_object_ref_sink (g_object_new (AMT_TYPE_QUEUE_LIST, NULL));
  g_autofree char *selected = NULL;

  amt_queue_list_attach (AMT_QUEUE_LIST (queues), replica);
  g_assert_true (amt_queue_list_select (AMT_QUEUE_LIST (queues), AMT_QUEUE_ALL, FAKE_TEAM));
  g_assert_false (amt_queue_list_select (AMT_QUEUE_LIST (queues), AMT_QUEUE_IN_APPROVAL, NULL)); /* may not approve */
  amt_inbox_page_attach (page, replica, catalogue, settings);
  gtk_window_set_default_size (GTK_WINDOW (window), 370, 700);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (page));
  gtk_window_present (GTK_WINDOW (window));
  amt_inbox_page_show_queue (page, AMT_QUEUE_UNCLAIMED, NULL, NULL);
  g_assert_cmpstr (amt_inbox_page_get_title (page), ==, "Unclaimed");
  await_that (gtk_widget_get_mapped (GTK_WIDGET (page)));
  g_assert_true (amt_inbox_page_move (page, 1));
  selected = g_strdup (amt_inbox_page_get_selected (page));

  /* the selected request stays the selected one, in a queue that has it and in one that has not */
  amt_inbox_page_show_queue (page, AMT_QUEUE_MINE, NULL, NULL);
  settle ();
  g_assert_cmpstr (amt_inbox_page_get_selected (page), ==, selected);
  amt_inbox_page_show_queue (page, AMT_QUEUE_UNCLAIMED, NULL, NULL);
  settle ();
  g_assert_cmpstr (amt_inbox_page_get_selected (page), ==, selected);
  amt_inbox_page_show_queue (page, AMT_QUEUE_ALL, FAKE_TEAM, "Bürgerbüro");
  g_assert_cmpstr (amt_inbox_page_get_title (page), ==, "Bürgerbüro");
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (queues);
  settle ();
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL); /* no accessibility bus is no defect of ours */
  adw_init ();
  dex_init ();
  g_test_add_func ("/inbox/templates", test_templates);
  g_test_add_func ("/inbox/every-queue-has-words", test_every_queue_has_words);
  g_test_add_func ("/inbox/filter", test_filter);
  g_test_add_func ("/inbox/filter-kept", test_filter_kept);
  g_test_add_func ("/inbox/filter-unknown", test_filter_unknown);
  g_test_add ("/inbox/selection-survives", Fixture, NULL, fixture_up, test_selection_survives, fixture_down);
  g_test_add ("/inbox/row-is-one-sentence", Fixture, NULL, fixture_up, test_row_is_one_sentence, fixture_down);
  g_test_add ("/inbox/rows-come-in-time", Fixture, NULL, fixture_up, test_rows_come_in_time, fixture_down);
  g_test_add ("/inbox/page", Fixture, NULL, fixture_up, test_page, fixture_down);
  return g_test_run ();
}
