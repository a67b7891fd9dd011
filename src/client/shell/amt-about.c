/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-about.h"

#include "client-config.h"

#include <glib/gi18n.h>

AdwDialog *
amt_about_dialog_new (const char *server)
{
  g_autofree char *debug = NULL;
  AdwDialog *dialog;

  debug = g_strdup_printf ("Amtsstube %s\nServer: %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\n", AMT_VERSION,
                           server ? server : "–", gtk_get_major_version (), gtk_get_minor_version (),
                           gtk_get_micro_version (), adw_get_major_version (), adw_get_minor_version (),
                           adw_get_micro_version ());
  dialog = g_object_new (ADW_TYPE_ABOUT_DIALOG, "application-name", "Amtsstube", "application-icon", AMT_APP_ID,
                         "version", AMT_VERSION, "developer-name", _ ("The Amtsstube project"), "license-type",
                         GTK_LICENSE_GPL_3_0, "copyright", "© 2026 The Amtsstube project", "comments",
                         _ ("Requests, certificates and signatures of the registry office"), "debug-info", debug,
                         "debug-info-filename", "amtsstube.txt", NULL);
  adw_about_dialog_add_legal_section (
      ADW_ABOUT_DIALOG (dialog), _ ("Icons"), NULL, GTK_LICENSE_CUSTOM,
      _ ("Symbolic icons come from the GNOME project (adwaita-icon-theme), CC BY-SA 3.0 "
         "or LGPL 3."));
  return dialog;
}
