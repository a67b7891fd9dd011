/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "amt-request-item.h"
#include "amt-text.h"

static AmtRequestList *
fill (Fixture *f, unsigned n, AmtQuery *query)
{
  fake_server_add (f->server, n);
  fixture_open (f);
  amt_replica_start (f->replica);
  fixture_await_synced (f);
  return amt_request_list_new (f->replica, query);
}

typedef struct
{
  AmtRequestList *list;
  GPtrArray *shown; /* what a view would hold */
  unsigned binds;
  unsigned emissions;
  unsigned model_rows; /* as the signals tell it */
} View;

#define VISIBLE 40

/* Takes the first rows as a view does: on every change those in sight are bound anew. */
static void
show (View *view)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&view->shown);

  view->shown = g_ptr_array_new_with_free_func (g_object_unref);
  for (unsigned i = 0; i < VISIBLE && i < g_list_model_get_n_items (G_LIST_MODEL (view->list)); i++)
    {
      gpointer item = g_list_model_get_item (G_LIST_MODEL (view->list), i);

      if (before == NULL || !g_ptr_array_find (before, item, NULL))
        view->binds++;
      g_ptr_array_add (view->shown, item);
    }
}

static void
on_items (GListModel *list, unsigned position, unsigned removed, unsigned added, View *view)
{
  view->emissions++;
  g_assert_cmpuint (position + removed, <=, view->model_rows);
  view->model_rows += added - removed;
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, view->model_rows);
  /* GTK reads every row of a splice that takes and gives many */
  g_assert_true (removed == 0 || added == 0 || removed + added <= 128);
  show (view);
}

static void
view_open (View *view, AmtRequestList *list)
{
  *view = (View) {.list = list, .model_rows = g_list_model_get_n_items (G_LIST_MODEL (list))};
  g_signal_connect (list, "items-changed", G_CALLBACK (on_items), view);
  show (view);
}

static void
view_close (View *view)
{
  g_signal_handlers_disconnect_by_data (view->list, view);
  g_clear_pointer (&view->shown, g_ptr_array_unref);
}

/* 10,000 rows; sorted, filtered, searched: a row is read when it is shown, and no other. */
static void
test_lazy (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  g_autoptr (AmtRequestList) list = fill (f, 10000, query);
  View view;

  g_assert_cmpuint (amt_request_list_get_n_fetched (list), ==, 0);
  view_open (&view, list);
  g_assert_cmpuint (view.model_rows, ==, 10000);
  for (int sort = 0; sort < AMT_N_SORTS; sort++)
    {
      query->sort = sort;
      query->reversed = sort % 2;
      amt_request_list_set_query (list, query);
      g_assert_cmpuint (view.model_rows, ==, 10000);
    }
  g_set_str (&query->text, "lukasz");
  amt_request_list_set_query (list, query);
  g_assert_cmpuint (view.model_rows, ==, (10000 + 6) / 7);
  g_set_str (&query->text, NULL);
  amt_request_list_set_query (list, query);
  g_assert_cmpuint (view.model_rows, ==, 10000);
  g_test_message ("%u rows read for %u shown", amt_request_list_get_n_fetched (list), view.binds);
  g_assert_cmpuint (amt_request_list_get_n_fetched (list), <=, view.binds + VISIBLE);
  view_close (&view);
}

/* A claim takes one row out; the others stay the same objects. */
static void
test_minimal (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_UNCLAIMED);
  g_autoptr (AmtRequestList) list = NULL;
  g_autoptr (AmtRequestItem) fifth = NULL;
  g_autofree char *id = fake_request_id (3);
  unsigned fetched;
  View view;

  query->sort = AMT_SORT_RECEIVED;
  list = fill (f, 1000, query);
  view_open (&view, list);
  fifth = g_list_model_get_item (G_LIST_MODEL (list), 500);
  fetched = amt_request_list_get_n_fetched (list);
  g_assert_cmpuint (amt_request_list_find (list, id), <, 1000);
  fake_server_change (f->server, 3, AMT_STATE_IN_REVIEW, FAKE_PERSON);
  await_that (view.model_rows == 999);
  g_assert_cmpuint (view.emissions, ==, 1);
  g_assert_cmpuint (amt_request_list_get_n_fetched (list), <=, fetched + 3);
  g_assert_cmpuint (amt_request_list_find (list, id), ==, G_MAXUINT);
  g_autoptr (AmtRequestItem) again = g_list_model_get_item (G_LIST_MODEL (list), 499);
  g_assert_true (again == fifth);
  view_close (&view);
}

static void
on_notify (AmtRequestItem *item, GParamSpec *pspec, GString *told)
{
  g_string_append_printf (told, "%s ", g_param_spec_get_name (pspec));
}

