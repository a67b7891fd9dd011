/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-extract-dialog.h"

#include <glib/gi18n.h>

#include "amt-field-text.h"
#include "amt-form-editor.h"
#include "amt-json-reader.h"
#include "amt-json-writer.h"
#include "amt-request-ui.h"
#include "amt-sentences.h"

struct _AmtExtractDialog
{
  AmtCaseDialog parent_instance;

  bool filling;
  AdwEntryRow *register_row;
  AdwEntryRow *entry_row;
  AmtFormEditor *editor;
};

G_DEFINE_FINAL_TYPE (AmtExtractDialog, amt_extract_dialog, AMT_TYPE_CASE_DIALOG)

static char *
row_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

/* --- keeping what was typed, as one small object --- */

static void
keep (AmtExtractDialog *self)
{
  AmtCase *amt_case = amt_case_dialog_get_case (AMT_CASE_DIALOG (self));
  g_autoptr (AmtExtractInput) input = NULL;
  g_autofree char *json = NULL;

  if (self->filling || amt_case == NULL)
    return;
  input = amt_extract_input_new ();
  input->register_name = row_text (self->register_row);
  input->entry = row_text (self->entry_row);
  input->fields = amt_form_editor_get_values (self->editor);
  json = amt_record_to_string (&amt_extract_input_type, input);
  amt_case_set_typed (amt_case, "extract", json);
}

/* Lenient: half an extract has no entry number yet. (nullable) */
static JsonObject *
read_kept (AmtCase *amt_case)
{
  g_autofree char *json = amt_case_get_typed (amt_case, "extract");
  g_autoptr (GBytes) bytes = json != NULL ? g_bytes_new (json, strlen (json)) : NULL;

  return bytes != NULL ? amt_json_read (bytes, AMT_JSON_MAX_BYTES, NULL) : NULL;
}

static char *
stated_for (const AmtFormField *field, gpointer data)
{
  bool own = field->compare == NULL || *field->compare == '\0';

  return amt_request_stated (data, own ? field->id : field->compare);
}

static void
fill (AmtExtractDialog *self, AmtCase *amt_case)
{
  const AmtRequest *request = amt_case_get_request (amt_case);
  const AmtService *service = amt_case_get_service (amt_case);
  const AmtExtract *extract = request->extract;
  g_autoptr (JsonObject) kept = read_kept (amt_case);
  const char *name = extract != NULL ? extract->register_name : service->register_name;
  const char *entry = extract != NULL ? extract->entry : "";
  JsonObject *values = extract != NULL ? extract->fields : NULL;

  if (kept != NULL)
    {
      name = json_object_get_string_member_with_default (kept, "register_name", name);
      entry = json_object_get_string_member_with_default (kept, "entry", entry);
      if (json_object_has_member (kept, "fields"))
        values = json_object_get_object_member (kept, "fields");
    }
  self->filling = true;
  gtk_editable_set_text (GTK_EDITABLE (self->register_row), name != NULL ? name : "");
  gtk_editable_set_text (GTK_EDITABLE (self->entry_row), entry != NULL ? entry : "");
  amt_form_editor_fill (self->editor, service->extract, request->variant, values, stated_for, (gpointer) request);
  self->filling = false;
}

static bool
check_row (AmtExtractDialog *self, AdwEntryRow *row, const char *sentence)
{
  g_autofree char *text = row_text (row);

  if (*text != '\0')
    return true;
  amt_case_dialog_show_problem (AMT_CASE_DIALOG (self), sentence);
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return false;
}

static bool
check_fields (AmtExtractDialog *self, AmtCase *amt_case, JsonObject *values)
{
  const AmtService *service = amt_case_get_service (amt_case);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *told = NULL;
  const char *field;
  const char *label;

  if (amt_form_check (service->extract, amt_case_get_request (amt_case)->variant, values, "fields", true, &error))
    return true;
  field = amt_error_get_field (error);
  if (field != NULL && g_str_has_prefix (field, "fields."))
    field += strlen ("fields.");
  label = field != NULL ? amt_form_editor_get_label (self->editor, field) : NULL;
  told = amt_sentence_for_error (error);
  sentence = label != NULL ? g_strdup_printf ("%s: %s", label, told) : g_strdup (told);
  amt_case_dialog_show_problem (AMT_CASE_DIALOG (self), sentence);
  amt_form_editor_mark (self->editor, field);
  return false;
}

static void
amt_extract_dialog_confirm (AmtCaseDialog *dialog, AmtCase *amt_case)
{
  AmtExtractDialog *self = AMT_EXTRACT_DIALOG (dialog);
  g_autoptr (AmtExtractInput) input = NULL;
  g_autoptr (AmtAttempt) attempt = NULL;

  gtk_widget_remove_css_class (GTK_WIDGET (self->register_row), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry_row), "error");
  amt_form_editor_mark (self->editor, NULL);
  if (!check_row (self, self->register_row, _ ("Name the register.")) ||
      !check_row (self, self->entry_row, _ ("The number of the entry is missing.")))
    return;
  input = amt_extract_input_new ();
  input->register_name = row_text (self->register_row);
  input->entry = row_text (self->entry_row);
  input->fields = amt_form_editor_get_values (self->editor);
  if (!check_fields (self, amt_case, input->fields))
    return;
  attempt = amt_attempt_new_extract (input);
  amt_case_dialog_send (dialog, attempt, "extract", _ ("Register extract confirmed"));
}

static void
take_over_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  amt_form_editor_take_over_focused (AMT_EXTRACT_DIALOG (widget)->editor);
}

static void
amt_extract_dialog_constructed (GObject *object)
{
  AmtExtractDialog *self = AMT_EXTRACT_DIALOG (object);
  AmtCase *amt_case = amt_case_dialog_get_case (AMT_CASE_DIALOG (self));

  G_OBJECT_CLASS (amt_extract_dialog_parent_class)->constructed (object);
  if (amt_case != NULL && amt_case_get_request (amt_case) != NULL && amt_case_get_service (amt_case) != NULL)
    fill (self, amt_case);
  g_signal_connect_object (self->register_row, "notify::text", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry_row, "notify::text", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->entry_row));
}

static void
amt_extract_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_EXTRACT_DIALOG);
  G_OBJECT_CLASS (amt_extract_dialog_parent_class)->dispose (object);
}

static void
amt_extract_dialog_class_init (AmtExtractDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = amt_extract_dialog_constructed;
  G_OBJECT_CLASS (klass)->dispose = amt_extract_dialog_dispose;
  AMT_CASE_DIALOG_CLASS (klass)->confirm = amt_extract_dialog_confirm;
  g_type_ensure (AMT_TYPE_FORM_EDITOR);
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-extract-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtExtractDialog, register_row);
  gtk_widget_class_bind_template_child (widget_class, AmtExtractDialog, entry_row);
  gtk_widget_class_bind_template_child (widget_class, AmtExtractDialog, editor);
  gtk_widget_class_install_action (widget_class, "extract.take-over", NULL, take_over_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, GDK_CONTROL_MASK, "extract.take-over", NULL);
}

static void
amt_extract_dialog_init (AmtExtractDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
