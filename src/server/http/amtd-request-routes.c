/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-request-routes.h"

#include "amtd-action-service.h"
#include "amtd-gate-service.h"
#include "amtd-order-service.h"
#include "amtd-record-service.h"
#include "amtd-request-call.h"
#include "amtd-request-service.h"

#define PAGE 50 /* of a list, unless the caller says otherwise */

static bool
enter_request (AmtdExchange *x, GError **error)
{
  const char *authority = amtd_exchange_get_id (x, "authority", error);
  g_autoptr (AmtOrder) order = NULL;

  if (authority == NULL || !amtd_actor_check_member (amtd_exchange_get_actor (x), authority, error))
    return false;
  order = amtd_exchange_read_record (x, &amt_order_type, error);
  if (order == NULL)
    return false;
  return amtd_request_call_answer (
      x, 201,
      amtd_order_service_add (amtd_exchange_get_server (x), amtd_exchange_get_actor (x), authority, order, error));
}

static bool
answer_page (AmtdExchange *x, const char *text, const char *cursor, int limit, GError **error)
{
  g_autofree char *json = amtd_request_service_search (amtd_exchange_get_database (x), amtd_exchange_get_actor (x),
                                                       amtd_exchange_get_param (x, "authority"), text, cursor, limit,
                                                       error);
  g_autoptr (GBytes) body = NULL;

  if (json == NULL)
    return false;
  body = g_bytes_new (json, strlen (json));
  amtd_exchange_answer (x, 200, "application/json", body);
  return true;
}

static bool
list_requests (AmtdExchange *x, GError **error)
{
  int64_t limit;

  return amtd_exchange_get_id (x, "authority", error) != NULL &&
         amtd_exchange_get_query_int (x, "limit", PAGE, 1, 200, &limit, error) &&
         answer_page (x, NULL, amtd_exchange_get_query (x, "cursor"), (int) limit, error);
}

static bool
search_requests (AmtdExchange *x, GError **error)
{
  const char *authority = amtd_exchange_get_id (x, "authority", error);
  g_autoptr (AmtSearchInput) input = NULL;

  if (authority == NULL || !amtd_actor_check_member (amtd_exchange_get_actor (x), authority, error))
    return false;
  input = amtd_exchange_read_record (x, &amt_search_input_type, error);
  return input != NULL && answer_page (x, input->text, input->cursor, input->limit ? (int) input->limit : PAGE, error);
}

static bool
get_request (AmtdExchange *x, GError **error)
{
  const char *id = amtd_exchange_get_id (x, "request", error);

  return id != NULL &&
         amtd_request_call_answer (
             x, 200, amtd_request_service_read (amtd_exchange_get_server (x), amtd_exchange_get_actor (x), id, error));
}

static bool
act_on_request (AmtdExchange *x, GError **error)
{
  const char *id;
  int64_t version;
  g_autoptr (AmtActionInput) input = amtd_request_call_read (x, &amt_action_input_type, &id, &version, error);

  return input != NULL && amtd_request_call_answer (
                              x, 200,
                              amtd_action_service_run (amtd_exchange_get_server (x), amtd_exchange_get_actor (x), id,
                                                       amtd_exchange_get_param (x, "action"), version, input, error));
}

static bool
put_extract (AmtdExchange *x, GError **error)
{
  const char *id;
  int64_t version;
  g_autoptr (AmtExtractInput) input = amtd_request_call_read (x, &amt_extract_input_type, &id, &version, error);

  return input != NULL && amtd_request_call_answer (x, 200,
                                                    amtd_record_service_put_extract (amtd_exchange_get_server (x),
                                                                                     amtd_exchange_get_actor (x), id,
                                                                                     version, input, error));
}

static bool
put_gate (AmtdExchange *x, GError **error)
{
  const char *id;
  int64_t version;
  g_autoptr (AmtGateInput) input = amtd_request_call_read (x, &amt_gate_input_type, &id, &version, error);

  return input != NULL &&
         amtd_request_call_answer (x, 200,
                                   amtd_gate_service_put (amtd_exchange_get_server (x), amtd_exchange_get_actor (x), id,
                                                          amtd_exchange_get_param (x, "gate"), version, input, error));
}

