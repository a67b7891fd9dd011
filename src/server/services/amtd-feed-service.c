/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-feed-service.h"

#include "amt-error.h"
#include "amtd-feed-store.h"

bool
amtd_feed_service_page (AmtDatabase *db, const AmtdActor *actor, const char *authority_id, int64_t after, int limit,
                        const char *epoch, AmtJsonWriter *out, GError **error)
{
  g_autofree char *now = NULL;

  if (!amtd_actor_check_member (actor, authority_id, error) || !(now = amtd_feed_store_epoch (db, actor, error)))
    return false;
  if (epoch && !g_str_equal (epoch, now))
    {
      amt_error_set (error, AMT_ERROR_GONE, "epoch-changed", NULL, "The feed began anew: start from nothing");
      return false;
    }
  return amtd_feed_store_page (db, actor, authority_id, after, limit, out, error);
}
