/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-lock-page.h"
#include "amt-password-form.h"
#include "amt-sign-in-again-dialog.h"
#include "amt-sign-in-page.h"

#include "await.h"
#include "fake-server.h"

static GtkWidget *
find (GtkWidget *widget, GType type, const char *title)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    {
      g_autofree char *name = NULL;

      if (!title)
        return widget;
      g_object_get (widget, "title", &name, NULL);
      if (g_strcmp0 (name, title) == 0)
        return widget;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, title);

      if (found)
        return found;
    }
  return NULL;
}

/* The sentence under the fields; NULL when there is none. */
static const char *
sentence (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) &&
      gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == GTK_ACCESSIBLE_ROLE_ALERT &&
      gtk_widget_get_visible (widget))
    return gtk_label_get_label (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      const char *found = sentence (child);

      if (found)
        return found;
    }
  return NULL;
}

static AmtSession *
make_session (void)
{
  AmtSession *session = amt_session_new ();

  session->user = g_strdup ("a.thiessen");
  session->name = g_strdup ("Annegret Thießen");
  session->memberships = g_ptr_array_new ();
  return session;
}

static void
test_templates (void)
{
  g_autoptr (AmtApi) api = amt_api_new ("http://127.0.0.1:9", NULL);
  g_autoptr (AmtSession) session = make_session ();
  g_autoptr (AmtVerifier) verifier = amt_verifier_new ();
  GtkWidget *pages[] = {amt_sign_in_page_new (), amt_lock_page_new (api, session, verifier),
                        g_object_new (AMT_TYPE_PASSWORD_FORM, NULL),
                        GTK_WIDGET (amt_sign_in_again_dialog_new (api, session, verifier))};

  for (size_t i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_object_ref_sink (pages[i]);
      g_assert_finalize_object (pages[i]);
    }
}

static void
test_names (void)
{
  GtkWidget *page = g_object_ref_sink (amt_sign_in_page_new ());
  const char *const fields[] = {"Ser_ver", "_User Name", "_Password"};

  for (size_t i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *row = find (page, ADW_TYPE_ENTRY_ROW, fields[i]);

      g_assert_nonnull (row);
      g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (find (row, GTK_TYPE_TEXT, NULL)),
                                                       GTK_ACCESSIBLE_RELATION_LABELLED_BY));
    }
  g_assert_finalize_object (page);
}

static void
test_bad_address (void)
{
  GtkWidget *page = g_object_ref_sink (amt_sign_in_page_new ());
  GtkWidget *password = find (page, ADW_TYPE_PASSWORD_ENTRY_ROW, NULL);
  GtkWidget *server = find (page, ADW_TYPE_ENTRY_ROW, "Ser_ver");

  amt_sign_in_page_prefill (AMT_SIGN_IN_PAGE (page), "http://amt.example", "a.thiessen", true);
  g_assert_null (sentence (page));
  amt_sign_in_page_begin (AMT_SIGN_IN_PAGE (page), "geheim");
  g_assert_nonnull (strstr (sentence (page), "https://"));
  g_assert_true (gtk_widget_has_css_class (server, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (password)), ==, "geheim");
  gtk_editable_set_text (GTK_EDITABLE (server), "https://amt.example");
  g_assert_null (sentence (page));
  g_assert_finalize_object (page);
}

static void
test_throttled (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  GtkWidget *page = g_object_ref_sink (amt_sign_in_page_new ());

  fake_server_fail (server, "/v1/sessions", 0, 429, "application/problem+json",
                    "{\"type\":\"throttled\",\"title\":\"x\",\"status\":429,\"retry_after\":170}");
  amt_sign_in_page_prefill (AMT_SIGN_IN_PAGE (page), fake_server_get_address (server), "a.thiessen", true);
  amt_sign_in_page_begin (AMT_SIGN_IN_PAGE (page), "geheim");
  await_that (sentence (page) != NULL);
  g_assert_nonnull (strstr (sentence (page), "Too many attempts"));
  await_that (!g_main_context_iteration (NULL, FALSE));
  g_assert_finalize_object (page);
}

/* The window is closed before a slow server has answered. */
static void
test_closed_meanwhile (void)
{
  g_autoptr (GSocketListener) silent = g_socket_listener_new ();
  unsigned port = g_socket_listener_add_any_inet_port (silent, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);
  GtkWidget *page = g_object_ref_sink (amt_sign_in_page_new ());

  amt_sign_in_page_prefill (AMT_SIGN_IN_PAGE (page), address, "a.thiessen", true);
  amt_sign_in_page_begin (AMT_SIGN_IN_PAGE (page), "geheim");
  await_that (!g_main_context_iteration (NULL, FALSE));
  g_object_run_dispose (G_OBJECT (page));
  g_object_add_weak_pointer (G_OBJECT (page), (gpointer *) &page);
  g_object_unref (page);
  g_socket_listener_close (silent); /* now the answer comes: none */
  await_that (page == NULL);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  dex_init ();
  g_test_add_func ("/sign-in/templates", test_templates);
  g_test_add_func ("/sign-in/names", test_names);
  g_test_add_func ("/sign-in/bad-address", test_bad_address);
  g_test_add_func ("/sign-in/throttled", test_throttled);
  g_test_add_func ("/sign-in/closed-meanwhile", test_closed_meanwhile);
  return g_test_run ();
}
