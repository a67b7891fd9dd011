/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-request.h"

#include "amt-error.h"

#define HANDLER "0190163d-8694-739b-aea5-966c26f8ad91"
#define OTHER "0190163d-8694-739b-aea5-966c26f8ad92"

static AmtService *
service_new (void)
{
  AmtService *service = amt_service_new ();

  service->assurance = AMT_ASSURANCE_SUBSTANTIAL;
  service->register_needed = true;
  service->template_id = g_strdup ("registration-certificate");
  service->signing_permission = AMT_PERMISSION_SIGN_RESIDENTS;
  return service;
}

static AmtColleague *
colleague_new (const char *id, const char *name)
{
  AmtColleague *colleague = amt_colleague_new ();

  colleague->id = g_strdup (id);
  colleague->name = g_strdup (name);
  return colleague;
}

static AmtParty *
party_new (const char *given, const char *family)
{
  AmtParty *party = amt_party_new ();

  party->given_names = g_strdup (given);
  party->family_name = g_strdup (family);
  return party;
}

static AmtRequest *
request_new (const AmtService *service, int64_t fee_cents)
{
  AmtRequest *request = amt_request_new ();

  request->id = g_strdup (OTHER);
  request->authority_id = g_strdup (OTHER);
  request->file_number = g_strdup ("2026-000001");
  request->content_version = 3;
  request->state = AMT_STATE_IN_REVIEW;
  request->applicant = party_new ("Żaneta", "Łukaszewicz-Weiß");
  request->handler = colleague_new (HANDLER, "Annegret Thießen");
  request->gates = amt_service_gates (service, fee_cents);
  request->received_on = g_strdup ("2026-11-20");
  return request;
}

/* Gates belong to a request nobody else holds yet. */
static void
set_gate (AmtRequest *request, AmtGateKind kind, AmtGateStatus status, int64_t judged_version)
{
  AmtGate *gate = (AmtGate *) amt_request_get_gate (request, kind);

  gate->status = status;
  gate->judged_version = judged_version;
}

static void
meet_all (AmtRequest *request)
{
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    if (amt_request_get_gate (request, kind)->status != AMT_GATE_NOT_NEEDED)
      set_gate (request, kind, AMT_GATE_MET, request->content_version);
}

static void
assert_gates (const AmtService *service, int64_t fee_cents, const char *expected)
{
  g_autoptr (GPtrArray) gates = amt_service_gates (service, fee_cents);
  g_autoptr (GString) open = g_string_new (NULL);

  g_assert_cmpuint (gates->len, ==, AMT_N_GATES);
  for (unsigned i = 0; i < gates->len; i++)
    {
      const AmtGate *gate = gates->pdata[i];

      g_assert_cmpint (gate->kind, ==, i);
      g_assert_true (gate->status == AMT_GATE_OPEN || gate->status == AMT_GATE_NOT_NEEDED);
      if (gate->status == AMT_GATE_OPEN)
        g_string_append_printf (open, "%s ", amt_enum_to_nick (&amt_gate_kind_enum, gate->kind));
    }
  g_assert_cmpstr (open->str, ==, expected);
}

static void
test_first_gates (void)
{
  g_autoptr (AmtService) service = amt_service_new ();

  assert_gates (service, 0, "completeness ");
  assert_gates (service, 750, "completeness payment ");
  service->noun = AMT_NOUN_NOTICE; /* a trade receipt is not held back for payment */
  assert_gates (service, 750, "completeness ");
  service->noun = AMT_NOUN_APPLICATION;
  service->assurance = AMT_ASSURANCE_LOW;
  service->register_needed = true;
  service->entitlement = true;
  service->four_eyes = true;
  assert_gates (service, 0, "completeness identity register entitlement approval ");
  service->signing_permission = AMT_PERMISSION_SIGN_CIVIL_STATUS;
  assert_gates (service, 0, "completeness identity register entitlement ");
}

/* Each gate in each status, judged at this version and at an older one. */
static void
test_gates_pass (void)
{
  g_autoptr (AmtService) service = service_new ();

  service->entitlement = true;
  service->four_eyes = true;
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    for (int status = 0; status <= AMT_GATE_OVERRIDDEN; status++)
      for (int64_t version = 2; version <= 3; version++)
        {
          g_autoptr (AmtRequest) request = request_new (service, 750);
          bool expected = kind == AMT_GATE_APPROVAL || status == AMT_GATE_NOT_NEEDED ||
                          (version == 3 &&
                           (status == AMT_GATE_MET || (status == AMT_GATE_OVERRIDDEN && amt_gate_may_override (kind))));

          meet_all (request);
          g_assert_true (amt_request_gates_pass (request));
          set_gate (request, kind, status, version);
          g_assert_true (amt_request_gates_pass (request) == expected);
        }
}

