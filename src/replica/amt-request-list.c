/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-request-list.h"

#include "amt-list-diff.h"
#include "amt-replica-private.h"
#include "amt-request-item-private.h"

#include <gio/gio.h>

/* More splices than this and the list is told as a new one. */
#define MAX_SPLICES 48
/* A splice that takes and gives more rows than this is told in two steps: GTK would read them all otherwise. */
#define MAX_SPLICE_ROWS 128

struct _AmtRequestList
{
  GObject parent_instance;

  AmtReplica *replica; /* (owned) */
  AmtQuery *query;     /* (owned) */
  GArray *ids;         /* of int64_t, row numbers in order */
  GHashTable *live;    /* row number → Live: rows somebody holds */
  unsigned n_fetched;
};

typedef struct
{
  int64_t id; /* first: the key points at it */
  AmtRequestList *list;
  AmtRequestItem *item; /* (not owned) */
} Live;

typedef enum
{
  PROP_N_ITEMS = 1
} AmtRequestListProperty;
static GParamSpec *properties[PROP_N_ITEMS + 1];

static void amt_request_list_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AmtRequestList, amt_request_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, amt_request_list_iface_init))

/* --- rows somebody holds --- */

static void
on_item_gone (gpointer data, GObject *item)
{
  Live *live = data;

  g_hash_table_remove (live->list->live, &live->id);
}

static void
remember (AmtRequestList *self, int64_t id, AmtRequestItem *item)
{
  Live *live = g_new0 (Live, 1);

  live->id = id;
  live->list = self;
  live->item = item;
  g_hash_table_insert (self->live, &live->id, live);
  g_object_weak_ref (G_OBJECT (item), on_item_gone, live);
}

static void
forget_all (AmtRequestList *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Live *live = value;

      g_object_weak_unref (G_OBJECT (live->item), on_item_gone, live);
      g_hash_table_iter_remove (&iter);
    }
}

/* A row that went while the list still counts it: it is taken out in a moment. */
static AmtSummary *
blank (void)
{
  AmtSummary *summary = amt_summary_new ();

  summary->id = g_strdup ("");
  summary->authority_id = g_strdup ("");
  summary->team_id = g_strdup ("");
  summary->file_number = g_strdup ("");
  summary->service_id = g_strdup ("");
  summary->applicant_name = g_strdup ("");
  summary->received_on = g_strdup ("");
  return summary;
}

static AmtSummary *
read_row (AmtRequestList *self, int64_t id, bool *unread, bool *pending)
{
  AmtDatabase *reader = amt_replica_get_reader (self->replica);
  g_auto (AmtFeedRow) row = {0};
  GError *error = NULL;

  *unread = *pending = false;
  self->n_fetched++;
  if (reader == NULL || !amt_feed_reader_get (reader, id, &row, &error))
    {
      if (error != NULL)
        amt_replica_trouble (self->replica, error);
      return NULL;
    }
  *unread = amt_replica_is_row_unread (self->replica, &row);
  *pending = amt_replica_is_pending (self->replica, row.summary->id);
  return amt_replica_newest (self->replica, &row);
}

static void
refresh (AmtRequestList *self, int64_t id)
{
  Live *live = g_hash_table_lookup (self->live, &id);
  g_autoptr (AmtRequestItem) item = live != NULL ? g_object_ref (live->item) : NULL;
  g_autoptr (AmtSummary) summary = NULL;
  bool unread, pending;

  if (item != NULL && (summary = read_row (self, id, &unread, &pending)))
    amt_request_item_update (item, summary, unread, pending);
}

/* @ids: (nullable): of requests; NULL: all. Whoever is notified may let go of any row. */
static void
refresh_live (AmtRequestList *self, const char *const *ids)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (int64_t));
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->live);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Live *live = value;

      if (ids == NULL || g_strv_contains (ids, amt_request_item_get_id (live->item)))
        g_array_append_val (rows, live->id);
    }
  for (unsigned i = 0; i < rows->len; i++)
    refresh (self, g_array_index (rows, int64_t, i));
}

/* --- order --- */

