/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-inbox-page.h"

#include "amt-action-table.h"
#include "amt-announce.h"
#include "amt-inbox-empty.h"
#include "amt-inbox-filter.h"
#include "amt-inbox-resources.h"
#include "amt-inbox-rows.h"
#include "amt-inbox-selection.h"
#include "amt-inbox-sentence.h"
#include "amt-older-dialog.h"
#include "amt-queue-look.h"
#include "amt-ui.h"

#include <glib/gi18n.h>

#define SETTLED_MS 500

struct _AmtInboxPage
{
  AdwBin parent_instance;

  AdwWindowTitle *title;
  GtkWidget *sidebar_button;
  GtkEditable *search_entry;
  GtkMenuButton *filter_button;
  AmtInboxFilter *filter;
  AdwBanner *banner;
  GtkStack *stack;
  GtkScrolledWindow *scroller;
  GtkListView *list_view;
  AmtInboxEmpty *empty;
  GtkWidget *older_button;

  AmtReplica *replica;          /* (owned) (nullable) until attached */
  AmtCatalogue *catalogue;      /* (owned) (nullable) */
  GSettings *settings;          /* (owned) (nullable) */
  AmtRequestList *list;         /* (owned) (nullable) */
  AmtInboxSelection *selection; /* (owned) (nullable) */
  AmtInboxRows *rows;           /* (owned) (nullable) */
  GHashTable *places;           /* (owned) "mine/TEAM" → double *: how far it was scrolled */

  AmtQueue queue;
  char *team_id;   /* (owned) (nullable) */
  char *team_name; /* (owned) (nullable) */
  bool everywhere; /* the search was widened beyond the queue */
  bool show_sidebar_button;
  double scroll_back; /* where to scroll once the rows are laid out */
  int frames;         /* until then */
  unsigned tick;
  unsigned settling; /* source; what was searched for changed just now */
};

G_DEFINE_FINAL_TYPE (AmtInboxPage, amt_inbox_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_SHOW_SIDEBAR_BUTTON = 1
} AmtInboxPageProperty;
static GParamSpec *properties[PROP_SHOW_SIDEBAR_BUTTON + 1];

enum
{
  SELECTED,
  OPENED,
  BANNER_CLICKED,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

static const char *
search_text (AmtInboxPage *self)
{
  const char *text = gtk_editable_get_text (self->search_entry);

  return *text ? text : NULL;
}

/* --- what stands around the rows --- */

static void
update_frame (AmtInboxPage *self)
{
  bool empty;
  g_autofree char *text = NULL;

  if (!self->list)
    return;
  empty = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;
  adw_window_title_set_title (self->title, amt_inbox_page_get_title (self));
  text = empty ? NULL : amt_inbox_counted (self->list, self->replica, self->team_id);
  adw_window_title_set_subtitle (self->title, text ? text : "");
  if (empty)
    amt_inbox_empty_update (self->empty, self->replica, self->queue, search_text (self) != NULL,
                            amt_query_is_filtered (amt_request_list_get_query (self->list)), self->everywhere);
  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
  gtk_widget_set_visible (self->older_button, search_text (self) != NULL);
  if (amt_query_is_filtered (amt_request_list_get_query (self->list)) && !search_text (self))
    gtk_widget_add_css_class (GTK_WIDGET (self->filter_button), "accent");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->filter_button), "accent");
}

