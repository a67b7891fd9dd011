/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-outbox-dialog.h"

#include "amt-labels.h"
#include "amt-sentences.h"
#include "amt-shell-resources.h"
#include "amt-ui.h"

#include <glib/gi18n.h>

struct _AmtOutboxDialog
{
  AdwDialog parent_instance;

  GtkStack *stack;
  GtkListBox *list;
  GtkButton *retry_button;

  AmtReplica *replica;     /* (owned) */
  AmtCatalogue *catalogue; /* (owned) */
  char *doomed;            /* (owned) (nullable): the note that is asked about */
};

G_DEFINE_FINAL_TYPE (AmtOutboxDialog, amt_outbox_dialog, ADW_TYPE_DIALOG)

static void
on_answer (AmtOutboxDialog *self, const char *response)
{
  g_autofree char *note_id = g_steal_pointer (&self->doomed);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (strcmp (response, "discard") != 0 || !self->replica || amt_replica_discard_note (self->replica, note_id, &error))
    return;
  sentence = amt_sentence_for_error (error);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", sentence);
}

static void
on_discard (AmtOutboxDialog *self, GtkButton *button)
{
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (
      adw_alert_dialog_new (_ ("Discard Note?"), _ ("It was not sent yet and will be gone for good.")));

  g_set_str (&self->doomed, gtk_widget_get_name (GTK_WIDGET (button)));
  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "discard", _ ("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "cancel");
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_signal_connect_object (alert, "response", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (alert), GTK_WIDGET (self));
}

/* (transfer full): "Żaneta Łukaszewicz-Weiß, 4217 · since 10:31" */
static char *
describe (AmtOutboxDialog *self, const char *request_id, int64_t at)
{
  g_autoptr (AmtSummary) summary = request_id ? amt_replica_get_summary (self->replica, request_id) : NULL;
  const char *zone = amt_catalogue_zone (self->catalogue, summary ? summary->authority_id : NULL);
  g_autofree char *moment = amt_label_moment (at, zone);
  g_autofree char *number = summary ? amt_label_short_number (summary->file_number) : NULL;
  g_autofree char *whose = summary ? g_strdup_printf ("%s, %s", summary->applicant_name, number)
                                   : g_strdup (_ ("A request this workstation does not keep"));

  return g_strdup_printf (_ ("%s · waiting since %s"), whose, moment);
}

static GtkWidget *
make_row (AmtOutboxDialog *self, const AmtNote *note)
{
  g_autofree char *request_id = amt_replica_get_waiting_request (self->replica, note->id);
  g_autofree char *subtitle = describe (self, request_id, note->at);
  g_autofree char *sentence = g_strdup_printf (_ ("Internal note: %s. %s"), note->text, subtitle);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Discard…"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), note->text);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_widget_set_name (row, note->id);
  gtk_widget_set_name (button, note->id);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_discard), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static bool
waits (GPtrArray *notes, GtkListBoxRow *row)
{
  const char *id = gtk_widget_get_name (GTK_WIDGET (row));

  for (unsigned i = 0; i < notes->len; i++)
    if (g_str_equal (((const AmtNote *) notes->pdata[i])->id, id))
      return true;
  return false;
}

/* Who has the keys after the row at @place: the next that waits, else the one before, else the button. */
static GtkWidget *
heir_of (AmtOutboxDialog *self, GPtrArray *notes, int place)
{
  GtkListBoxRow *row;

  for (int i = place + 1; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    if (waits (notes, row))
      return GTK_WIDGET (row);
  /* Those before it stay: whoever waits no more is dropped from the top. */
  row = place > 0 ? gtk_list_box_get_row_at_index (self->list, place - 1) : NULL;
  return row ? GTK_WIDGET (row) : GTK_WIDGET (self->retry_button);
}

/* The keys move on before the row that has them goes: GTK takes them from it only later, and from whoever has them then. */
static void
drop_rows (AmtOutboxDialog *self, GPtrArray *notes)
{
  GtkListBoxRow *row;
  int i = 0;

  while ((row = gtk_list_box_get_row_at_index (self->list, i)))
    {
      if (waits (notes, row))
        {
          i++;
          continue;
        }
      if (gtk_widget_get_focus_child (GTK_WIDGET (self->list)) == GTK_WIDGET (row))
        gtk_widget_grab_focus (heir_of (self, notes, i));
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
    }
}

static bool
has_row (AmtOutboxDialog *self, const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)); i++)
    if (g_str_equal (gtk_widget_get_name (GTK_WIDGET (row)), id))
      return true;
  return false;
}

/* Rows of what goes on waiting stay, and the keys with them: with nothing focused Escape would not close the dialog. */
static void
fill (AmtOutboxDialog *self)
{
  g_autoptr (GPtrArray) notes = amt_replica_list_waiting_notes (self->replica, NULL);

  drop_rows (self, notes);
  for (unsigned i = 0; i < notes->len; i++)
    {
      const AmtNote *note = notes->pdata[i];

      if (!has_row (self, note->id))
        gtk_list_box_append (self->list, make_row (self, note));
    }
  gtk_stack_set_visible_child_name (self->stack, notes->len > 0 ? "waiting" : "empty");
}

static void
amt_outbox_dialog_dispose (GObject *object)
{
  AmtOutboxDialog *self = AMT_OUTBOX_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), AMT_TYPE_OUTBOX_DIALOG);
  g_clear_object (&self->replica);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->doomed, g_free);
  G_OBJECT_CLASS (amt_outbox_dialog_parent_class)->dispose (object);
}

static void
amt_outbox_dialog_class_init (AmtOutboxDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_outbox_dialog_dispose;
  AMT_SET_TEMPLATE (widget_class, shell, "shell", "amt-outbox-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtOutboxDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AmtOutboxDialog, list);
  gtk_widget_class_bind_template_child (widget_class, AmtOutboxDialog, retry_button);
}

static void
amt_outbox_dialog_init (AmtOutboxDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
amt_outbox_dialog_new (AmtReplica *replica, AmtCatalogue *catalogue)
{
  AmtOutboxDialog *self = g_object_new (AMT_TYPE_OUTBOX_DIALOG, NULL);

  self->replica = g_object_ref (replica);
  self->catalogue = g_object_ref (catalogue);
  g_signal_connect_object (replica, "outbox-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
  return ADW_DIALOG (self);
}