static bool
add_note (AmtdExchange *x, GError **error)
{
  const char *id;
  g_autoptr (AmtNoteInput) input = amtd_request_call_read (x, &amt_note_input_type, &id, NULL, error);

  return input != NULL &&
         amtd_request_call_answer (x, 200,
                                   amtd_record_service_add_note (amtd_exchange_get_server (x),
                                                                 amtd_exchange_get_actor (x), id, input, error));
}

static bool
put_follow_up (AmtdExchange *x, GError **error)
{
  const char *id;
  g_autoptr (AmtFollowUpInput) input = amtd_request_call_read (x, &amt_follow_up_input_type, &id, NULL, error);

  return input != NULL &&
         amtd_request_call_answer (x, 200,
                                   amtd_record_service_set_follow_up (amtd_exchange_get_server (x),
                                                                      amtd_exchange_get_actor (x), id, input, error));
}

static bool
delete_follow_up (AmtdExchange *x, GError **error)
{
  const char *id = amtd_exchange_get_id (x, "request", error);

  return id != NULL &&
         amtd_request_call_answer (x, 200,
                                   amtd_record_service_set_follow_up (amtd_exchange_get_server (x),
                                                                      amtd_exchange_get_actor (x), id, NULL, error));
}

static bool
list_journal (AmtdExchange *x, GError **error)
{
  const char *id = amtd_exchange_get_id (x, "request", error);
  g_autoptr (GPtrArray) entries = NULL;

  if (id == NULL)
    return false;
  entries = amtd_request_service_list_journal (amtd_exchange_get_database (x), amtd_exchange_get_actor (x), id, error);
  if (entries == NULL)
    return false;
  amtd_exchange_answer_items (x, &amt_journal_entry_type, entries);
  return true;
}

static bool
get_journal_head (AmtdExchange *x, GError **error)
{
  const char *authority = amtd_exchange_get_id (x, "authority", error);
  g_autoptr (AmtJournalHead) head = NULL;

  if (authority == NULL)
    return false;
  head = amtd_request_service_get_journal_head (amtd_exchange_get_database (x), amtd_exchange_get_actor (x), authority,
                                                error);
  if (head == NULL)
    return false;
  amtd_exchange_answer_record (x, 200, &amt_journal_head_type, head);
  return true;
}

#define STAFF AMTD_AUDIENCE_STAFF

/* clang-format off */
const AmtdRoute amtd_request_routes[] = {
  { "GET", "/v1/authorities/{authority}/requests", STAFF, AMTD_ROUTE_NONE, 0, list_requests },
  { "POST", "/v1/authorities/{authority}/requests/search", STAFF, AMTD_ROUTE_BODY, 0, search_requests },
  { "POST", "/v1/authorities/{authority}/requests", STAFF, AMTD_ROUTE_BODY, 0, enter_request },
  { "GET", "/v1/authorities/{authority}/journal/head", STAFF, AMTD_ROUTE_NONE, 0, get_journal_head },
  { "GET", "/v1/requests/{request}", STAFF, AMTD_ROUTE_NONE, 0, get_request },
  { "POST", "/v1/requests/{request}/actions/{action}", STAFF, AMTD_ROUTE_BODY, 0, act_on_request },
  { "PUT", "/v1/requests/{request}/extract", STAFF, AMTD_ROUTE_BODY, 0, put_extract },
  { "PUT", "/v1/requests/{request}/gates/{gate}", STAFF, AMTD_ROUTE_BODY, 0, put_gate },
  { "POST", "/v1/requests/{request}/notes", STAFF, AMTD_ROUTE_BODY, 0, add_note },
  { "PUT", "/v1/requests/{request}/follow-up", STAFF, AMTD_ROUTE_BODY, 0, put_follow_up },
  { "DELETE", "/v1/requests/{request}/follow-up", STAFF, AMTD_ROUTE_NONE, 0, delete_follow_up },
  { "GET", "/v1/requests/{request}/journal", STAFF, AMTD_ROUTE_NONE, 0, list_journal },
  { NULL },
};
/* clang-format on */
