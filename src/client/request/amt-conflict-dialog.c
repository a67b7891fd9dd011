/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-conflict-dialog.h"

#include <glib/gi18n.h>

#include "amt-difference.h"
#include "amt-hand-over-dialog.h"
#include "amt-labels.h"
#include "amt-request-ui.h"
#include "amt-sentences.h"

struct _AmtConflictDialog
{
  AdwAlertDialog parent_instance;

  AmtCase *amt_case;   /* (owned) */
  AmtAttempt *attempt; /* (owned) */
  AmtRequest *now;     /* (owned) what the dialog compares with */
  char *text;          /* (owned) (nullable) what was typed */
  GtkWidget *opener;   /* (nullable), weak */

  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (AmtConflictDialog, amt_conflict_dialog, ADW_TYPE_ALERT_DIALOG)

static GtkWidget *
make_label (const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), true);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  return label;
}

static void
add_row (AmtConflictDialog *self, const char *name, const char *first, const char *second, const char *second_class)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *sentence = g_strdup_printf ("%s: %s; %s", name, first, second);

  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);
  gtk_widget_set_margin_top (box, 8);
  gtk_widget_set_margin_bottom (box, 8);
  gtk_box_append (GTK_BOX (box), make_label (name, "caption-heading"));
  gtk_box_append (GTK_BOX (box), make_label (first, NULL));
  gtk_box_append (GTK_BOX (box), make_label (second, second_class));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), false);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_list_box_append (self->rows, row);
}

static void
fill_rows (AmtConflictDialog *self, const AmtRequest *before)
{
  g_autoptr (GPtrArray)
      list = amt_difference_list (before, amt_case_get_request (self->amt_case), amt_case_get_service (self->amt_case));

  for (unsigned i = 0; i < list->len; i++)
    {
      const AmtDifference *difference = list->pdata[i];
      g_autofree char *yours = g_strdup_printf (_ ("You saw: %s"), difference->yours);
      g_autofree char *theirs = g_strdup_printf (_ ("Now: %s"), difference->theirs);

      add_row (self, difference->label, yours, theirs, "heading");
    }
  if (self->text != NULL)
    {
      g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), self->text);

      add_row (self, _ ("Your text"), quoted, _ ("stays as a draft"), "dimmed");
    }
}

static void
fill_words (AmtConflictDialog *self, const AmtRequest *before)
{
  const AmtRequest *now = amt_case_get_request (self->amt_case);
  const char *before_id = before->handler != NULL ? before->handler->id : NULL;
  bool named = now->handler != NULL && g_strcmp0 (now->handler->id, before_id) != 0;
  g_autofree char *heading = named ? g_strdup_printf (_ ("%s Was Faster"), now->handler->name)
                                   : g_strdup (_ ("Somebody Was Faster"));

  adw_alert_dialog_set_heading (ADW_ALERT_DIALOG (self), heading);
  adw_alert_dialog_set_body (ADW_ALERT_DIALOG (self),
                             _ ("The request was changed while you had it open, so nothing of yours was sent. What you "
                                "typed is not lost."));
}

static void
fill_responses (AmtConflictDialog *self)
{
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (self);
  const AmtRequest *now = amt_case_get_request (self->amt_case);
  bool again = amt_case_decide (self->amt_case, amt_attempt_get_action (self->attempt)) == AMT_REFUSAL_NONE;
  bool others = now->handler != NULL && !amt_case_is_handler (self->amt_case);

  if (self->text == NULL)
    {
      adw_alert_dialog_remove_response (dialog, "note");
      adw_alert_dialog_set_response_label (dialog, "keep", _ ("_Close"));
    }
  if (!others || amt_case_decide (self->amt_case, AMT_ACTION_HAND_OVER) != AMT_REFUSAL_NONE)
    adw_alert_dialog_remove_response (dialog, "take");
  if (!again)
    adw_alert_dialog_remove_response (dialog, "again");
}

/* --- doing it all the same --- */

