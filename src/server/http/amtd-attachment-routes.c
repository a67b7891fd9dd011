/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-attachment-routes.h"

#include "amtd-record-service.h"
#include "amtd-request-service.h"

#define MAX_ATTACHMENT (20 * 1024 * 1024)

static bool
add_attachment (AmtdExchange *x, GError **error)
{
  const char *id = amtd_exchange_get_id (x, "request", error);
  g_autoptr (AmtRequest) request = NULL;
  const char *path;
  const char *sha256;
  int64_t size;

  if (id == NULL)
    return false;
  path = amtd_exchange_get_upload (x, &size, &sha256);
  request = amtd_record_service_attach (amtd_exchange_get_server (x), amtd_exchange_get_database (x),
                                        amtd_exchange_get_actor (x), id, amtd_exchange_get_query (x, "name"), path,
                                        size, sha256, error);
  if (request == NULL)
    return false;
  amtd_exchange_set_version (x, request->version);
  amtd_exchange_answer_record (x, 200, &amt_request_type, request);
  return true;
}

static bool
get_attachment (AmtdExchange *x, GError **error)
{
  const char *id = amtd_exchange_get_id (x, "request", error);
  const char *attachment = id != NULL ? amtd_exchange_get_id (x, "attachment", error) : NULL;
  g_autofree char *type = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (attachment == NULL)
    return false;
  bytes = amtd_request_service_read_attachment (amtd_exchange_get_server (x), amtd_exchange_get_database (x),
                                                amtd_exchange_get_actor (x), id, attachment, &type, error);
  if (bytes == NULL)
    return false;
  amtd_exchange_set_header (x, "X-Content-Type-Options", "nosniff");
  amtd_exchange_answer (x, 200, type, bytes);
  return true;
}

/* clang-format off */
const AmtdRoute amtd_attachment_routes[] = {
  { "POST", "/v1/requests/{request}/attachments", AMTD_AUDIENCE_STAFF, AMTD_ROUTE_STREAM, MAX_ATTACHMENT, add_attachment },
  { "GET", "/v1/requests/{request}/attachments/{attachment}", AMTD_AUDIENCE_STAFF, AMTD_ROUTE_NONE, 0, get_attachment },
  { "POST", "/v1/portal/requests/{request}/attachments", AMTD_AUDIENCE_CITIZEN, AMTD_ROUTE_STREAM, MAX_ATTACHMENT, add_attachment },
  { NULL },
};
/* clang-format on */
