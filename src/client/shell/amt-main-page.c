/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-main-page-private.h"

#include "amt-damage.h"
#include "amt-menu-names.h"
#include "amt-sentences.h"
#include "amt-shell-resources.h"
#include "amt-ui.h"

#include <glib/gi18n.h>

/* Passing by is not looking: only who rests on a request has seen it. The page itself waits likewise before it reads. */
#define REST_MS 120
/* A connection that comes back at once is not worth a banner. */
#define OFFLINE_BANNER_SECONDS 3

G_DEFINE_FINAL_TYPE (AmtMainPage, amt_main_page, ADW_TYPE_BREAKPOINT_BIN)

enum
{
  SIGNED_OUT,
  REMOVED,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

static AmtReplica *
replica (AmtMainPage *self)
{
  return amt_desk_get_replica (self->desk);
}

/* --- the request shown --- */

static void
show_request (AmtMainPage *self, const char *id)
{
  g_clear_handle_id (&self->rest_source, g_source_remove);
  amt_request_page_show (self->request, id);
  if (id)
    amt_replica_mark_seen (replica (self), id);
}

static gboolean
on_rested (gpointer user_data)
{
  AmtMainPage *self = user_data;
  const char *id = amt_request_page_get_request_id (self->request);

  self->rest_source = 0;
  if (id)
    amt_replica_mark_seen (replica (self), id);
  return G_SOURCE_REMOVE;
}

static void
on_selected (AmtMainPage *self, const char *id)
{
  if (adw_navigation_split_view_get_collapsed (self->inner) &&
      !adw_navigation_split_view_get_show_content (self->inner))
    return; /* in one pane a row is opened, not looked at beside the list */
  g_clear_handle_id (&self->rest_source, g_source_remove);
  /* At once: a key that follows shall never act on the request before. */
  amt_request_page_show (self->request, id);
  self->rest_source = g_timeout_add (REST_MS, on_rested, self);
}

void
amt_main_page_enter_request (AmtMainPage *self, const char *id)
{
  if (g_strcmp0 (amt_request_page_get_request_id (self->request), id) != 0)
    show_request (self, id);
  adw_navigation_split_view_set_show_content (self->inner, TRUE);
  amt_request_page_grab_head (self->request);
}

static void
on_opened (AmtMainPage *self, const char *id)
{
  amt_main_page_enter_request (self, id);
}

static void
on_request_changed (AmtMainPage *self, const char *id)
{
  g_autoptr (AmtSummary) summary = amt_replica_get_summary (replica (self), id);

  if (!summary)
    return;
  amt_request_page_changed (self->request, id, summary->version);
  if (g_strcmp0 (amt_request_page_get_request_id (self->request), id) == 0 &&
      gtk_widget_get_mapped (GTK_WIDGET (self->request)))
    amt_replica_mark_seen (replica (self), id);
}

/* The request page hears of it too, and may have let go of it by now. */
static void
on_request_gone (AmtMainPage *self, const char *id)
{
  const char *shown = amt_request_page_get_request_id (self->request);

  if (shown && strcmp (shown, id) != 0)
    return;
  show_request (self, NULL);
  adw_navigation_split_view_set_show_content (self->inner, FALSE);
}

static void
on_catalogue_changed (AmtMainPage *self)
{
  amt_request_page_set_services (self->request, amt_catalogue_get_services (amt_desk_get_catalogue (self->desk)));
}

/* --- queues --- */

static void
show_queue (AmtMainPage *self, AmtQueue queue, const char *team_id)
{
  amt_inbox_page_show_queue (self->inbox, queue, team_id, amt_queue_list_get_team_name (self->queues, team_id));
  adw_navigation_page_set_title (self->inbox_nav, amt_inbox_page_get_title (self->inbox));
  g_settings_set_string (self->settings, "queue", amt_enum_to_nick (&amt_queue_enum, queue));
  g_settings_set_string (self->settings, "team", team_id ? team_id : "");
}

static void
on_queue_selected (AmtMainPage *self, int queue, const char *team_id, const char *team_name)
{
  show_queue (self, queue, team_id);
  adw_navigation_split_view_set_show_content (self->inner, FALSE);
  if (adw_overlay_split_view_get_collapsed (self->outer))
    adw_overlay_split_view_set_show_sidebar (self->outer, FALSE);
}

static void
show_last_queue (AmtMainPage *self)
{
  g_autofree char *nick = g_settings_get_string (self->settings, "queue");
  g_autofree char *team = g_settings_get_string (self->settings, "team");
  const char *team_id = *team ? team : NULL;
  int queue = AMT_QUEUE_UNCLAIMED;

  amt_enum_from_nick (&amt_queue_enum, nick, &queue);
  if (!amt_queue_list_select (self->queues, queue, team_id))
    {
      queue = AMT_QUEUE_UNCLAIMED;
      team_id = NULL;
      amt_queue_list_select (self->queues, queue, team_id);
    }
  show_queue (self, queue, team_id);
}

static void
on_collapsed (AmtMainPage *self)
{
  amt_inbox_page_set_single_pane (self->inbox, adw_navigation_split_view_get_collapsed (self->inner));
}

/* Where the sidebar is not in view something must bring it back. */
static void
on_show_sidebar (AmtMainPage *self)
{
  bool in_view = !adw_overlay_split_view_get_collapsed (self->outer) &&
                 adw_overlay_split_view_get_show_sidebar (self->outer);

  g_object_set (self->inbox, "show-sidebar-button", !in_view, NULL);
}

/* A window that becomes wide enough has its sidebar again, unless somebody wants it hidden. */
static void
on_outer_collapsed (AmtMainPage *self)
{
  if (!adw_overlay_split_view_get_collapsed (self->outer))
    adw_overlay_split_view_set_show_sidebar (self->outer, g_settings_get_boolean (self->settings, "sidebar"));
  on_show_sidebar (self);
}

/* --- how the copy stands --- */

/* (transfer full) (nullable): what this workstation lacks, until somebody has read it. */
static char *
lack (AmtMainPage *self)
{
  const GError *problem = amt_desk_get_problem (self->desk);

  return problem && !self->lack_read ? amt_sentence_for_error (problem) : NULL;
}

static const char *
zone (AmtMainPage *self)
{
  return amt_catalogue_zone (amt_desk_get_catalogue (self->desk), NULL);
}

static void
update_banner (AmtMainPage *self)
{
  g_autofree char *text = amt_sync_status_banner (replica (self), zone (self));
  const char *button = NULL;

  if (amt_replica_get_status (replica (self)) == AMT_REPLICA_SIGNED_OUT)
    button = _ ("Sign In");
  else if (text)
    button = amt_replica_get_waiting (replica (self)) > 0 ? _ ("Outbox") : _ ("Try Again");
  self->lack_shown = !text && (text = lack (self)) != NULL;
  if (self->lack_shown)
    button = _ ("Understood");
  amt_inbox_page_set_banner (self->inbox, text, button);
}

static gboolean
on_banner_due (gpointer user_data)
{
  AmtMainPage *self = user_data;

  self->banner_source = 0;
  update_banner (self);
  return G_SOURCE_REMOVE;
}

static void
on_status (AmtMainPage *self)
{
  AmtReplicaStatus status = amt_replica_get_status (replica (self));

  g_clear_handle_id (&self->banner_source, g_source_remove);
  if (status == AMT_REPLICA_OFFLINE)
    self->banner_source = g_timeout_add_seconds (OFFLINE_BANNER_SECONDS, on_banner_due, self);
  else
    update_banner (self);
  if (status == AMT_REPLICA_SIGNED_OUT)
    g_signal_emit (self, signals[SIGNED_OUT], 0);
  else if (status == AMT_REPLICA_REMOVED)
    g_signal_emit (self, signals[REMOVED], 0);
}

/* Why it is so may change while the status stays; a banner that is still to come will say it then. */
static void
on_problem (AmtMainPage *self)
{
  if (self->banner_source == 0)
    update_banner (self);
}

static void
on_banner_clicked (AmtMainPage *self)
{
  if (self->lack_shown)
    {
      self->lack_read = true;
      update_banner (self);
    }
  else if (amt_replica_get_status (replica (self)) == AMT_REPLICA_SIGNED_OUT)
    g_signal_emit (self, signals[SIGNED_OUT], 0);
  else if (amt_replica_get_waiting (replica (self)) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.outbox", NULL);
  else
    amt_desk_reload (self->desk);
}

static void
on_desk_damaged (AmtMainPage *self)
{
  amt_damage_tell (replica (self), GTK_WIDGET (self));
}

/* --- the class --- */

static void
amt_main_page_dispose (GObject *object)
{
  AmtMainPage *self = AMT_MAIN_PAGE (object);

  amt_main_page_remove_actions (self);
  dex_clear (&self->claiming);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  g_clear_handle_id (&self->banner_source, g_source_remove);
  if (self->desk)
    {
      g_signal_handlers_disconnect_by_data (replica (self), self);
      g_signal_handlers_disconnect_by_data (amt_desk_get_catalogue (self->desk), self);
    }
  if (self->request)
    {
      g_autoptr (AmtRequestPage) request = g_object_ref (g_steal_pointer (&self->request));

      adw_bin_set_child (self->request_slot, NULL);
      g_object_run_dispose (G_OBJECT (request)); /* an answer under way would hold it */
    }
  adw_breakpoint_bin_set_child (ADW_BREAKPOINT_BIN (self), NULL); /* bound, see amt-inbox-empty.c */
  gtk_widget_dispose_template (GTK_WIDGET (self), AMT_TYPE_MAIN_PAGE);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (amt_main_page_parent_class)->dispose (object);
}

static gboolean
amt_main_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (AMT_MAIN_PAGE (widget)->inbox));
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  AMT_SET_TEMPLATE (widget_class, shell, "shell", "amt-main-page");
  gtk_widget_class_bind_template_child (widget_class, AmtMainPage, outer);
  gtk_widget_class_bind_template_child (widget_class, AmtMainPage, inner);
  gtk_widget_class_bind_template_child (widget_class, AmtMainPage, sidebar_pane);
  gtk_widget_class_bind_template_child (widget_class, AmtMainPage, account_button);
  gtk_widget_class_bind_template_child (widget_class, AmtMainPage, avatar);
  gtk_widget_class_bind_template_child (widget_class, AmtMainPage, account_label);
  gtk_widget_class_bind_template_child (widget_class, AmtMainPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AmtMainPage, queues);
  gtk_widget_class_bind_template_child (widget_class, AmtMainPage, sync_status);
  gtk_widget_class_bind_template_child (widget_class, AmtMainPage, inbox_nav);
  gtk_widget_class_bind_template_child (widget_class, AmtMainPage, inbox);
  gtk_widget_class_bind_template_child (widget_class, AmtMainPage, request_nav);
  gtk_widget_class_bind_template_child (widget_class, AmtMainPage, request_slot);
  gtk_widget_class_bind_template_callback (widget_class, on_queue_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_opened);
  gtk_widget_class_bind_template_callback (widget_class, on_banner_clicked);
}

