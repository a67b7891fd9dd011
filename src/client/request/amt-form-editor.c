/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-form-editor.h"

#include <glib/gi18n.h>

#include "amt-field-text.h"
#include "amt-labels.h"
#include "amt-request-ui.h"
#include "amt-time.h"

typedef struct
{
  AmtFormField *field; /* (owned) */
  GtkWidget *row;
  char *stated; /* (owned) (nullable) raw */
} EditorRow;

struct _AmtFormEditor
{
  AdwBin parent_instance;

  GPtrArray *rows; /* (owned) of EditorRow */
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (AmtFormEditor, amt_form_editor, ADW_TYPE_BIN)

static unsigned changed_signal;

static void
editor_row_free (gpointer data)
{
  EditorRow *row = data;

  amt_form_field_unref (row->field);
  g_free (row->stated);
  g_free (row);
}

static EditorRow *
find_row (AmtFormEditor *self, const char *id)
{
  for (unsigned i = 0; i < self->rows->len; i++)
    {
      EditorRow *row = self->rows->pdata[i];

      if (g_str_equal (row->field->id, id))
        return row;
    }
  return NULL;
}

static EditorRow *
row_of (AmtFormEditor *self, GtkWidget *widget)
{
  for (unsigned i = 0; i < self->rows->len; i++)
    {
      EditorRow *row = self->rows->pdata[i];

      if (row->row == widget || gtk_widget_is_ancestor (widget, row->row))
        return row;
    }
  return NULL;
}

/* --- reading and writing a row --- */

static char *
get_raw (EditorRow *row)
{
  g_autofree char *text = NULL;
  char *day;

  if (ADW_IS_COMBO_ROW (row->row))
    {
      unsigned index = adw_combo_row_get_selected (ADW_COMBO_ROW (row->row));

      if (index == 0 || index == GTK_INVALID_LIST_POSITION)
        return NULL;
      if (row->field->input == AMT_INPUT_BOOLEAN)
        return g_strdup (index == 1 ? "true" : "false");
      return g_strdup (((const AmtChoice *) row->field->choices->pdata[index - 1])->id);
    }
  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row->row))));
  if (*text == '\0')
    return NULL;
  if (row->field->input == AMT_INPUT_DATE && (day = amt_field_parse_day (text)) != NULL)
    return day;
  return g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
}

static unsigned
choice_index (const AmtFormField *field, const char *raw)
{
  if (raw == NULL)
    return 0;
  if (field->input == AMT_INPUT_BOOLEAN)
    return g_str_equal (raw, "true") ? 1 : 2;
  for (unsigned i = 0; i < field->choices->len; i++)
    if (g_str_equal (((const AmtChoice *) field->choices->pdata[i])->id, raw))
      return i + 1;
  return 0;
}

static void
set_raw (EditorRow *row, const char *raw)
{
  g_autofree char *text = NULL;

  if (ADW_IS_COMBO_ROW (row->row))
    {
      adw_combo_row_set_selected (ADW_COMBO_ROW (row->row), choice_index (row->field, raw));
      return;
    }
  text = raw != NULL && row->field->input == AMT_INPUT_DATE && amt_day_is_valid (raw) ? amt_label_day (raw, NULL)
                                                                                      : g_strdup (raw);
  /* A day must be read again as it is written: only the German way of writing is. */
  if (text != NULL && row->field->input == AMT_INPUT_DATE)
    {
      g_autofree char *back = amt_field_parse_day (text);

      if (g_strcmp0 (back, raw) != 0)
        g_set_str (&text, raw);
    }
  gtk_editable_set_text (GTK_EDITABLE (row->row), text != NULL ? text : "");
}

/* --- making rows --- */

static void
on_changed (AmtFormEditor *self, GParamSpec *pspec, GtkWidget *widget)
{
  EditorRow *row = row_of (self, widget);

  gtk_widget_remove_css_class (widget, "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_INVALID);
  if (row != NULL)
    g_signal_emit (self, changed_signal, 0, row->field->id);
}

static void
on_take_over (AmtFormEditor *self, GtkButton *button)
{
  EditorRow *row = row_of (self, GTK_WIDGET (button));

  if (row == NULL)
    return;
  set_raw (row, row->stated);
  gtk_widget_grab_focus (row->row);
}

static GtkWidget *
make_combo (const AmtFormField *field)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  gtk_string_list_append (list, "–");
  if (field->input == AMT_INPUT_BOOLEAN)
    {
      gtk_string_list_append (list, _ ("yes"));
      gtk_string_list_append (list, _ ("no"));
    }
  for (unsigned i = 0; i < field->choices->len; i++)
    gtk_string_list_append (
        list, amt_words_get (((const AmtChoice *) field->choices->pdata[i])->label, amt_label_language ()));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (list));
  adw_combo_row_set_use_subtitle (ADW_COMBO_ROW (row), true);
  return row;
}

static char *
make_title (const AmtFormField *field, const char *stated)
{
  g_autofree char *shown = amt_field_display (field, stated);
  const char *label = amt_words_get (field->label, amt_label_language ());

  if (stated == NULL || *stated == '\0')
    return g_strdup_printf (field->required ? _ ("%s (required)") : "%s", label);
  /* Translators: label of a field, then what the citizen stated for it */
  return g_strdup_printf (_ ("%s – stated: %s"), label, shown);
}

