/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-replica.h"

#include "amt-backoff.h"
#include "amt-desk-store.h"
#include "amt-error.h"
#include "amt-feed-store.h"
#include "amt-follower.h"
#include "amt-replica-private.h"
#include "amt-time.h"

/* While much comes in, lists are told this often. */
#define BUSY_MS 300
/* A burst of single changes is told at once and then this often. */
#define CALM_MS 100
/* A file that is damaged again and again means a broken disk: it is not made anew more often than this. */
#define MAX_REBUILDS 3
/* A window may stay connected for days, and signed out over a weekend. */
#define JOURNAL_SECONDS 3600
#define REFUSED_SECONDS 900

typedef enum
{
  PROP_API = 1,
  PROP_STATUS,
  PROP_FRACTION,
  PROP_LAST_SYNC,
  PROP_PROBLEM,
  PROP_WAITING,
  PROP_SESSION
} AmtReplicaProperty;
static GParamSpec *properties[PROP_SESSION + 1];

enum
{
  REQUEST_CHANGED,
  REQUEST_GONE,
  CHANGED,
  COUNTS_CHANGED,
  OUTBOX_CHANGED,
  OUTBOX_REFUSED,
  ROWS,
  ITEM_CHANGED,
  DESK_DAMAGED,
  JOURNAL_PROBLEM,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmtReplica, amt_replica, G_TYPE_OBJECT)

static const GEnumValue status_values[] = {
    {AMT_REPLICA_OFFLINE, "AMT_REPLICA_OFFLINE", "offline"},
    {AMT_REPLICA_SYNCING, "AMT_REPLICA_SYNCING", "syncing"},
    {AMT_REPLICA_UP_TO_DATE, "AMT_REPLICA_UP_TO_DATE", "up-to-date"},
    {AMT_REPLICA_REBUILDING, "AMT_REPLICA_REBUILDING", "rebuilding"},
    {AMT_REPLICA_REMOVED, "AMT_REPLICA_REMOVED", "removed"},
    {AMT_REPLICA_SIGNED_OUT, "AMT_REPLICA_SIGNED_OUT", "signed-out"},
    {0, NULL, NULL},
};

GType
amt_replica_status_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("AmtReplicaStatus", status_values));
  return type;
}

static void start_follower (AmtReplica *self, bool rebuilding);

/* --- telling --- */

/* Everything is set before anything is told, and the status first: what a problem means depends on it. */
static void
set_status (AmtReplica *self, AmtReplicaStatus status, double fraction, const GError *problem)
{
  bool other = self->status != status;
  bool moved = self->fraction != fraction;
  bool told = problem != NULL || self->problem != NULL;
  GError *copy = problem != NULL ? g_error_copy (problem) : NULL; /* before the clearing: it may be the same one */

  self->status = status;
  self->fraction = fraction;
  g_clear_error (&self->problem);
  self->problem = copy;
  if (other)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
  if (moved)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
  if (told)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  if (status == AMT_REPLICA_UP_TO_DATE)
    {
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SYNC]);
      if (other)
        amt_outbox_send (self);
    }
}

static void
load_counts (AmtReplica *self)
{
  g_autoptr (AmtQueueCounts) counts = amt_queue_counts_new ();
  GError *error = NULL;

  if (self->reader != NULL && !amt_queue_counts_load (counts, self->reader, &error))
    {
      amt_replica_trouble (self, error);
      return;
    }
  if (amt_queue_counts_equal (self->counts, counts))
    return;
  g_clear_pointer (&self->counts, amt_queue_counts_free);
  self->counts = g_steal_pointer (&counts);
  g_signal_emit (self, signals[COUNTS_CHANGED], 0);
}

/* (transfer container): for lists. */
static char **
ids_of (const GPtrArray *changes)
{
  char **ids = g_new0 (char *, changes->len + 1);

  for (unsigned i = 0; i < changes->len; i++)
    ids[i] = ((AmtFollowerChange *) changes->pdata[i])->id;
  return ids;
}

static void
tell_changes (AmtReplica *self, const GPtrArray *changes)
{
  for (unsigned i = 0; i < changes->len; i++)
    {
      const AmtFollowerChange *change = changes->pdata[i];

      if (!change->gone)
        g_signal_emit (self, signals[REQUEST_CHANGED], 0, change->id, change->action, change->by_name);
      else if (self->desk != NULL && amt_desk_forget_request (self->desk, change->id, NULL))
        g_signal_emit (self, signals[REQUEST_GONE], 0, change->id);
    }
}

