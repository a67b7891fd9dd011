/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-weakly.h"

typedef struct
{
  GWeakRef object;
  DexFutureCallback callback;
} Weakly;

static void
weakly_free (gpointer data)
{
  Weakly *self = data;

  g_weak_ref_clear (&self->object);
  g_free (self);
}

static DexFuture *
on_answered (DexFuture *future, gpointer data)
{
  Weakly *self = data;
  g_autoptr (GObject) object = g_weak_ref_get (&self->object);

  return object != NULL ? self->callback (future, object) : dex_ref (future);
}

DexFuture *
amt_weakly_finally (DexFuture *future, DexFutureCallback callback, gpointer object)
{
  Weakly *self = g_new0 (Weakly, 1);

  g_weak_ref_init (&self->object, object);
  self->callback = callback;
  return dex_future_finally (future, on_answered, self, weakly_free);
}
