/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting in a test, where there is no fiber. */

#pragma once

#include <libdex.h>
#include <stdbool.h>

static inline int64_t
await_seconds (void)
{
  const char *patience = g_getenv ("AMT_PATIENCE");

  return patience != NULL ? 20 * g_ascii_strtoll (patience, NULL, 10) : 60;
}

/* Lets the main context run until @condition holds; aborts after a minute, or more under AMT_PATIENCE. */
#define await_that(condition)                                                                                          \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    int64_t until_ = g_get_monotonic_time () + await_seconds () * G_USEC_PER_SEC;                                      \
    unsigned tick_ = g_timeout_add (5, await_tick, NULL);                                                              \
    while (!(condition) && g_get_monotonic_time () < until_)                                                           \
      g_main_context_iteration (NULL, TRUE);                                                                           \
    g_source_remove (tick_);                                                                                           \
    g_assert_true (condition);                                                                                         \
  }                                                                                                                    \
  G_STMT_END

static inline gboolean
await_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* @future: (transfer full). (transfer full) (nullable): the boxed value. */
static inline G_GNUC_UNUSED gpointer
await_boxed (DexFuture *future, GError **error)
{
  const GValue *value;
  gpointer boxed = NULL;

  await_that (!dex_future_is_pending (future));
  if ((value = dex_future_get_value (future, error)))
    boxed = g_value_dup_boxed (value);
  dex_unref (future);
  return boxed;
}

static inline G_GNUC_UNUSED bool
await_true (DexFuture *future, GError **error)
{
  bool good;

  await_that (!dex_future_is_pending (future));
  good = dex_future_get_value (future, error) != NULL;
  dex_unref (future);
  return good;
}
