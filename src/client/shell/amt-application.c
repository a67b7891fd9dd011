/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-application.h"

#include "amt-ui.h"
#include "amt-window.h"

#include "client-config.h"

struct _AmtApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (AmtApplication, amt_application, ADW_TYPE_APPLICATION)

static void
amt_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (!window)
    window = amt_window_new (GTK_APPLICATION (application));
  gtk_window_present (window);
}

static void
amt_application_class_init (AmtApplicationClass *klass)
{
  G_APPLICATION_CLASS (klass)->activate = amt_application_activate;
}

static void
amt_application_init (AmtApplication *self)
{
  static const GOptionEntry options[] = {
      {"server", 's', 0, G_OPTION_ARG_STRING, NULL, "Address of the server", "URL"},
      {"user", 'u', 0, G_OPTION_ARG_STRING, NULL, "User name", "NAME"},
      {"signing-key", 'k', 0, G_OPTION_ARG_FILENAME, NULL, "Key file to sign with (PKCS #12)", "FILE"},
      {NULL}};

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

AdwApplication *
amt_application_new (void)
{
  return g_object_new (AMT_TYPE_APPLICATION, "application-id", AMT_APP_ID, "resource-base-path",
                       "/org/amtsstube/Amtsstube", "version", AMT_VERSION, "flags", G_APPLICATION_NON_UNIQUE, NULL);
}
