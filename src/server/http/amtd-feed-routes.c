/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-feed-service.h"
#include "amtd-session-routes.h"

#define PAGE_MAX 500

static bool
get_feed (AmtdExchange *x, GError **error)
{
  g_autoptr (AmtJsonWriter) json = amt_json_writer_new ();
  const char *authority_id = amtd_exchange_get_id (x, "authority", error);
  int64_t after, limit;

  if (authority_id == NULL || !amtd_exchange_get_query_int (x, "after", 0, 0, G_MAXINT64, &after, error) ||
      !amtd_exchange_get_query_int (x, "limit", PAGE_MAX, 1, PAGE_MAX, &limit, error) ||
      !amtd_feed_service_page (amtd_exchange_get_database (x), amtd_exchange_get_actor (x), authority_id, after, limit,
                               amtd_exchange_get_query (x, "epoch"), json, error))
    return false;
  amtd_exchange_answer_json (x, 200, json);
  return true;
}

static bool
get_live (AmtdExchange *x, GError **error)
{
  amtd_exchange_upgrade (x);
  return true;
}

const AmtdRoute amtd_feed_routes[] = {
    {"GET", "/v1/authorities/{authority}/feed", AMTD_AUDIENCE_STAFF, AMTD_ROUTE_NONE, 0, get_feed},
    {"GET", "/v1/live", AMTD_AUDIENCE_STAFF, AMTD_ROUTE_NONE, 0, get_live},
    {NULL},
};
