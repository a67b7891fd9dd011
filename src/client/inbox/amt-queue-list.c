/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-queue-list.h"

#include "amt-queue-look.h"

#include <glib/gi18n.h>

typedef struct
{
  AmtQueue queue;
  const AmtTeam *team; /* (nullable) of the session */
  GtkWidget *row;
  GtkLabel *count;
} Entry;

struct _AmtQueueList
{
  AdwBin parent_instance;

  GtkListBox *list;
  AmtReplica *replica; /* (owned) (nullable) until attached */
  AmtSession *session; /* (owned) (nullable) */
  GArray *entries;     /* (owned) of Entry, by row */
  bool quiet;
};

G_DEFINE_FINAL_TYPE (AmtQueueList, amt_queue_list, ADW_TYPE_BIN)

enum
{
  SELECTED,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

/* Queues which only those see who can do something there. */
static const struct
{
  AmtQueue queue;
  AmtPermissions permissions; /* any of these */
} restricted[] = {
    {AMT_QUEUE_TO_SIGN, 1u << AMT_PERMISSION_SIGN_RESIDENTS | 1u << AMT_PERMISSION_SIGN_CIVIL_STATUS |
                            1u << AMT_PERMISSION_SIGN_TRADE | 1u << AMT_PERMISSION_SIGN_TAX},
    {AMT_QUEUE_IN_APPROVAL, 1u << AMT_PERMISSION_APPROVE},
};

static bool
may_see (const AmtSession *session, AmtQueue queue)
{
  for (size_t i = 0; i < G_N_ELEMENTS (restricted); i++)
    {
      AmtPermissions all = 0;

      if (restricted[i].queue != queue)
        continue;
      for (unsigned m = 0; m < session->memberships->len; m++)
        all |= ((const AmtMembership *) session->memberships->pdata[m])->permissions;
      return (all & restricted[i].permissions) != 0;
    }
  return true;
}

static const Entry *
entry_at (AmtQueueList *self, int index)
{
  return index >= 0 && (unsigned) index < self->entries->len ? &g_array_index (self->entries, Entry, index) : NULL;
}

static void
on_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  AmtQueueList *self = user_data;
  const Entry *entry = entry_at (self, gtk_list_box_row_get_index (row));
  const Entry *above = before ? entry_at (self, gtk_list_box_row_get_index (before)) : NULL;
  GtkWidget *label;

  if (!entry || (above && (above->team != NULL) == (entry->team != NULL)))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (entry->team ? _ ("Teams") : _ ("Inbox"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "sidebar-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
set_count (const Entry *entry, unsigned count, bool alert)
{
  g_autofree char *number = g_strdup_printf ("%u", count);

  gtk_label_set_label (entry->count, number);
  gtk_widget_set_visible (GTK_WIDGET (entry->count), count > 0);
  if (alert)
    gtk_widget_add_css_class (GTK_WIDGET (entry->count), "alert");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry->count), "alert");
}

static void
describe (const Entry *entry, const char *title, unsigned count)
{
  g_autofree char *name = NULL;

  if (count > 0)
    name = g_strdup_printf (ngettext ("%s, %u request", "%s, %u requests", count), title, count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry->row), GTK_ACCESSIBLE_PROPERTY_LABEL, name ? name : title, -1);
}

static const char *
entry_title (const Entry *entry)
{
  return entry->team ? entry->team->name : _ (amt_queue_look (entry->queue)->title);
}

static void
update_counts (AmtQueueList *self)
{
  for (unsigned i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = entry_at (self, i);
      const char *team_id = entry->team ? entry->team->id : NULL;
      unsigned count = 0;

      if (amt_queue_look (entry->queue)->counted)
        count = amt_replica_count (self->replica, entry->queue, team_id);
      set_count (entry, count,
                 entry->queue == AMT_QUEUE_DUE_SOON && amt_replica_count_late (self->replica, entry->queue, NULL));
      describe (entry, entry_title (entry), count);
    }
}

static void
add_entry (AmtQueueList *self, AmtQueue queue, const AmtTeam *team)
{
  const AmtQueueLook *look = amt_queue_look (queue);
  Entry entry = {.queue = queue, .team = team};
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *image = gtk_image_new_from_icon_name (team ? "system-users-symbolic" : look->icon_name);
  GtkWidget *label = gtk_label_new (entry_title (&entry));

  gtk_accessible_update_state (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  entry.count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_valign (GTK_WIDGET (entry.count), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (entry.count), "count");
  gtk_widget_add_css_class (GTK_WIDGET (entry.count), "numeric");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (entry.count));
  entry.row = gtk_list_box_row_new ();
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (entry.row), box);
  g_array_append_val (self->entries, entry);
  gtk_list_box_append (self->list, entry.row);
}