static void
emit (AmtRequestList *self, unsigned position, unsigned removed, unsigned added)
{
  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
splice (AmtRequestList *self, const AmtSplice *splice, GArray *after)
{
  bool split = splice->removed > 0 && splice->added > 0 && splice->removed + splice->added > MAX_SPLICE_ROWS;

  if (splice->removed > 0)
    g_array_remove_range (self->ids, splice->position, splice->removed);
  if (split)
    emit (self, splice->position, splice->removed, 0);
  if (splice->added > 0)
    g_array_insert_vals (self->ids, splice->position, &g_array_index (after, int64_t, splice->position), splice->added);
  emit (self, splice->position, split ? 0 : splice->removed, splice->added);
}

static void
replace (AmtRequestList *self, GArray *after)
{
  unsigned old = self->ids->len;

  g_array_set_size (self->ids, 0);
  if (old > 0)
    emit (self, 0, old, 0);
  g_array_append_vals (self->ids, after->data, after->len);
  if (after->len > 0)
    emit (self, 0, 0, after->len);
}

static GArray *
read_ids (AmtRequestList *self)
{
  AmtDatabase *reader = amt_replica_get_reader (self->replica);
  GError *error = NULL;
  GArray *ids = NULL;

  if (reader != NULL)
    ids = amt_feed_reader_list (reader, self->query, amt_replica_get_today (self->replica), &error);
  if (error != NULL)
    amt_replica_trouble (self->replica, error);
  return ids;
}

static void
requery (AmtRequestList *self, bool anew)
{
  g_autoptr (GArray) after = read_ids (self);
  g_autoptr (GArray) splices = NULL;
  unsigned old = self->ids->len;

  if (after == NULL && !anew)
    return; /* what is shown stays until the file can be read again */
  if (after == NULL)
    after = g_array_new (FALSE, FALSE, sizeof (int64_t));
  if (!anew)
    splices = amt_list_diff (self->ids, after, MAX_SPLICES);
  if (splices == NULL)
    replace (self, after);
  else
    for (unsigned i = 0; i < splices->len; i++)
      splice (self, &g_array_index (splices, AmtSplice, i), after);
  if (self->ids->len != old)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
on_rows (AmtReplica *replica, const char *const *ids, gboolean anew, AmtRequestList *self)
{
  g_autoptr (AmtRequestList) alive = g_object_ref (self);

  if (anew)
    forget_all (self);
  else
    refresh_live (self, ids);
  requery (self, anew);
}

static void
on_item_changed (AmtReplica *replica, const char *id, AmtRequestList *self)
{
  const char *const ids[] = {id, NULL};

  refresh_live (self, ids);
}

/* --- the model --- */

static GType
amt_request_list_get_item_type (GListModel *model)
{
  return AMT_TYPE_REQUEST_ITEM;
}

static unsigned
amt_request_list_get_n_items (GListModel *model)
{
  return AMT_REQUEST_LIST (model)->ids->len;
}

static gpointer
amt_request_list_get_item (GListModel *model, unsigned position)
{
  AmtRequestList *self = AMT_REQUEST_LIST (model);
  g_autoptr (AmtSummary) summary = NULL;
  AmtRequestItem *item;
  bool unread, pending;
  Live *live;
  int64_t id;

  if (position >= self->ids->len)
    return NULL;
  id = g_array_index (self->ids, int64_t, position);
  if ((live = g_hash_table_lookup (self->live, &id)))
    return g_object_ref (live->item);
  summary = read_row (self, id, &unread, &pending);
  if (summary == NULL)
    summary = blank ();
  item = amt_request_item_new (summary, unread, pending);
  remember (self, id, item);
  return item;
}

static void
amt_request_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = amt_request_list_get_item_type;
  iface->get_n_items = amt_request_list_get_n_items;
  iface->get_item = amt_request_list_get_item;
}

static void
amt_request_list_dispose (GObject *object)
{
  AmtRequestList *self = AMT_REQUEST_LIST (object);

  if (self->live != NULL)
    forget_all (self);
  if (self->replica != NULL)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (amt_request_list_parent_class)->dispose (object);
}

static void
amt_request_list_finalize (GObject *object)
{
  AmtRequestList *self = AMT_REQUEST_LIST (object);

  g_clear_pointer (&self->live, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->query, amt_query_free);
  G_OBJECT_CLASS (amt_request_list_parent_class)->finalize (object);
}

static void
amt_request_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((AmtRequestListProperty) id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, AMT_REQUEST_LIST (object)->ids->len);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amt_request_list_class_init (AmtRequestListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = amt_request_list_dispose;
  object_class->finalize = amt_request_list_finalize;
  object_class->get_property = amt_request_list_get_property;
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
amt_request_list_init (AmtRequestList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (int64_t));
  self->live = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
}

AmtRequestList *
amt_request_list_new (AmtReplica *replica, const AmtQuery *query)
{
  AmtRequestList *self = g_object_new (AMT_TYPE_REQUEST_LIST, NULL);

  self->replica = g_object_ref (replica);
  self->query = amt_query_copy (query);
  g_signal_connect (replica, "rows", G_CALLBACK (on_rows), self);
  g_signal_connect (replica, "item-changed", G_CALLBACK (on_item_changed), self);
  requery (self, true);
  return self;
}

const AmtQuery *
amt_request_list_get_query (AmtRequestList *self)
{
  return self->query;
}

void
amt_request_list_set_query (AmtRequestList *self, const AmtQuery *query)
{
  if (amt_query_equal (self->query, query))
    return;
  amt_query_free (self->query);
  self->query = amt_query_copy (query);
  requery (self, false);
}

unsigned
amt_request_list_find (AmtRequestList *self, const char *request_id)
{
  AmtDatabase *reader = amt_replica_get_reader (self->replica);
  int64_t id = reader != NULL ? amt_feed_reader_find_id (reader, request_id) : 0;

  for (unsigned i = 0; id != 0 && i < self->ids->len; i++)
    if (g_array_index (self->ids, int64_t, i) == id)
      return i;
  return G_MAXUINT;
}

unsigned
amt_request_list_get_n_fetched (AmtRequestList *self)
{
  return self->n_fetched;
}
