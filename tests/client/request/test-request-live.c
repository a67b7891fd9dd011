/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The request page against the real server: claim, extract, gate, note, ask, and somebody faster. */

#include "office.h"

#include "amt-ask-dialog.h"
#include "amt-conflict-dialog.h"
#include "amt-extract-dialog.h"
#include "amt-field-text.h"
#include "amt-form-editor.h"
#include "amt-gate-panel.h"
#include "amt-hand-over-dialog.h"
#include "amt-history-view.h"
#include "amt-note-dialog.h"
#include "amt-request-page.h"

static GtkWindow *
open_page (Office *office, GtkWidget **page)
{
  GtkWindow *window;

  *page = amt_request_page_new (office->api, NULL, office->session, office->services);
  window = sample_window (*page, 900, 860);
  amt_request_page_show (AMT_REQUEST_PAGE (*page), office->request->id);
  while (amt_request_page_get_request (AMT_REQUEST_PAGE (*page)) == NULL)
    sample_settle ();
  return window;
}

static void
wait_version (GtkWidget *page, int64_t above)
{
  while (amt_request_page_get_request (AMT_REQUEST_PAGE (page))->version <= above)
    sample_settle ();
}

static int64_t
act (GtkWidget *page, const char *action)
{
  int64_t version = amt_request_page_get_request (AMT_REQUEST_PAGE (page))->version;

  g_assert_true (g_action_group_get_action_enabled (amt_request_page_get_actions (AMT_REQUEST_PAGE (page)), action));
  g_action_group_activate_action (amt_request_page_get_actions (AMT_REQUEST_PAGE (page)), action, NULL);
  return version;
}

static AdwDialog *
wait_dialog (GtkWindow *window, GType type)
{
  GtkWidget *found;

  while ((found = sample_find (GTK_WIDGET (window), type)) == NULL)
    sample_settle ();
  return ADW_DIALOG (found);
}

/* What was stated is taken over where it is stated; the rest is entered as a register would have it. */
static void
fill_extract (AmtFormEditor *editor, const AmtService *service, const AmtRequest *request)
{
  for (unsigned i = 0; i < service->extract->len; i++)
    {
      const AmtFormField *field = service->extract->pdata[i];
      g_autofree char *stated = amt_request_stated (request, field->compare != NULL ? field->compare : field->id);

      if (amt_field_in_variant (field, request->variant) && (stated != NULL || field->required))
        amt_form_editor_set_value (editor, field->id, stated != NULL ? stated : "Leinhagen");
    }
}

static void
test_way (void)
{
  Office office;
  GtkWidget *page;
  GtkWindow *window;
  const AmtRequest *request;
  AdwDialog *dialog;
  GtkWidget *entry;
  int64_t version;
  g_autofree char *told = NULL;

  office_open (&office, "a.thiessen");
  office_take (&office, AMT_STATE_NEW, "registration-certificate", AMT_CARRIER_ELECTRONIC);
  window = open_page (&office, &page);

  wait_version (page, act (page, "claim"));
  request = amt_request_page_get_request (AMT_REQUEST_PAGE (page));
  g_assert_cmpint (request->state, ==, AMT_STATE_IN_REVIEW);
  sample_settle ();
  told = sample_told (window, "toast-undo");
  g_assert_nonnull (strstr (told, "Claimed"));
  g_assert_nonnull (strstr (told, request->id));

  version = act (page, "extract");
  dialog = wait_dialog (window, AMT_TYPE_EXTRACT_DIALOG);
  g_signal_emit_by_name (sample_find_button (GTK_WIDGET (dialog), "Confirm"), "clicked");
  sample_settle ();
  /* Without the number of the entry nothing is sent. */
  g_assert_cmpint (amt_request_page_get_request (AMT_REQUEST_PAGE (page))->version, ==, version);
  entry = gtk_widget_get_next_sibling (sample_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW));
  gtk_editable_set_text (GTK_EDITABLE (entry), "4711/88");
  fill_extract (AMT_FORM_EDITOR (sample_find (GTK_WIDGET (dialog), AMT_TYPE_FORM_EDITOR)), office.service, request);
  g_signal_emit_by_name (sample_find_button (GTK_WIDGET (dialog), "Confirm"), "clicked");
  wait_version (page, version);
  request = amt_request_page_get_request (AMT_REQUEST_PAGE (page));
  g_assert_nonnull (request->extract);
  g_assert_cmpint (amt_request_get_gate (request, AMT_GATE_REGISTER)->status, ==, AMT_GATE_MET);
  sample_settle ();
  sample_shot (window, "live-extract");

  gtk_widget_activate_action (page, "request.view", "s", "history");
  while (sample_find (sample_find (page, AMT_TYPE_HISTORY_VIEW), ADW_TYPE_ACTION_ROW) == NULL)
    sample_settle ();
  sample_shot (window, "live-history");
  gtk_window_destroy (window);
  office_close (&office);
}