static void
on_row_selected (AmtQueueList *self, GtkListBoxRow *row)
{
  const Entry *entry = row ? entry_at (self, gtk_list_box_row_get_index (row)) : NULL;

  if (entry && !self->quiet)
    g_signal_emit (self, signals[SELECTED], 0, (int) entry->queue, entry->team ? entry->team->id : NULL,
                   entry->team ? entry->team->name : NULL);
}

static gboolean
amt_queue_list_grab_focus (GtkWidget *widget)
{
  AmtQueueList *self = AMT_QUEUE_LIST (widget);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  return row ? gtk_widget_grab_focus (GTK_WIDGET (row)) : gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}

static void
amt_queue_list_dispose (GObject *object)
{
  AmtQueueList *self = AMT_QUEUE_LIST (object);

  self->quiet = true;
  if (self->replica)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (amt_queue_list_parent_class)->dispose (object);
}

static void
amt_queue_list_finalize (GObject *object)
{
  AmtQueueList *self = AMT_QUEUE_LIST (object);

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->session, amt_session_unref);
  G_OBJECT_CLASS (amt_queue_list_parent_class)->finalize (object);
}

static void
amt_queue_list_class_init (AmtQueueListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amt_queue_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = amt_queue_list_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = amt_queue_list_grab_focus;
  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 3, G_TYPE_INT, G_TYPE_STRING, G_TYPE_STRING);
}

static void
amt_queue_list_init (AmtQueueList *self)
{
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "navigation-sidebar");
  gtk_list_box_set_tab_behavior (self->list, GTK_LIST_TAB_ITEM);
  gtk_list_box_set_header_func (self->list, on_header, self, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Queues and teams"),
                                  -1);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (on_row_selected), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
}

static void
add_teams (AmtQueueList *self)
{
  for (unsigned i = 0; i < self->session->memberships->len; i++)
    {
      const AmtMembership *membership = self->session->memberships->pdata[i];

      if (!amt_queue_list_get_team_name (self, membership->team->id))
        add_entry (self, AMT_QUEUE_ALL, membership->team);
    }
}

void
amt_queue_list_attach (AmtQueueList *self, AmtReplica *replica)
{
  g_return_if_fail (AMT_IS_QUEUE_LIST (self) && !self->replica);

  self->replica = g_object_ref (replica);
  self->session = amt_session_ref (amt_replica_get_session (replica));
  for (const AmtQueueLook *look = amt_queue_looks; look->title; look++)
    if (may_see (self->session, look->queue))
      add_entry (self, look->queue, NULL);
  add_teams (self);
  gtk_list_box_invalidate_headers (self->list);
  g_signal_connect_swapped (replica, "counts-changed", G_CALLBACK (update_counts), self);
  update_counts (self);
}

bool
amt_queue_list_select (AmtQueueList *self, AmtQueue queue, const char *team_id)
{
  g_return_val_if_fail (AMT_IS_QUEUE_LIST (self), false);

  for (unsigned i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = entry_at (self, i);

      if (entry->queue != queue || g_strcmp0 (entry->team ? entry->team->id : NULL, team_id) != 0)
        continue;
      self->quiet = true;
      gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (entry->row));
      self->quiet = false;
      return true;
    }
  return false;
}

bool
amt_queue_list_activate (AmtQueueList *self, unsigned number)
{
  const Entry *entry;

  g_return_val_if_fail (AMT_IS_QUEUE_LIST (self), false);

  entry = entry_at (self, (int) number - 1);
  if (!entry)
    return false;
  gtk_list_box_select_row (self->list, GTK_LIST_BOX_ROW (entry->row));
  return true;
}

const char *
amt_queue_list_get_team_name (AmtQueueList *self, const char *team_id)
{
  g_return_val_if_fail (AMT_IS_QUEUE_LIST (self), NULL);

  for (unsigned i = 0; team_id && i < self->entries->len; i++)
    {
      const AmtTeam *team = entry_at (self, i)->team;

      if (team && strcmp (team->id, team_id) == 0)
        return team->name;
    }
  return NULL;
}

const char *
amt_queue_list_get_title (AmtQueueList *self, unsigned number)
{
  const Entry *entry;

  g_return_val_if_fail (AMT_IS_QUEUE_LIST (self), NULL);
  entry = entry_at (self, (int) number - 1);
  return entry ? entry_title (entry) : NULL;
}
