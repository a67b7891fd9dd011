/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-inbox-rows.h"

#include "amt-inbox-row.h"
#include "amt-inbox-sentence.h"

/* As many as the window usually shows. */
#define ROWS_AT_ONCE 24
#define ROWS_A_FRAME 8

struct _AmtInboxRows
{
  GObject parent_instance;

  GtkListView *view;           /* (not owned) (nullable) */
  AmtCatalogue *catalogue;     /* (owned) */
  GSettings *settings;         /* (owned) (nullable) */
  GtkListItemFactory *factory; /* (owned) */
  GPtrArray *waiting;          /* (owned) of GtkListItem: a row is yet to be made */
  int height;                  /* of a row, in pixels; 0: not known */
  unsigned left;               /* rows that may be made before the next frame */
  unsigned frames;
  unsigned tick;
};

G_DEFINE_FINAL_TYPE (AmtInboxRows, amt_inbox_rows, G_TYPE_OBJECT)

static void
show_item (AmtInboxRows *self, GtkListItem *list_item)
{
  AmtInboxRow *row = AMT_INBOX_ROW (gtk_list_item_get_child (list_item));

  amt_inbox_row_set_item (row, gtk_list_item_get_item (list_item));
  if (self->height == 0)
    gtk_widget_measure (GTK_WIDGET (row), GTK_ORIENTATION_VERTICAL, -1, NULL, &self->height, NULL, NULL);
}

static void
make_row (AmtInboxRows *self, GtkListItem *list_item)
{
  GtkWidget *row = amt_inbox_row_new (self->catalogue);

  g_object_bind_property (row, "sentence", list_item, "accessible-label", G_BINDING_SYNC_CREATE);
  if (self->settings)
    g_settings_bind (self->settings, "dense-rows", row, "dense", G_SETTINGS_BIND_GET);
  gtk_list_item_set_child (list_item, row);
}

/* --- rows that wait --- */

/* Where the middle of what is seen stands in the list. */
static double
middle (AmtInboxRows *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  double upper = gtk_adjustment_get_upper (adjustment);
  double at = gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) / 2;

  return upper > 0 ? at / upper * g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (self->view))) : 0;
}

/* How many rows from the middle of what is seen one is made: what is seen and as much again on either side. */
static double
reach (AmtInboxRows *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view));
  double upper = gtk_adjustment_get_upper (adjustment);
  double share = upper > 0 ? gtk_adjustment_get_page_size (adjustment) / upper : 1;

  return 1.5 * share * g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (self->view))) + 1;
}

/* (transfer full) (nullable): the one nearest to what is seen; NULL: those that wait are too far away. */
static GtkListItem *
take_nearest (AmtInboxRows *self)
{
  double at = middle (self);
  unsigned nearest = 0;
  double least = G_MAXDOUBLE;

  for (unsigned i = 0; i < self->waiting->len; i++)
    {
      double distance = ABS (gtk_list_item_get_position (self->waiting->pdata[i]) - at);

      if (distance < least)
        {
          least = distance;
          nearest = i;
        }
    }
  return least <= reach (self) ? g_ptr_array_steal_index_fast (self->waiting, nearest) : NULL;
}

/* Returns: whether there may be more to make. */
static bool
make_near (AmtInboxRows *self, unsigned most)
{
  for (unsigned i = 0; i < most && self->waiting->len > 0; i++)
    {
      g_autoptr (GtkListItem) list_item = gtk_list_view_get_model (self->view) ? take_nearest (self) : NULL;

      if (!list_item)
        return false;
      make_row (self, list_item);
      if (gtk_list_item_get_item (list_item))
        show_item (self, list_item);
    }
  return self->waiting->len > 0;
}

static gboolean
on_tick (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  AmtInboxRows *self = user_data;

  if (self->frames++ == 0) /* the frame that paints what was made at once */
    return G_SOURCE_CONTINUE;
  if (make_near (self, ROWS_A_FRAME))
    return G_SOURCE_CONTINUE;
  if (self->waiting->len == 0)
    self->left = ROWS_AT_ONCE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
await_frame (AmtInboxRows *self)
{
  if (self->tick)
    return;
  self->frames = 0;
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), on_tick, self, NULL);
}

/* What comes into view is made before the frame that shows it, what is near then in the frames after. */
static void
on_scrolled (AmtInboxRows *self)
{
  if (!self->view || self->waiting->len == 0 || self->tick)
    return;
  make_near (self, ROWS_A_FRAME);
  await_frame (self);
}

