/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-repeat-service.h"

#include "amtd-idempotency-store.h"

bool
amtd_repeat_service_find (AmtDatabase *db, const AmtdActor *actor, char **json, unsigned *status, int64_t *version,
                          GError **error)
{
  g_auto (AmtdKeptAnswer) answer = {0};
  bool found;

  if (!amtd_idempotency_store_find (db, actor, g_get_real_time (), &found, &answer, error))
    return false;
  *json = g_steal_pointer (&answer.body);
  *status = answer.status;
  *version = answer.version;
  return true;
}
