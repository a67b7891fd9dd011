/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-feed-service.h"

#include "amt-error.h"
#include "amtd-feed-store.h"

bool
amtd_feed_service_page (AmtDatabase *db, const AmtdActor *actor, const char *authority_id, int64_t after, int limit,
                        const char *epoch, AmtJsonWriter *out, GError **error)
{
  g_autofree char *now = NULL;
  int64_t head;

  if (!amtd_actor_check_member (actor, authority_id, error) || !(now = amtd_feed_store_epoch (db, actor, error)) ||
      !amtd_feed_store_head (db, authority_id, &head, error))
    return false;
  if ((epoch && !g_str_equal (epoch, now)) || after > head)
    {
      amt_error_set (error, AMT_ERROR_GONE, "epoch-changed", NULL, "The feed began anew: start from nothing");
      return false;
    }
  return amtd_feed_store_page (db, actor, authority_id, after, limit, out, error);
}

static bool
renew (AmtdTransaction *tx, void *data, GError **error)
{
  return amtd_feed_store_renew (amtd_transaction_get_database (tx), error);
}

bool
amtd_feed_service_renew (AmtdServer *server, GError **error)
{
  g_autoptr (AmtdActor) actor = amtd_actor_new (AMTD_ACTOR_SERVER, NULL, NULL);

  return amtd_writer_run (server->writer, actor, renew, NULL, error);
}
