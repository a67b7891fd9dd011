/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every writing call against the real server: a birth certificate at the counter, from the order to the hand. */
#include "real-server.h"

#define assert_good(request_)                                                                                          \
  G_STMT_START                                                                                                         \
  {                                                                                                                    \
    g_assert_no_error (error);                                                                                         \
    g_assert_nonnull (request_);                                                                                       \
  }                                                                                                                    \
  G_STMT_END

static const char *const form[][2] = {
    {"family_name", "Łukaszewicz-Weiß"},
    {"given_names", "Żaneta"},
    {"birth_date", "1988-04-17"},
    {"birth_place", "Łódź"},
    {"relation", "self"},
};

static JsonObject *
members (size_t n)
{
  JsonObject *object = json_object_new ();

  for (size_t i = 0; i < n; i++)
    json_object_set_string_member (object, form[i][0], form[i][1]);
  return object;
}

/* Replaces @request by what the future brings. */
static void
next (AmtRequest **request, DexFuture *future)
{
  GError *error = NULL;
  AmtRequest *answer = await_boxed (future, &error);

  assert_good (answer);
  g_clear_pointer (request, amt_request_unref);
  *request = answer;
}

static AmtRequest *
enter (Desk *desk)
{
  const AmtMembership *membership = desk->session->memberships->pdata[0];
  g_autoptr (AmtOrder) order = amt_order_new ();
  AmtRequest *request = NULL;

  order->service_id = g_strdup ("birth-certificate");
  order->variant = g_strdup ("standard");
  order->carrier = AMT_CARRIER_PAPER;
  order->copies = 1;
  order->channel = AMT_CHANNEL_COUNTER;
  order->received_on = g_strdup ("2026-01-05");
  order->applicant = amt_party_new ();
  order->applicant->family_name = g_strdup ("Łukaszewicz-Weiß");
  order->applicant->given_names = g_strdup ("Żaneta");
  order->form = members (5);
  next (&request, amt_api_enter_request (desk->api, membership->authority->id, order));
  return request;
}

static void
fill_gate (Desk *desk, AmtRequest **request, AmtGateKind kind)
{
  g_autoptr (AmtGateInput) input = amt_gate_input_new ();

  if (amt_request_get_gate (*request, kind)->status != AMT_GATE_OPEN)
    return;
  input->status = AMT_GATE_MET;
  input->evidence = g_strdup ("Seen at the counter");
  if (kind == AMT_GATE_IDENTITY)
    input->assurance = AMT_ASSURANCE_HIGH;
  if (kind == AMT_GATE_PAYMENT)
    {
      input->amount_cents = (*request)->fee_cents;
      input->method = g_strdup ("cash");
      input->reference = g_strdup ("B 4711");
    }
  next (request, amt_api_put_gate (desk->api, (*request)->id, kind, input, (*request)->version));
}

