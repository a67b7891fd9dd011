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

/* (nullable): a label on screen below @widget that says just @words. */
static GtkWidget *
find_title (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), words))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_get_child_visible (child) ? find_title (child, words) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* In the narrowest window too a dialog says to its end what it is. */
static void
test_titles (void)
{
  GType types[] = {AMT_TYPE_ASK_DIALOG,       AMT_TYPE_REJECT_DIALOG,  AMT_TYPE_NOTE_DIALOG,
                   AMT_TYPE_FOLLOW_UP_DIALOG, AMT_TYPE_EXTRACT_DIALOG, AMT_TYPE_HAND_OVER_DIALOG};
  static const int widths[] = {360, 620};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &mine);
  GtkWindow *window = sample_window (gtk_label_new (""), 700, 760);

  for (size_t i = 0; i < G_N_ELEMENTS (types) * G_N_ELEMENTS (widths); i++)
    {
      GType type = types[i / G_N_ELEMENTS (widths)];
      int width = widths[i % G_N_ELEMENTS (widths)];
      AdwDialog *dialog = amt_case_dialog_open (type, amt_case, adw_window_get_content (ADW_WINDOW (window)));
      g_autofree char *name = g_strdup_printf ("%s-%d", g_type_name (type), width);
      GtkWidget *title;

      adw_dialog_set_content_width (dialog, width);
      adw_dialog_set_title (dialog, "Registerauszug, Melderegister"); /* other languages have longer words */
      for (int wait = 0; wait < 10; wait++)
        sample_settle ();
      sample_shot (window, name);
      g_test_message ("%s: %s", name, adw_dialog_get_title (dialog));
      title = find_title (GTK_WIDGET (dialog), adw_dialog_get_title (dialog));
      g_assert_nonnull (title);
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (title))));
      adw_dialog_force_close (dialog);
      sample_settle ();
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

/* (nullable): the label below @widget that says @words. */
static GtkWidget *
find_words (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), words))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_words (child, words);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* "5.3.87" is nobody's day of birth until it has a century: nothing is sent, and the field is named and has the keys. */
static void
test_short_year (void)
{
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &mine);
  GtkWindow *window = sample_window (gtk_label_new (""), 700, 700);
  AdwDialog *dialog = amt_case_dialog_open (AMT_TYPE_EXTRACT_DIALOG, amt_case,
                                            adw_window_get_content (ADW_WINDOW (window)));
  AmtFormEditor *editor = AMT_FORM_EDITOR (sample_find (GTK_WIDGET (dialog), AMT_TYPE_FORM_EDITOR));
  GtkWidget *row;

  sample_settle ();
  sample_settle ();
  amt_form_editor_set_value (editor, "birth_date", "5.3.87");
  g_signal_emit_by_name (sample_find_button (GTK_WIDGET (dialog), "Confirm"), "clicked");
  sample_settle ();
  g_assert_nonnull (find_words (GTK_WIDGET (dialog), "the year with four digits"));
  row = gtk_widget_get_ancestor (gtk_window_get_focus (window), ADW_TYPE_ENTRY_ROW);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "5.3.87");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
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

/* Whom the search has hidden nobody hands a request to. */
static void
test_hand_over_search (void)
{
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &mine);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  GtkWindow *window = sample_window (gtk_label_new (""), 600, 700);
  AdwDialog *dialog = amt_hand_over_dialog_open (amt_case, false, adw_window_get_content (ADW_WINDOW (window)));
  GtkWidget *button = sample_find_button (GTK_WIDGET (dialog), "Hand Over");
  GtkListBox *list = GTK_LIST_BOX (sample_find (GTK_WIDGET (dialog), GTK_TYPE_LIST_BOX));
  GtkWidget *search = sample_find (GTK_WIDGET (dialog), GTK_TYPE_SEARCH_ENTRY);

  amt_hand_over_dialog_show (AMT_HAND_OVER_DIALOG (dialog), entries);
  sample_settle ();
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 0));
  g_assert_true (gtk_widget_get_sensitive (button));
  gtk_editable_set_text (GTK_EDITABLE (search), "Nguyen");
  g_signal_emit_by_name (search, "search-changed");
  g_assert_false (gtk_widget_get_sensitive (button));
  gtk_window_destroy (window);
}

/* --- what happens while a dialog waits for the server --- */

typedef struct
{
  AmtCase *amt_case;
  GtkWindow *window;
  AdwDialog *dialog;
  DexPromise *answer;
} Waiting;

static void
begin_waiting (Waiting *self)
{
  self->amt_case = sample_case (AMT_ROLE_CLERK, &mine);
  self->window = sample_window (gtk_label_new (""), 600, 600);
  self->dialog = g_object_ref (
      amt_case_dialog_open (AMT_TYPE_NOTE_DIALOG, self->amt_case, adw_window_get_content (ADW_WINDOW (self->window))));
  self->answer = dex_promise_new ();
  sample_settle ();
  amt_case_dialog_wait (AMT_CASE_DIALOG (self->dialog), dex_ref (DEX_FUTURE (self->answer)), "note", "Done");
}

static void
end_waiting (Waiting *self)
{
  gtk_window_destroy (self->window);
  dex_unref (self->answer);
  g_object_unref (self->dialog);
  g_assert_finalize_object (self->amt_case);
}

static void
close_and_wait (AdwDialog *dialog)
{
  adw_dialog_force_close (dialog);
  while (gtk_widget_get_root (GTK_WIDGET (dialog)) != NULL)
    sample_settle ();
}

static void
offline (DexPromise *answer)
{
  GError *error = NULL;

  amt_error_set (&error, AMT_ERROR_OFFLINE, NULL, NULL, "No server");
  dex_promise_reject (answer, error);
  sample_settle ();
}