/* Who does not see the rows is told how many were found, once nobody types any more. */
static void
tell_found (gpointer user_data)
{
  AmtInboxPage *self = user_data;
  bool empty = g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;
  g_autofree char *text = empty ? amt_inbox_empty_describe (self->empty)
                                : amt_inbox_counted (self->list, self->replica, self->team_id);

  self->settling = 0;
  amt_announce (GTK_WIDGET (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* --- the place in the list --- */

static GtkAdjustment *
adjustment (AmtInboxPage *self)
{
  return gtk_scrolled_window_get_vadjustment (self->scroller);
}

/* The rows are laid out after the first frame; only then can a place in them be returned to. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  AmtInboxPage *self = AMT_INBOX_PAGE (widget);

  if (--self->frames > 0)
    return G_SOURCE_CONTINUE;
  gtk_adjustment_set_value (adjustment (self), self->scroll_back);
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
scroll_back_to (AmtInboxPage *self, double value)
{
  self->scroll_back = value;
  self->frames = 2;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

/* A list that is read anew is emptied and filled again: remember the place over that. */
static void
on_items_changed (AmtInboxPage *self, unsigned position, unsigned removed, unsigned added)
{
  if (position == 0 && added == 0 && removed > 0 && g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    scroll_back_to (self, gtk_adjustment_get_value (adjustment (self)));
  else if (position == 0 && added > removed && gtk_adjustment_get_value (adjustment (self)) <= 0)
    gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_NONE, NULL); /* at the top one sees what comes */
  update_frame (self);
}

static void
scroll_to_selected (AmtInboxPage *self, GtkListScrollFlags flags)
{
  unsigned position = amt_inbox_selection_get_position (self->selection);

  if (position != GTK_INVALID_LIST_POSITION)
    gtk_list_view_scroll_to (self->list_view, position, flags, NULL);
}

static char *
place_key (AmtInboxPage *self)
{
  return g_strdup_printf ("%s/%s", amt_enum_to_nick (&amt_queue_enum, self->queue), self->team_id ? self->team_id : "");
}

static void
remember_place (AmtInboxPage *self)
{
  double place = gtk_adjustment_get_value (adjustment (self)); /* among a few found it is worth nothing */

  if (!amt_query_is_filtered (amt_request_list_get_query (self->list)))
    g_hash_table_replace (self->places, place_key (self), g_memdup2 (&place, sizeof place));
}

/* The request beside the list stays the selected one, if this queue has it too. */
static void
return_to_place (AmtInboxPage *self)
{
  g_autofree char *key = place_key (self);
  g_autofree char *id = g_strdup (amt_inbox_selection_get_id (self->selection));
  const double *place = g_hash_table_lookup (self->places, key);

  amt_inbox_selection_set_id (self->selection, id);
  scroll_back_to (self, place ? *place : 0);
}

/* --- what is asked for --- */

/* @aloud: somebody searches or filters, and wants to know what came of it. */
static void
update_query (AmtInboxPage *self, bool aloud)
{
  g_autoptr (AmtQuery) query = NULL;
  bool back;

  if (!self->list)
    return;
  query = amt_query_new (self->everywhere ? AMT_QUEUE_EVERYTHING : self->queue);
  if (!self->everywhere)
    query->team_id = g_strdup (self->team_id);
  query->text = g_strdup (search_text (self));
  amt_inbox_filter_apply (self->filter, query);
  if (!amt_query_equal (query, amt_request_list_get_query (self->list)))
    {
      back = amt_query_is_filtered (amt_request_list_get_query (self->list)) && !amt_query_is_filtered (query);
      if (amt_query_is_filtered (query))
        remember_place (self);
      amt_request_list_set_query (self->list, query);
      if (back) /* to the whole queue */
        return_to_place (self);
      g_clear_handle_id (&self->settling, g_source_remove);
      self->settling = aloud ? g_timeout_add_once (SETTLED_MS, tell_found, self) : 0;
    }
  update_frame (self);
}

static void
on_filter_changed (AmtInboxPage *self)
{
  update_query (self, true);
}

static void
on_search_changed (AmtInboxPage *self)
{
  if (!search_text (self))
    self->everywhere = false;
  update_query (self, search_text (self) != NULL);
}

static void
on_stop_search (AmtInboxPage *self)
{
  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

static void
on_search_activate (AmtInboxPage *self)
{
  update_query (self, true);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return;
  if (amt_inbox_selection_get_position (self->selection) == GTK_INVALID_LIST_POSITION)
    gtk_selection_model_select_item (amt_inbox_selection_get_model (self->selection), 0, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self)); /* out of the entry, so that single keys act */
}

static void
on_widen (AmtInboxPage *self)
{
  self->everywhere = true;
  update_query (self, true);
}

static void
on_reset (AmtInboxPage *self)
{
  amt_inbox_filter_reset (self->filter);
}

static void
on_selected (AmtInboxPage *self, const char *id)
{
  g_signal_emit (self, signals[SELECTED], 0, id);
}

static void
on_activate (AmtInboxPage *self, unsigned position)
{
  g_autoptr (AmtRequestItem) item = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (item)
    g_signal_emit (self, signals[OPENED], 0, amt_request_item_get_id (item));
}

static void
on_banner_clicked (AmtInboxPage *self)
{
  g_signal_emit (self, signals[BANNER_CLICKED], 0);
}

/* --- rows --- */

static void
update_dense (AmtInboxPage *self)
{
  if (g_settings_get_boolean (self->settings, "dense-rows"))
    gtk_widget_add_css_class (GTK_WIDGET (self->list_view), "dense");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->list_view), "dense");
}

/* Down leaves the search for the list. */
static gboolean
on_search_key (AmtInboxPage *self, unsigned key, unsigned code, GdkModifierType state)
{
  if (key != GDK_KEY_Down || !self->list || g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0)
    return GDK_EVENT_PROPAGATE;
  on_search_activate (self);
  return GDK_EVENT_STOP;
}

/* --- the class --- */

static void
amt_inbox_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((AmtInboxPageProperty) id)
    {
    case PROP_SHOW_SIDEBAR_BUTTON:
      g_value_set_boolean (value, AMT_INBOX_PAGE (object)->show_sidebar_button);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amt_inbox_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((AmtInboxPageProperty) id)
    {
    case PROP_SHOW_SIDEBAR_BUTTON:
      AMT_INBOX_PAGE (object)->show_sidebar_button = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
amt_inbox_page_grab_focus (GtkWidget *widget)
{
  AmtInboxPage *self = AMT_INBOX_PAGE (widget);

  if (self->selection && amt_inbox_selection_get_position (self->selection) != GTK_INVALID_LIST_POSITION)
    scroll_to_selected (self, GTK_LIST_SCROLL_FOCUS);
  if (gtk_widget_get_state_flags (GTK_WIDGET (self->list_view)) & GTK_STATE_FLAG_FOCUS_WITHIN)
    return TRUE; /* a step forward would leave it */
  return gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

static void
amt_inbox_page_dispose (GObject *object)
{
  AmtInboxPage *self = AMT_INBOX_PAGE (object);

  if (self->tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_handle_id (&self->settling, g_source_remove);
  if (self->replica)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  if (self->settings)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  if (self->list)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->rows)
    amt_inbox_rows_stop (self->rows);
  if (self->list_view)
    gtk_list_view_set_model (self->list_view, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMT_TYPE_INBOX_PAGE);
  g_clear_object (&self->rows);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->replica);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (amt_inbox_page_parent_class)->dispose (object);
}

static void
amt_inbox_page_finalize (GObject *object)
{
  AmtInboxPage *self = AMT_INBOX_PAGE (object);

  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->team_id, g_free);
  g_clear_pointer (&self->team_name, g_free);
  G_OBJECT_CLASS (amt_inbox_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  AMT_SET_TEMPLATE (widget_class, inbox, "inbox", "amt-inbox-page");
  gtk_widget_class_bind_template_child (widget_class, AmtInboxPage, title);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxPage, sidebar_button);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxPage, filter_button);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxPage, filter);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxPage, banner);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxPage, empty);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxPage, older_button);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_filter_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_banner_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_widen);
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
}

