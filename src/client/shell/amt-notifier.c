/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-notifier.h"
#include "amt-announce.h"

#include <glib/gi18n.h>
#include <stdbool.h>

struct _AmtNotifier
{
  GObject parent_instance;

  GtkWindow *window;   /* (unowned): outlives its notifier */
  AmtDesk *desk;       /* (owned) */
  GSettings *settings; /* (owned) */
  GHashTable *shown;   /* (owned) ids of notifications not yet withdrawn */
};

G_DEFINE_FINAL_TYPE (AmtNotifier, amt_notifier, G_TYPE_OBJECT)

static void
withdraw_all (AmtNotifier *self)
{
  GtkApplication *application = gtk_window_get_application (self->window);
  GHashTableIter iter;
  const char *id;

  if (!application)
    return;
  g_hash_table_iter_init (&iter, self->shown);
  while (g_hash_table_iter_next (&iter, (gpointer *) &id, NULL))
    g_application_withdraw_notification (G_APPLICATION (application), id);
  g_hash_table_remove_all (self->shown);
}

static void
on_active (AmtNotifier *self)
{
  if (gtk_window_is_active (self->window))
    withdraw_all (self);
}

static void
notify (AmtNotifier *self, const char *title, const AmtSummary *summary)
{
  GtkApplication *application = gtk_window_get_application (self->window);
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autofree char *body = amt_catalogue_name (amt_desk_get_catalogue (self->desk), summary->service_id, NULL);

  if (!application)
    return;
  g_notification_set_body (notification, body);
  g_notification_set_default_action_and_target (notification, "app.open-request", "s", summary->id);
  g_application_send_notification (G_APPLICATION (application), summary->id, notification);
  g_hash_table_add (self->shown, g_strdup (summary->id));
}

static void
on_request_changed (AmtNotifier *self, const char *id, const char *action, const char *by_name)
{
  const AmtSession *session = amt_desk_get_session (self->desk);
  g_autoptr (AmtSummary) summary = amt_replica_get_summary (amt_desk_get_replica (self->desk), id);
  bool arrived;

  if (!summary || (by_name && strcmp (by_name, session->name) == 0))
    return;
  arrived = g_strcmp0 (action, "created") == 0;
  if (arrived)
    amt_announce (GTK_WIDGET (self->window), _ ("New request"), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  if (gtk_window_is_active (self->window))
    return;
  if (arrived && g_settings_get_boolean (self->settings, "notify-new"))
    notify (self, _ ("New Request"), summary);
  else if (g_strcmp0 (summary->handler_id, session->person_id) == 0 &&
           g_settings_get_boolean (self->settings, "notify-mine"))
    notify (self, _ ("One of Your Requests Has Changed"), summary);
}

static void
amt_notifier_dispose (GObject *object)
{
  AmtNotifier *self = AMT_NOTIFIER (object);

  if (self->window)
    {
      withdraw_all (self);
      g_signal_handlers_disconnect_by_data (self->window, self);
    }
  self->window = NULL;
  if (self->desk)
    g_signal_handlers_disconnect_by_data (amt_desk_get_replica (self->desk), self);
  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (amt_notifier_parent_class)->dispose (object);
}

static void
amt_notifier_finalize (GObject *object)
{
  g_clear_pointer (&AMT_NOTIFIER (object)->shown, g_hash_table_unref);
  G_OBJECT_CLASS (amt_notifier_parent_class)->finalize (object);
}

static void
amt_notifier_class_init (AmtNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amt_notifier_dispose;
  G_OBJECT_CLASS (klass)->finalize = amt_notifier_finalize;
}

static void
amt_notifier_init (AmtNotifier *self)
{
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

AmtNotifier *
amt_notifier_new (GtkWindow *window, AmtDesk *desk, GSettings *settings)
{
  AmtNotifier *self = g_object_new (AMT_TYPE_NOTIFIER, NULL);

  self->window = window;
  self->desk = g_object_ref (desk);
  self->settings = g_object_ref (settings);
  g_signal_connect_swapped (window, "notify::is-active", G_CALLBACK (on_active), self);
  g_signal_connect_swapped (amt_desk_get_replica (desk), "request-changed", G_CALLBACK (on_request_changed), self);
  return self;
}