static void
amt_main_page_class_init (AmtMainPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_main_page_dispose;
  widget_class->grab_focus = amt_main_page_grab_focus;
  signals[SIGNED_OUT] = g_signal_new ("signed-out", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  g_type_ensure (AMT_TYPE_QUEUE_LIST);
  g_type_ensure (AMT_TYPE_SYNC_STATUS);
  g_type_ensure (AMT_TYPE_INBOX_PAGE);
  bind_template (widget_class);
}

static void
amt_main_page_init (AmtMainPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->inner, "notify::collapsed", G_CALLBACK (on_collapsed), self, G_CONNECT_SWAPPED);
  amt_menu_names_give (GTK_WIDGET (self));
}

static void
show_account (AmtMainPage *self)
{
  const AmtSession *session = amt_desk_get_session (self->desk);
  g_autofree char *tooltip = g_strdup_printf (_ ("Signed in as %s"), session->name);

  adw_avatar_set_text (self->avatar, session->name);
  gtk_label_set_label (self->account_label, session->name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->account_button), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->account_button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
}

static void
connect_replica (AmtMainPage *self)
{
  static const struct
  {
    const char *signal;
    GCallback callback;
  } connections[] = {
      {"request-changed", G_CALLBACK (on_request_changed)}, {"request-gone", G_CALLBACK (on_request_gone)},
      {"notify::status", G_CALLBACK (on_status)},           {"notify::waiting", G_CALLBACK (on_status)},
      {"notify::problem", G_CALLBACK (on_problem)},         {"desk-damaged", G_CALLBACK (on_desk_damaged)},
      {"journal-problem", G_CALLBACK (on_problem)},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (connections); i++)
    g_signal_connect_swapped (replica (self), connections[i].signal, connections[i].callback, self);
}

