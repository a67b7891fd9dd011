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

static gboolean
on_settled (gpointer user_data)
{
  AmtMainPage *self = user_data;
  AdwDialog *dialog = adw_application_window_get_visible_dialog (self->window);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));
  GtkWidget *pane = pane_of (self, focus);

  self->focus_source = 0;
  if (dialog)
    restore_in_dialog (dialog, focus);
  if (dialog || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return G_SOURCE_REMOVE;
  if (!can_keep (focus) || (pane == self->sidebar_pane && pane != self->pane))
    restore (self);
  else if (pane)
    self->pane = pane;
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

  if (!focus || !can_keep (self->focus))
    look_soon (self);
  if (self->focus_source == 0 && pane)
    self->pane = pane;
  g_set_weak_pointer (&self->focus, focus);
}

void
amt_main_page_keep_focus (AmtMainPage *self)
{
  self->pane = GTK_WIDGET (self->inbox);
  g_signal_connect_object (self->window, "notify::focus-widget", G_CALLBACK (on_focus), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->window, "notify::visible-dialog", G_CALLBACK (look_soon), self, G_CONNECT_SWAPPED);
}

void
amt_main_page_release_focus (AmtMainPage *self)
{
  if (self->window)
    g_signal_handlers_disconnect_by_data (self->window, self);
  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_clear_weak_pointer (&self->focus);
  self->pane = NULL;
}