/* Counts first, then lists, then single changes: whoever hears of one finds the others right. */
static void
tell (AmtReplica *self, bool anew)
{
  g_autoptr (AmtReplica) alive = g_object_ref (self);
  g_autoptr (GPtrArray) changes = g_steal_pointer (&self->told);
  bool all = anew || self->tell_all;
  g_autofree char **ids = all ? NULL : ids_of (changes);

  g_clear_handle_id (&self->tell_source, g_source_remove);
  self->told = g_ptr_array_new_with_free_func (amt_follower_change_free);
  self->tell_all = false;
  self->told_at = g_get_monotonic_time ();
  load_counts (self);
  g_signal_emit (self, signals[ROWS], 0, ids, anew);
  g_signal_emit (self, signals[CHANGED], 0);
  tell_changes (self, changes);
}

static gboolean
on_tell (gpointer data)
{
  AmtReplica *self = data;

  self->tell_source = 0;
  tell (self, false);
  return G_SOURCE_REMOVE;
}

/* --- files --- */

static void
close_files (AmtReplica *self)
{
  g_clear_handle_id (&self->tell_source, g_source_remove);
  g_clear_handle_id (&self->heal_source, g_source_remove);
  g_clear_handle_id (&self->outbox_source, g_source_remove);
  g_clear_pointer (&self->reader, amt_database_close);
  g_clear_pointer (&self->desk, amt_database_close);
}

static void
stop_follower (AmtReplica *self)
{
  g_clear_pointer (&self->follower, amt_follower_stop);
}

static gboolean on_heal (gpointer data);

/* The disk may be full or the folder away: that is no damage, and it may pass. */
static void
rebuild_later (AmtReplica *self, const GError *error)
{
  set_status (self, AMT_REPLICA_OFFLINE, 0, error);
  tell (self, true);
  if (!amt_replica_files_is_damage (error))
    self->rebuilds--;
  self->heal_source = g_timeout_add (amt_backoff_delay (self->rebuild_failures++), on_heal, self);
}

/* Makes the feed file anew: it was damaged, another's, or a newer program's. */
static void
rebuild (AmtReplica *self)
{
  GError *error = NULL;

  stop_follower (self);
  amt_replica_prune_later (self);
  g_clear_handle_id (&self->heal_source, g_source_remove);
  g_clear_pointer (&self->reader, amt_database_close);
  g_hash_table_remove_all (self->newest);
  if (self->rebuilds++ >= MAX_REBUILDS)
    {
      amt_error_set (&error, AMT_ERROR_FAILED, "storage-error", NULL, "The copy was damaged again and again");
      set_status (self, AMT_REPLICA_OFFLINE, 0, error);
      tell (self, true);
    }
  else if (!amt_replica_files_remove (self->files->feed, &error) ||
           !amt_replica_open_feed (self, self->session, &error))
    rebuild_later (self, error);
  else
    {
      self->rebuild_failures = 0;
      set_status (self, AMT_REPLICA_REBUILDING, 0, NULL);
      tell (self, true);
      start_follower (self, true);
    }
  g_clear_error (&error);
}

static gboolean
on_heal (gpointer data)
{
  AmtReplica *self = data;

  self->heal_source = 0;
  rebuild (self);
  return G_SOURCE_REMOVE;
}

void
amt_replica_trouble (AmtReplica *self, GError *error)
{
  if (amt_replica_files_is_damage (error) && self->heal_source == 0)
    self->heal_source = g_idle_add (on_heal, self); /* not under a list that is reading */
  else if (!amt_replica_files_is_damage (error) && !g_error_matches (error, AMT_ERROR, AMT_ERROR_NOT_FOUND))
    set_status (self, self->status, self->fraction, error);
  g_error_free (error);
}

/* --- news of the worker --- */

/* While much comes in, lists are told now and then; the rest of it before the end of it is. */
static void
note_changes (AmtReplica *self, const AmtFollowerNews *news)
{
  bool busy = news->status == AMT_REPLICA_SYNCING || news->status == AMT_REPLICA_REBUILDING;
  bool ended = news->status == AMT_REPLICA_UP_TO_DATE && self->status != AMT_REPLICA_UP_TO_DATE;

  self->tell_all |= news->everything;
  for (unsigned i = 0; i < news->changes->len; i++)
    g_ptr_array_add (self->told, amt_follower_change_copy (news->changes->pdata[i]));

  if (!news->changed && !(ended && self->tell_source != 0))
    return;
  if (ended || (!busy && g_get_monotonic_time () - self->told_at > CALM_MS * 1000))
    tell (self, false);
  else if (self->tell_source == 0)
    self->tell_source = g_timeout_add (busy ? BUSY_MS : CALM_MS, on_tell, self);
}

