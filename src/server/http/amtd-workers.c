/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-http-private.h"

/* Blocking threads, each with a reading connection of its own, and a bounded queue before them. */
struct _AmtdWorkers
{
  GMutex mutex;
  GCond wake;
  GQueue waiting; /* of AmtdExchange */
  unsigned max;
  bool stop;
  GPtrArray *threads; /* of Worker */
};

typedef struct
{
  AmtdWorkers *pool;
  AmtDatabase *db; /* (owned) */
  GThread *thread;
} Worker;

static AmtdExchange *
take (AmtdWorkers *self)
{
  AmtdExchange *exchange;

  g_mutex_lock (&self->mutex);
  while (self->waiting.length == 0 && !self->stop)
    g_cond_wait (&self->wake, &self->mutex);
  exchange = g_queue_pop_head (&self->waiting);
  g_mutex_unlock (&self->mutex);
  return exchange;
}

static void *
work (void *data)
{
  Worker *worker = data;
  AmtdExchange *exchange;

  while ((exchange = take (worker->pool)))
    {
      amtd_exchange_run (exchange, worker->db);
      amtd_listener_finish (exchange);
    }
  return NULL;
}

AmtdWorkers *
amtd_workers_new (AmtdServer *server, GError **error)
{
  AmtdWorkers *self = g_new0 (AmtdWorkers, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->wake);
  g_queue_init (&self->waiting);
  self->max = server->config->queue;
  self->threads = g_ptr_array_new ();
  for (int i = 0; i < server->config->workers; i++)
    {
      AmtDatabase *db = amtd_server_open_reader (server, error);
      Worker *worker;

      if (db == NULL)
        {
          amtd_workers_free (self);
          return NULL;
        }
      worker = g_new0 (Worker, 1);
      *worker = (Worker) {.pool = self, .db = db};
      worker->thread = g_thread_new ("worker", work, worker);
      g_ptr_array_add (self->threads, worker);
    }
  return self;
}

bool
amtd_workers_push (AmtdWorkers *self, AmtdExchange *exchange)
{
  bool room;

  g_mutex_lock (&self->mutex);
  room = self->waiting.length < self->max && !self->stop;
  if (room)
    {
      g_queue_push_tail (&self->waiting, exchange);
      g_cond_signal (&self->wake);
    }
  g_mutex_unlock (&self->mutex);
  return room;
}

void
amtd_workers_free (AmtdWorkers *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&self->mutex);
  self->stop = true;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->mutex);
  for (unsigned i = 0; i < self->threads->len; i++)
    {
      Worker *worker = self->threads->pdata[i];

      g_thread_join (worker->thread);
      amt_database_close (worker->db);
      g_free (worker);
    }
  g_ptr_array_unref (self->threads);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->wake);
  g_free (self);
}
