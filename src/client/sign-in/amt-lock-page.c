/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-lock-page.h"

#include "amt-password-form.h"
#include "amt-sign-in-resources.h"
#include "amt-ui.h"

#include <glib/gi18n.h>

struct _AmtLockPage
{
  AdwBin parent_instance;

  GtkLabel *name_label;
  AmtPasswordForm *form;
};

G_DEFINE_FINAL_TYPE (AmtLockPage, amt_lock_page, ADW_TYPE_BIN)

enum
{
  UNLOCKED,
  SIGN_OUT,
  LOCKED_OUT,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

static void
on_accepted (AmtLockPage *self)
{
  g_signal_emit (self, signals[UNLOCKED], 0);
}

static void
on_locked_out (AmtLockPage *self, GError *error)
{
  g_signal_emit (self, signals[LOCKED_OUT], 0, error);
}

static void
on_sign_out_clicked (AmtLockPage *self)
{
  g_signal_emit (self, signals[SIGN_OUT], 0);
}

static gboolean
amt_lock_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (AMT_LOCK_PAGE (widget)->form));
}

static void
amt_lock_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_LOCK_PAGE);
  G_OBJECT_CLASS (amt_lock_page_parent_class)->dispose (object);
}

static void
amt_lock_page_class_init (AmtLockPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_lock_page_dispose;
  widget_class->grab_focus = amt_lock_page_grab_focus;

  signals[UNLOCKED] = g_signal_new ("unlocked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[SIGN_OUT] = g_signal_new ("sign-out", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[LOCKED_OUT] = g_signal_new ("locked-out", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_ERROR);

  g_type_ensure (AMT_TYPE_PASSWORD_FORM);
  AMT_SET_TEMPLATE (widget_class, sign_in, "sign-in", "amt-lock-page");
  gtk_widget_class_bind_template_child (widget_class, AmtLockPage, name_label);
  gtk_widget_class_bind_template_child (widget_class, AmtLockPage, form);
  gtk_widget_class_bind_template_callback (widget_class, on_accepted);
  gtk_widget_class_bind_template_callback (widget_class, on_locked_out);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_out_clicked);
}

static void
amt_lock_page_init (AmtLockPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  amt_password_form_set_label (self->form, _ ("_Unlock"));
}

GtkWidget *
amt_lock_page_new (AmtApi *api, const AmtSession *session, AmtVerifier *verifier)
{
  AmtLockPage *self = g_object_new (AMT_TYPE_LOCK_PAGE, NULL);

  amt_password_form_set_session (self->form, api, session->user, verifier, true);
  gtk_label_set_label (self->name_label, session->name);
  return GTK_WIDGET (self);
}
