/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sample.h"

#include "amt-ask-dialog.h"
#include "amt-attachment-dialog.h"
#include "amt-attachments-card.h"
#include "amt-conflict-dialog.h"
#include "amt-documents-card.h"
#include "amt-extract-dialog.h"
#include "amt-follow-up-dialog.h"
#include "amt-form-editor.h"
#include "amt-gate-panel.h"
#include "amt-hand-over-dialog.h"
#include "amt-note-dialog.h"
#include "amt-notes-card.h"
#include "amt-notices-card.h"
#include "amt-reason-dialog.h"
#include "amt-reject-dialog.h"
#include "amt-stated-card.h"

static const SampleCase mine = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME};

/* Each template is instantiated with a case, shown, and goes again. */
static void
test_templates (void)
{
  GType cards[] = {AMT_TYPE_STATED_CARD, AMT_TYPE_ATTACHMENTS_CARD, AMT_TYPE_NOTES_CARD, AMT_TYPE_NOTICES_CARD,
                   AMT_TYPE_DOCUMENTS_CARD};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &mine);

  for (size_t i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      GtkWidget *card = g_object_ref_sink (g_object_new (cards[i], "case", amt_case, NULL));

      g_test_message ("%s", g_type_name (cards[i]));
      g_assert_finalize_object (card);
    }
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    {
      GtkWidget *panel = g_object_ref_sink (amt_gate_panel_new (amt_case, kind));

      g_assert_finalize_object (panel);
    }
}

static void
test_dialogs (void)
{
  GType types[] = {AMT_TYPE_ASK_DIALOG,       AMT_TYPE_REJECT_DIALOG,  AMT_TYPE_NOTE_DIALOG,
                   AMT_TYPE_FOLLOW_UP_DIALOG, AMT_TYPE_EXTRACT_DIALOG, AMT_TYPE_HAND_OVER_DIALOG};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &mine);
  GtkWidget *button = gtk_button_new_with_label ("Opener");
  GtkWindow *window = sample_window (button, 700, 760);

  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    {
      AdwDialog *dialog;

      gtk_widget_grab_focus (button);
      dialog = g_object_ref (amt_case_dialog_open (types[i], amt_case, button));
      sample_settle ();
      sample_settle ();
      g_test_message ("%s", g_type_name (types[i]));
      g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
      sample_shot (window, g_type_name (types[i]));
      adw_dialog_force_close (dialog);
      sample_settle ();
      /* The focus is back where it came from. */
      g_assert_true (gtk_window_get_focus (window) == button);
      g_assert_finalize_object (dialog);
    }
  gtk_window_destroy (window);
}

static void
test_reasons (void)
{
  static const AmtAction actions[] = {AMT_ACTION_RELEASE, AMT_ACTION_RESUME, AMT_ACTION_SUBMIT,
                                      AMT_ACTION_RETURN,  AMT_ACTION_RECALL, AMT_ACTION_WITHDRAW};
  SampleCase others = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_OTHER};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_SUPERVISOR, &others);
  GtkWindow *window = sample_window (gtk_label_new (""), 600, 600);

  for (size_t i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      AdwDialog *dialog = g_object_ref (
          amt_reason_dialog_open (amt_case, actions[i], adw_window_get_content (ADW_WINDOW (window))));

      sample_settle ();
      adw_dialog_force_close (dialog);
      sample_settle ();
      g_assert_finalize_object (dialog);
    }
  gtk_window_destroy (window);
}

/* The button waits until a reason stands there. */
static void
test_override (void)
{
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_SUPERVISOR, &mine);
  GtkWindow *window = sample_window (gtk_label_new (""), 600, 600);
  AdwDialog *dialog = amt_reason_dialog_open_override (amt_case, AMT_GATE_PAYMENT,
                                                       adw_window_get_content (ADW_WINDOW (window)));
  GtkWidget *button = sample_find_button (GTK_WIDGET (dialog), "Override");
  GtkWidget *view = sample_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW);

  sample_settle ();
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "A reason is required.");
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "Härtefall, mit Frau Petersen besprochen",
                            -1);
  g_assert_true (gtk_widget_get_sensitive (button));
  sample_shot (window, "override");
  gtk_window_destroy (window);
}

