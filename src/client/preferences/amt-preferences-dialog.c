/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-preferences-dialog.h"

#include "amt-preferences-resources.h"
#include "amt-ui.h"

#include <glib/gi18n.h>

struct _AmtPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  GtkWidget *dense_row;
  GtkWidget *open_next_row;
  GtkWidget *single_keys_row;
  GtkWidget *notify_new_row;
  GtkWidget *notify_mine_row;
  AdwActionRow *signing_key_row;
  GtkWidget *remove_button;
  GtkWidget *choose_button;
  GtkWidget *idle_spin;

  GSettings *settings; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AmtPreferencesDialog, amt_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

static void
update_key (AmtPreferencesDialog *self)
{
  g_autofree char *path = g_settings_get_string (self->settings, "signing-key");

  adw_action_row_set_subtitle (self->signing_key_row, *path ? path : _ ("None chosen"));
  gtk_widget_set_visible (self->remove_button, *path != '\0');
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AmtPreferencesDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *path = file ? g_file_get_path (file) : NULL;

  if (path && self->settings)
    g_settings_set_string (self->settings, "signing-key", path);
}

static void
on_choose_clicked (AmtPreferencesDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Key files (PKCS #12)"));
  gtk_file_filter_add_suffix (filter, "p12");
  gtk_file_filter_add_suffix (filter, "pfx");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Choose the Signing Key"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL, on_chosen,
                        g_object_ref (self));
}

static void
on_remove_clicked (AmtPreferencesDialog *self)
{
  g_settings_reset (self->settings, "signing-key");
  gtk_widget_grab_focus (self->choose_button);
}

static void
amt_preferences_dialog_dispose (GObject *object)
{
  AmtPreferencesDialog *self = AMT_PREFERENCES_DIALOG (object);

  if (self->settings)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMT_TYPE_PREFERENCES_DIALOG);
  G_OBJECT_CLASS (amt_preferences_dialog_parent_class)->dispose (object);
}

static void
amt_preferences_dialog_class_init (AmtPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_preferences_dialog_dispose;
  AMT_SET_TEMPLATE (widget_class, preferences, "preferences", "amt-preferences-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtPreferencesDialog, dense_row);
  gtk_widget_class_bind_template_child (widget_class, AmtPreferencesDialog, open_next_row);
  gtk_widget_class_bind_template_child (widget_class, AmtPreferencesDialog, single_keys_row);
  gtk_widget_class_bind_template_child (widget_class, AmtPreferencesDialog, notify_new_row);
  gtk_widget_class_bind_template_child (widget_class, AmtPreferencesDialog, notify_mine_row);
  gtk_widget_class_bind_template_child (widget_class, AmtPreferencesDialog, signing_key_row);
  gtk_widget_class_bind_template_child (widget_class, AmtPreferencesDialog, remove_button);
  gtk_widget_class_bind_template_child (widget_class, AmtPreferencesDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, AmtPreferencesDialog, idle_spin);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_remove_clicked);
}

static void
amt_preferences_dialog_init (AmtPreferencesDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
amt_preferences_dialog_new (GSettings *settings)
{
  AmtPreferencesDialog *self = g_object_new (AMT_TYPE_PREFERENCES_DIALOG, NULL);
  const struct
  {
    const char *key;
    GtkWidget *row;
    const char *property;
  } bindings[] = {
      {"dense-rows", self->dense_row, "active"},        {"open-next", self->open_next_row, "active"},
      {"single-keys", self->single_keys_row, "active"}, {"notify-new", self->notify_new_row, "active"},
      {"notify-mine", self->notify_mine_row, "active"}, {"idle-minutes", self->idle_spin, "value"},
  };

  self->settings = g_object_ref (settings);
  for (size_t i = 0; i < G_N_ELEMENTS (bindings); i++)
    g_settings_bind (settings, bindings[i].key, bindings[i].row, bindings[i].property, G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_swapped (settings, "changed::signing-key", G_CALLBACK (update_key), self);
  update_key (self);
  return ADW_DIALOG (self);
}
