/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-ask-dialog.h"

#include <glib/gi18n.h>

#include "amt-field-text.h"
#include "amt-labels.h"
#include "amt-request-ui.h"
#include "amt-wording-row.h"

struct _AmtAskDialog
{
  AmtCaseDialog parent_instance;

  GPtrArray *checks; /* (owned) of GtkCheckButton, by form field */
  GPtrArray *ids;    /* (owned) of char, likewise */

  AdwComboRow *wording_row;
  GtkTextView *text_view;
  GtkFlowBox *fields;
};

G_DEFINE_FINAL_TYPE (AmtAskDialog, amt_ask_dialog, AMT_TYPE_CASE_DIALOG)

static char *
get_text (AmtAskDialog *self)
{
  char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->text_view), "text", &text, NULL);
  return g_strstrip (text);
}

static void
update_blocked (AmtAskDialog *self)
{
  g_autofree char *text = get_text (self);
  const char *why = NULL;

  if (*text == '\0')
    why = _ ("Write what is asked.");
  else if (strstr (text, "{{") != NULL)
    why = _ ("A placeholder is not filled in; write what belongs there.");
  amt_case_dialog_set_blocked (AMT_CASE_DIALOG (self), why);
}

static char **
get_fields (AmtAskDialog *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (unsigned i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      g_strv_builder_add (builder, self->ids->pdata[i]);
  return g_strv_builder_end (builder);
}

static void
keep_fields (AmtAskDialog *self)
{
  g_auto (GStrv) fields = get_fields (self);
  g_autofree char *text = g_strjoinv (" ", fields);

  amt_case_set_typed (amt_case_dialog_get_case (AMT_CASE_DIALOG (self)), "ask-fields", text);
}

static void
fill_fields (AmtAskDialog *self, AmtCase *amt_case)
{
  const AmtService *service = amt_case_get_service (amt_case);
  g_autofree char *kept = amt_case_get_typed (amt_case, "ask-fields");
  g_auto (GStrv) chosen = g_strsplit (kept != NULL ? kept : "", " ", -1);

  for (unsigned i = 0; service != NULL && i < service->form->len; i++)
    {
      const AmtFormField *field = service->form->pdata[i];
      GtkWidget *check;
      GtkWidget *child;

      if (!amt_field_in_variant (field, amt_case_get_request (amt_case)->variant))
        continue;
      check = gtk_check_button_new_with_label (amt_words_get (field->label, amt_label_language ()));
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_strv_contains ((const char *const *) chosen, field->id));
      g_signal_connect_object (check, "toggled", G_CALLBACK (keep_fields), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->checks, check);
      g_ptr_array_add (self->ids, g_strdup (field->id));
      gtk_flow_box_append (self->fields, check);
      child = gtk_widget_get_parent (check);
      gtk_widget_set_focusable (child, false);
    }
}

static void
amt_ask_dialog_confirm (AmtCaseDialog *dialog, AmtCase *amt_case)
{
  AmtAskDialog *self = AMT_ASK_DIALOG (dialog);
  g_autoptr (AmtActionInput) input = amt_action_input_new ();
  g_autoptr (AmtAttempt) attempt = NULL;

  input->text = get_text (self);
  input->fields = get_fields (self);
  attempt = amt_attempt_new_act (AMT_ACTION_ASK, input);
  amt_case_dialog_send (dialog, attempt, "ask", _ ("The applicant was asked"));
}

static void
amt_ask_dialog_accepted (AmtCaseDialog *dialog, AmtCase *amt_case, const char *request_id)
{
  amt_case_forget_typed (amt_case, request_id, "ask-fields");
}

static void
amt_ask_dialog_constructed (GObject *object)
{
  AmtAskDialog *self = AMT_ASK_DIALOG (object);
  AmtCase *amt_case = amt_case_dialog_get_case (AMT_CASE_DIALOG (self));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);

  G_OBJECT_CLASS (amt_ask_dialog_parent_class)->constructed (object);
  amt_case_keep_buffer (amt_case, "ask", G_OBJECT (buffer));
  fill_fields (self, amt_case);
  amt_wording_row_load (self->wording_row, amt_case, "ask", buffer);
  g_signal_connect_object (buffer, "changed", G_CALLBACK (update_blocked), self, G_CONNECT_SWAPPED);
  update_blocked (self);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->text_view));
}

static void
amt_ask_dialog_dispose (GObject *object)
{
  AmtAskDialog *self = AMT_ASK_DIALOG (object);

  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_ASK_DIALOG);
  G_OBJECT_CLASS (amt_ask_dialog_parent_class)->dispose (object);
}

static void
amt_ask_dialog_class_init (AmtAskDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = amt_ask_dialog_constructed;
  G_OBJECT_CLASS (klass)->dispose = amt_ask_dialog_dispose;
  AMT_CASE_DIALOG_CLASS (klass)->confirm = amt_ask_dialog_confirm;
  AMT_CASE_DIALOG_CLASS (klass)->accepted = amt_ask_dialog_accepted;
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-ask-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtAskDialog, wording_row);
  gtk_widget_class_bind_template_child (widget_class, AmtAskDialog, text_view);
  gtk_widget_class_bind_template_child (widget_class, AmtAskDialog, fields);
}

static void
amt_ask_dialog_init (AmtAskDialog *self)
{
  self->checks = g_ptr_array_new ();
  self->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
