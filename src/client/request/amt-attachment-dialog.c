/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-attachment-dialog.h"

#include <glib/gi18n.h>

#include "amt-announce.h"
#include "amt-page-view.h"
#include "amt-request-ui.h"
#include "amt-save.h"
#include "amt-sentences.h"
#include "amt-toast.h"
#include "amt-weakly.h"

struct _AmtAttachmentDialog
{
  AdwDialog parent_instance;

  AmtCase *amt_case; /* (owned) */
  char *id;          /* (owned) */
  char *request_id;  /* (owned) */
  char *name;        /* (owned) */
  char *type;        /* (owned) MIME */
  bool document;
  GBytes *bytes;      /* (owned) (nullable) */
  DexFuture *loading; /* (owned) (nullable) */
  GtkWidget *window;  /* (weak) (nullable): that of the last copy; says how it went once we are closed */

  AdwWindowTitle *heading;
  GtkButton *save_button;
  GtkStack *stack;
  AmtPageView *page;
  AdwToastOverlay *toasts;
};

G_DEFINE_FINAL_TYPE (AmtAttachmentDialog, amt_attachment_dialog, ADW_TYPE_DIALOG)

static void
show_bytes (AmtAttachmentDialog *self, GBytes *bytes)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = g_bytes_ref (bytes);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), true);
  gtk_stack_set_visible_child_name (self->stack, "page");
  amt_page_view_show (self->page, bytes, self->type, self->name);
}

static DexFuture *
on_loaded (DexFuture *future, gpointer data)
{
  AmtAttachmentDialog *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  dex_clear (&self->loading);
  if (self->amt_case == NULL)
    return dex_ref (future);
  if (value != NULL)
    {
      if (amt_case_get_replica (self->amt_case) != NULL)
        amt_replica_put_content (amt_case_get_replica (self->amt_case), self->id, self->request_id,
                                 g_value_get_boxed (value));
      show_bytes (self, g_value_get_boxed (value));
    }
  else
    {
      g_autofree char *sentence = amt_sentence_for_error (error);

      gtk_stack_set_visible_child_name (self->stack, "page");
      amt_page_view_show_problem (self->page, sentence, "attachment.retry");
    }
  return dex_ref (future);
}

static void
load (AmtAttachmentDialog *self)
{
  AmtApi *api = amt_case_get_api (self->amt_case);
  AmtReplica *replica = amt_case_get_replica (self->amt_case);
  g_autoptr (GBytes) kept = replica != NULL ? amt_replica_get_content (replica, self->id) : NULL;

  if (kept != NULL)
    {
      show_bytes (self, kept);
      return;
    }
  gtk_stack_set_visible_child_name (self->stack, "loading");
  if (api == NULL)
    return;
  dex_clear (&self->loading);
  self->loading = amt_weakly_finally (self->document ? amt_api_get_document_content (api, self->id)
                                                     : amt_api_get_attachment (api, self->request_id, self->id),
                                      on_loaded, self);
}

static void
retry_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  load (AMT_ATTACHMENT_DIALOG (widget));
}

/* The window's own toasts lie below us. */
static void
tell (AmtAttachmentDialog *self, const char *sentence)
{
  g_autoptr (AdwToast) toast = amt_toast_new (sentence);

  adw_toast_overlay_dismiss_all (self->toasts);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->toasts)))
    amt_announce_toast (self->toasts, toast);
  else if (self->window != NULL)
    gtk_widget_activate_action (self->window, "win.toast", "s", sentence);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AmtAttachmentDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (amt_save_finish (result, &error))
    sentence = g_strdup (_ ("A copy was saved"));
  else
    sentence = amt_sentence_for_saving (error);
  if (sentence != NULL)
    tell (self, sentence);
}

static void
on_save (AmtAttachmentDialog *self)
{
  g_set_weak_pointer (&self->window, GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self))));
  amt_save_ask (self->bytes, self->name, GTK_WIDGET (self), on_saved, g_object_ref (self));
}

static void
amt_attachment_dialog_dispose (GObject *object)
{
  AmtAttachmentDialog *self = AMT_ATTACHMENT_DIALOG (object);

  dex_clear (&self->loading);
  g_clear_weak_pointer (&self->window);
  g_clear_object (&self->amt_case);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->request_id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->type, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_ATTACHMENT_DIALOG);
  G_OBJECT_CLASS (amt_attachment_dialog_parent_class)->dispose (object);
}

static void
amt_attachment_dialog_closed (AdwDialog *dialog)
{
  dex_clear (&AMT_ATTACHMENT_DIALOG (dialog)->loading); /* nobody waits for it any more */
}

static void
amt_attachment_dialog_class_init (AmtAttachmentDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_attachment_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = amt_attachment_dialog_closed;
  g_type_ensure (AMT_TYPE_PAGE_VIEW);
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-attachment-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtAttachmentDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AmtAttachmentDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, AmtAttachmentDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AmtAttachmentDialog, page);
  gtk_widget_class_bind_template_child (widget_class, AmtAttachmentDialog, toasts);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_install_action (widget_class, "attachment.retry", NULL, retry_action);
}

static void
amt_attachment_dialog_init (AmtAttachmentDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static AdwDialog *
open_content (AmtCase *amt_case, const char *id, const char *name, const char *type, bool document, GtkWidget *parent)
{
  AmtAttachmentDialog *self = g_object_new (AMT_TYPE_ATTACHMENT_DIALOG, "title", name, NULL);

  self->amt_case = g_object_ref (amt_case);
  self->id = g_strdup (id);
  self->request_id = g_strdup (amt_case_get_request (amt_case)->id);
  self->name = g_strdup (name);
  self->type = g_strdup (type);
  self->document = document;
  adw_window_title_set_title (self->heading, name);
  adw_dialog_present (ADW_DIALOG (self), parent);
  load (self);
  return ADW_DIALOG (self);
}

AdwDialog *
amt_attachment_dialog_open (AmtCase *amt_case, const AmtAttachment *attachment, GtkWidget *parent)
{
  return open_content (amt_case, attachment->id, attachment->name, attachment->type, false, parent);
}

AdwDialog *
amt_attachment_dialog_open_document (AmtCase *amt_case, const AmtDocument *document, GtkWidget *parent)
{
  g_autofree char *name = g_strdup_printf ("%s.pdf", document->title);

  return open_content (amt_case, document->id, name, "application/pdf", true, parent);
}
