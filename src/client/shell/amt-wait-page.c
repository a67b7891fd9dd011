/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-wait-page.h"

#include "amt-announce.h"
#include "amt-shell-resources.h"
#include "amt-ui.h"

/* A keyring that is unlocked answers in a fraction of this. */
#define PATIENCE_SECONDS 3

struct _AmtWaitPage
{
  AdwBin parent_instance;

  GtkWidget *explanation;
  GtkLabel *label;
  GtkWidget *button;

  AmtSecrets *secrets; /* (owned) (nullable) */
  guint source;
  bool given_up;
};

G_DEFINE_FINAL_TYPE (AmtWaitPage, amt_wait_page, ADW_TYPE_BIN)

static gboolean
on_look (gpointer user_data)
{
  AmtWaitPage *self = user_data;

  if (!amt_secrets_is_waiting (self->secrets))
    return G_SOURCE_CONTINUE;
  self->source = 0;
  gtk_widget_set_visible (self->explanation, TRUE);
  gtk_widget_grab_focus (self->button);
  amt_announce (GTK_WIDGET (self), gtk_label_get_label (self->label), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  return G_SOURCE_REMOVE;
}

static void
on_go_on (AmtWaitPage *self)
{
  self->given_up = true;
  if (self->secrets)
    amt_secrets_give_up (self->secrets);
}

static void
amt_wait_page_dispose (GObject *object)
{
  AmtWaitPage *self = AMT_WAIT_PAGE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->secrets);
  adw_bin_set_child (ADW_BIN (self), NULL); /* bound, see amt-inbox-empty.c */
  gtk_widget_dispose_template (GTK_WIDGET (self), AMT_TYPE_WAIT_PAGE);
  G_OBJECT_CLASS (amt_wait_page_parent_class)->dispose (object);
}

static void
amt_wait_page_class_init (AmtWaitPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_wait_page_dispose;
  AMT_SET_TEMPLATE (widget_class, shell, "shell", "amt-wait-page");
  gtk_widget_class_bind_template_child (widget_class, AmtWaitPage, explanation);
  gtk_widget_class_bind_template_child (widget_class, AmtWaitPage, label);
  gtk_widget_class_bind_template_child (widget_class, AmtWaitPage, button);
  gtk_widget_class_bind_template_callback (widget_class, on_go_on);
}

static void
amt_wait_page_init (AmtWaitPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AmtSecrets *
amt_wait_page_begin (AmtWaitPage *self, const char *server, const char *user)
{
  g_return_val_if_fail (AMT_IS_WAIT_PAGE (self), NULL);

  amt_wait_page_end (self);
  self->secrets = amt_secrets_new (server, user);
  if (self->given_up)
    amt_secrets_give_up (self->secrets);
  self->source = g_timeout_add_seconds (PATIENCE_SECONDS, on_look, self);
  return self->secrets;
}

void
amt_wait_page_end (AmtWaitPage *self)
{
  g_return_if_fail (AMT_IS_WAIT_PAGE (self));

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->secrets);
  gtk_widget_set_visible (self->explanation, FALSE);
}