static void
amt_inbox_page_class_init (AmtInboxPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amt_inbox_page_dispose;
  object_class->finalize = amt_inbox_page_finalize;
  object_class->get_property = amt_inbox_page_get_property;
  object_class->set_property = amt_inbox_page_set_property;
  widget_class->grab_focus = amt_inbox_page_grab_focus;
  properties[PROP_SHOW_SIDEBAR_BUTTON] = g_param_spec_boolean ("show-sidebar-button", NULL, NULL, FALSE,
                                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[BANNER_CLICKED] = g_signal_new ("banner-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  g_type_ensure (AMT_TYPE_INBOX_EMPTY);
  g_type_ensure (AMT_TYPE_INBOX_FILTER);
  bind_template (widget_class);
}

static void
amt_inbox_page_init (AmtInboxPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_search_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->search_entry), keys);
  amt_action_describe (self->sidebar_button, "win.toggle-sidebar", NULL);
  amt_action_describe (GTK_WIDGET (self->filter_button), "win.filter", NULL);
  amt_action_describe (self->older_button, "win.search-older", NULL);
}

static void
attach_settings (AmtInboxPage *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GAction) dense = g_settings_create_action (self->settings, "dense-rows");

  g_action_map_add_action (G_ACTION_MAP (group), dense);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "inbox", G_ACTION_GROUP (group));
  amt_inbox_filter_attach (self->filter, self->settings);
  g_signal_connect_swapped (self->settings, "changed::dense-rows", G_CALLBACK (update_dense), self);
  update_dense (self);
}

