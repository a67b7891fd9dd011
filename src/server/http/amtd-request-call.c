/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-request-call.h"

#include "amtd-request-service.h"

void *
amtd_request_call_read (AmtdExchange *x, const AmtRecordType *type, const char **id, int64_t *version, GError **error)
{
  *id = amtd_exchange_get_id (x, "request", error);
  if (*id == NULL ||
      !amtd_request_service_check (amtd_exchange_get_database (x), amtd_exchange_get_actor (x), *id, error) ||
      (version != NULL && !amtd_exchange_get_if_match (x, version, error)))
    return NULL;
  return amtd_exchange_read_record (x, type, error);
}

bool
amtd_request_call_answer (AmtdExchange *x, unsigned status, AmtRequest *request)
{
  if (request == NULL)
    return false;
  amtd_exchange_set_version (x, request->version);
  amtd_exchange_answer_record (x, status, &amt_request_type, request);
  amt_request_unref (request);
  return true;
}
