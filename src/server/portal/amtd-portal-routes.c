/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-portal-routes.h"

#include "amtd-issue-service.h"
#include "amtd-order-service.h"
#include "amtd-portal-service.h"
#include "amtd-request-call.h"

static bool
order (AmtdExchange *x, GError **error)
{
  g_autoptr (AmtOrder) input = amtd_exchange_read_record (x, &amt_order_type, error);

  if (input == NULL)
    return false;
  return amtd_request_call_answer (
      x, 201, amtd_order_service_add (amtd_exchange_get_server (x), amtd_exchange_get_actor (x), NULL, input, error));
}

static bool
list_requests (AmtdExchange *x, GError **error)
{
  g_autoptr (GPtrArray)
      list = amtd_portal_service_list (amtd_exchange_get_database (x), amtd_exchange_get_actor (x), error);

  if (list == NULL)
    return false;
  amtd_exchange_answer_items (x, &amt_request_type, list);
  return true;
}

static bool
get_request (AmtdExchange *x, GError **error)
{
  const char *id = amtd_exchange_get_id (x, "request", error);

  return id != NULL &&
         amtd_request_call_answer (
             x, 200, amtd_portal_service_get (amtd_exchange_get_database (x), amtd_exchange_get_actor (x), id, error));
}

static bool
answer (AmtdExchange *x, GError **error)
{
  const char *id;
  g_autoptr (AmtAnswerInput) input = amtd_request_call_read (x, &amt_answer_input_type, &id, NULL, error);

  return input != NULL &&
         amtd_request_call_answer (
             x, 200,
             amtd_portal_service_answer (amtd_exchange_get_server (x), amtd_exchange_get_actor (x), id, input, error));
}

static bool
withdraw (AmtdExchange *x, GError **error)
{
  const char *id = amtd_exchange_get_id (x, "request", error);

  return id != NULL && amtd_request_call_answer (x, 200,
                                                 amtd_portal_service_withdraw (amtd_exchange_get_server (x),
                                                                               amtd_exchange_get_actor (x), id, error));
}

static bool
get_document (AmtdExchange *x, GError **error)
{
  const char *id = amtd_exchange_get_id (x, "document", error);
  g_autoptr (GBytes) bytes = NULL;

  if (id == NULL)
    return false;
  bytes = amtd_issue_service_fetch (amtd_exchange_get_server (x), amtd_exchange_get_database (x),
                                    amtd_exchange_get_actor (x), id, error);
  if (bytes == NULL)
    return false;
  amtd_exchange_answer (x, 200, "application/pdf", bytes);
  return true;
}

#define CITIZEN AMTD_AUDIENCE_CITIZEN

/* clang-format off */
const AmtdRoute amtd_portal_routes[] = {
  { "POST", "/v1/portal/requests", CITIZEN, AMTD_ROUTE_BODY, 0, order },
  { "GET", "/v1/portal/requests", CITIZEN, AMTD_ROUTE_NONE, 0, list_requests },
  { "GET", "/v1/portal/requests/{request}", CITIZEN, AMTD_ROUTE_NONE, 0, get_request },
  { "POST", "/v1/portal/requests/{request}/answer", CITIZEN, AMTD_ROUTE_BODY, 0, answer },
  { "POST", "/v1/portal/requests/{request}/withdraw", CITIZEN, AMTD_ROUTE_BODY, 0, withdraw },
  { "GET", "/v1/portal/documents/{document}/content", CITIZEN, AMTD_ROUTE_NONE, 0, get_document },
  { NULL },
};
/* clang-format on */