/* What was stated gets into the extract by an explicit act only, field by field. */
static void
test_take_over (void)
{
  SampleCase none = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME, .open_gates = true};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &none);
  GtkWindow *window = sample_window (gtk_label_new (""), 700, 700);
  AdwDialog *dialog = amt_case_dialog_open (AMT_TYPE_EXTRACT_DIALOG, amt_case,
                                            adw_window_get_content (ADW_WINDOW (window)));
  AmtFormEditor *editor = AMT_FORM_EDITOR (sample_find (GTK_WIDGET (dialog), AMT_TYPE_FORM_EDITOR));
  g_autoptr (JsonObject) empty = amt_form_editor_get_values (editor);
  g_autofree char *taken = NULL;

  sample_settle ();
  g_assert_cmpint (json_object_get_size (empty), ==, 0);
  amt_form_editor_mark (editor, "street");
  sample_settle ();
  g_assert_true (amt_form_editor_take_over_focused (editor));
  taken = amt_form_editor_get_value (editor, "street");
  g_assert_cmpstr (taken, ==, "Große Bäckerstraße 17 b");
  sample_shot (window, "extract-empty");
  gtk_window_destroy (window);
}

static void
test_editor_values (void)
{
  g_autoptr (GPtrArray) services = sample_services ();
  const AmtService *service = services->pdata[0];
  g_autoptr (GtkWidget) widget = g_object_ref_sink (g_object_new (AMT_TYPE_FORM_EDITOR, NULL));
  AmtFormEditor *editor = AMT_FORM_EDITOR (widget);
  g_autoptr (JsonObject) values = json_object_new ();
  g_autoptr (JsonObject) back = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (values, "birth_date", "1988-03-14");
  json_object_set_string_member (values, "marital_status", "married");
  amt_form_editor_fill (editor, service->extract, "extended", values, NULL, NULL);
  back = amt_form_editor_get_values (editor);
  g_assert_cmpstr (json_object_get_string_member (back, "birth_date"), ==, "1988-03-14");
  g_assert_cmpstr (json_object_get_string_member (back, "marital_status"), ==, "married");
  g_assert_cmpint (json_object_get_size (back), ==, 2);
  g_assert_false (amt_form_check (service->extract, "extended", back, "fields", true, &error));
  g_assert_cmpstr (amt_error_get_field (error), ==, "fields.family_name");
}

static void
test_conflict (void)
{
  SampleCase theirs = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_OTHER, .version = 8};
  SampleCase ours = {.state = AMT_STATE_NEW};
  g_autoptr (AmtRequest) before = sample_request (&ours);
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &theirs);
  g_autoptr (AmtActionInput) input = amt_action_input_new ();
  g_autoptr (AmtAttempt) attempt = NULL;
  GtkWindow *window = sample_window (gtk_label_new (""), 700, 760);
  AdwDialog *dialog;

  input->text = g_strdup ("Konsulat angerufen, Rückruf bis 12 Uhr");
  attempt = amt_attempt_new_act (AMT_ACTION_ASK, input);
  dialog = amt_conflict_dialog_open (amt_case, before, attempt, adw_window_get_content (ADW_WINDOW (window)));
  sample_settle ();
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (dialog)), ==, "Jörg Đorđević Was Faster");
  g_assert_true (adw_alert_dialog_has_response (ADW_ALERT_DIALOG (dialog), "note"));
  g_assert_false (adw_alert_dialog_has_response (ADW_ALERT_DIALOG (dialog), "again"));
  sample_shot (window, "conflict");
  gtk_window_destroy (window);
}

static void
test_hand_over (void)
{
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &mine);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_colleague_entry_unref);
  AmtColleagueEntry *entry = amt_colleague_entry_new ();
  GtkWindow *window = sample_window (gtk_label_new (""), 600, 700);
  AdwDialog *dialog = amt_hand_over_dialog_open (amt_case, false, adw_window_get_content (ADW_WINDOW (window)));
  GtkWidget *button = sample_find_button (GTK_WIDGET (dialog), "Hand Over");
  GtkListBox *list = GTK_LIST_BOX (sample_find (GTK_WIDGET (dialog), GTK_TYPE_LIST_BOX));

  entry->id = g_strdup (SAMPLE_OTHER);
  entry->name = g_strdup ("Jörg Đorđević");
  entry->teams = g_strsplit (SAMPLE_TEAM, ",", -1);
  entry->permissions = amt_role_permissions (AMT_ROLE_CLERK);
  g_ptr_array_add (entries, entry);
  amt_hand_over_dialog_show (AMT_HAND_OVER_DIALOG (dialog), entries);
  sample_settle ();
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 1));
  g_assert_true (gtk_widget_get_sensitive (button));
  sample_shot (window, "hand-over");
  gtk_window_destroy (window);
}

int
main (int argc, char *argv[])
{
  sample_init (&argc, &argv);
  g_test_add_func ("/request/templates", test_templates);
  g_test_add_func ("/request/dialogs", test_dialogs);
  g_test_add_func ("/request/reasons", test_reasons);
  g_test_add_func ("/request/override", test_override);
  g_test_add_func ("/request/take-over", test_take_over);
  g_test_add_func ("/request/editor-values", test_editor_values);
  g_test_add_func ("/request/conflict", test_conflict);
  g_test_add_func ("/request/hand-over", test_hand_over);
  return g_test_run ();
}