/* Another takes the request while we look at it: our claim is not lost in silence. */
static void
test_faster (void)
{
  Office office;
  Office other;
  GtkWidget *page;
  GtkWindow *window;
  AdwDialog *dialog;
  g_autoptr (AmtRequest) theirs = NULL;

  office_open (&office, "a.thiessen");
  office_open (&other, "j.dordevic");
  office_take (&office, AMT_STATE_NEW, "registration-certificate", AMT_CARRIER_ELECTRONIC);
  window = open_page (&office, &page);
  theirs = office_await (amt_api_act (other.api, office.request->id, AMT_ACTION_CLAIM, NULL, office.request->version));
  act (page, "claim");
  dialog = wait_dialog (window, AMT_TYPE_CONFLICT_DIALOG);
  sample_settle ();
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (dialog)), ==, "Jörg Đorđević Was Faster");
  g_assert_cmpint (amt_request_page_get_request (AMT_REQUEST_PAGE (page))->version, ==, theirs->version);
  sample_shot (window, "live-conflict");
  gtk_window_destroy (window);
  office_close (&office);
  office_close (&other);
}

/* Something harmless came between: the same act can be done again on what is there now. */
static void
test_again (void)
{
  Office office;
  Office other;
  GtkWidget *page;
  GtkWindow *window;
  AdwDialog *dialog;
  g_autoptr (AmtRequest) noted = NULL;

  office_open (&office, "a.thiessen");
  office_open (&other, "j.dordevic");
  office_take (&office, AMT_STATE_NEW, "registration-certificate", AMT_CARRIER_ELECTRONIC);
  window = open_page (&office, &page);
  noted = office_await (amt_api_add_note (other.api, office.request->id, "Rückruf bis 12 Uhr"));
  act (page, "claim");
  dialog = wait_dialog (window, AMT_TYPE_CONFLICT_DIALOG);
  g_assert_true (adw_alert_dialog_has_response (ADW_ALERT_DIALOG (dialog), "again"));
  g_signal_emit_by_name (dialog, "response", "again");
  wait_version (page, noted->version);
  g_assert_cmpint (amt_request_page_get_request (AMT_REQUEST_PAGE (page))->state, ==, AMT_STATE_IN_REVIEW);
  gtk_window_destroy (window);
  office_close (&office);
  office_close (&other);
}

/* A key pressed twice is one act, and one's own change is nobody faster. */
static void
test_twice (void)
{
  Office office;
  GtkWidget *page;
  GtkWindow *window;
  int64_t version;

  office_open (&office, "a.thiessen");
  office_take (&office, AMT_STATE_IN_REVIEW, "registration-certificate", AMT_CARRIER_ELECTRONIC);
  window = open_page (&office, &page);
  version = act (page, "release");
  act (page, "release");
  wait_version (page, version);
  for (int i = 0; i < 20; i++)
    sample_settle ();
  g_assert_null (sample_find (GTK_WIDGET (window), AMT_TYPE_CONFLICT_DIALOG));
  g_assert_cmpint (amt_request_page_get_request (AMT_REQUEST_PAGE (page))->version, ==, version + 1);
  wait_version (page, act (page, "claim"));
  gtk_window_destroy (window);
  office_close (&office);
}

/* What can no longer be undone is said. */
static void
test_undo_too_late (void)
{
  Office office;
  Office other;
  GtkWidget *page;
  GtkWindow *window;
  g_autoptr (AmtRequest) noted = NULL;
  g_autofree char *told = NULL;

  office_open (&office, "a.thiessen");
  office_open (&other, "j.dordevic");
  office_take (&office, AMT_STATE_NEW, "registration-certificate", AMT_CARRIER_ELECTRONIC);
  window = open_page (&office, &page);
  wait_version (page, act (page, "claim"));
  sample_settle ();
  g_free (sample_told (window, "toast-undo"));
  noted = office_await (amt_api_add_note (other.api, office.request->id, "Rückruf"));
  gtk_widget_activate_action (page, "request.undo", "(ss)", "release", office.request->id);
  while ((told = sample_told (window, "toast")) == NULL)
    sample_settle ();
  g_assert_nonnull (strstr (told, "Somebody changed the request"));
  gtk_window_destroy (window);
  office_close (&office);
  office_close (&other);
}

