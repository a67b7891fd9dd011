/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-issue-rows.h"

#include <glib/gi18n.h>

#include "amt-issue-words.h"

void
amt_issue_fill_heading (AdwDialog *dialog, AdwWindowTitle *heading, const AmtService *service,
                        const AmtRequest *request, AmtDocumentKind kind)
{
  g_autofree char *name = amt_issue_service (service, request);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", name, request->file_number);
  const char *title = kind == AMT_DOCUMENT_REJECTION ? _ ("Reject Request") : _ ("Issue Document");

  adw_window_title_set_title (heading, title);
  adw_window_title_set_subtitle (heading, subtitle);
  adw_dialog_set_title (dialog, title);
}

void
amt_issue_fill_delivery (AdwActionRow *row, const AmtRequest *request, AmtDocumentKind kind, bool paper)
{
  g_autofree char *subtitle = amt_issue_delivery (request, kind);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 paper ? _ ("On Paper, Handed Over or Posted") : _ ("Electronic, to the Mailbox"));
  adw_action_row_set_subtitle (row, subtitle);
}

void
amt_issue_fill_gates (AdwActionRow *row, GtkImage *icon, const AmtRequest *request, AmtDocumentKind kind)
{
  bool pass = amt_request_gates_pass (request);
  g_autofree char *names = amt_issue_gates (request, !pass);

  gtk_widget_set_visible (GTK_WIDGET (row), kind == AMT_DOCUMENT_CERTIFICATE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), pass ? _ ("All Gates Are Met") : _ ("Gates Are Open"));
  adw_action_row_set_subtitle (row, names);
  gtk_image_set_from_icon_name (icon, pass ? "object-select-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (icon),
                              pass ? (const char *[]) {"success", NULL} : (const char *[]) {"warning", NULL});
}
