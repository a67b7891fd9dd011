/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys and menus of amt-action-table.h do in the main page. */
#include "amt-main-page-private.h"

#include "amt-claim-next.h"
#include "amt-commands.h"
#include "amt-issue-dialog.h"
#include "amt-outbox-dialog.h"
#include "amt-sentences.h"

#include <glib/gi18n.h>

#define SLIDE_MS 300 /* what the sidebar takes to come */

static AmtReplica *
replica (AmtMainPage *self)
{
  return amt_desk_get_replica (self->desk);
}

static void
toast (AmtMainPage *self, const GError *error)
{
  g_autofree char *sentence = amt_sentence_for_error (error);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", sentence);
}

static void
on_commands (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  amt_commands_open (user_data);
}

/* The keys are sent on by the caller: they are not to go back to where they were before the sidebar. */
static void
show_list (AmtMainPage *self)
{
  if (adw_overlay_split_view_get_collapsed (self->outer))
    adw_overlay_split_view_set_show_sidebar (self->outer, FALSE);
  adw_navigation_split_view_set_show_content (self->inner, FALSE);
  self->folded = false;
}

static void
on_search (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmtMainPage *self = user_data;

  show_list (self);
  amt_inbox_page_begin_search (self->inbox);
}

static void
on_search_older (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmtMainPage *self = user_data;

  show_list (self);
  amt_inbox_page_search_older (self->inbox);
}

static void
on_filter (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmtMainPage *self = user_data;

  show_list (self);
  amt_inbox_page_open_filter (self->inbox);
}

static void
on_toggle_sidebar (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmtMainPage *self = user_data;
  bool show = !adw_overlay_split_view_get_show_sidebar (self->outer);

  adw_overlay_split_view_set_show_sidebar (self->outer, show);
  if (!adw_overlay_split_view_get_collapsed (self->outer))
    g_settings_set_boolean (self->settings, "sidebar", show);
  if (show)
    gtk_widget_grab_focus (GTK_WIDGET (self->queues));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->inbox));
}

/* F6 goes round: queues, list, request. */
static void
move_pane (AmtMainPage *self, int delta)
{
  GtkWidget *panes[] = {self->sidebar_pane, GTK_WIDGET (self->inbox), GTK_WIDGET (self->request)};
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  int n = G_N_ELEMENTS (panes);
  int at = 1;

  for (int i = 0; i < n; i++)
    if (focus && (focus == panes[i] || gtk_widget_is_ancestor (focus, panes[i])))
      at = i;
  for (int step = 1; step <= n; step++)
    {
      GtkWidget *pane = panes[((at + delta * step) % n + n) % n];

      if (!gtk_widget_get_child_visible (pane) || !gtk_widget_get_mapped (pane))
        continue;
      if (pane == self->sidebar_pane)
        gtk_widget_grab_focus (GTK_WIDGET (self->queues));
      else if (pane == GTK_WIDGET (self->request))
        amt_request_page_grab_head (self->request);
      else
        gtk_widget_grab_focus (pane);
      return;
    }
}

static void
on_next_pane (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move_pane (user_data, 1);
}

static void
on_previous_pane (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  move_pane (user_data, -1);
}

static void
on_queue (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  amt_queue_list_activate (AMT_MAIN_PAGE (user_data)->queues, (unsigned) g_variant_get_int32 (parameter));
}

static void
on_reload (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmtMainPage *self = user_data;

  amt_desk_reload (self->desk);
  gtk_widget_activate_action (GTK_WIDGET (self), "request.reload", NULL);
}

static gboolean
open_menu (gpointer user_data)
{
  AmtMainPage *self = user_data;

  if (self->menu_button && gtk_widget_get_mapped (GTK_WIDGET (self->menu_button)))
    gtk_menu_button_popup (self->menu_button);
  return G_SOURCE_REMOVE;
}

static void
on_outbox (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmtMainPage *self = user_data;

  adw_dialog_present (amt_outbox_dialog_new (replica (self), amt_desk_get_catalogue (self->desk)), GTK_WIDGET (self));
}

/* The button may stand in a sidebar that is hidden and has to slide in first. */
static void
on_menu (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmtMainPage *self = user_data;
  bool shown = adw_overlay_split_view_get_show_sidebar (self->outer);

  adw_overlay_split_view_set_show_sidebar (self->outer, TRUE);
  g_timeout_add_full (G_PRIORITY_DEFAULT, shown ? 0 : SLIDE_MS, open_menu, g_object_ref (self), g_object_unref);
}

static void
on_next_request (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  amt_inbox_page_move (AMT_MAIN_PAGE (user_data)->inbox, 1);
}