static void
attach (RealServer *server, Desk *desk, AmtRequest **request)
{
  g_autofree char *path = g_build_filename (server->directory, "Geburtsschein Łódź.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) content = NULL;
  const AmtAttachment *attachment;
  GError *error = NULL;

  g_file_set_contents (path, "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", -1, NULL);
  next (request, amt_api_upload_attachment (desk->api, (*request)->id, file));
  g_assert_cmpuint ((*request)->attachments->len, ==, 1);
  attachment = (*request)->attachments->pdata[0];
  g_assert_cmpstr (attachment->name, ==, "Geburtsschein Łódź.pdf");
  content = await_boxed (amt_api_get_attachment (desk->api, (*request)->id, attachment->id), &error);
  assert_good (content);
  g_assert_cmpint ((int64_t) g_bytes_get_size (content), ==, attachment->size);
  g_file_set_contents (path, "MZ no document", -1, NULL);
  g_assert_null (await_boxed (amt_api_upload_attachment (desk->api, (*request)->id, file), &error));
  g_assert_cmpstr (amt_error_get_slug (error), ==, "unsupported-type");
  g_clear_error (&error);
}

static void
note_and_follow_up (Desk *desk, AmtRequest **request)
{
  g_autoptr (AmtFollowUpInput) follow_up = amt_follow_up_input_new ();

  next (request, amt_api_add_note (desk->api, (*request)->id, "Called back"));
  g_assert_cmpuint ((*request)->notes->len, ==, 1);
  follow_up->on = g_strdup ("2030-01-02");
  follow_up->text = g_strdup ("Ask again");
  next (request, amt_api_set_follow_up (desk->api, (*request)->id, follow_up));
  g_assert_cmpstr ((*request)->follow_up->on, ==, "2030-01-02");
  next (request, amt_api_clear_follow_up (desk->api, (*request)->id));
  g_assert_null ((*request)->follow_up);
}

static void
extract (Desk *desk, AmtRequest **request)
{
  g_autoptr (AmtExtractInput) input = amt_extract_input_new ();

  input->register_name = g_strdup ("Geburtenregister");
  input->entry = g_strdup ("G 1127/1988");
  input->fields = members (4);
  next (request, amt_api_put_extract (desk->api, (*request)->id, input, (*request)->version));
  g_assert_cmpstr ((*request)->extract->entry, ==, "G 1127/1988");
}

static AmtDraft *
make_draft (Desk *desk, AmtRequest *request)
{
  g_autoptr (AmtDraftInput) input = amt_draft_input_new ();
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GBytes) other = g_bytes_new_static ("%PDF-1.7 another", 16);
  AmtDraft *draft;
  GError *error = NULL;

  input->kind = AMT_DOCUMENT_CERTIFICATE;
  input->carrier = AMT_CARRIER_PAPER;
  draft = await_boxed (amt_api_create_draft (desk->api, request->id, input, request->version), &error);
  assert_good (draft);
  pdf = await_boxed (amt_api_get_draft_content (desk->api, draft->id), &error);
  assert_good (pdf);
  g_assert_cmpint ((int64_t) g_bytes_get_size (pdf), ==, draft->size);
  g_assert_null (await_boxed (amt_api_hand_in_signed (desk->api, draft->id, other), &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_CONFLICT);
  g_test_message ("another PDF: %s", amt_error_get_slug (error));
  g_clear_error (&error);
  return draft;
}

static void
test_paper (void)
{
  g_autoptr (RealServer) server = real_server_start ();
  g_autoptr (Desk) desk = desk_open (server, "m.roehrs");
  g_autoptr (AmtRequest) request = enter (desk);
  g_autoptr (AmtDraft) draft = NULL;
  g_autoptr (GBytes) content = NULL;
  const AmtDocument *document;
  GError *error = NULL;

  await_that (amt_replica_is_unread (desk->replica, request->id));
  next (&request, amt_api_act (desk->api, request->id, AMT_ACTION_CLAIM, NULL, request->version));
  g_assert_cmpstr (request->handler->name, ==, "Maike Röhrs");
  note_and_follow_up (desk, &request);
  attach (server, desk, &request);
  extract (desk, &request);
  fill_gate (desk, &request, AMT_GATE_IDENTITY);
  fill_gate (desk, &request, AMT_GATE_ENTITLEMENT);
  fill_gate (desk, &request, AMT_GATE_PAYMENT);
  g_assert_true (amt_request_gates_pass (request));
  draft = make_draft (desk, request);
  next (&request, amt_api_hand_in_printed (desk->api, draft->id, "NI 0815"));
  g_assert_cmpint (request->state, ==, AMT_STATE_ISSUED);
  document = request->documents->pdata[0];
  g_assert_cmpstr (document->sheet_number, ==, "NI 0815");
  content = await_boxed (amt_api_get_document_content (desk->api, document->id), &error);
  assert_good (content);
  next (&request, amt_api_set_delivery (desk->api, document->id, AMT_DELIVERY_HANDED_OUT));
  g_assert_cmpint (((AmtDocument *) request->documents->pdata[0])->delivery, ==, AMT_DELIVERY_HANDED_OUT);
  amt_replica_put_request (desk->replica, request);
  await_that (!amt_replica_is_unread (desk->replica, request->id));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/replica/real/paper", test_paper);
  return g_test_run ();
}
