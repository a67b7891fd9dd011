/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-draft-routes.h"

#include "amtd-draft-service.h"
#include "amtd-issue-service.h"
#include "amtd-request-call.h"
#include "amtd-request-service.h"

#define MAX_DOCUMENT (32 * 1024 * 1024)

static bool
create_draft (AmtdExchange *x, GError **error)
{
  const char *id;
  int64_t version;
  g_autoptr (AmtDraftInput) input = amtd_request_call_read (x, &amt_draft_input_type, &id, &version, error);
  g_autoptr (AmtDraft) draft = NULL;

  if (input == NULL)
    return false;
  draft = amtd_draft_service_create (amtd_exchange_get_server (x), amtd_exchange_get_database (x),
                                     amtd_exchange_get_actor (x), id, version, input, error);
  if (draft == NULL)
    return false;
  amtd_exchange_answer_record (x, 201, &amt_draft_type, draft);
  return true;
}

/* Takes @bytes; NULL: the error is set. */
static bool
answer_pdf (AmtdExchange *x, GBytes *bytes)
{
  if (bytes == NULL)
    return false;
  amtd_exchange_answer (x, 200, "application/pdf", bytes);
  g_bytes_unref (bytes);
  return true;
}

static bool
get_draft_content (AmtdExchange *x, GError **error)
{
  const char *id = amtd_exchange_get_id (x, "draft", error);

  return id != NULL &&
         answer_pdf (x, amtd_draft_service_read (amtd_exchange_get_server (x), amtd_exchange_get_database (x),
                                                 amtd_exchange_get_actor (x), id, error));
}

static bool
get_document_content (AmtdExchange *x, GError **error)
{
  const char *id = amtd_exchange_get_id (x, "document", error);

  return id != NULL && answer_pdf (x, amtd_request_service_read_document (amtd_exchange_get_server (x),
                                                                          amtd_exchange_get_database (x),
                                                                          amtd_exchange_get_actor (x), id, error));
}

static bool
hand_in_signed (AmtdExchange *x, GError **error)
{
  const char *id = amtd_exchange_get_id (x, "draft", error);
  g_autoptr (GBytes) bytes = NULL;

  if (id == NULL)
    return false;
  bytes = amtd_upload_read (amtd_exchange_get_upload (x), error);
  if (bytes == NULL)
    return false;
  return amtd_request_call_answer (x, 200,
                                   amtd_issue_service_accept (amtd_exchange_get_server (x),
                                                              amtd_exchange_get_database (x),
                                                              amtd_exchange_get_actor (x), id, bytes, error));
}

static bool
record_printed (AmtdExchange *x, GError **error)
{
  const char *id = amtd_exchange_get_id (x, "draft", error);
  AmtDatabase *db = amtd_exchange_get_database (x);
  const AmtdActor *actor = amtd_exchange_get_actor (x);
  g_autoptr (AmtdStoredDraft) known = id != NULL ? amtd_draft_service_get (db, actor, id, error) : NULL;
  g_autoptr (AmtPrintedInput) input = NULL;

  if (known == NULL)
    return false;
  input = amtd_exchange_read_record (x, &amt_printed_input_type, error);
  if (input == NULL)
    return false;
  return amtd_request_call_answer (
      x, 200, amtd_issue_service_print (amtd_exchange_get_server (x), db, actor, id, input, error));
}

static bool
deliver (AmtdExchange *x, AmtDeliveryStatus status, GError **error)
{
  const char *id = amtd_exchange_get_id (x, "document", error);

  return id != NULL && amtd_request_call_answer (
                           x, 200,
                           amtd_issue_service_deliver (amtd_exchange_get_server (x), amtd_exchange_get_database (x),
                                                       amtd_exchange_get_actor (x), id, status, error));
}

static bool
record_handed_out (AmtdExchange *x, GError **error)
{
  return deliver (x, AMT_DELIVERY_HANDED_OUT, error);
}

static bool
record_posted (AmtdExchange *x, GError **error)
{
  return deliver (x, AMT_DELIVERY_POSTED, error);
}

#define STAFF AMTD_AUDIENCE_STAFF

/* clang-format off */
const AmtdRoute amtd_draft_routes[] = {
  { "POST", "/v1/requests/{request}/drafts", STAFF, AMTD_ROUTE_BODY, 0, create_draft },
  { "GET", "/v1/drafts/{draft}/content", STAFF, AMTD_ROUTE_NONE, 0, get_draft_content },
  { "POST", "/v1/drafts/{draft}/signed", STAFF, AMTD_ROUTE_STREAM, MAX_DOCUMENT, hand_in_signed },
  { "POST", "/v1/drafts/{draft}/printed", STAFF, AMTD_ROUTE_BODY, 0, record_printed },
  { "POST", "/v1/documents/{document}/handed-out", STAFF, AMTD_ROUTE_BODY, 0, record_handed_out },
  { "POST", "/v1/documents/{document}/posted", STAFF, AMTD_ROUTE_BODY, 0, record_posted },
  { "GET", "/v1/documents/{document}/content", STAFF, AMTD_ROUTE_NONE, 0, get_document_content },
  { NULL },
};
/* clang-format on */