/* An answer that was asked for before an action, and comes after it, shows nothing of before. */
static void
test_older_answer (void)
{
  Office office;
  GtkWidget *page;
  GtkWindow *window;
  g_autoptr (AmtRequest) newer = NULL;

  office_open (&office, "a.thiessen");
  office_take (&office, AMT_STATE_IN_REVIEW, "registration-certificate", AMT_CARRIER_ELECTRONIC);
  window = open_page (&office, &page);
  newer = office_await (amt_api_get_request (office.api, office.request->id));
  newer->version += 5;
  amt_request_page_take (AMT_REQUEST_PAGE (page), newer);
  amt_request_page_show (AMT_REQUEST_PAGE (page), newer->id); /* reads it again */
  for (int i = 0; i < 20; i++)
    sample_settle ();
  g_assert_cmpint (amt_request_page_get_request (AMT_REQUEST_PAGE (page))->version, ==, newer->version);
  gtk_window_destroy (window);
  office_close (&office);
}

/* The request goes while the colleagues are being read for it. */
static void
test_gone_while_loading (void)
{
  Office office;
  g_autoptr (AmtCase) amt_case = NULL;
  GtkWindow *window;

  office_open (&office, "a.thiessen");
  office_take (&office, AMT_STATE_IN_REVIEW, "registration-certificate", AMT_CARRIER_ELECTRONIC);
  amt_case = amt_case_new (office.api, NULL, office.session, office.services);
  amt_case_set_request (amt_case, office.request);
  window = sample_window (gtk_label_new (""), 600, 700);
  amt_hand_over_dialog_open (amt_case, false, adw_window_get_content (ADW_WINDOW (window)));
  amt_case_set_request (amt_case, NULL);
  for (int i = 0; i < 20; i++)
    sample_settle ();
  gtk_window_destroy (window);
  office_close (&office);
}

/* A payment at the counter, recorded in the gate's own form. */
static void
test_payment (void)
{
  Office office;
  GtkWidget *page;
  GtkWindow *window;
  GtkWindow *second;
  g_autoptr (AmtCase) amt_case = NULL;
  GtkWidget *panel;
  GtkWidget *reference;

  office_open (&office, "a.thiessen");
  office_take (&office, AMT_STATE_NEW, "registration-certificate", AMT_CARRIER_PAPER);
  window = open_page (&office, &page);
  wait_version (page, act (page, "claim"));
  amt_case = amt_case_new (office.api, NULL, office.session, office.services);
  amt_case_set_request (amt_case, amt_request_page_get_request (AMT_REQUEST_PAGE (page)));
  panel = amt_gate_panel_new (amt_case, AMT_GATE_PAYMENT);
  second = sample_window (panel, 340, 500);
  reference = GTK_WIDGET (gtk_widget_get_template_child (panel, AMT_TYPE_GATE_PANEL, "reference_row"));
  g_signal_emit_by_name (sample_find_button (panel, "Record Payment"), "clicked");
  sample_settle ();
  g_assert_cmpint (amt_case_get_request (amt_case)->paid_cents, ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (reference), "Quittung 4711");
  g_signal_emit_by_name (sample_find_button (panel, "Record Payment"), "clicked");
  while (amt_case_get_request (amt_case)->paid_cents == 0)
    sample_settle ();
  g_assert_cmpint (amt_case_get_request (amt_case)->paid_cents, ==, amt_case_get_request (amt_case)->fee_cents);
  g_assert_cmpint (amt_request_get_gate (amt_case_get_request (amt_case), AMT_GATE_PAYMENT)->status, ==, AMT_GATE_MET);
  gtk_window_destroy (second);
  gtk_window_destroy (window);
  office_close (&office);
}

static AmtReplica *
open_replica (Office *office)
{
  static const uint8_t secret[32] = {7};
  g_autoptr (GBytes) key = g_bytes_new_static (secret, sizeof secret);
  g_autofree char *place = g_strdup_printf ("%s/replica", office_get_folder ());
  g_autoptr (GError) error = NULL;
  AmtReplica *replica = amt_replica_open (place, office->api, "a.thiessen", office->session, key, &error);

  g_assert_no_error (error);
  return replica;
}

