/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-sign-in-again-dialog.h"

#include "amt-password-form.h"
#include "amt-sign-in-resources.h"
#include "amt-ui.h"

#include <glib/gi18n.h>

struct _AmtSignInAgainDialog
{
  AdwDialog parent_instance;

  GtkLabel *text_label;
  AmtPasswordForm *form;
};

G_DEFINE_FINAL_TYPE (AmtSignInAgainDialog, amt_sign_in_again_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNED_IN,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

static void
on_accepted (AmtSignInAgainDialog *self)
{
  g_signal_emit (self, signals[SIGNED_IN], 0);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
amt_sign_in_again_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_SIGN_IN_AGAIN_DIALOG);
  G_OBJECT_CLASS (amt_sign_in_again_dialog_parent_class)->dispose (object);
}

static void
amt_sign_in_again_dialog_class_init (AmtSignInAgainDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_sign_in_again_dialog_dispose;

  signals[SIGNED_IN] = g_signal_new ("signed-in", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);

  g_type_ensure (AMT_TYPE_PASSWORD_FORM);
  AMT_SET_TEMPLATE (widget_class, sign_in, "sign-in", "amt-sign-in-again-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtSignInAgainDialog, text_label);
  gtk_widget_class_bind_template_child (widget_class, AmtSignInAgainDialog, form);
  gtk_widget_class_bind_template_callback (widget_class, on_accepted);
}

static void
amt_sign_in_again_dialog_init (AmtSignInAgainDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  amt_password_form_set_label (self->form, _ ("Sign _In"));
}

AdwDialog *
amt_sign_in_again_dialog_new (AmtApi *api, const AmtSession *session, AmtVerifier *verifier)
{
  AmtSignInAgainDialog *self = g_object_new (AMT_TYPE_SIGN_IN_AGAIN_DIALOG, NULL);
  g_autofree char *text = NULL;

  text = g_strdup_printf (_ ("The session of %s has ended. Everything you typed is kept."), session->name);
  gtk_label_set_label (self->text_label, text);
  amt_password_form_set_session (self->form, api, session->user, verifier, false);
  return ADW_DIALOG (self);
}
