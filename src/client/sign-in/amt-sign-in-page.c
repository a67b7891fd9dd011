/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-sign-in-page.h"

#include "amt-announce.h"
#include "amt-error.h"
#include "amt-http.h"
#include "amt-menu-names.h"
#include "amt-password.h"
#include "amt-sentences.h"
#include "amt-sign-in-resources.h"
#include "amt-ui.h"

#include <glib/gi18n.h>

struct _AmtSignInPage
{
  AdwBin parent_instance;

  GtkEditable *server_row;
  GtkEditable *user_row;
  GtkEditable *password_row;
  GtkLabel *error_label;
  GtkStack *button_stack;
  GtkWidget *sign_in_button;
  GtkCheckButton *stay_check;

  DexFuture *attempt; /* (owned) (nullable): under way */
};

G_DEFINE_FINAL_TYPE (AmtSignInPage, amt_sign_in_page, ADW_TYPE_BIN)

enum
{
  SIGNED_IN,
  REMOVED,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

/* Which field an error is about; the others are about the server's address. */
static const char *const password_slugs[] = {"wrong-credentials", "missing-field", "throttled", "limited"};

static GtkEditable *
field_of_error (AmtSignInPage *self, const GError *error)
{
  const char *slug = amt_error_get_slug (error);

  if (amt_http_is_removal (error))
    return self->user_row;
  if (g_error_matches (error, AMT_ERROR, AMT_ERROR_LIMITED))
    return self->password_row;
  for (size_t i = 0; slug && i < G_N_ELEMENTS (password_slugs); i++)
    if (strcmp (slug, password_slugs[i]) == 0)
      return self->password_row;
  return self->server_row;
}

static void
clear_error (AmtSignInPage *self)
{
  GtkEditable *rows[] = {self->server_row, self->user_row, self->password_row};

  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (rows[i]), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (rows[i]), GTK_ACCESSIBLE_STATE_INVALID);
    }
}

static void
set_busy (AmtSignInPage *self, bool busy)
{
  gtk_stack_set_visible_child_name (self->button_stack, busy ? "spinner" : "label");
  gtk_widget_set_sensitive (self->sign_in_button, !busy);
}

/* Translators of minutes: a throttled server says for how long. */
static char *
sentence_for (AmtApi *api, const GError *error)
{
  int seconds = api ? amt_api_get_retry_after (api) : 0;
  int minutes = (seconds + 59) / 60;

  if (!g_error_matches (error, AMT_ERROR, AMT_ERROR_LIMITED) || seconds <= 0)
    return amt_sentence_for_error (error);
  return g_strdup_printf (ngettext ("Too many attempts. The server accepts the next one in %d minute; the password you "
                                    "typed is kept.",
                                    "Too many attempts. The server accepts the next one in %d minutes; the password "
                                    "you typed is kept.",
                                    minutes),
                          minutes);
}