static void
follow_adjustment (AmtInboxRows *self)
{
  GtkAdjustment *adjustment = self->view ? gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)) : NULL;
  const char *const signals[] = {"value-changed", "changed"};

  for (size_t i = 0; adjustment && i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (adjustment, signals[i], G_CALLBACK (on_scrolled), self,
                             G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

/* As high as a row, so that the place in the list stays where it is. */
static void
let_wait (AmtInboxRows *self, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, g_object_new (ADW_TYPE_BIN, "height-request", self->height, NULL));
  g_ptr_array_add (self->waiting, g_object_ref (list_item));
}

/* --- what the view asks for --- */

static void
on_setup (AmtInboxRows *self, GtkListItem *list_item)
{
  if (!self->view)
    return;
  await_frame (self);
  if (self->left == 0)
    {
      let_wait (self, list_item);
      return;
    }
  self->left--;
  make_row (self, list_item);
}

static void
on_bind (AmtInboxRows *self, GtkListItem *list_item)
{
  g_autofree char *sentence = NULL;

  if (AMT_IS_INBOX_ROW (gtk_list_item_get_child (list_item)))
    {
      show_item (self, list_item);
      return;
    }
  sentence = amt_inbox_sentence (gtk_list_item_get_item (list_item), self->catalogue);
  gtk_list_item_set_accessible_label (list_item, sentence);
}

static void
on_unbind (AmtInboxRows *self, GtkListItem *list_item)
{
  GtkWidget *row = gtk_list_item_get_child (list_item);

  if (AMT_IS_INBOX_ROW (row))
    amt_inbox_row_set_item (AMT_INBOX_ROW (row), NULL);
}

static void
on_teardown (AmtInboxRows *self, GtkListItem *list_item)
{
  g_ptr_array_remove_fast (self->waiting, list_item);
}

/* Another height from now on. */
static void
on_dense (AmtInboxRows *self)
{
  self->height = 0;
}

/* --- the class --- */

static void
amt_inbox_rows_dispose (GObject *object)
{
  AmtInboxRows *self = AMT_INBOX_ROWS (object);

  amt_inbox_rows_stop (self);
  if (self->factory)
    g_signal_handlers_disconnect_by_data (self->factory, self);
  if (self->settings)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  g_clear_object (&self->factory);
  g_clear_object (&self->settings);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  G_OBJECT_CLASS (amt_inbox_rows_parent_class)->dispose (object);
}

static void
amt_inbox_rows_class_init (AmtInboxRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amt_inbox_rows_dispose;
}

static void
amt_inbox_rows_init (AmtInboxRows *self)
{
  self->factory = gtk_signal_list_item_factory_new ();
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  self->left = ROWS_AT_ONCE;
}

AmtInboxRows *
amt_inbox_rows_new (GtkListView *view, AmtCatalogue *catalogue, GSettings *settings)
{
  AmtInboxRows *self;

  g_return_val_if_fail (GTK_IS_LIST_VIEW (view) && AMT_IS_CATALOGUE (catalogue), NULL);

  self = g_object_new (AMT_TYPE_INBOX_ROWS, NULL);
  self->view = view;
  self->catalogue = g_object_ref (catalogue);
  g_set_object (&self->settings, settings);
  g_signal_connect_swapped (self->factory, "setup", G_CALLBACK (on_setup), self);
  g_signal_connect_swapped (self->factory, "bind", G_CALLBACK (on_bind), self);
  g_signal_connect_swapped (self->factory, "unbind", G_CALLBACK (on_unbind), self);
  g_signal_connect_swapped (self->factory, "teardown", G_CALLBACK (on_teardown), self);
  if (settings)
    g_signal_connect_swapped (settings, "changed::dense-rows", G_CALLBACK (on_dense), self);
  g_signal_connect_object (view, "notify::vadjustment", G_CALLBACK (follow_adjustment), self, G_CONNECT_SWAPPED);
  follow_adjustment (self);
  gtk_list_view_set_factory (view, self->factory);
  return self;
}

void
amt_inbox_rows_stop (AmtInboxRows *self)
{
  g_return_if_fail (AMT_IS_INBOX_ROWS (self));

  if (self->tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick);
  self->tick = 0;
  self->view = NULL;
}
