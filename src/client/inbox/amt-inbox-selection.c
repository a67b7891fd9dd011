/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-inbox-selection.h"

struct _AmtInboxSelection
{
  GObject parent_instance;

  AmtRequestList *list;      /* (owned) */
  GtkSingleSelection *model; /* (owned) */
  char *id;                  /* (owned) (nullable) */
  unsigned place;            /* where it stood last */
  bool quiet;                /* the rows move, not the person */
};

G_DEFINE_FINAL_TYPE (AmtInboxSelection, amt_inbox_selection, G_TYPE_OBJECT)

enum
{
  SELECTED,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

static void
set_position (AmtInboxSelection *self, unsigned position)
{
  self->quiet = true;
  gtk_single_selection_set_selected (self->model, position);
  self->quiet = false;
}

/* Runs after the selection model's own handler, which may have dropped a row that only moved. */
static void
on_items_changed (AmtInboxSelection *self)
{
  unsigned position = self->id ? amt_request_list_find (self->list, self->id) : GTK_INVALID_LIST_POSITION;

  if (position != GTK_INVALID_LIST_POSITION)
    self->place = position;
  if (gtk_single_selection_get_selected (self->model) != position)
    set_position (self, position);
  self->quiet = false;
}

/* Runs before it. */
static void
on_items_changing (AmtInboxSelection *self)
{
  self->quiet = true;
}

static void
on_selected (AmtInboxSelection *self)
{
  AmtRequestItem *item = gtk_single_selection_get_selected_item (self->model);

  if (self->quiet || !item)
    return;
  self->place = gtk_single_selection_get_selected (self->model);
  if (g_set_str (&self->id, amt_request_item_get_id (item)))
    g_signal_emit (self, signals[SELECTED], 0, self->id);
}

static void
amt_inbox_selection_dispose (GObject *object)
{
  AmtInboxSelection *self = AMT_INBOX_SELECTION (object);

  if (self->list)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->model)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);
  g_clear_object (&self->list);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (amt_inbox_selection_parent_class)->dispose (object);
}

static void
amt_inbox_selection_class_init (AmtInboxSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amt_inbox_selection_dispose;
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
amt_inbox_selection_init (AmtInboxSelection *self)
{
}

AmtInboxSelection *
amt_inbox_selection_new (AmtRequestList *list)
{
  AmtInboxSelection *self = g_object_new (AMT_TYPE_INBOX_SELECTION, NULL);

  self->list = g_object_ref (list);
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (on_items_changing), self);
  self->model = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->model, FALSE);
  gtk_single_selection_set_can_unselect (self->model, TRUE);
  gtk_single_selection_set_model (self->model, G_LIST_MODEL (list));
  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_connect_swapped (self->model, "notify::selected-item", G_CALLBACK (on_selected), self);
  return self;
}

GtkSelectionModel *
amt_inbox_selection_get_model (AmtInboxSelection *self)
{
  g_return_val_if_fail (AMT_IS_INBOX_SELECTION (self), NULL);
  return GTK_SELECTION_MODEL (self->model);
}

const char *
amt_inbox_selection_get_id (AmtInboxSelection *self)
{
  g_return_val_if_fail (AMT_IS_INBOX_SELECTION (self), NULL);
  return self->id;
}

unsigned
amt_inbox_selection_get_position (AmtInboxSelection *self)
{
  g_return_val_if_fail (AMT_IS_INBOX_SELECTION (self), GTK_INVALID_LIST_POSITION);
  return self->id ? amt_request_list_find (self->list, self->id) : GTK_INVALID_LIST_POSITION;
}

void
amt_inbox_selection_set_id (AmtInboxSelection *self, const char *id)
{
  g_return_if_fail (AMT_IS_INBOX_SELECTION (self));

  g_set_str (&self->id, id);
  self->place = 0;
  on_items_changed (self);
}

bool
amt_inbox_selection_move (AmtInboxSelection *self, int delta)
{
  unsigned n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  unsigned position = amt_inbox_selection_get_position (self);
  int64_t next;

  if (n == 0)
    return false;
  if (position != GTK_INVALID_LIST_POSITION)
    next = (int64_t) position + delta;
  else if (!self->id)
    next = delta > 0 ? 0 : n - 1;
  else /* the selected one has gone: the next one stands in its place */
    next = delta > 0 ? self->place : (int64_t) self->place - 1;
  next = CLAMP (next, 0, (int64_t) n - 1);
  if ((unsigned) next == position)
    return false;
  gtk_single_selection_set_selected (self->model, (unsigned) next);
  return true;
}