static void
test_missing_gate (void)
{
  g_autoptr (AmtService) service = service_new ();
  g_autoptr (AmtRequest) request = request_new (service, 0);

  meet_all (request);
  g_assert_true (amt_request_gates_pass (request));
  g_ptr_array_remove_index (request->gates, AMT_GATE_IDENTITY);
  g_assert_null (amt_request_get_gate (request, AMT_GATE_IDENTITY));
  g_assert_false (amt_request_gates_pass (request));
  g_clear_pointer (&request->gates, g_ptr_array_unref);
  g_assert_false (amt_request_gates_pass (request));
}

static void
test_policy_case (void)
{
  g_autoptr (AmtService) service = service_new ();
  g_autoptr (AmtRequest) request = request_new (service, 0);
  AmtPermissions clerk = amt_role_permissions (AMT_ROLE_CLERK);
  AmtPolicyCase c;

  request->drafter = colleague_new (OTHER, "Jörg Đorđević");
  c = amt_request_policy_case (request, service, HANDLER, clerk, true);
  g_assert_cmpuint (c.relation, ==, AMT_RELATION_TEAM | AMT_RELATION_HANDLER);
  g_assert_true (c.has_handler && c.has_template && c.may_reject && !c.gates_pass && !c.paper && !c.approved);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_GATES);
  meet_all (request);
  c = amt_request_policy_case (request, service, HANDLER, clerk, true);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_NONE);
  c = amt_request_policy_case (request, service, OTHER, clerk, true);
  g_assert_cmpuint (c.relation, ==, AMT_RELATION_TEAM | AMT_RELATION_DRAFTER);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_OTHERS);
  g_assert_false (c.has_signer);
  request->signer = colleague_new (OTHER, "Jörg Đorđević");
  c = amt_request_policy_case (request, service, OTHER, clerk, true);
  g_assert_cmpuint (c.relation, ==, AMT_RELATION_TEAM | AMT_RELATION_DRAFTER | AMT_RELATION_SIGNER);
  g_assert_true (c.has_signer);
  c = amt_request_policy_case (request, service, HANDLER, clerk, false);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_READ), ==, AMT_REFUSAL_PERMISSION);
  request->content_version++; /* an edit opens what was judged before */
  c = amt_request_policy_case (request, service, HANDLER, clerk, true);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_GATES);
}

static void
test_approval (void)
{
  g_autoptr (AmtService) service = service_new ();
  g_autoptr (AmtRequest) request = NULL;
  AmtPolicyCase c;

  service->four_eyes = true;
  service->noun = AMT_NOUN_NOTICE;
  request = request_new (service, 0);
  request->carrier = AMT_CARRIER_PAPER;
  set_gate (request, AMT_GATE_APPROVAL, AMT_GATE_MET, 3);
  c = amt_request_policy_case (request, service, HANDLER, 0, true);
  g_assert_true (c.four_eyes && c.approved && c.paper && !c.may_reject);
  set_gate (request, AMT_GATE_APPROVAL, AMT_GATE_MET, 2);
  c = amt_request_policy_case (request, service, HANDLER, 0, true);
  g_assert_false (c.approved);
  set_gate (request, AMT_GATE_APPROVAL, AMT_GATE_OVERRIDDEN, 3);
  c = amt_request_policy_case (request, service, HANDLER, 0, true);
  g_assert_false (c.approved);
}

static void
test_summary (void)
{
  g_autoptr (AmtService) service = service_new ();
  g_autoptr (AmtRequest) request = request_new (service, 750);
  g_autoptr (AmtSummary) summary = NULL;

  request->subject = party_new ("Þórdís", "Guðmundsdóttir");
  request->suspended_at = 1;
  request->state_at = 7;
  set_gate (request, AMT_GATE_IDENTITY, AMT_GATE_MET, 3);
  summary = amt_request_to_summary (request);
  g_assert_cmpstr (summary->applicant_name, ==, "Żaneta Łukaszewicz-Weiß");
  g_assert_cmpstr (summary->subject_name, ==, "Þórdís Guðmundsdóttir");
  g_assert_cmpstr (summary->handler_name, ==, "Annegret Thießen");
  g_assert_cmpstr (summary->handler_id, ==, HANDLER);
  g_assert_cmpint (summary->identity, ==, AMT_GATE_MET);
  g_assert_cmpint (summary->payment, ==, AMT_GATE_OPEN);
  g_assert_cmpint (summary->state_at, ==, 7);
  g_assert_true (summary->suspended);
  g_assert_false (summary->gates_pass);
  g_assert_null (summary->signer_id);
  request->signer = colleague_new (OTHER, "Jörg Đorđević");
  amt_summary_unref (g_steal_pointer (&summary));
  summary = amt_request_to_summary (request);
  g_assert_null (summary->signer_id); /* not in the folder any more */
  request->state = AMT_STATE_TO_SIGN;
  amt_summary_unref (g_steal_pointer (&summary));
  summary = amt_request_to_summary (request);
  g_assert_cmpstr (summary->signer_id, ==, OTHER);
  g_assert_cmpstr (summary->signer_name, ==, "Jörg Đorđević");
  amt_party_unref (request->subject);
  request->subject = amt_party_ref (request->applicant);
  amt_summary_unref (g_steal_pointer (&summary));
  summary = amt_request_to_summary (request);
  g_assert_null (summary->subject_name);
}

