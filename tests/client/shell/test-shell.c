/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window, its main page and an attachment, made as the program makes them, at the real server; and all of it goes again:
 * whoever held on to one of them would hold the copy of the requests open. */

#include "office.h"

#include "amt-attachment-dialog.h"
#include "amt-history-view.h"
#include "amt-main-page.h"
#include "amt-request-page.h"
#include "amt-window.h"

typedef struct
{
  GSettings *settings;
  GtkWindow *window;
  AmtMainPage *page;
} Work;

static GtkApplication *application;

/* Signed in by the window itself. */
static void
work_begin (Work *work)
{
  Office office;

  office_open (&office, "a.thiessen");
  work->settings = g_settings_new ("org.amtsstube.Amtsstube");
  work->window = amt_window_new (application, work->settings);
  amt_window_start (AMT_WINDOW (work->window), amt_api_get_base_url (office.api), "a.thiessen", "demo-amtsstube");
  gtk_window_present (work->window);
  while ((work->page = (AmtMainPage *) sample_find (GTK_WIDGET (work->window), AMT_TYPE_MAIN_PAGE)) == NULL ||
         amt_replica_get_status (amt_desk_get_replica (amt_main_page_get_desk (work->page))) != AMT_REPLICA_UP_TO_DATE)
    sample_settle ();
  office_close (&office);
}

/* Whoever holds it for a moment, a frame or a focus, gets that moment. */
static void
assert_goes (GWeakRef *gone, const char *what)
{
  for (int i = 0; i < 200; i++)
    {
      g_autoptr (GObject) object = g_weak_ref_get (gone);

      if (object == NULL)
        return;
      g_clear_object (&object);
      sample_settle ();
    }
  g_error ("%s stays", what);
}

static void
watch (GWeakRef *gone, gpointer object)
{
  g_assert_nonnull (object);
  g_weak_ref_init (gone, object);
}

static void
test_window (void)
{
  Work work;
  GWeakRef window;
  GWeakRef page;
  GWeakRef desk;
  GWeakRef replica;

  work_begin (&work);
  watch (&window, work.window);
  watch (&page, work.page);
  watch (&desk, amt_main_page_get_desk (work.page));
  watch (&replica, amt_desk_get_replica (amt_main_page_get_desk (work.page)));
  gtk_window_destroy (work.window);
  assert_goes (&page, "The main page");
  assert_goes (&desk, "The desk");
  assert_goes (&replica, "The replica");
  assert_goes (&window, "The window");
  g_object_unref (work.settings);
}

/* The first request of the list that is shown and its history, which is asked for apart. */
static void
look_at_history (Work *work)
{
  GtkWidget *request = sample_find (GTK_WIDGET (work->window), AMT_TYPE_REQUEST_PAGE);

  while (!gtk_widget_activate_action (GTK_WIDGET (work->window), "win.next-request", NULL))
    sample_settle ();
  while (amt_request_page_get_request (AMT_REQUEST_PAGE (request)) == NULL)
    sample_settle ();
  gtk_widget_activate_action (request, "request.view", "s", "history");
  for (int i = 0; i < 20; i++)
    sample_settle ();
}

static void
test_used (void)
{
  Work work;
  GWeakRef window;
  GWeakRef request;
  GWeakRef replica;

  work_begin (&work);
  look_at_history (&work);
  watch (&window, work.window);
  watch (&request, sample_find (GTK_WIDGET (work.window), AMT_TYPE_HISTORY_VIEW));
  watch (&replica, amt_desk_get_replica (amt_main_page_get_desk (work.page)));
  gtk_window_destroy (work.window);
  assert_goes (&request, "The history");
  assert_goes (&replica, "The replica");
  assert_goes (&window, "The window");
  g_object_unref (work.settings);
}

static void
test_sign_out (void)
{
  Work work;
  GWeakRef page;
  GWeakRef replica;

  work_begin (&work);
  watch (&page, work.page);
  watch (&replica, amt_desk_get_replica (amt_main_page_get_desk (work.page)));
  gtk_widget_activate_action (GTK_WIDGET (work.window), "win.sign-out", NULL);
  assert_goes (&page, "The main page");
  assert_goes (&replica, "The replica");
  gtk_window_destroy (work.window);
  g_object_unref (work.settings);
}

static void
test_attachment (void)
{
  AmtAttachment attachment = {.id = (char *) "01890000-0000-7000-8000-000000000001",
                              .name = (char *) "Brief.pdf",
                              .type = (char *) "application/pdf"};
  g_autoptr (AmtCase) amt_case = NULL;
  Office office;
  GtkWindow *window;
  GWeakRef dialog;

  office_open (&office, "a.thiessen");
  office_take (&office, AMT_STATE_NEW, "registration-certificate", AMT_CARRIER_ELECTRONIC);
  amt_case = amt_case_new (office.api, NULL, office.session, office.services);
  amt_case_set_request (amt_case, office.request);
  window = sample_window (adw_bin_new (), 800, 600);
  for (int answered = 0; answered < 2; answered++) /* closed while it is waited for, and after */
    {
      AdwDialog *opened = amt_attachment_dialog_open (amt_case, &attachment, gtk_window_get_child (window));

      watch (&dialog, opened);
      for (int i = 0; answered && i < 20; i++)
        sample_settle ();
      adw_dialog_force_close (opened);
      assert_goes (&dialog, "The attachment");
    }
  gtk_window_destroy (window);
  office_close (&office);
}

int
main (int argc, char *argv[])
{
  int status;

  sample_init (&argc, &argv);
  dex_init ();
  application = GTK_APPLICATION (adw_application_new ("org.amtsstube.Test", G_APPLICATION_NON_UNIQUE));
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  office_start ();
  g_test_add_func ("/shell/window", test_window);
  g_test_add_func ("/shell/used", test_used);
  g_test_add_func ("/shell/sign-out", test_sign_out);
  g_test_add_func ("/shell/attachment", test_attachment);
  status = g_test_run ();
  office_stop ();
  g_object_unref (application);
  return status;
}
