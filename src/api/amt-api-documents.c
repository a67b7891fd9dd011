/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-api-private.h"
#include "amt-error.h"

DexFuture *
amt_api_create_draft (AmtApi *self, const char *request_id, const AmtDraftInput *input, int64_t version)
{
  AmtCall *call = amt_call_new (self, "POST", "/v1/requests/%s/drafts", request_id);

  amt_call_send_record (call, &amt_draft_input_type, input);
  amt_call_if_match (call, version);
  return amt_call_run (amt_call_expect_record (call, &amt_draft_type, AMT_TYPE_DRAFT));
}

DexFuture *
amt_api_get_draft_content (AmtApi *self, const char *draft_id)
{
  AmtCall *call = amt_call_expect_bytes (amt_call_new (self, "GET", "/v1/drafts/%s/content", draft_id));

  call->type = "application/pdf";
  return amt_call_run (call);
}

DexFuture *
amt_api_hand_in_signed (AmtApi *self, const char *draft_id, GBytes *pdf)
{
  AmtCall *call = amt_call_new (self, "POST", "/v1/drafts/%s/signed", draft_id);

  amt_call_send_bytes (call, pdf, "application/pdf");
  return amt_call_run (AMT_CALL_EXPECT_REQUEST (call));
}

DexFuture *
amt_api_hand_in_printed (AmtApi *self, const char *draft_id, const char *sheet_number)
{
  g_autoptr (AmtPrintedInput) input = amt_printed_input_new ();
  AmtCall *call = amt_call_new (self, "POST", "/v1/drafts/%s/printed", draft_id);

  input->sheet_number = g_strdup (sheet_number);
  amt_call_send_record (call, &amt_printed_input_type, input);
  return amt_call_run (AMT_CALL_EXPECT_REQUEST (call));
}

DexFuture *
amt_api_set_delivery (AmtApi *self, const char *document_id, AmtDeliveryStatus delivery)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("{}", 2);
  AmtCall *call;

  g_return_val_if_fail (delivery == AMT_DELIVERY_HANDED_OUT || delivery == AMT_DELIVERY_POSTED, NULL);
  call = amt_call_new (self, "POST", "/v1/documents/%s/%s", document_id,
                       delivery == AMT_DELIVERY_HANDED_OUT ? "handed-out" : "posted");
  amt_call_send_bytes (call, empty, "application/json");
  return amt_call_run (AMT_CALL_EXPECT_REQUEST (call));
}

DexFuture *
amt_api_get_document_content (AmtApi *self, const char *document_id)
{
  AmtCall *call = amt_call_expect_bytes (amt_call_new (self, "GET", "/v1/documents/%s/content", document_id));

  call->type = "application/pdf";
  return amt_call_run (call);
}
