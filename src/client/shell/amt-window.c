/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-window.h"

#include "amt-action-table.h"
#include "amt-shell-resources.h"
#include "amt-ui.h"

struct _AmtWindow
{
  AdwApplicationWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (AmtWindow, amt_window, ADW_TYPE_APPLICATION_WINDOW)

static void
amt_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_WINDOW);
  G_OBJECT_CLASS (amt_window_parent_class)->dispose (object);
}

static void
amt_window_class_init (AmtWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_window_dispose;
  AMT_SET_TEMPLATE (widget_class, shell, "shell", "amt-window");
}

static void
amt_window_init (AmtWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  amt_action_table_install (ADW_APPLICATION_WINDOW (self), NULL);
}

GtkWindow *
amt_window_new (GtkApplication *application)
{
  return g_object_new (AMT_TYPE_WINDOW, "application", application, NULL);
}
