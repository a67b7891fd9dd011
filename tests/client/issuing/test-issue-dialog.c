/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "office.h"

#include "amt-issue-dialog.h"
#include "amt-issue-words.h"
#include "amt-page-view.h"

static void
wait_for (GtkWidget *button)
{
  int64_t until = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;

  while (!gtk_widget_get_sensitive (button) && g_get_monotonic_time () < until)
    sample_settle ();
  g_assert_true (gtk_widget_get_sensitive (button));
}

static GtkWidget *
find_css (GtkWidget *widget, const char *class)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, class) && gtk_widget_get_visible (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_css (child, class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The entry row on screen that is no passphrase. */
static GtkWidget *
find_entry (GtkWidget *widget)
{
  if (ADW_IS_ENTRY_ROW (widget) && !ADW_IS_PASSWORD_ENTRY_ROW (widget) && gtk_widget_get_mapped (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_entry (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
on_issued (AdwDialog *dialog, AmtRequest *request, AmtRequest **taken)
{
  g_clear_pointer (taken, amt_request_unref);
  *taken = amt_request_ref (request);
}

static AdwDialog *
open_dialog (Office *office, GtkWindow *window, const char *user, AmtRequest **taken)
{
  g_autofree char *key = g_strdup_printf ("%s/pki/%s.p12", office_get_folder (), user);
  AdwDialog *dialog = amt_issue_dialog_new (office->api, office->session, office->service, office->request,
                                            AMT_DOCUMENT_CERTIFICATE, NULL, key);

  g_signal_connect (dialog, "issued", G_CALLBACK (on_issued), taken);
  adw_dialog_present (dialog, adw_window_get_content (ADW_WINDOW (window)));
  return dialog;
}

/* A wrong passphrase issues nothing and says so below the field; the right one issues and goes on to the next. */
static void
test_sign (void)
{
  Office office = {0};
  g_autoptr (AmtRequest) taken = NULL;
  GtkWindow *window = sample_window (gtk_label_new (""), 1200, 800);
  g_autoptr (AdwDialog) dialog = NULL;
  GtkWidget *secret;
  GtkWidget *button;
  g_autofree char *next = NULL;

  office_open (&office, "a.thiessen");
  office_take (&office, AMT_STATE_IN_REVIEW, "registration-certificate", AMT_CARRIER_ELECTRONIC);
  dialog = g_object_ref (open_dialog (&office, window, "a.thiessen", &taken));
  secret = sample_find (GTK_WIDGET (dialog), ADW_TYPE_PASSWORD_ENTRY_ROW);
  button = sample_find_button (GTK_WIDGET (dialog), "Sign and Provide");
  g_assert_false (gtk_widget_get_sensitive (button));

  while (!amt_page_view_get_ready (AMT_PAGE_VIEW (sample_find (GTK_WIDGET (dialog), AMT_TYPE_PAGE_VIEW))))
    g_main_context_iteration (NULL, true);
  g_assert_nonnull (strstr (
      amt_page_view_get_text (AMT_PAGE_VIEW (sample_find (GTK_WIDGET (dialog), AMT_TYPE_PAGE_VIEW))), "Leinhagen"));
  gtk_editable_set_text (GTK_EDITABLE (secret), "wrong");
  wait_for (button);
  sample_shot (window, "issue");
  g_signal_emit_by_name (button, "clicked");
  while (find_css (GTK_WIDGET (dialog), "error") == NULL)
    sample_settle ();
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (find_css (GTK_WIDGET (dialog), "error"))), ==,
                   "The passphrase is wrong. The document is not issued; try again.");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (secret)), ==, "");
  sample_shot (window, "issue-wrong");

  gtk_editable_set_text (GTK_EDITABLE (secret), "demo");
  for (int i = 0; i < 40; i++)
    sample_settle ();
  sample_shot (window, "issue-level");
  wait_for (button);
  g_signal_emit_by_name (button, "clicked");
  while (taken == NULL || gtk_widget_get_mapped (GTK_WIDGET (dialog)))
    sample_settle ();
  g_assert_cmpint (taken->state, ==, AMT_STATE_ISSUED);
  g_assert_cmpint (taken->documents->len, ==, 1);
  next = sample_told (window, "next-after-issue");
  g_assert_nonnull (next);
  gtk_window_destroy (window);
  sample_settle ();
  g_assert_finalize_object (g_steal_pointer (&dialog));
  office_close (&office);
}

/* Nobody can write below /sys, not even root. */
static void
assert_not_kept (AdwDialog *dialog)
{
  GtkWidget *said;

  g_signal_emit_by_name (sample_find_tip (GTK_WIDGET (dialog), "Keep as PDF…"), "clicked");
  sample_choose_file ("/sys/copy.pdf");
  while ((said = find_css (GTK_WIDGET (dialog), "error")) == NULL)
    sample_settle ();
  g_assert_nonnull (strstr (gtk_label_get_label (GTK_LABEL (said)), "so no copy was saved."));
  g_assert_true (g_str_has_suffix (gtk_label_get_label (GTK_LABEL (said)), "The document is not issued."));
}

/* Civil status: no passphrase, the number of the form, then how it reaches the applicant. */
static void
test_paper (void)
{
  Office office = {0};
  g_autoptr (AmtRequest) taken = NULL;
  GtkWindow *window = sample_window (gtk_label_new (""), 1200, 800);
  AdwDialog *dialog;
  GtkWidget *sheet;
  GtkWidget *button;

  office_open (&office, "m.roehrs");
  office_take (&office, AMT_STATE_IN_REVIEW, "birth-certificate", AMT_CARRIER_PAPER);
  dialog = open_dialog (&office, window, "m.roehrs", &taken);
  button = sample_find_button (GTK_WIDGET (dialog), "Print for Signature…");
  wait_for (button);
  g_assert_false (gtk_widget_get_mapped (sample_find (GTK_WIDGET (dialog), ADW_TYPE_PASSWORD_ENTRY_ROW)));
  for (int i = 0; i < 20; i++)
    sample_settle ();
  sample_shot (window, "issue-paper");
  assert_not_kept (dialog);
  sample_shot (window, "issue-not-kept");
  sheet = find_entry (GTK_WIDGET (dialog));
  gtk_editable_set_text (GTK_EDITABLE (sheet), "A 004711");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, "_Record as Signed");
  g_signal_emit_by_name (button, "clicked");
  while (taken == NULL)
    sample_settle ();
  g_assert_cmpint (taken->state, ==, AMT_STATE_ISSUED);
  sample_shot (window, "issue-deliver");
  g_assert_nonnull (sample_find_button (GTK_WIDGET (dialog), "Posted"));
  wait_for (button);
  g_clear_pointer (&taken, amt_request_unref);
  g_signal_emit_by_name (button, "clicked");
  while (taken == NULL)
    sample_settle ();
  g_assert_cmpint (((AmtDocument *) taken->documents->pdata[0])->delivery, ==, AMT_DELIVERY_HANDED_OUT);
  g_assert_cmpstr (((AmtDocument *) taken->documents->pdata[0])->sheet_number, ==, "A 004711");
  gtk_window_destroy (window);
  office_close (&office);
}

/* Without a server the dialog says so, lets try again, and goes without a trace. */
static void
test_offline (void)
{
  SampleCase how = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME};
  g_autoptr (AmtSession) session = sample_session (AMT_ROLE_CLERK);
  g_autoptr (GPtrArray) services = sample_services ();
  g_autoptr (AmtRequest) request = sample_request (&how);
  GtkWindow *window = sample_window (gtk_label_new (""), 800, 700);
  AdwDialog *dialog = g_object_ref_sink (
      amt_issue_dialog_new (NULL, session, services->pdata[0], request, AMT_DOCUMENT_CERTIFICATE, NULL, NULL));

  adw_dialog_present (dialog, adw_window_get_content (ADW_WINDOW (window)));
  sample_settle ();
  sample_settle ();
  g_assert_nonnull (sample_find_button (GTK_WIDGET (dialog), "Try Again"));
  sample_shot (window, "issue-offline");
  adw_dialog_force_close (dialog);
  sample_settle ();
  gtk_window_destroy (window);
  sample_settle ();
  g_assert_finalize_object (dialog);
}

