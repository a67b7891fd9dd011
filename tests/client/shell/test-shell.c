/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window, its main page and an attachment, made as the program makes them, at the real server; and all of it goes again:
 * whoever held on to one of them would hold the copy of the requests open. */

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

#include "office.h"

#include "amt-ask-dialog.h"
#include "amt-attachment-dialog.h"
#include "amt-hand-over-dialog.h"
#include "amt-history-view.h"
#include "amt-issue-dialog.h"
#include "amt-kept.h"
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

/* Reload, and the window closed before anything of that has begun. */
static void
test_reloaded_and_closed (void)
{
  Work work;
  GWeakRef desk;

  work_begin (&work);
  for (int i = 0; i < 20; i++) /* until the catalogue that is asked for at the start has come */
    sample_settle ();
  watch (&desk, amt_main_page_get_desk (work.page));
  gtk_widget_activate_action (GTK_WIDGET (work.window), "win.reload", NULL);
  gtk_window_destroy (work.window);
  assert_goes (&desk, "The desk");
  g_object_unref (work.settings);
}

/* A sidebar that was put away stays away, and something brings it back. */
static void
test_sidebar (void)
{
  for (int start = 0; start < 3; start++)
    {
      Work work;
      AdwOverlaySplitView *outer;
      GtkWidget *button;

      work_begin (&work);
      outer = ADW_OVERLAY_SPLIT_VIEW (sample_find (GTK_WIDGET (work.window), ADW_TYPE_OVERLAY_SPLIT_VIEW));
      button = sample_find_tip (GTK_WIDGET (work.window), "Sidebar (F9)");
      sample_settle ();
      g_assert_false (adw_overlay_split_view_get_collapsed (outer));
      g_assert_cmpint (adw_overlay_split_view_get_show_sidebar (outer), ==, start != 1);
      g_assert_cmpint (gtk_widget_get_visible (button), ==, start == 1);
      if (start < 2)
        gtk_widget_activate_action (GTK_WIDGET (work.window), "win.toggle-sidebar", NULL);
      g_assert_cmpint (gtk_widget_get_visible (button), ==, start == 0);
      gtk_window_destroy (work.window);
      g_object_unref (work.settings);
    }
}

static bool
is_kept (GSettings *settings, const char *key)
{
  g_autoptr (GVariant) value = g_settings_get_user_value (settings, key);

  return value != NULL;
}

/* One's own choice is there again, and nobody else's. */
static void
test_kept (void)
{
  g_autoptr (GSettingsBackend) backend = g_memory_settings_backend_new ();
  g_autoptr (GSettings) settings = g_settings_new_with_backend ("org.amtsstube.Amtsstube", backend);

  amt_kept_begin (settings, "a.thiessen");
  g_settings_set_string (settings, "queue", "mine");
  g_settings_set_value (settings, "filters", g_variant_new_parsed ("{'state': 'new'}"));
  g_settings_set_boolean (settings, "dense-rows", true);
  amt_kept_begin (settings, "a.thiessen");
  g_assert_true (is_kept (settings, "filters"));
  amt_kept_begin (settings, "j.dordevic");
  g_assert_false (is_kept (settings, "filters"));
  g_assert_false (is_kept (settings, "queue"));
  g_assert_true (g_settings_get_boolean (settings, "dense-rows")); /* the workstation's */
  g_settings_set_string (settings, "signing-key", "/home/j/key.p12");
  g_settings_set_string (settings, "team", "01900000-0000-7000-8000-0000000000b1");
  amt_kept_forget (settings);
  for (const char *const *key = (const char *[]) {"user", "team", "signing-key", NULL}; *key != NULL; key++)
    g_assert_false (is_kept (settings, *key));
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

/* (transfer full): a server that takes every connection and says nothing. */
static GSocket *
listen_silently (char **url)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  g_autoptr (GSocketAddress) address = NULL;

  g_assert_true (g_socket_bind (socket, any, false, NULL) && g_socket_listen (socket, NULL));
  address = g_socket_get_local_address (socket, NULL);
  *url = g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  return socket;
}

static AdwDialog *
open_issue (AmtCase *amt_case, GtkWidget *parent)
{
  AdwDialog *dialog = amt_issue_dialog_new (amt_case_get_api (amt_case), amt_case_get_session (amt_case),
                                            amt_case_get_service (amt_case), amt_case_get_request (amt_case),
                                            AMT_DOCUMENT_CERTIFICATE, NULL, NULL);

  adw_dialog_present (dialog, parent);
  return dialog;
}

static AdwDialog *
open_hand_over (AmtCase *amt_case, GtkWidget *parent)
{
  return amt_hand_over_dialog_open (amt_case, false, parent);
}

static AdwDialog *
open_ask (AmtCase *amt_case, GtkWidget *parent)
{
  return amt_case_dialog_open (AMT_TYPE_ASK_DIALOG, amt_case, parent);
}

/* What is closed goes, though nobody has answered it. */
static void
test_unanswered (void)
{
  static const struct
  {
    const char *name;
    AdwDialog *(*open) (AmtCase *amt_case, GtkWidget *parent);
  } dialogs[] = {
      {"hand over", open_hand_over},
      {"ask back", open_ask},
      {"issue", open_issue},
  };
  SampleCase mine = {.state = AMT_STATE_IN_REVIEW, .handler = SAMPLE_ME};
  g_autofree char *url = NULL;
  g_autoptr (GSocket) silent = listen_silently (&url);
  g_autoptr (AmtApi) api = amt_api_new (url, NULL);
  g_autoptr (AmtSession) session = sample_session (AMT_ROLE_CLERK);
  g_autoptr (GPtrArray) services = sample_services ();
  g_autoptr (AmtRequest) request = sample_request (&mine);
  g_autoptr (AmtCase) amt_case = amt_case_new (api, NULL, session, services);
  GtkWindow *window = sample_window (adw_bin_new (), 900, 700);

  amt_case_set_request (amt_case, request);
  for (size_t i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      AdwDialog *dialog = dialogs[i].open (amt_case, adw_window_get_content (ADW_WINDOW (window)));
      GWeakRef gone;

      watch (&gone, dialog);
      sample_settle ();
      adw_dialog_force_close (dialog);
      assert_goes (&gone, dialogs[i].name);
    }
  gtk_window_destroy (window);
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
  g_test_add_func ("/shell/reloaded-and-closed", test_reloaded_and_closed);
  g_test_add_func ("/shell/unanswered", test_unanswered);
  g_test_add_func ("/shell/kept", test_kept);
  g_test_add_func ("/shell/sidebar", test_sidebar);
  g_test_add_func ("/shell/attachment", test_attachment);
  status = g_test_run ();
  office_stop ();
  g_object_unref (application);
  return status;
}