static const struct
{
  AmtState state;
  bool suspended;
  const char *target;
  const char *statutory;
  const char *due;
} dues[] = {
    {AMT_STATE_NEW, false, NULL, NULL, NULL},
    {AMT_STATE_NEW, false, "2026-12-01", NULL, "2026-12-01"},
    {AMT_STATE_NEW, false, NULL, "2026-11-30", "2026-11-30"},
    {AMT_STATE_IN_REVIEW, false, "2026-12-01", "2026-11-30", "2026-11-30"},
    {AMT_STATE_IN_REVIEW, false, "2026-12-01", "2027-01-01", "2026-12-01"},
    {AMT_STATE_WAITING, true, "2026-12-01", NULL, NULL},
    {AMT_STATE_WAITING, true, "2026-12-01", "2027-01-01", "2027-01-01"},
    {AMT_STATE_ISSUED, false, "2026-12-01", "2026-11-30", NULL},
    {AMT_STATE_REJECTED, false, "2026-12-01", NULL, NULL},
    {AMT_STATE_WITHDRAWN, false, NULL, "2026-11-30", NULL},
};

static void
test_due_on (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (dues); i++)
    {
      g_autoptr (AmtSummary) summary = amt_summary_new ();

      summary->state = dues[i].state;
      summary->suspended = dues[i].suspended;
      summary->target_on = g_strdup (dues[i].target);
      summary->statutory_on = g_strdup (dues[i].statutory);
      g_assert_cmpstr (amt_summary_due_on (summary), ==, dues[i].due);
    }
}

static void
test_full_name (void)
{
  g_autoptr (AmtParty) party = party_new ("", "Suharto");
  g_autofree char *one = amt_party_full_name (party);

  g_assert_cmpstr (one, ==, "Suharto");
}

/* A claim is decided before another one is brought up; where none is claimed, one has to be named. */
static void
test_exemption_meant (void)
{
  static const struct
  {
    AmtExemption status;
    const char *named;
    const char *meant; /* NULL: refused */
    const char *field;
  } rows[] = {
      {AMT_EXEMPTION_NONE, NULL, NULL, "exemption"},
      {AMT_EXEMPTION_NONE, "pension", "pension", NULL},
      {AMT_EXEMPTION_NONE, "child-benefit", "child-benefit", NULL},
      {AMT_EXEMPTION_CLAIMED, NULL, "pension", NULL},
      {AMT_EXEMPTION_CLAIMED, "pension", "pension", NULL},
      {AMT_EXEMPTION_CLAIMED, "child-benefit", NULL, "exemption_id"},
      {AMT_EXEMPTION_GRANTED, NULL, "pension", NULL},
      {AMT_EXEMPTION_GRANTED, "pension", "pension", NULL},
      {AMT_EXEMPTION_GRANTED, "child-benefit", NULL, "exemption_id"},
      {AMT_EXEMPTION_REFUSED, NULL, "pension", NULL},
      {AMT_EXEMPTION_REFUSED, "pension", "pension", NULL},
      {AMT_EXEMPTION_REFUSED, "child-benefit", "child-benefit", NULL},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (AmtRequest) request = amt_request_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%zu", i);
      request->exemption = g_strdup ("pension"); /* also where none is claimed: what was ordered long ago has it so */
      request->exemption_status = rows[i].status;
      g_assert_cmpstr (amt_request_exemption_meant (request, rows[i].named, &error), ==, rows[i].meant);
      g_assert_cmpstr (amt_error_get_slug (error), ==, rows[i].meant ? NULL : "not-allowed");
      g_assert_cmpstr (amt_error_get_field (error), ==, rows[i].field);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request/first-gates", test_first_gates);
  g_test_add_func ("/request/gates-pass", test_gates_pass);
  g_test_add_func ("/request/missing-gate", test_missing_gate);
  g_test_add_func ("/request/policy-case", test_policy_case);
  g_test_add_func ("/request/approval", test_approval);
  g_test_add_func ("/request/summary", test_summary);
  g_test_add_func ("/request/due-on", test_due_on);
  g_test_add_func ("/request/full-name", test_full_name);
  g_test_add_func ("/request/exemption-meant", test_exemption_meant);
  return g_test_run ();
}
