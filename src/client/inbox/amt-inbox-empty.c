/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-inbox-empty.h"

#include "amt-inbox-resources.h"
#include "amt-queue-look.h"
#include "amt-ui.h"

#include <glib/gi18n.h>

struct _AmtInboxEmpty
{
  AdwBin parent_instance;

  AdwStatusPage *status;
  GtkWidget *claim_next_button;
  GtkWidget *show_unclaimed_button;
  GtkWidget *widen_button;
  GtkWidget *reset_button;
};

G_DEFINE_FINAL_TYPE (AmtInboxEmpty, amt_inbox_empty, ADW_TYPE_BIN)

enum
{
  WIDEN,
  RESET,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

static void
on_widen_clicked (AmtInboxEmpty *self)
{
  g_signal_emit (self, signals[WIDEN], 0);
}

static void
on_reset_clicked (AmtInboxEmpty *self)
{
  g_signal_emit (self, signals[RESET], 0);
}

static void
amt_inbox_empty_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object),
                     NULL); /* bound by the template, which would take it away behind the bin's back */
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_INBOX_EMPTY);
  G_OBJECT_CLASS (amt_inbox_empty_parent_class)->dispose (object);
}

static void
amt_inbox_empty_class_init (AmtInboxEmptyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_inbox_empty_dispose;
  signals[WIDEN] = g_signal_new ("widen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  signals[RESET] = g_signal_new ("reset", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
  AMT_SET_TEMPLATE (widget_class, inbox, "inbox", "amt-inbox-empty");
  gtk_widget_class_bind_template_child (widget_class, AmtInboxEmpty, status);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxEmpty, claim_next_button);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxEmpty, show_unclaimed_button);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxEmpty, widen_button);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxEmpty, reset_button);
  gtk_widget_class_bind_template_callback (widget_class, on_widen_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_reset_clicked);
}

static void
amt_inbox_empty_init (AmtInboxEmpty *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* (transfer full) */
static char *
text_for (AmtQueue queue, unsigned unclaimed, bool unread, bool searched, bool filtered, bool everywhere)
{
  if (unread)
    return g_strdup (_ ("The requests appear here as soon as the server has sent them."));
  if (searched && !everywhere)
    return g_strdup (_ ("No request of this queue matches. Search everything this workstation keeps."));
  if (searched)
    return g_strdup (_ (amt_queue_look (AMT_QUEUE_EVERYTHING)->empty_text));
  if (filtered)
    return g_strdup (_ ("No request of this queue matches the filter."));
  if (queue == AMT_QUEUE_MINE && unclaimed > 0)
    return g_strdup_printf (ngettext ("Nothing is waiting for you. %u new request is unclaimed.",
                                      "Nothing is waiting for you. %u new requests are unclaimed.", unclaimed),
                            unclaimed);
  return g_strdup (_ (amt_queue_look (queue)->empty_text));
}

void
amt_inbox_empty_update (AmtInboxEmpty *self, AmtReplica *replica, AmtQueue queue, bool searched, bool filtered,
                        bool everywhere)
{
  unsigned unclaimed = amt_replica_count (replica, AMT_QUEUE_UNCLAIMED, NULL);
  bool unread = amt_replica_get_last_sync (replica) == 0; /* then nobody knows yet that there are none */
  bool plain = !searched && !filtered;
  bool offer = plain && queue == AMT_QUEUE_MINE && unclaimed > 0;
  g_autofree char *text = text_for (queue, unclaimed, unread, searched, filtered, everywhere);
  const AmtQueueLook *look = amt_queue_look (queue);

  g_return_if_fail (AMT_IS_INBOX_EMPTY (self));

  adw_status_page_set_icon_name (self->status, plain ? look->icon_name : "edit-find-symbolic");
  adw_status_page_set_title (self->status, unread  ? _ ("Not Read Yet")
                                           : plain ? _ (look->empty_title)
                                                   : _ ("No Results"));
  adw_status_page_set_description (self->status, text);
  gtk_widget_set_visible (self->claim_next_button, offer);
  gtk_widget_set_visible (self->show_unclaimed_button, offer);
  gtk_widget_set_visible (self->widen_button, searched && !everywhere);
  gtk_widget_set_visible (self->reset_button, filtered && !searched);
}

char *
amt_inbox_empty_describe (AmtInboxEmpty *self)
{
  g_return_val_if_fail (AMT_IS_INBOX_EMPTY (self), NULL);
  return g_strdup_printf ("%s. %s", adw_status_page_get_title (self->status),
                          adw_status_page_get_description (self->status));
}
