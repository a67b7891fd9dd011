/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-claim-next.h"

#include "amt-error.h"
#include "amt-request-list.h"

/* So often somebody else may be faster before this gives up. */
#define ATTEMPTS 5

static AmtRequest *
claim (AmtReplica *replica, const AmtSummary *summary, GError **error)
{
  g_autofree char *id = g_strdup (summary->id);
  AmtRequest *request;

  amt_replica_set_pending (replica, id, true);
  request = dex_await_boxed (amt_api_act (amt_replica_get_api (replica), id, AMT_ACTION_CLAIM, NULL, summary->version),
                             error);
  amt_replica_set_pending (replica, id, false);
  if (request)
    amt_replica_put_request (replica, request);
  return request;
}

static DexFuture *
claim_next_fiber (gpointer user_data)
{
  AmtReplica *replica = user_data;
  g_autoptr (AmtQuery) query = amt_query_new (AMT_QUEUE_UNCLAIMED);
  g_autoptr (AmtRequestList) list = amt_request_list_new (replica, query);
  g_autoptr (GError) error = NULL;

  for (unsigned i = 0; i < ATTEMPTS; i++)
    {
      g_autoptr (AmtRequestItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_autoptr (AmtSummary) summary = item ? amt_summary_ref (amt_request_item_get_summary (item)) : NULL;
      AmtRequest *request;

      if (!summary)
        break;
      g_clear_error (&error);
      if ((request = claim (replica, summary, &error)))
        return dex_future_new_take_boxed (AMT_TYPE_REQUEST, request);
      if (!g_error_matches (error, AMT_ERROR, AMT_ERROR_STALE) &&
          !g_error_matches (error, AMT_ERROR, AMT_ERROR_CONFLICT))
        break;
    }
  if (!error)
    amt_error_set (&error, AMT_ERROR_NOT_FOUND, "nothing-unclaimed", NULL, "No request is unclaimed");
  return dex_future_new_for_error (g_steal_pointer (&error));
}

DexFuture *
amt_claim_next (AmtReplica *replica)
{
  g_return_val_if_fail (AMT_IS_REPLICA (replica), NULL);
  return dex_scheduler_spawn (NULL, 0, claim_next_fiber, g_object_ref (replica), g_object_unref);
}