/* Removed from the office: nothing of it may stay. */
static void
vanish (AmtReplica *self, const GError *problem)
{
  g_autoptr (AmtReplica) alive = g_object_ref (self);
  GError *error = NULL;

  if (self->status == AMT_REPLICA_REMOVED) /* the follower and a call may both hear it */
    return;
  if (!amt_replica_forget (self, &error))
    g_warning ("The local copy could not be deleted: %s", error->message);
  g_clear_error (&error);
  set_status (self, AMT_REPLICA_REMOVED, 0, problem);
}

static void
on_news (const AmtFollowerNews *news, gpointer data)
{
  g_autoptr (AmtReplica) self = g_object_ref (data);

  if (news->damaged)
    {
      rebuild (self);
      return;
    }
  if (news->status == AMT_REPLICA_REMOVED)
    {
      vanish (self, news->problem);
      return;
    }
  if (news->session != NULL && !amt_record_equal (&amt_session_type, news->session, self->session))
    {
      g_autoptr (AmtSession) before = self->session;

      self->session = amt_session_ref (news->session);
      if (amt_replica_lost_team (before, self->session))
        amt_replica_prune_later (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
    }
  if (news->anew)
    amt_replica_prune_later (self);
  note_changes (self, news);
  set_status (self, news->status, news->fraction, news->problem);
  if (news->status == AMT_REPLICA_UP_TO_DATE)
    amt_replica_prune (self);
  amt_replica_take_heads (self, news->heads);
}

/* Whichever call heard it first, and whether the follower runs or not. */
static void
on_removed (AmtReplica *self, const GError *error)
{
  vanish (self, error);
}

static void
on_token (AmtReplica *self)
{
  if (self->follower != NULL)
    amt_follower_set_token (self->follower, amt_api_get_token (self->api));
}

static void
on_network (GNetworkMonitor *monitor, gboolean available, AmtReplica *self)
{
  if (available)
    amt_replica_sync_now (self);
}

static void
start_follower (AmtReplica *self, bool rebuilding)
{
  SoupSession *soup = NULL;
  AmtFollowerSetup setup = {
      .base_url = amt_api_get_base_url (self->api),
      .token = amt_api_get_token (self->api),
      .person_id = self->session->person_id,
      .files = self->files,
      .rebuilding = rebuilding,
      .journal_seconds = self->journal_seconds,
      .refused_seconds = self->refused_seconds,
      .handler = on_news,
      .data = self,
  };

  g_object_get (self->api, "session", &soup, NULL);
  setup.tls_database = soup_session_get_tls_database (soup);
  self->follower = amt_follower_start (&setup);
  g_object_unref (soup);
}

/* --- the object --- */

static void
amt_replica_dispose (GObject *object)
{
  AmtReplica *self = AMT_REPLICA (object);

  g_clear_signal_handler (&self->removed_handler, self->api);
  amt_replica_stop (self);
  close_files (self);
  G_OBJECT_CLASS (amt_replica_parent_class)->dispose (object);
}

static void
amt_replica_finalize (GObject *object)
{
  AmtReplica *self = AMT_REPLICA (object);

  g_clear_object (&self->api);
  g_clear_pointer (&self->files, amt_replica_files_free);
  g_clear_pointer (&self->session, amt_session_unref);
  g_clear_pointer (&self->counts, amt_queue_counts_free);
  g_clear_pointer (&self->pending, g_hash_table_unref);
  g_clear_pointer (&self->newest, g_hash_table_unref);
  g_clear_pointer (&self->told, g_ptr_array_unref);
  g_clear_pointer (&self->journal_problems, g_hash_table_unref);
  g_clear_pointer (&self->heads_taken, g_hash_table_unref);
  g_clear_error (&self->problem);
  g_free (self->today);
  g_free (self->sending_note);
  g_free (self->kept_at);
  G_OBJECT_CLASS (amt_replica_parent_class)->finalize (object);
}

static void
amt_replica_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmtReplica *self = AMT_REPLICA (object);

  switch ((AmtReplicaProperty) id)
    {
    case PROP_API:
      g_value_set_object (value, self->api);
      break;
    case PROP_STATUS:
      g_value_set_enum (value, (int) self->status);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_LAST_SYNC:
      g_value_set_int64 (value, amt_replica_get_last_sync (self));
      break;
    case PROP_PROBLEM:
      g_value_set_boxed (value, self->problem);
      break;
    case PROP_WAITING:
      g_value_set_uint (value, amt_replica_get_waiting (self));
      break;
    case PROP_SESSION:
      g_value_set_boxed (value, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amt_replica_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_API)
    AMT_REPLICA (object)->api = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
install_signals (void)
{
  const GType type = AMT_TYPE_REPLICA;

  signals[REQUEST_CHANGED] = g_signal_new ("request-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                           3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  signals[REQUEST_GONE] = g_signal_new ("request-gone", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_STRING);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[COUNTS_CHANGED] = g_signal_new ("counts-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                          0);
  signals[OUTBOX_CHANGED] = g_signal_new ("outbox-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                          0);
  signals[OUTBOX_REFUSED] = g_signal_new ("outbox-refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                          3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_ERROR);
  signals[ROWS] = g_signal_new ("rows", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRV,
                                G_TYPE_BOOLEAN);
  signals[ITEM_CHANGED] = g_signal_new ("item-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_STRING);
  signals[JOURNAL_PROBLEM] = g_signal_new ("journal-problem", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                           0);
  signals[DESK_DAMAGED] = g_signal_new ("desk-damaged", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
amt_replica_class_init (AmtReplicaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = amt_replica_dispose;
  object_class->finalize = amt_replica_finalize;
  object_class->get_property = amt_replica_get_property;
  object_class->set_property = amt_replica_set_property;
  properties[PROP_API] = g_param_spec_object ("api", NULL, NULL, AMT_TYPE_API,
                                              G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATUS] = g_param_spec_enum ("status", NULL, NULL, AMT_TYPE_REPLICA_STATUS, AMT_REPLICA_OFFLINE,
                                               flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_LAST_SYNC] = g_param_spec_int64 ("last-sync", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR, flags);
  properties[PROP_WAITING] = g_param_spec_uint ("waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SESSION] = g_param_spec_boxed ("session", NULL, NULL, AMT_TYPE_SESSION, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  install_signals ();
}

static void
amt_replica_init (AmtReplica *self)
{
  self->counts = amt_queue_counts_new ();
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->newest = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) amt_summary_unref);
  self->told = g_ptr_array_new_with_free_func (amt_follower_change_free);
  self->journal_problems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_error_free);
  self->heads_taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->journal_seconds = JOURNAL_SECONDS;
  self->refused_seconds = REFUSED_SECONDS;
}

AmtReplica *
amt_replica_open (const char *directory, AmtApi *api, const char *user, AmtSession *session, GBytes *key,
                  GError **error)
{
  g_autoptr (AmtReplica) self = g_object_new (AMT_TYPE_REPLICA, "api", api, NULL);

  self->files = amt_replica_files_new (directory, amt_api_get_base_url (api), user, key);
  if (!amt_replica_files_prepare (self->files, error) || !amt_replica_open_feed_or_replace (self, session, error) ||
      !amt_replica_open_desk (self, error))
    return NULL;
  self->removed_handler = g_signal_connect_swapped (api, "removed", G_CALLBACK (on_removed), self);
  return g_steal_pointer (&self);
}

bool
amt_replica_delete (const char *directory, const char *server, const char *user, GError **error)
{
  AmtReplicaFiles *files = amt_replica_files_new (directory, server, user, NULL);
  bool done = amt_replica_files_forget (files, error);

  amt_replica_files_free (files);
  return done;
}

void
amt_replica_start (AmtReplica *self)
{
  if (self->follower != NULL || self->reader == NULL)
    return;
  self->token_handler = g_signal_connect_swapped (self->api, "notify::token", G_CALLBACK (on_token), self);
  self->network_handler = g_signal_connect (g_network_monitor_get_default (), "network-changed",
                                            G_CALLBACK (on_network), self);
  if (self->status == AMT_REPLICA_OFFLINE && amt_replica_get_last_sync (self) == 0)
    set_status (self, self->rebuilding ? AMT_REPLICA_REBUILDING : AMT_REPLICA_SYNCING, 0, NULL);
  start_follower (self, self->rebuilding);
  self->rebuilding = false;
}

void
amt_replica_stop (AmtReplica *self)
{
  g_clear_signal_handler (&self->token_handler, self->api);
  g_clear_signal_handler (&self->network_handler, g_network_monitor_get_default ());
  stop_follower (self);
}

void
amt_replica_sync_now (AmtReplica *self)
{
  if (self->follower != NULL)
    amt_follower_nudge (self->follower);
  amt_outbox_send (self);
}

bool
amt_replica_forget (AmtReplica *self, GError **error)
{
  amt_replica_stop (self);
  close_files (self);
  g_hash_table_remove_all (self->newest);
  tell (self, true);
  return amt_replica_files_forget (self->files, error);
}

/* --- outbox --- */

void
amt_replica_outbox_changed (AmtReplica *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
  g_signal_emit (self, signals[OUTBOX_CHANGED], 0);
}
