/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the keys go when what had them is gone: a claimed row leaves the list, a button becomes insensitive, a dialog
 * closes. GTK then begins anew at the window's first button; a clerk goes on where he worked. */
#include "amt-main-page-private.h"

static GtkWidget *
pane_of (AmtMainPage *self, GtkWidget *widget)
{
  GtkWidget *panes[] = {self->sidebar_pane, GTK_WIDGET (self->inbox), GTK_WIDGET (self->request)};

  for (size_t i = 0; widget && i < G_N_ELEMENTS (panes); i++)
    if (widget == panes[i] || gtk_widget_is_ancestor (widget, panes[i]))
      return panes[i];
  return NULL;
}

static bool
can_keep (GtkWidget *widget)
{
  return widget && gtk_widget_get_mapped (widget) && gtk_widget_is_sensitive (widget);
}

/* Into the head of the request, or to a row. */
static void
restore (AmtMainPage *self)
{
  if (self->pane == self->sidebar_pane && gtk_widget_grab_focus (GTK_WIDGET (self->queues)))
    return;
  if (self->pane == GTK_WIDGET (self->request) && gtk_widget_get_mapped (self->pane) &&
      amt_request_page_grab_head (self->request))
    return;
  if (!gtk_widget_grab_focus (GTK_WIDGET (self->inbox)) && !amt_request_page_grab_head (self->request))
    amt_inbox_page_begin_search (self->inbox);
}

/* A dialog that lost the keys would not hear Escape. While it opens it looks for a place itself. */
static void
restore_in_dialog (AdwDialog *dialog, GtkWidget *focus)
{
  if (!g_object_get_data (G_OBJECT (dialog), "amt-opened"))
    g_object_set_data (G_OBJECT (dialog), "amt-opened", GINT_TO_POINTER (TRUE));
  else if (!can_keep (focus) || !gtk_widget_is_ancestor (focus, GTK_WIDGET (dialog)))
    gtk_widget_grab_focus (GTK_WIDGET (dialog));
}

/* libadwaita sends the keys on to the next widget when the sidebar goes, also when they were not in it. */
static void
restore_kept (AmtMainPage *self)
{
  bool is_row = self->kept && gtk_widget_get_ancestor (self->kept, GTK_TYPE_LIST_VIEW);

  self->folded = false;
  if (is_row) /* it may show another request by now */
    self->pane = GTK_WIDGET (self->inbox);
  if (is_row || !can_keep (self->kept) || !gtk_widget_grab_focus (self->kept))
    restore (self);
}

/* When two panes become one it is the one somebody works in. */
static void
keep (AmtMainPage *self, GtkWidget *focus, GtkWidget *pane)
{
  g_set_weak_pointer (&self->kept, focus);
  if (!adw_navigation_split_view_get_collapsed (self->inner))
    adw_navigation_split_view_set_show_content (
        self->inner, pane == GTK_WIDGET (self->request) && amt_request_page_get_request_id (self->request) != NULL);
}

static gboolean
on_settled (gpointer user_data)
{
  AmtMainPage *self = user_data;
  AdwDialog *dialog = adw_application_window_get_visible_dialog (self->window);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  GtkWidget *pane = pane_of (self, focus);

  self->focus_source = 0;
  self->lost = false;
  if (dialog)
    restore_in_dialog (dialog, focus);
  if (dialog || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;
  if (self->folded)
    restore_kept (self);
  else if (!can_keep (focus) || (pane == self->sidebar_pane && pane != self->pane))
    restore (self);
  else if (pane)
    self->pane = pane;
  focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  pane = pane_of (self, focus);
  if (pane && pane != self->sidebar_pane)
    keep (self, focus, pane);
  return G_SOURCE_REMOVE;
}

/* After the frame in which GTK looks for another place itself. */
static void
look_soon (AmtMainPage *self)
{
  if (self->focus_source == 0)
    self->focus_source = g_idle_add (on_settled, self);
}

static void
on_focus (AmtMainPage *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  GtkWidget *pane = pane_of (self, focus);

  self->lost |= !focus || !can_keep (self->focus);
  if (!self->lost && pane)
    self->pane = pane;
  if (self->lost || !adw_application_window_get_visible_dialog (self->window))
    look_soon (self);
  g_set_weak_pointer (&self->focus, focus);
}

static void
on_sidebar (AmtMainPage *self)
{
  if (adw_overlay_split_view_get_show_sidebar (self->outer))
    return;
  self->folded = true;
  if (self->pane == self->sidebar_pane)
    self->pane = GTK_WIDGET (self->inbox);
  look_soon (self);
}

void
amt_main_page_keep_focus (AmtMainPage *self)
{
  self->pane = GTK_WIDGET (self->inbox);
  g_signal_connect_object (self->window, "notify::focus-widget", G_CALLBACK (on_focus), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->window, "notify::visible-dialog", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->outer, "notify::show-sidebar", G_CALLBACK (on_sidebar), self, G_CONNECT_SWAPPED);
}

void
amt_main_page_release_focus (AmtMainPage *self)
{
  if (self->window)
    g_signal_handlers_disconnect_by_data (self->window, self);
  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_weak_pointer (&self->focus);
  g_clear_weak_pointer (&self->kept);
  self->pane = NULL;
}
