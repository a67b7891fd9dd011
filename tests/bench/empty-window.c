/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The floor every window of this toolkit stands on: an empty libadwaita window that says when it is painted. */

#include <adwaita.h>

static void
painted (GdkFrameClock *clock, void *data)
{
  g_signal_handlers_disconnect_by_func (clock, painted, data);
  g_print ("painted\n");
}

static void
realized (GtkWidget *window, void *data)
{
  g_signal_connect_after (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (painted), NULL);
}

static void
activate (GApplication *application, void *data)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  g_signal_connect (window, "realize", G_CALLBACK (realized), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
