/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-gates.h"

#include <json-glib/json-glib.h>

/* One point of the space of services and facts. */
typedef struct
{
  int assurance; /* the service's */
  int account;   /* the citizen's */
  bool register_needed;
  bool entitlement;
  bool four_eyes;
  int noun;
  int64_t fee;
  int64_t paid;
  bool complete;
} Facts;

static AmtService *
make_service (const Facts *facts)
{
  AmtService *service = amt_service_new ();
  AmtFormField *field = amt_form_field_new ();

  field->id = g_strdup ("street");
  field->required = true;
  field->input = AMT_INPUT_TEXT;
  field->variants = g_new0 (char *, 1);
  service->form = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_form_field_unref);
  g_ptr_array_add (service->form, field);
  service->assurance = facts->assurance;
  service->register_needed = facts->register_needed;
  service->entitlement = facts->entitlement;
  service->four_eyes = facts->four_eyes;
  service->noun = facts->noun;
  return service;
}

static AmtRequest *
make_request (const Facts *facts)
{
  AmtRequest *request = amt_request_new ();

  request->variant = g_strdup ("standard");
  request->state = AMT_STATE_IN_REVIEW;
  request->content_version = 1;
  request->fee_cents = facts->fee;
  request->paid_cents = facts->paid;
  request->form = json_object_new ();
  if (facts->complete)
    json_object_set_string_member (request->form, "street", "Lindenweg 7");
  g_clear_pointer (&request->gates, g_ptr_array_unref);
  request->gates = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_gate_unref);
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    {
      g_ptr_array_add (request->gates, amt_gate_new ());
      amtd_gates_get (request, kind)->kind = kind;
    }
  return request;
}

static int
expected (const Facts *facts, AmtGateKind kind)
{
  switch (kind)
    {
    case AMT_GATE_COMPLETENESS:
      return facts->complete ? AMT_GATE_MET : AMT_GATE_OPEN;
    case AMT_GATE_IDENTITY:
      if (facts->assurance == AMT_ASSURANCE_NONE)
        return AMT_GATE_NOT_NEEDED;
      return facts->account >= facts->assurance ? AMT_GATE_MET : AMT_GATE_OPEN;
    case AMT_GATE_REGISTER:
      return facts->register_needed ? AMT_GATE_OPEN : AMT_GATE_NOT_NEEDED;
    case AMT_GATE_ENTITLEMENT:
      return facts->entitlement ? AMT_GATE_OPEN : AMT_GATE_NOT_NEEDED;
    case AMT_GATE_PAYMENT:
      if (facts->fee == 0 || facts->noun == AMT_NOUN_NOTICE)
        return AMT_GATE_NOT_NEEDED;
      return facts->paid >= facts->fee ? AMT_GATE_MET : AMT_GATE_OPEN;
    case AMT_GATE_APPROVAL:
      return facts->four_eyes ? AMT_GATE_OPEN : AMT_GATE_NOT_NEEDED;
    case AMT_N_GATES:
      break;
    }
  g_assert_not_reached ();
}

static void
check_all (const Facts *facts, AmtRequest *request)
{
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    g_assert_cmpint (amtd_gates_get (request, kind)->status, ==, expected (facts, kind));
}

/* What a person said holds for that content, survives being computed again, and is void for another content. */
static void
check_judged (const Facts *facts, AmtRequest *request, const AmtService *service)
{
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    if (expected (facts, kind) == AMT_GATE_OPEN)
      amtd_gates_judge (request, kind, kind == AMT_GATE_IDENTITY ? AMT_GATE_OVERRIDDEN : AMT_GATE_MET, "seen", "why",
                        "Maike Röhrs", 5);
  amtd_gates_compute (request, service, facts->account, 6);
  g_assert_true (amt_request_gates_pass (request));
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    if (expected (facts, kind) == AMT_GATE_OPEN)
      g_assert_cmpstr (amtd_gates_get (request, kind)->by_name, ==, "Maike Röhrs");

  request->content_version = 2;
  amtd_gates_compute (request, service, facts->account, 7);
  check_all (facts, request);
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    g_assert_null (amtd_gates_get (request, kind)->by_name);
}

static void
check (const Facts *facts)
{
  g_autoptr (AmtService) service = make_service (facts);
  g_autoptr (AmtRequest) request = make_request (facts);

  amtd_gates_compute (request, service, facts->account, 1);
  check_all (facts, request);
  check_judged (facts, request, service);
}

static void
test_every_service_and_fact (void)
{
  static const int64_t paid[] = {0, 700, 1500};

  for (unsigned bits = 0; bits < 1u << 6; bits++)
    for (int assurance = AMT_ASSURANCE_NONE; assurance <= AMT_ASSURANCE_HIGH; assurance++)
      for (int account = AMT_ASSURANCE_NONE; account <= AMT_ASSURANCE_HIGH; account++)
        for (size_t i = 0; i < G_N_ELEMENTS (paid); i++)
          check (&(Facts) {assurance, account, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0,
                           (bits & 8) != 0 ? AMT_NOUN_NOTICE : AMT_NOUN_APPLICATION, (bits & 16) != 0 ? 1500 : 0,
                           paid[i], (bits & 32) != 0});
}