typedef struct
{
  AmtCase *amt_case; /* (owned) */
  char *request_id;
  char *what;        /* what was typed for it is kept under */
  const char *done;  /* static, untranslated */
  GtkWidget *opener; /* (nullable), weak */
} Outcome;

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_object_unref (outcome->amt_case);
  g_free (outcome->request_id);
  g_free (outcome->what);
  g_clear_weak_pointer (&outcome->opener);
  g_free (outcome);
}

static DexFuture *
on_done (DexFuture *future, gpointer data)
{
  Outcome *outcome = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (dex_future_get_value (future, &error) != NULL)
    {
      amt_case_forget_typed (outcome->amt_case, outcome->request_id, outcome->what);
      sentence = g_strdup (_ (outcome->done));
    }
  else if (!g_error_matches (error, AMT_ERROR, AMT_ERROR_STALE)) /* else it is asked about once more */
    sentence = amt_sentence_for_error (error);
  if (sentence != NULL && outcome->opener != NULL)
    gtk_widget_activate_action (outcome->opener, "win.toast", "s", sentence);
  return dex_ref (future);
}

static void
report (AmtConflictDialog *self, DexFuture *future, const char *done)
{
  Outcome *outcome = g_new0 (Outcome, 1);

  outcome->amt_case = g_object_ref (self->amt_case);
  outcome->request_id = g_strdup (self->now->id);
  outcome->what = amt_attempt_get_what (self->attempt);
  outcome->done = done;
  g_set_weak_pointer (&outcome->opener, self->opener);
  dex_future_disown (dex_future_finally (future, on_done, outcome, outcome_free));
}

static void
amt_conflict_dialog_response (AdwAlertDialog *dialog, const char *response)
{
  AmtConflictDialog *self = AMT_CONFLICT_DIALOG (dialog);

  if (g_str_equal (response, "again"))
    report (self, amt_case_send_seen (self->amt_case, self->now, self->attempt), N_ ("Done after all"));
  else if (!amt_case_holds (self->amt_case, self->now->id))
    return; /* it went away behind the dialog; the text is kept */
  else if (g_str_equal (response, "note"))
    report (self, amt_case_add_note (self->amt_case, self->text), N_ ("Note saved"));
  else if (g_str_equal (response, "take") && self->opener != NULL)
    amt_hand_over_dialog_open (self->amt_case, false, self->opener);
}

static void
amt_conflict_dialog_dispose (GObject *object)
{
  AmtConflictDialog *self = AMT_CONFLICT_DIALOG (object);

  g_clear_object (&self->amt_case);
  g_clear_pointer (&self->attempt, amt_attempt_unref);
  g_clear_pointer (&self->now, amt_request_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_weak_pointer (&self->opener);
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_CONFLICT_DIALOG);
  G_OBJECT_CLASS (amt_conflict_dialog_parent_class)->dispose (object);
}

static void
amt_conflict_dialog_class_init (AmtConflictDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_conflict_dialog_dispose;
  ADW_ALERT_DIALOG_CLASS (klass)->response = amt_conflict_dialog_response;
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-conflict-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtConflictDialog, rows);
}

static void
amt_conflict_dialog_init (AmtConflictDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
amt_conflict_dialog_open (AmtCase *amt_case, const AmtRequest *before, AmtAttempt *attempt, GtkWidget *parent)
{
  AmtConflictDialog *self = g_object_new (AMT_TYPE_CONFLICT_DIALOG, NULL);

  self->amt_case = g_object_ref (amt_case);
  self->attempt = amt_attempt_ref (attempt);
  self->now = amt_request_ref ((AmtRequest *) amt_case_get_request (amt_case));
  self->text = amt_attempt_get_text (attempt);
  g_set_weak_pointer (&self->opener, parent);
  fill_words (self, before);
  fill_rows (self, before);
  fill_responses (self);
  adw_dialog_present (ADW_DIALOG (self), parent);
  return ADW_DIALOG (self);
}