static GtkTextBuffer *
open_note (GtkWidget *page, GtkWindow *window, AdwDialog **dialog)
{
  act (page, "note");
  *dialog = wait_dialog (window, AMT_TYPE_NOTE_DIALOG);
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (sample_find (GTK_WIDGET (*dialog), GTK_TYPE_TEXT_VIEW)));
}

/* What was typed outlives the dialog, and even the window; sent, it is there no more. */
static void
test_kept (void)
{
  Office office;
  g_autoptr (AmtReplica) replica = NULL;
  GtkWidget *page;
  GtkWindow *window;
  AdwDialog *dialog;
  GtkTextBuffer *buffer;
  g_autofree char *kept = NULL;

  office_open (&office, "a.thiessen");
  office_take (&office, AMT_STATE_IN_REVIEW, "registration-certificate", AMT_CARRIER_ELECTRONIC);
  replica = open_replica (&office);
  amt_replica_start (replica);
  for (int round = 0; round < 2; round++)
    {
      page = amt_request_page_new (office.api, replica, office.session, office.services);
      window = sample_window (page, 700, 700);
      amt_request_page_show (AMT_REQUEST_PAGE (page), office.request->id);
      while (amt_request_page_get_request (AMT_REQUEST_PAGE (page)) == NULL)
        sample_settle ();
      buffer = open_note (page, window, &dialog);
      if (round == 0)
        gtk_text_buffer_set_text (buffer, "Konsulat angerufen", -1);
      g_object_get (buffer, "text", &kept, NULL);
      g_assert_cmpstr (kept, ==, "Konsulat angerufen");
      g_clear_pointer (&kept, g_free);
      if (round == 0)
        {
          gtk_window_destroy (window);
          sample_settle ();
        }
    }
  g_signal_emit_by_name (sample_find_button (GTK_WIDGET (dialog), "Save"), "clicked");
  while (amt_request_page_get_request (AMT_REQUEST_PAGE (page))->notes->len == office.request->notes->len)
    sample_settle ();
  buffer = open_note (page, window, &dialog);
  g_object_get (buffer, "text", &kept, NULL);
  g_assert_cmpstr (kept, ==, "");
  gtk_window_destroy (window);
  sample_settle ();
  amt_replica_stop (replica);
  office_close (&office);
}

static void
send_note_over_another (AmtCase *amt_case, const AmtRequest *another)
{
  GtkWindow *window = sample_window (gtk_label_new (""), 600, 600);
  AdwDialog *dialog = amt_case_dialog_open (AMT_TYPE_NOTE_DIALOG, amt_case,
                                            adw_window_get_content (ADW_WINDOW (window)));
  DexPromise *answer = dex_promise_new ();

  amt_case_dialog_wait (AMT_CASE_DIALOG (dialog), dex_ref (DEX_FUTURE (answer)), "note", NULL);
  amt_case_set_request (amt_case, another);
  dex_promise_resolve_boolean (answer, true);
  sample_settle ();
  dex_unref (answer);
  gtk_window_destroy (window);
}

/* Sent, a text is forgotten on its own request and on no other that came to be shown meanwhile. */
static void
test_forgotten (void)
{
  const SampleCase mine = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME};
  Office office;
  g_autoptr (AmtReplica) replica = NULL;
  g_autoptr (AmtCase) amt_case = NULL;
  g_autoptr (AmtRequest) first = sample_request (&mine);
  g_autoptr (AmtRequest) second = sample_request (&mine);
  g_autofree char *kept = NULL;
  g_autofree char *gone = NULL;

  office_open (&office, "a.thiessen");
  g_set_str (&second->id, SAMPLE_OTHER);
  replica = open_replica (&office);
  amt_case = amt_case_new (office.api, replica, office.session, office.services);
  amt_case_set_request (amt_case, second);
  amt_case_set_typed (amt_case, "note", "Für den zweiten");
  amt_case_set_request (amt_case, first);
  amt_case_set_typed (amt_case, "note", "Für den ersten");
  send_note_over_another (amt_case, second);
  kept = amt_case_get_typed (amt_case, "note");
  g_assert_cmpstr (kept, ==, "Für den zweiten");
  amt_case_set_request (amt_case, first);
  gone = amt_case_get_typed (amt_case, "note");
  g_assert_null (gone);
  g_clear_object (&amt_case);
  amt_replica_stop (replica);
  office_close (&office);
}