static void
show_error (AmtSignInPage *self, AmtApi *api, const GError *error)
{
  g_autofree char *sentence = sentence_for (api, error);
  GtkEditable *row = field_of_error (self, error);

  gtk_label_set_label (self->error_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  amt_announce (GTK_WIDGET (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

typedef struct
{
  AmtSignInPage *page; /* (owned) */
  char *address;       /* (owned) */
  char *user;          /* (owned) */
  char *password;      /* (owned) */
} Attempt;

static void
attempt_free (gpointer data)
{
  Attempt *attempt = data;

  g_clear_object (&attempt->page);
  g_clear_pointer (&attempt->address, g_free);
  g_clear_pointer (&attempt->user, g_free);
  amt_password_wipe (attempt->password);
  g_free (attempt);
}

static void
finish (AmtSignInPage *self, const Attempt *attempt, AmtApi *api, AmtSession *session, const GError *error)
{
  g_autoptr (AmtVerifier) verifier = amt_verifier_new ();

  if (amt_http_is_removal (error)) /* also when the window was closed meanwhile */
    g_signal_emit (self, signals[REMOVED], 0, attempt->address, attempt->user);
  dex_clear (&self->attempt);
  if (!self->button_stack) /* the window was closed meanwhile */
    return;
  set_busy (self, false);
  if (error)
    {
      show_error (self, api, error);
      return;
    }
  gtk_editable_set_text (self->password_row, "");
  clear_error (self);
  amt_verifier_learn (verifier, attempt->password);
  g_signal_emit (self, signals[SIGNED_IN], 0, api, session, verifier, gtk_check_button_get_active (self->stay_check));
}

static DexFuture *
sign_in_fiber (gpointer user_data)
{
  Attempt *attempt = user_data;
  g_autoptr (AmtApi) api = amt_api_new (attempt->address, NULL);
  g_autoptr (AmtSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *device = g_strdup (g_get_host_name ());

  if (dex_await_boolean (amt_api_check (api), &error))
    session = dex_await_boxed (amt_api_sign_in (api, attempt->user, attempt->password, device), &error);
  finish (attempt->page, attempt, api, session, error);
  return dex_future_new_true ();
}

static void
begin (AmtSignInPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = amt_api_clean_address (gtk_editable_get_text (self->server_row), &error);
  Attempt *attempt;

  if (self->attempt)
    return;
  clear_error (self);
  if (!address)
    {
      show_error (self, NULL, error);
      return;
    }
  set_busy (self, true);
  attempt = g_new0 (Attempt, 1);
  attempt->page = g_object_ref (self);
  attempt->address = g_steal_pointer (&address);
  attempt->user = g_strdup (gtk_editable_get_text (self->user_row));
  attempt->password = g_strdup (gtk_editable_get_text (self->password_row));
  self->attempt = dex_scheduler_spawn (NULL, 0, sign_in_fiber, attempt, attempt_free);
}

/* The first empty field, else the button. */
static GtkWidget *
next_field (AmtSignInPage *self)
{
  GtkEditable *rows[] = {self->server_row, self->user_row, self->password_row};

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    if (*gtk_editable_get_text (rows[i]) == '\0')
      return GTK_WIDGET (rows[i]);
  return NULL;
}

static void
on_sign_in_clicked (AmtSignInPage *self)
{
  GtkWidget *empty = next_field (self);

  if (empty)
    gtk_widget_grab_focus (empty);
  else
    begin (self);
}

static void
on_entry_activated (AmtSignInPage *self)
{
  on_sign_in_clicked (self);
}

static void
on_changed (AmtSignInPage *self)
{
  clear_error (self);
}

static void
amt_sign_in_page_dispose (GObject *object)
{
  AmtSignInPage *self = AMT_SIGN_IN_PAGE (object);

  dex_clear (&self->attempt);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMT_TYPE_SIGN_IN_PAGE);
  G_OBJECT_CLASS (amt_sign_in_page_parent_class)->dispose (object);
}

static gboolean
amt_sign_in_page_grab_focus (GtkWidget *widget)
{
  AmtSignInPage *self = AMT_SIGN_IN_PAGE (widget);
  GtkWidget *field = next_field (self);

  return gtk_widget_grab_focus (field ? field : self->sign_in_button);
}

static void
amt_sign_in_page_class_init (AmtSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_sign_in_page_dispose;
  widget_class->grab_focus = amt_sign_in_page_grab_focus;

  signals[SIGNED_IN] = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 4, AMT_TYPE_API, AMT_TYPE_SESSION, AMT_TYPE_VERIFIER, G_TYPE_BOOLEAN);
  signals[REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  AMT_SET_TEMPLATE (widget_class, sign_in, "sign-in", "amt-sign-in-page");
  gtk_widget_class_bind_template_child (widget_class, AmtSignInPage, server_row);
  gtk_widget_class_bind_template_child (widget_class, AmtSignInPage, user_row);
  gtk_widget_class_bind_template_child (widget_class, AmtSignInPage, password_row);
  gtk_widget_class_bind_template_child (widget_class, AmtSignInPage, error_label);
  gtk_widget_class_bind_template_child (widget_class, AmtSignInPage, button_stack);
  gtk_widget_class_bind_template_child (widget_class, AmtSignInPage, sign_in_button);
  gtk_widget_class_bind_template_child (widget_class, AmtSignInPage, stay_check);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
amt_sign_in_page_init (AmtSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  amt_menu_names_give (GTK_WIDGET (self));
}

GtkWidget *
amt_sign_in_page_new (void)
{
  return g_object_new (AMT_TYPE_SIGN_IN_PAGE, NULL);
}

void
amt_sign_in_page_prefill (AmtSignInPage *self, const char *server, const char *user, bool stay)
{
  g_return_if_fail (AMT_IS_SIGN_IN_PAGE (self));

  gtk_editable_set_text (self->server_row, server ? server : "");
  gtk_editable_set_text (self->user_row, user ? user : "");
  gtk_check_button_set_active (self->stay_check, stay);
}

void
amt_sign_in_page_begin (AmtSignInPage *self, const char *password)
{
  g_return_if_fail (AMT_IS_SIGN_IN_PAGE (self));
  g_return_if_fail (password != NULL);

  gtk_editable_set_text (self->password_row, password);
  begin (self);
}

void
amt_sign_in_page_show_error (AmtSignInPage *self, const GError *error)
{
  g_return_if_fail (AMT_IS_SIGN_IN_PAGE (self));
  g_return_if_fail (error != NULL);

  show_error (self, NULL, error);
}
