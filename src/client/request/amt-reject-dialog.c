/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-reject-dialog.h"

#include <glib/gi18n.h>

#include "amt-request-ui.h"
#include "amt-wording-row.h"

struct _AmtRejectDialog
{
  AmtCaseDialog parent_instance;

  AdwComboRow *wording_row;
  GtkTextView *text_view;
};

G_DEFINE_FINAL_TYPE (AmtRejectDialog, amt_reject_dialog, AMT_TYPE_CASE_DIALOG)

static char *
get_text (AmtRejectDialog *self)
{
  char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->text_view), "text", &text, NULL);
  return g_strstrip (text);
}

static void
update_blocked (AmtRejectDialog *self)
{
  g_autofree char *text = get_text (self);
  const char *why = NULL;

  if (*text == '\0')
    why = _ ("A rejection has reasons; write them.");
  else if (strstr (text, "{{") != NULL)
    why = _ ("A placeholder is not filled in; write what belongs there.");
  amt_case_dialog_set_blocked (AMT_CASE_DIALOG (self), why);
}

/* What was typed stays kept until the notice is signed: going back from the preview loses nothing. */
static void
amt_reject_dialog_confirm (AmtCaseDialog *dialog, AmtCase *amt_case)
{
  g_autofree char *text = get_text (AMT_REJECT_DIALOG (dialog));

  gtk_widget_activate_action (GTK_WIDGET (dialog), "win.issue", "(sss)", amt_case_get_request (amt_case)->id,
                              "rejection", text);
  adw_dialog_force_close (ADW_DIALOG (dialog));
}

static void
amt_reject_dialog_constructed (GObject *object)
{
  AmtRejectDialog *self = AMT_REJECT_DIALOG (object);
  AmtCase *amt_case = amt_case_dialog_get_case (AMT_CASE_DIALOG (self));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);

  G_OBJECT_CLASS (amt_reject_dialog_parent_class)->constructed (object);
  amt_case_keep_buffer (amt_case, "reject", G_OBJECT (buffer));
  amt_wording_row_load (self->wording_row, amt_case, "reject", buffer);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (update_blocked), self, G_CONNECT_SWAPPED);
  update_blocked (self);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->text_view));
}

static void
amt_reject_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_REJECT_DIALOG);
  G_OBJECT_CLASS (amt_reject_dialog_parent_class)->dispose (object);
}

static void
amt_reject_dialog_class_init (AmtRejectDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = amt_reject_dialog_constructed;
  G_OBJECT_CLASS (klass)->dispose = amt_reject_dialog_dispose;
  AMT_CASE_DIALOG_CLASS (klass)->confirm = amt_reject_dialog_confirm;
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-reject-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtRejectDialog, wording_row);
  gtk_widget_class_bind_template_child (widget_class, AmtRejectDialog, text_view);
}

static void
amt_reject_dialog_init (AmtRejectDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
