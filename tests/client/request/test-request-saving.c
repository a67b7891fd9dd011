/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A copy of an attachment: where it may be written, and where not. */

#include "office.h"

#include "amt-attachment-dialog.h"

#include <glib/gstdio.h>

#define CONTENT "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"

static char *folder;

/* Attaches a file as the window does, and opens it. */
static AdwDialog *
open_attachment (Office *office, AmtCase *amt_case, GtkWidget *parent)
{
  g_autofree char *path = g_build_filename (folder, "brief.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (AmtRequest) request = NULL;
  AdwDialog *dialog;
  GtkWidget *button;

  g_assert_true (g_file_set_contents (path, CONTENT, -1, NULL));
  request = office_await (amt_case_attach (amt_case, office->request->id, file));
  g_unlink (path);
  dialog = amt_attachment_dialog_open (amt_case, request->attachments->pdata[request->attachments->len - 1], parent);
  button = sample_find_tip (GTK_WIDGET (dialog), "Save a Copy…");
  while (!gtk_widget_get_sensitive (button))
    sample_settle ();
  return dialog;
}

static void
save_to (AdwDialog *dialog, const char *path)
{
  g_signal_emit_by_name (sample_find_tip (GTK_WIDGET (dialog), "Save a Copy…"), "clicked");
  sample_choose_file (path);
}

/* Whether a toast above @widget says @words. */
static bool
says (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "heading") && gtk_widget_get_mapped (widget) &&
      strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return true;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return true;
  return false;
}

static void
test_copy (void)
{
  Office office = {0};
  g_autofree char *path = g_build_filename (folder, "copy.pdf", NULL);
  g_autofree char *found = NULL;
  g_autoptr (AmtCase) amt_case = NULL;
  GtkWindow *window = sample_window (adw_bin_new (), 800, 600);
  AdwDialog *dialog;

  office_open (&office, "a.thiessen");
  office_take (&office, AMT_STATE_IN_REVIEW, "registration-certificate", AMT_CARRIER_ELECTRONIC);
  amt_case = amt_case_new (office.api, NULL, office.session, office.services);
  amt_case_set_request (amt_case, office.request);
  dialog = open_attachment (&office, amt_case, adw_window_get_content (ADW_WINDOW (window)));
  save_to (dialog, "/sys/copy.pdf"); /* where not even root may */
  while (!says (GTK_WIDGET (dialog), "so no copy was saved. Choose another folder."))
    sample_settle ();
  sample_shot (window, "copy-refused");
  save_to (dialog, path);
  while (!says (GTK_WIDGET (dialog), "A copy was saved"))
    sample_settle ();
  g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
  g_assert_cmpstr (found, ==, CONTENT);
  g_unlink (path);
  gtk_window_destroy (window);
  office_close (&office);
}

/* Closed before the place was chosen: the window says it. */
static void
test_closed (void)
{
  Office office = {0};
  g_autoptr (AmtCase) amt_case = NULL;
  GtkWindow *window = sample_window (adw_bin_new (), 800, 600);
  g_autofree char *told = NULL;
  AdwDialog *dialog;

  office_open (&office, "a.thiessen");
  office_take (&office, AMT_STATE_IN_REVIEW, "registration-certificate", AMT_CARRIER_ELECTRONIC);
  amt_case = amt_case_new (office.api, NULL, office.session, office.services);
  amt_case_set_request (amt_case, office.request);
  dialog = open_attachment (&office, amt_case, adw_window_get_content (ADW_WINDOW (window)));
  g_signal_emit_by_name (sample_find_tip (GTK_WIDGET (dialog), "Save a Copy…"), "clicked");
  sample_settle ();
  adw_dialog_force_close (dialog);
  sample_choose_file ("/sys/copy.pdf");
  while ((told = sample_told (window, "toast")) == NULL)
    sample_settle ();
  g_assert_nonnull (strstr (told, "so no copy was saved."));
  gtk_window_destroy (window);
  office_close (&office);
}

int
main (int argc, char *argv[])
{
  int status;

  sample_init (&argc, &argv);
  dex_init ();
  folder = g_dir_make_tmp ("amt-saving-XXXXXX", NULL);
  office_start ();
  g_test_add_func ("/request/saving/copy", test_copy);
  g_test_add_func ("/request/saving/closed", test_closed);
  status = g_test_run ();
  office_stop ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