void
amt_inbox_page_attach (AmtInboxPage *self, AmtReplica *replica, AmtCatalogue *catalogue, GSettings *settings)
{
  g_autoptr (AmtQuery) query = amt_query_new (self->queue);

  g_return_if_fail (AMT_IS_INBOX_PAGE (self) && !self->replica);

  self->replica = g_object_ref (replica);
  self->catalogue = g_object_ref (catalogue);
  self->settings = g_object_ref (settings);
  attach_settings (self);
  amt_inbox_filter_set_catalogue (self->filter, catalogue);
  amt_inbox_filter_apply (self->filter, query);
  self->list = amt_request_list_new (replica, query);
  self->selection = amt_inbox_selection_new (self->list);
  g_signal_connect_swapped (self->selection, "selected", G_CALLBACK (on_selected), self);
  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (on_items_changed), self);
  g_signal_connect_swapped (replica, "counts-changed", G_CALLBACK (update_frame), self);
  g_signal_connect_swapped (replica, "notify::last-sync", G_CALLBACK (update_frame), self);

  self->rows = amt_inbox_rows_new (self->list_view, catalogue, settings);
  gtk_list_view_set_model (self->list_view, amt_inbox_selection_get_model (self->selection));
  update_frame (self);
}

void
amt_inbox_page_show_queue (AmtInboxPage *self, AmtQueue queue, const char *team_id, const char *team_name)
{
  g_return_if_fail (AMT_IS_INBOX_PAGE (self) && self->list);

  remember_place (self);
  self->queue = queue;
  self->everywhere = false;
  g_set_str (&self->team_id, team_id);
  g_set_str (&self->team_name, team_name);
  gtk_editable_set_text (self->search_entry, "");
  update_query (self, false);
  return_to_place (self);
}

const char *
amt_inbox_page_get_title (AmtInboxPage *self)
{
  if (self->team_name && !self->everywhere)
    return self->team_name;
  return _ (amt_queue_look (self->everywhere ? AMT_QUEUE_EVERYTHING : self->queue)->title);
}

const char *
amt_inbox_page_get_selected (AmtInboxPage *self)
{
  g_return_val_if_fail (AMT_IS_INBOX_PAGE (self), NULL);
  return self->selection ? amt_inbox_selection_get_id (self->selection) : NULL;
}

void
amt_inbox_page_select (AmtInboxPage *self, const char *request_id)
{
  g_return_if_fail (AMT_IS_INBOX_PAGE (self) && self->selection);

  amt_inbox_selection_set_id (self->selection, request_id);
  scroll_to_selected (self, GTK_LIST_SCROLL_NONE);
}

bool
amt_inbox_page_move (AmtInboxPage *self, int delta)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->stack));

  g_return_val_if_fail (AMT_IS_INBOX_PAGE (self), false);
  if (!self->selection || !amt_inbox_selection_move (self->selection, delta))
    return false;
  scroll_to_selected (self, focus ? GTK_LIST_SCROLL_FOCUS : GTK_LIST_SCROLL_NONE);
  return true;
}

void
amt_inbox_page_begin_search (AmtInboxPage *self)
{
  g_return_if_fail (AMT_IS_INBOX_PAGE (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
amt_inbox_page_search_older (AmtInboxPage *self)
{
  g_return_if_fail (AMT_IS_INBOX_PAGE (self) && self->replica);

  if (search_text (self))
    adw_dialog_present (amt_older_dialog_new (self->replica, self->catalogue, search_text (self)), GTK_WIDGET (self));
  else
    amt_inbox_page_begin_search (self);
}

void
amt_inbox_page_open_filter (AmtInboxPage *self)
{
  g_return_if_fail (AMT_IS_INBOX_PAGE (self));
  gtk_menu_button_popup (self->filter_button);
}

void
amt_inbox_page_set_banner (AmtInboxPage *self, const char *text, const char *button)
{
  g_return_if_fail (AMT_IS_INBOX_PAGE (self));

  if (text)
    adw_banner_set_title (self->banner, text);
  adw_banner_set_button_label (self->banner, button);
  adw_banner_set_revealed (self->banner, text != NULL);
  /* a banner that is rolled up keeps its last words, and a screen reader would still find them */
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->banner), GTK_ACCESSIBLE_STATE_HIDDEN, text == NULL, -1);
}

void
amt_inbox_page_set_single_pane (AmtInboxPage *self, bool single_pane)
{
  g_return_if_fail (AMT_IS_INBOX_PAGE (self));
  gtk_list_view_set_single_click_activate (self->list_view, single_pane);
}
