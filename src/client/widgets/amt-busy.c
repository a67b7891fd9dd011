/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-busy.h"

#define FOCUS "amt-busy-focus"

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
take_focus (GtkWidget *widget, GtkRoot *root)
{
  GtkWidget *focus = gtk_root_get_focus (root);
  GWeakRef *ref;

  if (focus == NULL || (focus != widget && !gtk_widget_is_ancestor (focus, widget)))
    return;
  ref = g_new0 (GWeakRef, 1);
  g_weak_ref_init (ref, focus);
  g_object_set_data_full (G_OBJECT (widget), FOCUS, ref, weak_ref_free);
  gtk_root_set_focus (root, NULL);
}

static void
give_focus_back (GtkWidget *widget, GtkRoot *root)
{
  GWeakRef *ref = g_object_get_data (G_OBJECT (widget), FOCUS);
  g_autoptr (GtkWidget) focus = ref != NULL ? g_weak_ref_get (ref) : NULL;

  if (focus != NULL && gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (focus);
  g_object_set_data (G_OBJECT (widget), FOCUS, NULL);
}

void
amt_busy_set (GtkWidget *widget, bool busy)
{
  GtkRoot *root;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  root = gtk_widget_get_root (widget);
  if (busy && root != NULL)
    take_focus (widget, root);
  gtk_widget_set_sensitive (widget, !busy);
  if (!busy && root != NULL)
    give_focus_back (widget, root);
}