static void
on_previous_request (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  amt_inbox_page_move (AMT_MAIN_PAGE (user_data)->inbox, -1);
}

static void
on_enter_request (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmtMainPage *self = user_data;
  const char *id = amt_inbox_page_get_selected (self->inbox);

  if (id)
    amt_main_page_enter_request (self, id);
}

static void
on_open_request (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  amt_main_page_open_request (user_data, g_variant_get_string (parameter, NULL));
}

static DexFuture *
on_claimed (DexFuture *future, gpointer user_data)
{
  AmtMainPage *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  const AmtRequest *request = value ? g_value_get_boxed (value) : NULL;
  g_autofree char *undo = NULL;

  dex_clear (&self->claiming);
  if (!self->request)
    return dex_future_new_true ();
  if (!request)
    {
      toast (self, error);
      return dex_future_new_true ();
    }
  amt_main_page_open_request (self, request->id);
  amt_request_page_take (self->request, request);
  undo = g_strdup_printf ("request.undo(('release','%s'))", request->id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast-undo", "(ss)", _ ("Claimed"), undo);
  return dex_future_new_true ();
}

static void
on_claim_next (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmtMainPage *self = user_data;

  if (!self->claiming) /* pressed twice, it is one request that is wanted */
    self->claiming = dex_future_finally (amt_claim_next (replica (self)), on_claimed, g_object_ref (self),
                                         g_object_unref);
}

static void
on_issued (AmtMainPage *self, AmtRequest *request)
{
  amt_replica_put_request (replica (self), request);
  amt_request_page_take (self->request, request);
}

static void
on_issue (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmtMainPage *self = user_data;
  const AmtRequest *request = amt_request_page_get_request (self->request);
  const AmtService *service = amt_request_page_get_service (self->request);
  g_autofree char *key = g_settings_get_string (self->settings, "signing-key");
  const char *id;
  const char *nick;
  const char *reason;
  int kind = AMT_DOCUMENT_CERTIFICATE;
  AdwDialog *dialog;

  g_variant_get (parameter, "(&s&s&s)", &id, &nick, &reason);
  if (!request || !service || strcmp (request->id, id) != 0)
    return;
  amt_enum_from_nick (&amt_document_kind_enum, nick, &kind);
  dialog = amt_issue_dialog_new (amt_desk_get_api (self->desk), amt_desk_get_session (self->desk), service, request,
                                 kind, *reason ? reason : NULL, *key ? key : NULL);
  g_signal_connect_object (dialog, "issued", G_CALLBACK (on_issued), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
on_next_after_issue (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmtMainPage *self = user_data;

  if (g_settings_get_boolean (self->settings, "open-next") && !adw_navigation_split_view_get_collapsed (self->inner))
    amt_inbox_page_move (self->inbox, 1);
  gtk_widget_grab_focus (GTK_WIDGET (self->inbox));
}

static const GActionEntry entries[] = {
    {.name = "commands", .activate = on_commands},
    {.name = "search", .activate = on_search},
    {.name = "search-older", .activate = on_search_older},
    {.name = "filter", .activate = on_filter},
    {.name = "toggle-sidebar", .activate = on_toggle_sidebar},
    {.name = "next-pane", .activate = on_next_pane},
    {.name = "previous-pane", .activate = on_previous_pane},
    {.name = "queue", .activate = on_queue, .parameter_type = "i"},
    {.name = "reload", .activate = on_reload},
    {.name = "outbox", .activate = on_outbox},
    {.name = "menu", .activate = on_menu},
    {.name = "next-request", .activate = on_next_request},
    {.name = "previous-request", .activate = on_previous_request},
    {.name = "enter-request", .activate = on_enter_request},
    {.name = "open-request", .activate = on_open_request, .parameter_type = "s"},
    {.name = "claim-next", .activate = on_claim_next},
    {.name = "issue", .activate = on_issue, .parameter_type = "(sss)"},
    {.name = "next-after-issue", .activate = on_next_after_issue},
};

void
amt_main_page_remove_actions (AmtMainPage *self)
{
  if (!self->window)
    return;
  g_action_map_remove_action_entries (G_ACTION_MAP (self->window), entries, G_N_ELEMENTS (entries));
  gtk_widget_insert_action_group (GTK_WIDGET (self->window), "request", NULL);
  amt_main_page_release_focus (self);
  self->window = NULL;
}

void
amt_main_page_add_actions (AmtMainPage *self, AdwApplicationWindow *window)
{
  g_return_if_fail (AMT_IS_MAIN_PAGE (self) && !self->window);

  self->window = window;
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "request", amt_request_page_get_actions (self->request));
  amt_main_page_keep_focus (self);
}
