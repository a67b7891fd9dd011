/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-live.h"

#include "amtd-feed-store.h"
#include "amtd-log.h"
#include "amtd-session-store.h"
#include "amtd-transaction.h"

#include <string.h>

/* How often sessions are looked at when something was written: a revoked one falls silent within a second. */
#define LOOK_MS 400

struct _AmtdLiveClient
{
  AmtdActor *actor; /* (owned) */
  GStrv teams;      /* (owned) sorted; in which it may read */
  const AmtdLiveSink *sink;
  void *data;
};

struct _AmtdLive
{
  AmtDatabase *reader; /* (owned) */
  int64_t data_version;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GSource *look;
  GPtrArray *clients; /* of AmtdLiveClient, live's thread only */
  int count;          /* atomic */
};

/* Something to be done on live's thread. */
typedef struct
{
  AmtdLive *live;
  GPtrArray *published; /* (owned) (nullable) */
  char *token_hash;     /* (owned) (nullable) NULL: all */
  char *reason;         /* (owned) (nullable) */
  GMutex *mutex;        /* (nullable) for those who wait */
  GCond *done;
  bool *is_done;
} Task;

static void
client_free (AmtdLiveClient *client)
{
  amtd_actor_free (client->actor);
  g_strfreev (client->teams);
  g_free (client);
}

static char *
frame_new (const char *type, const char *authority_id, int64_t seq, const char *reason)
{
  g_autoptr (AmtJsonWriter) json = amt_json_writer_new ();

  amt_json_writer_begin_object (json);
  amt_json_writer_set_string (json, "type", type);
  if (authority_id)
    {
      amt_json_writer_set_string (json, "authority_id", authority_id);
      amt_json_writer_set_int (json, "seq", seq);
    }
  if (reason)
    amt_json_writer_set_string (json, "reason", reason);
  amt_json_writer_end_object (json);
  return amt_json_writer_steal_string (json);
}

static char *
change_frame_new (const AmtdPublished *item, bool gone)
{
  g_autoptr (AmtJsonWriter) json = amt_json_writer_new ();
  int64_t seq = gone ? item->gone_seq : item->seq;

  amt_json_writer_begin_object (json);
  amt_json_writer_set_string (json, "type", "change");
  amt_json_writer_set_string (json, "authority_id", item->authority_id);
  amt_json_writer_set_int (json, "seq", seq);
  amt_json_writer_name (json, "item");
  amt_json_writer_begin_object (json);
  amt_json_writer_set_int (json, "seq", seq);
  amt_json_writer_set_string (json, "kind", gone ? "gone" : "request");
  amt_json_writer_set_string (json, "id", item->request_id);
  if (!gone)
    {
      amt_json_writer_name (json, "request");
      amt_json_writer_raw (json, item->summary);
    }
  if (item->by_name)
    amt_json_writer_set_string (json, "by_name", item->by_name);
  if (item->action)
    amt_json_writer_set_string (json, "action", item->action);
  amt_json_writer_end_object (json);
  amt_json_writer_end_object (json);
  return amt_json_writer_steal_string (json);
}

static void
tell_all (AmtdLive *self, const AmtdPublished *item)
{
  g_autofree char *change = change_frame_new (item, false);
  g_autofree char *gone = item->old_team_id ? change_frame_new (item, true) : NULL;

  for (unsigned i = 0; i < self->clients->len; i++)
    {
      AmtdLiveClient *client = self->clients->pdata[i];

      if (g_strv_contains ((const char *const *) client->teams, item->team_id))
        client->sink->send (client->data, change);
      else if (gone && g_strv_contains ((const char *const *) client->teams, item->old_team_id))
        client->sink->send (client->data, gone);
    }
}

/* Forgets the client before its sink closes, so that closing cannot come back here. */
static void
end_client (AmtdLive *self, unsigned index, const char *reason)
{
  AmtdLiveClient *client = g_ptr_array_steal_index_fast (self->clients, index);
  g_autofree char *frame = frame_new ("end", NULL, 0, reason);

  g_atomic_int_add (&self->count, -1);
  client->sink->send (client->data, frame);
  client->sink->end (client->data);
  client_free (client);
}

static gboolean
run_task (void *data)
{
  Task *task = data;
  AmtdLive *self = task->live;

  for (unsigned i = 0; task->published && i < task->published->len; i++)
    tell_all (self, task->published->pdata[i]);
  for (unsigned i = self->clients->len; task->reason && i-- > 0;)
    {
      AmtdLiveClient *client = self->clients->pdata[i];

      if (task->token_hash == NULL || g_str_equal (client->actor->token_hash, task->token_hash))
        end_client (self, i, task->reason);
    }
  return G_SOURCE_REMOVE;
}

static void
task_free (void *data)
{
  Task *task = data;

  if (task->mutex)
    {
      g_mutex_lock (task->mutex);
      *task->is_done = true;
      g_cond_signal (task->done);
      g_mutex_unlock (task->mutex);
    }
  g_clear_pointer (&task->published, g_ptr_array_unref);
  g_free (task->token_hash);
  g_free (task->reason);
  g_free (task);
}