/* The row stays, its summary is another: the object says so; then one looks at it; then a claim is on its way. */
static void
test_item (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  g_autoptr (AmtRequestList) list = fill (f, 5, query);
  g_autoptr (GString) told = g_string_new (NULL);
  g_autofree char *id = fake_request_id (2);
  g_autoptr (AmtRequestItem) item = g_list_model_get_item (G_LIST_MODEL (list), amt_request_list_find (list, id));
  View view;

  view_open (&view, list);
  g_signal_connect (item, "notify", G_CALLBACK (on_notify), told);
  g_assert_cmpstr (amt_request_item_get_id (item), ==, id);
  fake_server_change (f->server, 2, AMT_STATE_IN_REVIEW, FAKE_PERSON);
  await_that (amt_request_item_get_summary (item)->state == AMT_STATE_IN_REVIEW);
  g_assert_true (amt_request_item_get_unread (item));
  amt_replica_mark_seen (f->replica, id);
  g_assert_false (amt_request_item_get_unread (item));
  amt_replica_set_pending (f->replica, id, true);
  g_assert_true (amt_request_item_get_pending (item));
  amt_replica_set_pending (f->replica, id, false);
  g_assert_cmpstr (told->str, ==, "summary unread unread pending pending ");
  g_assert_cmpuint (view.emissions, ==, 0);
  view_close (&view);
}

/* What the server just answered is in the row before the feed brings it. */
static void
test_put_request (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  g_autoptr (AmtRequestList) list = fill (f, 3, query);
  g_autofree char *id = fake_request_id (1);
  g_autoptr (AmtRequest) request = await_boxed (amt_api_get_request (f->api, id), NULL);
  g_autoptr (AmtRequestItem) item = g_list_model_get_item (G_LIST_MODEL (list), amt_request_list_find (list, id));

  g_assert_cmpint (amt_request_item_get_summary (item)->version, ==, 1);
  amt_replica_put_request (f->replica, request);
  g_assert_cmpint (amt_request_item_get_summary (item)->version, ==, 9);
  g_assert_false (amt_request_item_get_unread (item));
}

typedef struct
{
  const char *text;
  unsigned hits;
} Search;

static const Search searches[] = {
    {"lukasz", 10},    {"ŁUKASZ", 10},    {"Łukaszewicz-Weiß", 10}, {"weiss zan", 10},
    {"thi giang", 10}, {"þórdís", 10},    {"2026-000069", 1},       {"000069", 1},
    {"xyz", 0},        {"lukasz xyz", 0}, {"\"' OR 1", 0},          {"*", 70},
    {"  ", 70},
};

static void
test_search (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_EVERYTHING);
  g_autoptr (AmtRequestList) list = fill (f, 70, query);

  for (size_t i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_set_str (&query->text, searches[i].text);
      amt_request_list_set_query (list, query);
      g_test_message ("%s", searches[i].text);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, searches[i].hits);
    }
}

static unsigned
hits (AmtRequestList *list, const AmtQuery *query)
{
  amt_request_list_set_query (list, query);
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
test_filters (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) all = amt_query_new (AMT_QUEUE_ALL);
  g_autoptr (AmtRequestList) list = fill (f, 60, all);
  g_autoptr (AmtQuery) query = amt_query_copy (all);

  query->payment = AMT_GATE_OPEN;
  g_assert_cmpuint (hits (list, query), ==, 30);
  g_set_str (&query->service_id, "birth-certificate");
  g_assert_cmpuint (hits (list, query), ==, 10);
  query->identity = AMT_GATE_MET;
  g_assert_cmpuint (hits (list, query), ==, 0);
  query->identity = AMT_QUERY_ANY;
  query->state = AMT_STATE_NEW;
  g_assert_cmpuint (hits (list, query), ==, 10);
  g_set_str (&query->team_id, FAKE_TEAM);
  g_assert_cmpuint (hits (list, query), ==, 10);
  g_set_str (&query->authority_id, "other");
  g_assert_cmpuint (hits (list, query), ==, 0);
  for (int due = 0; due < AMT_N_DUES; due++)
    {
      g_autoptr (AmtQuery) by_due = amt_query_copy (all);

      by_due->due = due;
      g_assert_cmpuint (hits (list, by_due), ==, due == AMT_DUE_ANY ? 60 : 0); /* the demo's days are far away */
    }
}

static void
test_sorts (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  g_autoptr (AmtRequestList) list = fill (f, 100, query);

  query->sort = AMT_SORT_NAME;
  amt_request_list_set_query (list, query);
  for (unsigned i = 1; i < 100; i++)
    {
      g_autoptr (AmtRequestItem) a = g_list_model_get_item (G_LIST_MODEL (list), i - 1);
      g_autoptr (AmtRequestItem) b = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autofree char *first = amt_text_fold (amt_request_item_get_summary (a)->applicant_name);
      g_autofree char *second = amt_text_fold (amt_request_item_get_summary (b)->applicant_name);

      g_assert_cmpstr (first, <=, second);
    }
}

/* Lists and rows may be let go of in any order. */
static void
test_lifetimes (Fixture *f, gconstpointer data)
{
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_ALL);
  AmtRequestList *list = fill (f, 5, query);
  AmtRequestItem *item = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_autofree char *id = g_strdup (amt_request_item_get_id (item));

  g_assert_finalize_object (list);
  g_assert_cmpstr (amt_request_item_get_id (item), ==, id);
  amt_replica_set_pending (f->replica, id, true);
  g_assert_finalize_object (item);
}

#define ADD(name, function) g_test_add ("/replica/list/" name, Fixture, NULL, fixture_up, function, fixture_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("lazy", test_lazy);
  ADD ("minimal", test_minimal);
  ADD ("item", test_item);
  ADD ("put-request", test_put_request);
  ADD ("search", test_search);
  ADD ("filters", test_filters);
  ADD ("sorts", test_sorts);
  ADD ("lifetimes", test_lifetimes);
  return g_test_run ();
}
