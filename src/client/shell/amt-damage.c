/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-damage.h"

#include <glib/gi18n.h>

/* A toast would be gone before somebody coming back from the counter reads it. */
void
amt_damage_tell (AmtReplica *replica, GtkWidget *parent)
{
  unsigned carried = 0;
  g_autofree char *kept_at = NULL;
  g_autofree char *saved = NULL;
  g_autofree char *body = NULL;
  AdwDialog *dialog;

  if (!amt_replica_take_damage (replica, &carried, &kept_at))
    return;
  saved = carried > 0 ? g_strdup_printf (ngettext ("%u text was saved from it, others may be missing.",
                                                   "%u texts were saved from it, others may be missing.", carried),
                                         carried)
                      : g_strdup (_ ("Nothing could be saved from it."));
  body = g_strdup_printf (
      _ ("The file in which this workstation keeps what you have typed but not sent could not be read. %s Look through "
         "the notes and forms you had begun. Nothing is lost on the server.\n\nThe damaged file stays here, encrypted, "
         "in case your administrator can repair it: %s"),
      saved, kept_at);
  dialog = adw_alert_dialog_new (_ ("Some of What You Typed May Be Lost"), body);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"));
  adw_dialog_present (dialog, parent);
}