/* Money does not come back out of the till: who paid and by which receipt stays through an edit. */
static void
test_payment_survives_an_edit (void)
{
  const Facts facts = {.fee = 1500, .paid = 1500, .complete = true};
  g_autoptr (AmtService) service = make_service (&facts);
  g_autoptr (AmtRequest) request = make_request (&facts);
  const AmtGate *payment = amtd_gates_get (request, AMT_GATE_PAYMENT);

  amtd_gates_judge (request, AMT_GATE_PAYMENT, AMT_GATE_MET, "R 7", NULL, "Maike Röhrs", 5);
  request->content_version = 2;
  amtd_gates_compute (request, service, AMT_ASSURANCE_NONE, 6);
  g_assert_cmpint (payment->status, ==, AMT_GATE_MET);
  g_assert_cmpint (payment->judged_version, ==, 2);
  g_assert_cmpstr (payment->evidence, ==, "R 7");
  g_assert_cmpstr (payment->by_name, ==, "Maike Röhrs");
}

/* A claim waives nothing; who granted it, and on what proof, stays through an edit. */
static void
test_exemption (void)
{
  const Facts facts = {.fee = 1500, .complete = true};
  g_autoptr (AmtService) service = make_service (&facts);
  g_autoptr (AmtRequest) request = make_request (&facts);
  const AmtGate *payment = amtd_gates_get (request, AMT_GATE_PAYMENT);

  request->exemption_status = AMT_EXEMPTION_CLAIMED;
  amtd_gates_compute (request, service, AMT_ASSURANCE_NONE, 1);
  g_assert_cmpint (payment->status, ==, AMT_GATE_OPEN);
  request->exemption_status = AMT_EXEMPTION_GRANTED;
  request->fee_cents = 0;
  amtd_gates_judge (request, AMT_GATE_PAYMENT, AMT_GATE_MET, "seen", NULL, "Maike Röhrs", 5);
  request->content_version = 2;
  amtd_gates_compute (request, service, AMT_ASSURANCE_NONE, 6);
  g_assert_cmpint (payment->status, ==, AMT_GATE_MET);
  g_assert_cmpint (payment->judged_version, ==, 2);
  g_assert_cmpstr (payment->by_name, ==, "Maike Röhrs");
  request->exemption_status = AMT_EXEMPTION_REFUSED;
  request->fee_cents = 1500;
  amtd_gates_judge (request, AMT_GATE_PAYMENT, AMT_GATE_OPEN, NULL, NULL, NULL, 0);
  amtd_gates_compute (request, service, AMT_ASSURANCE_NONE, 7);
  g_assert_cmpint (payment->status, ==, AMT_GATE_OPEN);
}

static void
test_waiting_is_incomplete (void)
{
  const Facts facts = {.complete = true};
  g_autoptr (AmtService) service = make_service (&facts);
  g_autoptr (AmtRequest) request = make_request (&facts);

  request->state = AMT_STATE_WAITING;
  amtd_gates_compute (request, service, AMT_ASSURANCE_NONE, 1);
  g_assert_cmpint (amtd_gates_get (request, AMT_GATE_COMPLETENESS)->status, ==, AMT_GATE_OPEN);
}

/* A birth is certified by one registrar, whatever the data say: as in the catalogue's own list of gates. */
static void
test_no_four_eyes_at_births (void)
{
  const Facts facts = {.four_eyes = true, .complete = true};
  g_autoptr (AmtService) service = make_service (&facts);
  g_autoptr (AmtRequest) request = make_request (&facts);
  g_autoptr (GPtrArray) listed = NULL;

  amtd_gates_compute (request, service, AMT_ASSURANCE_NONE, 1);
  g_assert_cmpint (amtd_gates_get (request, AMT_GATE_APPROVAL)->status, ==, AMT_GATE_OPEN);
  service->signing_permission = AMT_PERMISSION_SIGN_CIVIL_STATUS;
  amtd_gates_compute (request, service, AMT_ASSURANCE_NONE, 1);
  g_assert_cmpint (amtd_gates_get (request, AMT_GATE_APPROVAL)->status, ==, AMT_GATE_NOT_NEEDED);
  listed = amt_service_gates (service, 0);
  g_assert_cmpint (((AmtGate *) listed->pdata[AMT_GATE_APPROVAL])->status, ==, AMT_GATE_NOT_NEEDED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gates/every-service-and-fact", test_every_service_and_fact);
  g_test_add_func ("/gates/payment-survives-an-edit", test_payment_survives_an_edit);
  g_test_add_func ("/gates/exemption", test_exemption);
  g_test_add_func ("/gates/waiting-is-incomplete", test_waiting_is_incomplete);
  g_test_add_func ("/gates/no-four-eyes-at-births", test_no_four_eyes_at_births);
  return g_test_run ();
}