/* The fields of a question that was sent are not those of the next one. */
static void
test_asked (void)
{
  Office office;
  g_autoptr (AmtReplica) replica = NULL;
  g_autoptr (AmtCase) amt_case = NULL;
  GtkWindow *window;
  AdwDialog *dialog;
  GtkWidget *check;
  GtkWidget *view;
  g_autofree char *fields = NULL;

  office_open (&office, "a.thiessen");
  office_take (&office, AMT_STATE_IN_REVIEW, "registration-certificate", AMT_CARRIER_ELECTRONIC);
  replica = open_replica (&office);
  amt_case = amt_case_new (office.api, replica, office.session, office.services);
  amt_case_set_request (amt_case, office.request);
  window = sample_window (gtk_label_new (""), 600, 700);
  dialog = amt_case_dialog_open (AMT_TYPE_ASK_DIALOG, amt_case, adw_window_get_content (ADW_WINDOW (window)));
  sample_settle ();
  check = sample_find (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON);
  view = sample_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), true);
  fields = amt_case_get_typed (amt_case, "ask-fields");
  g_assert_nonnull (fields);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "Welche Anschrift gilt?", -1);
  g_signal_emit_by_name (sample_find_button (GTK_WIDGET (dialog), "Send"), "clicked");
  while (amt_case_get_request (amt_case)->state != AMT_STATE_WAITING)
    sample_settle ();
  sample_settle ();
  g_clear_pointer (&fields, g_free);
  fields = amt_case_get_typed (amt_case, "ask-fields");
  g_assert_null (fields);
  gtk_window_destroy (window);
  sample_settle ();
  g_clear_object (&amt_case);
  amt_replica_stop (replica);
  office_close (&office);
}

/* (nullable): a label below @widget that begins with @text. */
static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

/* Opens the history anew and waits for a line below it that begins with @text. */
static GtkWidget *
read_history (GtkWidget *page, const char *text)
{
  GtkWidget *found;

  gtk_widget_activate_action (page, "request.view", "s", "history");
  while ((found = find_label (sample_find (page, AMT_TYPE_HISTORY_VIEW), text)) == NULL)
    sample_settle ();
  return found;
}

/* A server that lost the end of its journal, or cut it off, is found out by what this workstation saw. */
static void
test_chain (void)
{
  Office office;
  g_autoptr (AmtReplica) replica = NULL;
  g_autoptr (AmtJournalHead) longer = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *page;
  GtkWindow *window;

  office_open (&office, "a.thiessen");
  office_take (&office, AMT_STATE_IN_REVIEW, "registration-certificate", AMT_CARRIER_ELECTRONIC);
  replica = open_replica (&office);
  for (int round = 0; round < 2; round++)
    {
      page = amt_request_page_new (office.api, replica, office.session, office.services);
      window = sample_window (page, 700, 700);
      amt_request_page_show (AMT_REQUEST_PAGE (page), office.request->id);
      while (amt_request_page_get_request (AMT_REQUEST_PAGE (page)) == NULL)
        sample_settle ();
      if (round == 0)
        {
          read_history (page, "Chain intact, last checked ");
          longer = office_await (amt_api_get_journal_head (office.api, office.request->authority_id));
          longer->number += 1000;
          g_assert_true (amt_replica_check_journal_head (replica, office.request->authority_id, longer, &error));
          g_assert_no_error (error);
        }
      else
        g_assert_true (gtk_widget_has_css_class (read_history (page, "The journal is shorter or another"), "error"));
      gtk_window_destroy (window);
      sample_settle ();
    }
  amt_replica_stop (replica);
  office_close (&office);
}

int
main (int argc, char *argv[])
{
  int status;

  sample_init (&argc, &argv);
  dex_init ();
  office_start ();
  g_test_add_func ("/request/way", test_way);
  g_test_add_func ("/request/faster", test_faster);
  g_test_add_func ("/request/again", test_again);
  g_test_add_func ("/request/payment", test_payment);
  g_test_add_func ("/request/kept", test_kept);
  g_test_add_func ("/request/chain", test_chain);
  g_test_add_func ("/request/twice", test_twice);
  g_test_add_func ("/request/undo-too-late", test_undo_too_late);
  g_test_add_func ("/request/older-answer", test_older_answer);
  g_test_add_func ("/request/gone-while-loading", test_gone_while_loading);
  g_test_add_func ("/request/forgotten", test_forgotten);
  g_test_add_func ("/request/asked", test_asked);
  status = g_test_run ();
  office_stop ();
  return status;
}