GtkWidget *
amt_main_page_new (AmtDesk *desk, GSettings *settings)
{
  AmtMainPage *self = g_object_new (AMT_TYPE_MAIN_PAGE, NULL);
  AmtCatalogue *catalogue = amt_desk_get_catalogue (desk);

  self->desk = g_object_ref (desk);
  self->settings = g_object_ref (settings);
  show_account (self);
  amt_queue_list_attach (self->queues, replica (self));
  amt_sync_status_attach (self->sync_status, replica (self), zone (self));
  amt_inbox_page_attach (self->inbox, replica (self), catalogue, settings);
  self->request = AMT_REQUEST_PAGE (amt_request_page_new (
      amt_desk_get_api (desk), replica (self), amt_desk_get_session (desk), amt_catalogue_get_services (catalogue)));
  adw_bin_set_child (self->request_slot, GTK_WIDGET (self->request));
  amt_request_page_show (self->request, NULL);
  g_signal_connect_swapped (catalogue, "changed", G_CALLBACK (on_catalogue_changed), self);
  connect_replica (self);
  g_signal_connect_object (self->outer, "notify::collapsed", G_CALLBACK (on_outer_collapsed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->outer, "notify::show-sidebar", G_CALLBACK (on_show_sidebar), self, G_CONNECT_SWAPPED);
  on_outer_collapsed (self);
  show_last_queue (self);
  on_status (self);
  return GTK_WIDGET (self);
}

void
amt_main_page_open_request (AmtMainPage *self, const char *request_id)
{
  g_return_if_fail (AMT_IS_MAIN_PAGE (self));
  g_return_if_fail (request_id != NULL);

  amt_inbox_page_select (self->inbox, request_id);
  show_request (self, request_id);
  adw_navigation_split_view_set_show_content (self->inner, TRUE);
}

AmtDesk *
amt_main_page_get_desk (AmtMainPage *self)
{
  g_return_val_if_fail (AMT_IS_MAIN_PAGE (self), NULL);
  return self->desk;
}