/* Escape while it waits: what comes of it is said all the same. */
static void
test_closed_meanwhile (void)
{
  for (int well = 0; well < 2; well++)
    {
      Waiting waiting;
      g_autofree char *told = NULL;

      begin_waiting (&waiting);
      close_and_wait (waiting.dialog);
      if (well)
        dex_promise_resolve_boolean (waiting.answer, true);
      else
        offline (waiting.answer);
      sample_settle ();
      told = sample_told (waiting.window, "toast");
      g_assert_nonnull (told);
      g_assert_nonnull (strstr (told, well ? "Done" : "not reachable"));
      end_waiting (&waiting);
    }
}

/* The page went on to another request: from here nothing may be tried again on that one. */
static void
test_moved_meanwhile (void)
{
  Waiting waiting;
  g_autoptr (AmtRequest) other = sample_request (&mine);
  g_autofree char *told = NULL;

  g_set_str (&other->id, SAMPLE_OTHER);
  begin_waiting (&waiting);
  amt_case_set_request (waiting.amt_case, other);
  sample_settle ();
  g_assert_nonnull (gtk_widget_get_root (GTK_WIDGET (waiting.dialog))); /* it has not been answered yet */
  offline (waiting.answer);
  told = sample_told (waiting.window, "toast");
  g_assert_nonnull (strstr (told, "not reachable"));
  while (gtk_widget_get_root (GTK_WIDGET (waiting.dialog)) != NULL)
    sample_settle ();
  end_waiting (&waiting);
}

/* --- what came by the feed while a dialog was open --- */

static void
count_conflict (unsigned *count)
{
  (*count)++;
}

/* Returns: how many conflicts sending @ours led to after @meanwhile. */
static unsigned
send_after (const SampleCase *meanwhile)
{
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &mine);
  g_autoptr (AmtRequest) seen = sample_request (&mine);
  g_autoptr (AmtRequest) now = sample_request (meanwhile);
  g_autoptr (AmtAttempt) attempt = amt_attempt_new_act (AMT_ACTION_SUBMIT, NULL);
  g_autoptr (DexFuture) sent = NULL;
  g_autoptr (GError) error = NULL;
  unsigned count = 0;

  amt_case_set_request (amt_case, now);
  g_signal_connect_swapped (amt_case, "conflict", G_CALLBACK (count_conflict), &count);
  sent = amt_case_send_seen (amt_case, seen, attempt);
  while (dex_future_is_pending (sent))
    g_main_context_iteration (NULL, true);
  g_assert_null (dex_future_get_value (sent, &error));
  g_assert_error (error, AMT_ERROR, (count > 0 ? AMT_ERROR_STALE : AMT_ERROR_OFFLINE));
  return count;
}

static void
test_seen (void)
{
  const SampleCase taken = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_OTHER, .version = 8};
  const SampleCase opened = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME, .version = 8, .open_gates = true};
  const SampleCase noted = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME, .version = 8};

  g_assert_cmpuint (send_after (&taken), ==, 1);
  g_assert_cmpuint (send_after (&opened), ==, 1);
  g_assert_cmpuint (send_after (&noted), ==, 0); /* somebody's note is in nobody's way */
}

/* Rows that say the same stay, and with them the focus. */
static void
test_rows_stay (void)
{
  GType cards[] = {AMT_TYPE_ATTACHMENTS_CARD, AMT_TYPE_NOTES_CARD, AMT_TYPE_NOTICES_CARD, AMT_TYPE_DOCUMENTS_CARD};
  const SampleCase before = {.state = AMT_STATE_ISSUED, .handler = SAMPLE_ME, .paper_printed = true};
  const SampleCase after = {.state = AMT_STATE_ISSUED, .handler = SAMPLE_ME, .paper_printed = true, .version = 8};
  g_autoptr (AmtCase) amt_case = sample_case (AMT_ROLE_CLERK, &before);
  g_autoptr (AmtRequest) newer = sample_request (&after);
  unsigned filled = 0;

  for (size_t i = 0; i < G_N_ELEMENTS (cards); i++)
    {
      g_autoptr (GtkWidget) card = g_object_ref_sink (g_object_new (cards[i], "case", amt_case, NULL));
      GtkWidget *row = sample_find (card, ADW_TYPE_ACTION_ROW);

      amt_case_set_request (amt_case, newer);
      g_test_message ("%s", g_type_name (cards[i]));
      g_assert_true (sample_find (card, ADW_TYPE_ACTION_ROW) == row);
      filled += row != NULL;
    }
  g_assert_cmpuint (filled, >, 2);
}

int
main (int argc, char *argv[])
{
  sample_init (&argc, &argv);
  dex_init ();
  g_test_add_func ("/request/templates", test_templates);
  g_test_add_func ("/request/dialogs", test_dialogs);
  g_test_add_func ("/request/titles", test_titles);
  g_test_add_func ("/request/reasons", test_reasons);
  g_test_add_func ("/request/override", test_override);
  g_test_add_func ("/request/take-over", test_take_over);
  g_test_add_func ("/request/short-year", test_short_year);
  g_test_add_func ("/request/editor-values", test_editor_values);
  g_test_add_func ("/request/conflict", test_conflict);
  g_test_add_func ("/request/hand-over", test_hand_over);
  g_test_add_func ("/request/hand-over-search", test_hand_over_search);
  g_test_add_func ("/request/closed-meanwhile", test_closed_meanwhile);
  g_test_add_func ("/request/moved-meanwhile", test_moved_meanwhile);
  g_test_add_func ("/request/seen", test_seen);
  g_test_add_func ("/request/rows-stay", test_rows_stay);
  return g_test_run ();
}
