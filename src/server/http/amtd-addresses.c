/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-http-private.h"

struct _AmtdAddresses
{
  gatomicrefcount refs;
  GMutex mutex;
  GHashTable *counts; /* address → number of connections */
  int count;
  int max;
  int max_each;
};

AmtdAddresses *
amtd_addresses_new (int max, int max_each)
{
  AmtdAddresses *self = g_new0 (AmtdAddresses, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->mutex);
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->max = max;
  self->max_each = max_each;
  return self;
}

AmtdAddresses *
amtd_addresses_ref (AmtdAddresses *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
amtd_addresses_unref (AmtdAddresses *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->counts);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

int
amtd_addresses_count (AmtdAddresses *self)
{
  g_autoptr (GMutexLocker) lock = g_mutex_locker_new (&self->mutex);

  return self->count;
}

bool
amtd_addresses_add (AmtdAddresses *self, const char *address)
{
  g_autoptr (GMutexLocker) lock = g_mutex_locker_new (&self->mutex);
  int each = GPOINTER_TO_INT (g_hash_table_lookup (self->counts, address));

  if (self->count >= self->max || each >= self->max_each)
    return false;
  self->count++;
  g_hash_table_replace (self->counts, g_strdup (address), GINT_TO_POINTER (each + 1));
  return true;
}

void
amtd_addresses_remove (AmtdAddresses *self, const char *address)
{
  g_autoptr (GMutexLocker) lock = g_mutex_locker_new (&self->mutex);
  int each = GPOINTER_TO_INT (g_hash_table_lookup (self->counts, address));

  self->count--;
  if (each <= 1)
    g_hash_table_remove (self->counts, address);
  else
    g_hash_table_replace (self->counts, g_strdup (address), GINT_TO_POINTER (each - 1));
}
