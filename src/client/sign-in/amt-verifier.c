/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-verifier.h"

#include "amt-error.h"
#include "amt-password.h"

#include <gio/gio.h>

/* As the server's own. */
#define MEMORY_KIB 65536
#define PASSES 3
#define FIRST_WAIT_MS 1000
#define LAST_WAIT_MS 60000

struct _AmtVerifier
{
  GObject parent_instance;

  char *phc;           /* (owned) (nullable) */
  DexFuture *learning; /* (owned) (nullable): under way */
  unsigned learnt;     /* grows: what began to be learnt before a later one, or before it was forgotten, is void */
  unsigned wrong;      /* tries in a row; one under way counts as wrong */
  int64_t next_at;     /* monotonic: when the next try is looked at */
  int memory_kib;
  int passes;
  unsigned first_wait_ms;
};

G_DEFINE_FINAL_TYPE (AmtVerifier, amt_verifier, G_TYPE_OBJECT)

static void
amt_verifier_dispose (GObject *object)
{
  amt_verifier_forget (AMT_VERIFIER (object));
  G_OBJECT_CLASS (amt_verifier_parent_class)->dispose (object);
}

static void
amt_verifier_class_init (AmtVerifierClass *klass)
{
  dex_init ();
  G_OBJECT_CLASS (klass)->dispose = amt_verifier_dispose;
}

static void
amt_verifier_init (AmtVerifier *self)
{
  amt_verifier_set_cost (self, MEMORY_KIB, PASSES, FIRST_WAIT_MS);
}

AmtVerifier *
amt_verifier_new (void)
{
  return g_object_new (AMT_TYPE_VERIFIER, NULL);
}

void
amt_verifier_set_cost (AmtVerifier *self, int memory_kib, int passes, unsigned first_wait_ms)
{
  self->memory_kib = memory_kib;
  self->passes = passes;
  self->first_wait_ms = first_wait_ms;
}

/* --- on another thread --- */

/* One computation; of the two texts neither outlives it. */
typedef struct
{
  char *password;      /* (owned) */
  char *phc;           /* (owned) (nullable): to compare with; NULL: to be made */
  AmtVerifier *self;   /* (owned): only the main thread looks at it */
  DexPromise *promise; /* (owned) */
  unsigned learnt;
  int memory_kib;
  int passes;
  bool fits;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  amt_password_wipe (work->password);
  amt_password_wipe (work->phc);
  g_object_unref (work->self);
  dex_unref (work->promise);
  g_free (work);
}

static void
compute (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;

  if (work->phc != NULL)
    work->fits = amt_password_verify (work->password, work->phc);
  else
    work->phc = amt_password_hash (work->password, work->memory_kib, work->passes, NULL);
  g_task_return_boolean (task, TRUE);
}

/* (transfer full): of boolean: whether it fits. @phc: (nullable). */
static DexFuture *
run (AmtVerifier *self, const char *password, const char *phc, GAsyncReadyCallback done)
{
  Work *work = g_new0 (Work, 1);
  g_autoptr (GTask) task = g_task_new (self, NULL, done, NULL);

  work->self = g_object_ref (self);
  work->password = g_strdup (password);
  work->phc = g_strdup (phc);
  work->learnt = self->learnt;
  work->memory_kib = self->memory_kib;
  work->passes = self->passes;
  work->promise = dex_promise_new ();
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, compute);
  return dex_ref (work->promise);
}

/* --- learning --- */

static void
on_learnt (GObject *source, GAsyncResult *result, gpointer data)
{
  Work *work = g_task_get_task_data (G_TASK (result));
  AmtVerifier *self = work->self;

  if (work->learnt == self->learnt)
    {
      amt_password_wipe (self->phc);
      self->phc = g_steal_pointer (&work->phc);
      dex_clear (&self->learning);
    }
  dex_promise_resolve_boolean (work->promise, TRUE);
}

void
amt_verifier_learn (AmtVerifier *self, const char *password)
{
  g_return_if_fail (AMT_IS_VERIFIER (self) && password != NULL);

  amt_verifier_forget (self);
  self->learning = run (self, password, NULL, on_learnt);
}

void
amt_verifier_forget (AmtVerifier *self)
{
  g_return_if_fail (AMT_IS_VERIFIER (self));

  self->learnt++;
  self->wrong = 0;
  self->next_at = 0;
  dex_clear (&self->learning);
  amt_password_wipe (g_steal_pointer (&self->phc));
}

bool
amt_verifier_knows (AmtVerifier *self)
{
  g_return_val_if_fail (AMT_IS_VERIFIER (self), false);
  return self->phc != NULL || self->learning != NULL;
}

unsigned
amt_verifier_get_tries_left (AmtVerifier *self)
{
  g_return_val_if_fail (AMT_IS_VERIFIER (self), 0);
  return AMT_VERIFIER_TRIES - MIN (self->wrong, AMT_VERIFIER_TRIES);
}

/* --- checking --- */

typedef struct
{
  AmtVerifier *self; /* (owned) */
  char *password;    /* (owned) */
  unsigned number;   /* of this try among the wrong ones */
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_object_unref (check->self);
  amt_password_wipe (check->password);
  g_free (check);
}

static void
on_compared (GObject *source, GAsyncResult *result, gpointer data)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  dex_promise_resolve_boolean (work->promise, work->fits);
}

/* Counted before it is known to be wrong: who breaks off, or tries twice at a time, gains nothing. */
static void
count_try (Check *check)
{
  AmtVerifier *self = check->self;
  unsigned doublings = MIN (self->wrong, 16);
  int64_t wait_ms = MIN ((int64_t) self->first_wait_ms << doublings, LAST_WAIT_MS);

  check->number = ++self->wrong;
  self->next_at = MAX (self->next_at, g_get_monotonic_time ()) + wait_ms * 1000;
}

static DexFuture *
refuse (Check *check)
{
  GError *error = NULL;

  if (check->number < AMT_VERIFIER_TRIES)
    amt_error_set (&error, AMT_ERROR_UNAUTHENTICATED, "wrong-password-offline", NULL, "The password is wrong");
  else
    {
      amt_verifier_forget (check->self);
      amt_error_set (&error, AMT_ERROR_UNAUTHENTICATED, "locked-out", NULL, "The password was wrong too often");
    }
  return dex_future_new_for_error (error);
}

static DexFuture *
check_fiber (gpointer data)
{
  Check *check = data;
  AmtVerifier *self = check->self;
  int64_t wait_ms = (self->next_at - g_get_monotonic_time () + 999) / 1000;

  if (self->learning != NULL)
    dex_await (dex_ref (self->learning), NULL);
  if (self->phc != NULL)
    count_try (check);
  if (wait_ms > 0)
    dex_await (dex_timeout_new_msec ((int) wait_ms), NULL);
  if (self->phc == NULL)
    {
      GError *error = NULL;

      amt_error_set (&error, AMT_ERROR_UNAVAILABLE, "unlock-needs-server", NULL, "No password is known here");
      return dex_future_new_for_error (error);
    }
  if (!dex_await_boolean (run (self, check->password, self->phc, on_compared), NULL))
    return refuse (check);
  self->wrong = 0;
  self->next_at = 0;
  return dex_future_new_true ();
}

DexFuture *
amt_verifier_check (AmtVerifier *self, const char *password)
{
  Check *check;

  g_return_val_if_fail (AMT_IS_VERIFIER (self) && password != NULL, NULL);

  check = g_new0 (Check, 1);
  check->self = g_object_ref (self);
  check->password = g_strdup (password);
  return dex_scheduler_spawn (NULL, 0, check_fiber, check, check_free);
}
