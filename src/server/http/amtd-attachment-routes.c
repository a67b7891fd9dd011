/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-attachment-routes.h"

#include "amtd-record-service.h"
#include "amtd-request-call.h"
#include "amtd-request-service.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_ATTACHMENT (20 * 1024 * 1024)

/* What Content-Disposition says (RFC 6266), else ?name=. Addresses are written down on the way, and the name of a file can
 * name somebody: programs send the header. (transfer full) (nullable) */
static char *
find_name (AmtdExchange *x)
{
  const char *header = amtd_exchange_get_header (x, "content-disposition");
  const char *parameters = header ? strchr (header, ';') : NULL;
  GHashTable *found = parameters ? soup_header_parse_semi_param_list (parameters + 1) : NULL;
  char *name = found ? g_strdup (g_hash_table_lookup (found, "filename")) : NULL;

  g_clear_pointer (&found, soup_header_free_param_list);
  return name ? name : g_strdup (amtd_exchange_get_query (x, "name"));
}

static bool
add_attachment (AmtdExchange *x, GError **error)
{
  const char *id = amtd_exchange_get_id (x, "request", error);
  g_autofree char *name = NULL;

  if (id == NULL)
    return false;
  name = find_name (x);
  return amtd_request_call_answer (
      x, 200,
      amtd_record_service_attach (amtd_exchange_get_server (x), amtd_exchange_get_database (x),
                                  amtd_exchange_get_actor (x), id, name, amtd_exchange_get_upload (x), error));
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