static void
test_words (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  amt_error_set (&error, AMT_ERROR_CONFLICT, "content-changed", NULL, "changed");
  sentence = amt_issue_sentence (error);
  g_assert_nonnull (strstr (sentence, "not issued"));
  g_assert_true (amt_issue_needs_new_draft (error));
  g_assert_false (amt_issue_blames_secret (error));
}

/* What a printer's library says is not said. */
static void
test_not_printed (void)
{
  g_autoptr (GError) error = g_error_new_literal (GTK_PRINT_ERROR, GTK_PRINT_ERROR_GENERAL, "cups: client-error");
  g_autoptr (GError) dismissed = g_error_new_literal (GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED, "x");
  g_autofree char *sentence = amt_issue_not_printed (error);

  g_assert_true (g_str_has_prefix (sentence, "Nothing was printed."));
  g_assert_true (g_str_has_suffix (sentence, "The document is not issued."));
  g_assert_null (strstr (sentence, "cups"));
  g_assert_null (amt_issue_not_printed (dismissed));
}

/* "Gates Are Open" names those that are. */
static void
test_gates (void)
{
  const SampleCase how = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME, .open_gates = true};
  g_autoptr (AmtRequest) request = sample_request (&how);
  g_autofree char *met = amt_issue_gates (request, false);
  g_autofree char *open = amt_issue_gates (request, true);

  g_assert_nonnull (strstr (open, "Register"));
  g_assert_nonnull (strstr (open, "Payment"));
  g_assert_null (strstr (open, "Identity"));
  g_assert_nonnull (strstr (met, "Identity"));
  g_assert_null (strstr (met, "Register"));
}

int
main (int argc, char *argv[])
{
  int status;

  sample_init (&argc, &argv);
  dex_init ();
  office_start ();
  g_test_add_func ("/issuing/words", test_words);
  g_test_add_func ("/issuing/not-printed", test_not_printed);
  g_test_add_func ("/issuing/gates", test_gates);
  g_test_add_func ("/issuing/offline", test_offline);
  g_test_add_func ("/issuing/sign", test_sign);
  g_test_add_func ("/issuing/paper", test_paper);
  status = g_test_run ();
  office_stop ();
  return status;
}
