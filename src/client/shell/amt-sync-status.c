/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-sync-status.h"

#include "amt-error.h"
#include "amt-labels.h"
#include "amt-sentences.h"

#include <glib/gi18n.h>

struct _AmtSyncStatus
{
  AdwBin parent_instance;

  GtkImage *image;
  GtkLabel *label;
  GtkProgressBar *bar;

  AmtReplica *replica; /* (owned) (nullable) until attached */
  char *zone;          /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AmtSyncStatus, amt_sync_status, ADW_TYPE_BIN)

static const char *const icons[] = {
    [AMT_REPLICA_OFFLINE] = "network-offline-symbolic",    [AMT_REPLICA_SYNCING] = "view-refresh-symbolic",
    [AMT_REPLICA_UP_TO_DATE] = "object-select-symbolic",   [AMT_REPLICA_REBUILDING] = "view-refresh-symbolic",
    [AMT_REPLICA_REMOVED] = "action-unavailable-symbolic", [AMT_REPLICA_SIGNED_OUT] = "system-lock-screen-symbolic",
};

static const char *
office (AmtReplica *replica)
{
  const AmtSession *session = amt_replica_get_session (replica);
  const AmtMembership *first = session->memberships->len > 0 ? session->memberships->pdata[0] : NULL;

  return first ? first->authority->name : session->name;
}

static char *
words (AmtReplica *replica, const char *zone)
{
  int64_t last = amt_replica_get_last_sync (replica);
  g_autofree char *moment = last > 0 ? amt_label_moment (last, zone) : NULL;

  switch (amt_replica_get_status (replica))
    {
    case AMT_REPLICA_OFFLINE:
      return moment ? g_strdup_printf (_ ("Offline · as of %s"), moment) : g_strdup (_ ("Offline"));
    case AMT_REPLICA_SYNCING:
      return last > 0 ? g_strdup (_ ("Catching up…")) : g_strdup (_ ("Reading your teams’ requests…"));
    case AMT_REPLICA_UP_TO_DATE:
      return g_strdup_printf (_ ("Up to date · %s"), office (replica));
    case AMT_REPLICA_REBUILDING:
      return g_strdup (_ ("Rebuilding the list…"));
    case AMT_REPLICA_REMOVED:
      return g_strdup (_ ("You belong to no team any more"));
    case AMT_REPLICA_SIGNED_OUT:
      return g_strdup (_ ("Signed out"));
    default:
      return g_strdup ("");
    }
}

static void
update (AmtSyncStatus *self)
{
  AmtReplicaStatus status = amt_replica_get_status (self->replica);
  bool first = status == AMT_REPLICA_REBUILDING ||
               (status == AMT_REPLICA_SYNCING && amt_replica_get_last_sync (self->replica) == 0);
  g_autofree char *text = words (self->replica, self->zone);

  gtk_image_set_from_icon_name (self->image, icons[status]);
  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), first);
  gtk_progress_bar_set_fraction (self->bar, CLAMP (amt_replica_get_fraction (self->replica), 0, 1));
}

static void
amt_sync_status_dispose (GObject *object)
{
  AmtSyncStatus *self = AMT_SYNC_STATUS (object);

  if (self->replica)
    g_signal_handlers_disconnect_by_data (self->replica, self);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->zone, g_free);
  G_OBJECT_CLASS (amt_sync_status_parent_class)->dispose (object);
}

static void
amt_sync_status_class_init (AmtSyncStatusClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amt_sync_status_dispose;
}

static void
amt_sync_status_init (AmtSyncStatus *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->image = GTK_IMAGE (g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL));
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->image));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->label));
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Reading requests"),
                                  -1);
  gtk_box_append (GTK_BOX (column), line);
  gtk_box_append (GTK_BOX (column), GTK_WIDGET (self->bar));
  adw_bin_set_child (ADW_BIN (self), column);
}

void
amt_sync_status_attach (AmtSyncStatus *self, AmtReplica *replica, const char *zone)
{
  g_return_if_fail (AMT_IS_SYNC_STATUS (self) && !self->replica);

  self->replica = g_object_ref (replica);
  self->zone = g_strdup (zone);
  g_signal_connect_swapped (replica, "notify::status", G_CALLBACK (update), self);
  g_signal_connect_swapped (replica, "notify::fraction", G_CALLBACK (update), self);
  g_signal_connect_swapped (replica, "notify::last-sync", G_CALLBACK (update), self);
  update (self);
}

/* Being offline passes and says no more than that; a certificate that does not hold or a full disk has to be told. */
static bool
is_to_be_told (const GError *problem)
{
  static const int passing[] = {AMT_ERROR_OFFLINE, AMT_ERROR_UNAVAILABLE, AMT_ERROR_LIMITED, AMT_ERROR_UNAUTHENTICATED};

  if (!problem)
    return false;
  for (size_t i = 0; i < G_N_ELEMENTS (passing); i++)
    if (g_error_matches (problem, AMT_ERROR, passing[i]))
      return g_strcmp0 (amt_error_get_slug (problem), "disk-full") == 0;
  return true;
}

char *
amt_sync_status_banner (AmtReplica *replica, const char *zone)
{
  AmtReplicaStatus status = amt_replica_get_status (replica);
  int64_t last = amt_replica_get_last_sync (replica);
  unsigned waiting = amt_replica_get_waiting (replica);
  g_autofree char *moment = NULL;
  g_autofree char *offline = NULL;
  g_autofree char *waits = NULL;

  if (status == AMT_REPLICA_SIGNED_OUT)
    return g_strdup (_ ("Your session has ended"));
  if (amt_replica_get_journal_problem (replica))
    return amt_sentence_for_error (amt_replica_get_journal_problem (replica));
  if (is_to_be_told (amt_replica_get_problem (replica)))
    return amt_sentence_for_error (amt_replica_get_problem (replica));
  if (status != AMT_REPLICA_OFFLINE)
    return NULL;
  moment = last > 0 ? amt_label_clock (last, zone) : NULL;
  offline = moment ? g_strdup_printf (_ ("Offline since %s"), moment) : g_strdup (_ ("Offline"));
  if (waiting == 0)
    return g_steal_pointer (&offline);
  waits = g_strdup_printf (ngettext ("%u waiting", "%u waiting", waiting), waiting);
  return g_strdup_printf ("%s · %s", offline, waits);
}
