/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-writer.h"

#include "amt-error.h"
#include "amtd-idempotency-store.h"
#include "amtd-transaction.h"

#include <string.h>

/* How many changes share one commit: enough to hide fsync, few enough that the last does not wait long. */
#define GROUP_MAX 128

/* A change that waits; lives on the stack of the one who waits for it. */
typedef struct
{
  const AmtdActor *actor;
  AmtdChange change;
  void *data;
  GError *error; /* (owned) */
  bool done;     /* guarded by the writer's mutex */
  GCond finished;
} Job;

struct _AmtdWriter
{
  AmtDatabase *database; /* (owned) used by the thread alone */
  GThread *thread;
  GMutex mutex;
  GCond wake;
  GQueue waiting; /* of Job */
  bool stop;
  AmtdPublishedFunc published;
  void *published_data;
};

void
amtd_published_free (AmtdPublished *self)
{
  g_free (self->authority_id);
  g_free (self->request_id);
  g_free (self->team_id);
  g_free (self->old_team_id);
  g_free (self->by_name);
  g_free (self->action);
  g_free (self->summary);
  g_free (self);
}

/* Whether the call was made before; then the change is not made again. */
static bool
check_once (AmtdTransaction *tx, GError **error)
{
  bool found;

  if (tx->actor->once == NULL || tx->actor->once->used)
    return true;
  if (!amtd_idempotency_store_find (tx->database, tx->actor, tx->now, &found, NULL, error))
    return false;
  if (found)
    amt_error_set (error, AMT_ERROR_CONFLICT, "replay", NULL, "This was done before");
  return !found;
}

static bool
keep_answer (AmtdTransaction *tx, GError **error)
{
  AmtdKeptAnswer answer = {tx->answer ? tx->status : 200, tx->version, tx->answer ? tx->answer : (char *) "{}"};

  if (tx->actor->once == NULL || tx->actor->once->used)
    return true;
  if (!amtd_idempotency_store_keep (tx->database, tx->actor, tx->now, &answer, error))
    return false;
  tx->actor->once->used = true;
  return true;
}

static bool
run_change (AmtdTransaction *tx, Job *job)
{
  return amt_database_savepoint (tx->database, "change", &job->error) && check_once (tx, &job->error) &&
         job->change (tx, job->data, &job->error) && keep_answer (tx, &job->error) &&
         amt_database_release (tx->database, "change", &job->error);
}

/* Makes one change in its savepoint. Returns: whether the group's transaction is still there: SQLite gives it up by
 * itself when the disk is full. */
static bool
run_job (AmtdWriter *self, Job *job, GPtrArray *published)
{
  AmtdTransaction tx = {.database = self->database, .actor = job->actor, .now = amtd_actor_get_now (job->actor)};
  bool done;

  tx.published = g_ptr_array_new_with_free_func ((GDestroyNotify) amtd_published_free);
  done = run_change (&tx, job);
  if (done)
    g_ptr_array_extend_and_steal (published, g_steal_pointer (&tx.published));
  else if (amt_database_in_transaction (self->database))
    {
      amt_database_rollback_to (self->database, "change", NULL);
      amt_database_release (self->database, "change", NULL);
    }
  if (!done && job->error == NULL)
    amt_error_set (&job->error, AMT_ERROR_FAILED, "no-reason", NULL, "A change failed without a reason");
  g_clear_pointer (&tx.published, g_ptr_array_unref);
  g_free (tx.answer);
  return amt_database_in_transaction (self->database);
}

/* Nothing of the group is on disk, nor is the call that another one was a repetition of. */
static void
fail_group (GPtrArray *jobs, const GError *reason)
{
  for (unsigned i = 0; i < jobs->len; i++)
    {
      Job *job = jobs->pdata[i];

      if (g_strcmp0 (amt_error_get_slug (job->error), "replay") == 0)
        g_clear_error (&job->error);
      if (job->error)
        continue;
      if (job->actor->once)
        job->actor->once->used = false;
      amt_error_set (&job->error, AMT_ERROR_UNAVAILABLE, amt_error_get_slug (reason), NULL, "Not saved: %s",
                     reason->message);
    }
}