static void
post (AmtdLive *self, Task *task)
{
  GSource *source = g_idle_source_new ();

  task->live = self;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, run_task, task, task_free);
  g_source_attach (source, self->context);
  g_source_unref (source);
}

static gboolean
look_at_sessions (void *data)
{
  AmtdLive *self = data;
  g_autoptr (GError) error = NULL;
  int64_t now = g_get_real_time (), version;
  bool written;

  if (self->clients->len == 0 || !amt_database_get_data_version (self->reader, &version, &error))
    return G_SOURCE_CONTINUE;
  written = version != self->data_version;
  self->data_version = version;
  for (unsigned i = self->clients->len; i-- > 0;)
    {
      AmtdLiveClient *client = self->clients->pdata[i];
      const char *reason = client->actor->expires_at <= now ? "expired" : NULL;

      if (written && !amtd_session_store_check (self->reader, client->actor, now, &reason, &error))
        {
          amtd_log (AMTD_LOG_WARNING, "live", "error=\"%s\"", error->message);
          self->data_version = -1; /* look again */
          return G_SOURCE_CONTINUE;
        }
      if (reason)
        end_client (self, i, reason);
    }
  return G_SOURCE_CONTINUE;
}

static void *
live_thread (void *data)
{
  AmtdLive *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

AmtdLive *
amtd_live_new (AmtDatabase *reader)
{
  AmtdLive *self = g_new0 (AmtdLive, 1);

  self->reader = reader;
  self->data_version = -1;
  self->clients = g_ptr_array_new ();
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->look = g_timeout_source_new (LOOK_MS);
  g_source_set_callback (self->look, look_at_sessions, self, NULL);
  g_source_attach (self->look, self->context);
  self->thread = g_thread_new ("live", live_thread, self);
  return self;
}

void
amtd_live_free (AmtdLive *self)
{
  if (self == NULL)
    return;
  amtd_live_end_all (self, "shutdown");
  g_main_loop_quit (self->loop);
  g_thread_join (self->thread);
  g_source_destroy (self->look);
  g_source_unref (self->look);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->clients);
  amt_database_close (self->reader);
  g_free (self);
}

GMainContext *
amtd_live_get_context (AmtdLive *self)
{
  return self->context;
}

int
amtd_live_count (AmtdLive *self)
{
  return g_atomic_int_get (&self->count);
}

/* The client is in the list before the heads are read: what is committed in between comes as a change. */
static void
say_hello (AmtdLive *self, AmtdLiveClient *client)
{
  const GPtrArray *memberships = client->actor->session->memberships;
  g_autoptr (GHashTable) said = g_hash_table_new (g_str_hash, g_str_equal);

  for (unsigned i = 0; i < memberships->len; i++)
    {
      const AmtMembership *membership = memberships->pdata[i];
      g_autofree char *frame = NULL;
      int64_t head;

      if (!g_hash_table_add (said, membership->authority->id) ||
          !amtd_feed_store_head (self->reader, membership->authority->id, &head, NULL))
        continue;
      frame = frame_new ("hello", membership->authority->id, head, NULL);
      client->sink->send (client->data, frame);
    }
}

AmtdLiveClient *
amtd_live_add (AmtdLive *self, AmtdActor *actor, const AmtdLiveSink *sink, void *data)
{
  AmtdLiveClient *client = g_new0 (AmtdLiveClient, 1);

  client->actor = actor;
  client->teams = amtd_actor_get_teams (actor, NULL);
  client->sink = sink;
  client->data = data;
  g_ptr_array_add (self->clients, client);
  g_atomic_int_add (&self->count, 1);
  self->data_version = -1; /* the session may have ended since it was looked up */
  say_hello (self, client);
  return client;
}

void
amtd_live_remove (AmtdLive *self, AmtdLiveClient *client)
{
  if (!g_ptr_array_remove_fast (self->clients, client))
    return;
  g_atomic_int_add (&self->count, -1);
  client_free (client);
}

void
amtd_live_publish (AmtdLive *self, GPtrArray *published)
{
  Task *task = g_new0 (Task, 1);

  task->published = g_ptr_array_ref (published);
  post (self, task);
}

void
amtd_live_end_session (AmtdLive *self, const char *token_hash, const char *reason)
{
  Task *task = g_new0 (Task, 1);

  task->token_hash = g_strdup (token_hash);
  task->reason = g_strdup (reason);
  post (self, task);
}

void
amtd_live_end_all (AmtdLive *self, const char *reason)
{
  GMutex mutex;
  GCond done;
  bool is_done = false;
  Task *task = g_new0 (Task, 1);

  g_mutex_init (&mutex);
  g_cond_init (&done);
  *task = (Task) {.reason = g_strdup (reason), .mutex = &mutex, .done = &done, .is_done = &is_done};
  post (self, task);
  g_mutex_lock (&mutex);
  while (!is_done)
    g_cond_wait (&done, &mutex);
  g_mutex_unlock (&mutex);
  g_mutex_clear (&mutex);
  g_cond_clear (&done);
}
