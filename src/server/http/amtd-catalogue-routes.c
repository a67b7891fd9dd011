/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-catalogue-routes.h"

#include "amtd-catalogue-service.h"

/* Takes @json; NULL: the error is set. */
static bool
answer_json (AmtdExchange *x, char *json)
{
  g_autoptr (GBytes) body = NULL;

  if (json == NULL)
    return false;
  body = g_bytes_new_take (json, strlen (json));
  amtd_exchange_answer (x, 200, "application/json", body);
  return true;
}

static bool
get_catalogue (AmtdExchange *x, GError **error)
{
  const char *authority = amtd_exchange_get_id (x, "authority", error);
  g_autofree char *etag = NULL;
  g_autofree char *json = NULL;

  if (authority == NULL)
    return false;
  json = amtd_catalogue_service_list (amtd_exchange_get_database (x), amtd_exchange_get_actor (x), authority, &etag,
                                      error);
  if (json == NULL)
    return false;
  return amtd_exchange_is_unchanged (x, etag) || answer_json (x, g_steal_pointer (&json));
}

static bool
get_calendar (AmtdExchange *x, GError **error)
{
  const char *authority = amtd_exchange_get_id (x, "authority", error);
  g_autoptr (GBytes) bytes = NULL;

  if (authority == NULL)
    return false;
  bytes = amtd_catalogue_service_read_calendar (amtd_exchange_get_server (x), amtd_exchange_get_database (x),
                                                amtd_exchange_get_actor (x), authority, error);
  if (bytes == NULL)
    return false;
  amtd_exchange_answer (x, 200, "application/json", bytes);
  return true;
}

static bool
list_colleagues (AmtdExchange *x, GError **error)
{
  const char *authority = amtd_exchange_get_id (x, "authority", error);

  return authority != NULL &&
         answer_json (x, amtd_catalogue_service_list_colleagues (amtd_exchange_get_database (x),
                                                                 amtd_exchange_get_actor (x), authority, error));
}

static bool
list_wordings (AmtdExchange *x, GError **error)
{
  const char *authority = amtd_exchange_get_id (x, "authority", error);

  return authority != NULL && answer_json (x, amtd_catalogue_service_read_wordings (
                                                  amtd_exchange_get_server (x), amtd_exchange_get_actor (x), authority,
                                                  amtd_exchange_get_query (x, "language"), error));
}

static bool
list_authorities (AmtdExchange *x, GError **error)
{
  return answer_json (x, amtd_catalogue_service_list_authorities (amtd_exchange_get_database (x), error));
}

#define STAFF AMTD_AUDIENCE_STAFF
#define CITIZEN AMTD_AUDIENCE_CITIZEN

/* clang-format off */
const AmtdRoute amtd_catalogue_routes[] = {
  { "GET", "/v1/authorities/{authority}/catalogue", STAFF, AMTD_ROUTE_NONE, 0, get_catalogue },
  { "GET", "/v1/authorities/{authority}/calendar", STAFF, AMTD_ROUTE_NONE, 0, get_calendar },
  { "GET", "/v1/authorities/{authority}/colleagues", STAFF, AMTD_ROUTE_NONE, 0, list_colleagues },
  { "GET", "/v1/authorities/{authority}/wordings", STAFF, AMTD_ROUTE_NONE, 0, list_wordings },
  { "GET", "/v1/portal/authorities", CITIZEN, AMTD_ROUTE_NONE, 0, list_authorities },
  { "GET", "/v1/portal/authorities/{authority}/services", CITIZEN, AMTD_ROUTE_NONE, 0, get_catalogue },
  { NULL },
};
/* clang-format on */