static void
run_group (AmtdWriter *self, GPtrArray *jobs, GPtrArray *published)
{
  g_autoptr (GError) error = NULL;
  bool alive = amt_database_begin (self->database, &error);

  for (unsigned i = 0; alive && i < jobs->len; i++)
    {
      Job *job = jobs->pdata[i];

      alive = run_job (self, job, published);
      if (!alive)
        error = g_error_copy (job->error);
    }
  if (alive && amt_database_commit (self->database, &error))
    return;
  g_ptr_array_set_size (published, 0);
  fail_group (jobs, error);
}

/* Takes what waits; blocks while nothing does. NULL when the writer stops. */
static GPtrArray *
take_group (AmtdWriter *self)
{
  GPtrArray *jobs = NULL;

  g_mutex_lock (&self->mutex);
  while (self->waiting.length == 0 && !self->stop)
    g_cond_wait (&self->wake, &self->mutex);
  if (self->waiting.length)
    {
      jobs = g_ptr_array_new ();
      while (self->waiting.length && jobs->len < GROUP_MAX)
        g_ptr_array_add (jobs, g_queue_pop_head (&self->waiting));
    }
  g_mutex_unlock (&self->mutex);
  return jobs;
}

static void
answer_group (AmtdWriter *self, GPtrArray *jobs)
{
  g_mutex_lock (&self->mutex);
  for (unsigned i = 0; i < jobs->len; i++)
    {
      Job *job = jobs->pdata[i];

      job->done = true;
      g_cond_signal (&job->finished);
    }
  g_mutex_unlock (&self->mutex);
}

static void *
write_thread (void *data)
{
  AmtdWriter *self = data;
  GPtrArray *jobs;

  while ((jobs = take_group (self)))
    {
      g_autoptr (GPtrArray) published = g_ptr_array_new_with_free_func ((GDestroyNotify) amtd_published_free);

      run_group (self, jobs, published);
      answer_group (self, jobs);
      if (published->len && self->published)
        self->published (published, self->published_data);
      g_ptr_array_unref (jobs);
    }
  return NULL;
}

AmtdWriter *
amtd_writer_new (AmtDatabase *database)
{
  AmtdWriter *self = g_new0 (AmtdWriter, 1);

  self->database = database;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake);
  g_queue_init (&self->waiting);
  self->thread = g_thread_new ("writer", write_thread, self);
  return self;
}

void
amtd_writer_free (AmtdWriter *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->stop = true;
  g_cond_signal (&self->wake);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  amt_database_close (self->database);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wake);
  g_free (self);
}

void
amtd_writer_set_published (AmtdWriter *self, AmtdPublishedFunc func, void *data)
{
  self->published = func;
  self->published_data = data;
}

bool
amtd_writer_run (AmtdWriter *self, const AmtdActor *actor, AmtdChange change, void *data, GError **error)
{
  Job job = {.actor = actor, .change = change, .data = data};

  g_return_val_if_fail (actor != NULL && g_thread_self () != self->thread, false);
  g_cond_init (&job.finished);
  g_mutex_lock (&self->mutex);
  if (self->stop)
    amt_error_set (&job.error, AMT_ERROR_UNAVAILABLE, "stopping", NULL, "The server is stopping");
  else
    {
      g_queue_push_tail (&self->waiting, &job);
      g_cond_signal (&self->wake);
      while (!job.done)
        g_cond_wait (&job.finished, &self->mutex);
    }
  g_mutex_unlock (&self->mutex);
  g_cond_clear (&job.finished);
  if (job.error == NULL)
    return true;
  g_propagate_error (error, job.error);
  return false;
}
