/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-password-form.h"

#include "amt-announce.h"
#include "amt-error.h"
#include "amt-sentences.h"
#include "amt-sign-in-resources.h"
#include "amt-ui.h"
#include "amt-unlock.h"

#include <glib/gi18n.h>

struct _AmtPasswordForm
{
  AdwBin parent_instance;

  GtkEditable *password_row;
  GtkLabel *error_label;
  GtkWidget *button;
  GtkStack *button_stack;
  GtkLabel *button_label;

  AmtApi *api;           /* (owned) (nullable) */
  char *user;            /* (owned) (nullable) */
  AmtVerifier *verifier; /* (owned) (nullable) */
  bool offline;
  DexFuture *attempt; /* (owned) (nullable): under way */
};

G_DEFINE_FINAL_TYPE (AmtPasswordForm, amt_password_form, ADW_TYPE_BIN)

enum
{
  ACCEPTED,
  LOCKED_OUT,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

static bool
has_slug (const GError *error, const char *slug)
{
  return g_strcmp0 (amt_error_get_slug (error), slug) == 0;
}

static char *
sentence_for (AmtPasswordForm *self, const GError *error)
{
  unsigned left = amt_verifier_get_tries_left (self->verifier);

  if (!has_slug (error, "wrong-password-offline"))
    return amt_sentence_for_error (error);
  return g_strdup_printf (ngettext ("The password is wrong. Without the server %u more try is possible, then your "
                                    "session on this workstation ends.",
                                    "The password is wrong. Without the server %u more tries are possible, then your "
                                    "session on this workstation ends.",
                                    left),
                          left);
}

static void
show_error (AmtPasswordForm *self, const GError *error)
{
  g_autofree char *sentence = sentence_for (self, error);

  gtk_label_set_label (self->error_label, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->password_row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->password_row), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
  amt_announce (GTK_WIDGET (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
on_changed (AmtPasswordForm *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->password_row), "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->password_row), GTK_ACCESSIBLE_STATE_INVALID);
}

static DexFuture *
on_answer (DexFuture *future, gpointer user_data)
{
  AmtPasswordForm *self = user_data;
  g_autoptr (GError) error = NULL;

  dex_clear (&self->attempt);
  if (!self->button_stack) /* what was asked for is gone meanwhile */
    return dex_future_new_true ();
  gtk_stack_set_visible_child_name (self->button_stack, "label");
  gtk_widget_set_sensitive (self->button, TRUE);
  if (!dex_future_get_value (future, &error))
    {
      show_error (self, error);
      if (has_slug (error, "locked-out"))
        g_signal_emit (self, signals[LOCKED_OUT], 0, error);
      return dex_future_new_true ();
    }
  gtk_editable_set_text (self->password_row, "");
  g_signal_emit (self, signals[ACCEPTED], 0);
  return dex_future_new_true ();
}

static void
on_clicked (AmtPasswordForm *self)
{
  const char *password = gtk_editable_get_text (self->password_row);

  if (*password == '\0')
    gtk_widget_grab_focus (GTK_WIDGET (self->password_row));
  else if (!self->attempt && self->api)
    {
      gtk_stack_set_visible_child_name (self->button_stack, "spinner");
      gtk_widget_set_sensitive (self->button, FALSE);
      self->attempt = dex_future_finally (amt_unlock (self->api, self->user, password, self->verifier, self->offline),
                                          on_answer, g_object_ref (self), g_object_unref);
    }
}

static void
on_entry_activated (AmtPasswordForm *self)
{
  on_clicked (self);
}

static gboolean
amt_password_form_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (AMT_PASSWORD_FORM (widget)->password_row));
}

static void
amt_password_form_dispose (GObject *object)
{
  AmtPasswordForm *self = AMT_PASSWORD_FORM (object);

  dex_clear (&self->attempt);
  g_clear_object (&self->api);
  g_clear_object (&self->verifier);
  g_clear_pointer (&self->user, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMT_TYPE_PASSWORD_FORM);
  G_OBJECT_CLASS (amt_password_form_parent_class)->dispose (object);
}

static void
amt_password_form_class_init (AmtPasswordFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_password_form_dispose;
  widget_class->grab_focus = amt_password_form_grab_focus;

  signals[ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[LOCKED_OUT] = g_signal_new ("locked-out", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_ERROR);

  AMT_SET_TEMPLATE (widget_class, sign_in, "sign-in", "amt-password-form");
  gtk_widget_class_bind_template_child (widget_class, AmtPasswordForm, password_row);
  gtk_widget_class_bind_template_child (widget_class, AmtPasswordForm, error_label);
  gtk_widget_class_bind_template_child (widget_class, AmtPasswordForm, button);
  gtk_widget_class_bind_template_child (widget_class, AmtPasswordForm, button_stack);
  gtk_widget_class_bind_template_child (widget_class, AmtPasswordForm, button_label);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
amt_password_form_init (AmtPasswordForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amt_password_form_set_session (AmtPasswordForm *self, AmtApi *api, const char *user, AmtVerifier *verifier,
                               bool offline)
{
  g_return_if_fail (AMT_IS_PASSWORD_FORM (self));

  g_set_object (&self->api, api);
  g_set_str (&self->user, user);
  g_set_object (&self->verifier, verifier);
  self->offline = offline;
}

void
amt_password_form_set_label (AmtPasswordForm *self, const char *label)
{
  g_return_if_fail (AMT_IS_PASSWORD_FORM (self));

  gtk_label_set_label (self->button_label, label);
  gtk_label_set_use_underline (self->button_label, TRUE);
}