static void
add_take_over (AmtFormEditor *self, EditorRow *row)
{
  GtkWidget *button;
  g_autofree char *shown = amt_field_display (row->field, row->stated);
  g_autofree char *tooltip = NULL;

  if (row->stated == NULL || *row->stated == '\0')
    return;
  button = gtk_button_new_from_icon_name ("edit-paste-symbolic");
  tooltip = g_strdup_printf (_ ("Take over what was stated: %s (Ctrl+T)"), shown);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_take_over), self, G_CONNECT_SWAPPED);
  if (ADW_IS_COMBO_ROW (row->row))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row->row), button);
  else
    adw_entry_row_add_suffix (ADW_ENTRY_ROW (row->row), button);
}

static void
add_row (AmtFormEditor *self, const AmtFormField *field, char *stated)
{
  EditorRow *row = g_new0 (EditorRow, 1);
  bool choice = field->input == AMT_INPUT_CHOICE || field->input == AMT_INPUT_BOOLEAN;
  g_autofree char *title = make_title (field, stated);

  row->field = amt_form_field_ref (field);
  row->stated = stated;
  row->row = choice ? make_combo (field) : adw_entry_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row->row), false);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row->row), title);
  if (!choice && field->max_length > 0 && field->input != AMT_INPUT_DATE)
    adw_entry_row_set_max_length (ADW_ENTRY_ROW (row->row), (int) field->max_length);
  if (field->input == AMT_INPUT_NUMBER)
    adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row->row), GTK_INPUT_PURPOSE_NUMBER);
  g_ptr_array_add (self->rows, row);
  add_take_over (self, row);
  g_signal_connect_object (row->row, choice ? "notify::selected" : "notify::text", G_CALLBACK (on_changed), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, row->row);
}

static void
amt_form_editor_dispose (GObject *object)
{
  g_clear_pointer (&AMT_FORM_EDITOR (object)->rows, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (object), NULL); /* bound: the template would take it behind the back of the bin */
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_FORM_EDITOR);
  G_OBJECT_CLASS (amt_form_editor_parent_class)->dispose (object);
}

static void
amt_form_editor_class_init (AmtFormEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_form_editor_dispose;
  changed_signal = g_signal_new ("changed", AMT_TYPE_FORM_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_STRING);
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-form-editor");
  gtk_widget_class_bind_template_child (widget_class, AmtFormEditor, group);
}

static void
amt_form_editor_init (AmtFormEditor *self)
{
  self->rows = g_ptr_array_new_with_free_func (editor_row_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amt_form_editor_fill (AmtFormEditor *self, GPtrArray *fields, const char *variant, JsonObject *values,
                      AmtFormStated stated, gpointer data)
{
  for (unsigned i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, ((EditorRow *) self->rows->pdata[i])->row);
  g_ptr_array_set_size (self->rows, 0);
  for (unsigned i = 0; i < fields->len; i++)
    {
      const AmtFormField *field = fields->pdata[i];
      g_autofree char *raw = amt_field_raw (values, field->id);

      if (!amt_field_in_variant (field, variant))
        continue;
      add_row (self, field, stated != NULL ? stated (field, data) : NULL);
      set_raw (self->rows->pdata[self->rows->len - 1], raw);
    }
}

JsonObject *
amt_form_editor_get_values (AmtFormEditor *self)
{
  JsonObject *values = json_object_new ();

  for (unsigned i = 0; i < self->rows->len; i++)
    {
      EditorRow *row = self->rows->pdata[i];
      g_autofree char *raw = get_raw (row);

      if (raw != NULL)
        json_object_set_string_member (values, row->field->id, raw);
    }
  return values;
}

char *
amt_form_editor_get_value (AmtFormEditor *self, const char *field_id)
{
  EditorRow *row = find_row (self, field_id);

  return row != NULL ? get_raw (row) : NULL;
}

void
amt_form_editor_set_value (AmtFormEditor *self, const char *field_id, const char *raw)
{
  EditorRow *row = find_row (self, field_id);

  if (row != NULL)
    set_raw (row, raw);
}

void
amt_form_editor_mark (AmtFormEditor *self, const char *field_id)
{
  EditorRow *wrong = field_id != NULL ? find_row (self, field_id) : NULL;

  for (unsigned i = 0; i < self->rows->len; i++)
    {
      EditorRow *row = self->rows->pdata[i];

      gtk_widget_remove_css_class (row->row, "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_STATE_INVALID);
    }
  if (wrong == NULL)
    return;
  gtk_widget_add_css_class (wrong->row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (wrong->row), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  gtk_widget_grab_focus (wrong->row);
}

bool
amt_form_editor_take_over_focused (AmtFormEditor *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  EditorRow *row = focus != NULL ? row_of (self, focus) : NULL;

  if (row == NULL || row->stated == NULL)
    return false;
  set_raw (row, row->stated);
  return true;
}

const char *
amt_form_editor_get_label (AmtFormEditor *self, const char *field_id)
{
  EditorRow *row = find_row (self, field_id);

  return row != NULL ? amt_words_get (row->field->label, amt_label_language ()) : NULL;
}
