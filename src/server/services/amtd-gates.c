/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-gates.h"

typedef struct
{
  AmtRequest *request;
  const AmtService *service;
  AmtAssurance account;
} Facts;

AmtGate *
amtd_gates_get (AmtRequest *request, AmtGateKind kind)
{
  return g_ptr_array_index (request->gates, kind);
}

static bool
is_complete (const Facts *facts)
{
  return facts->request->state != AMT_STATE_WAITING &&
         amt_form_check (facts->service->form, facts->request->variant, facts->request->form, "form", true, NULL);
}

/* A person's judgement of this very content, or none. */
static bool
is_judged (const Facts *facts, const AmtGate *gate)
{
  return gate->by_name != NULL && gate->judged_version == facts->request->content_version &&
         (gate->status == AMT_GATE_MET || gate->status == AMT_GATE_OVERRIDDEN);
}

static AmtGateStatus
judge_completeness (const Facts *facts, const AmtGate *gate)
{
  return is_complete (facts) ? AMT_GATE_MET : AMT_GATE_OPEN;
}

static AmtGateStatus
judge_identity (const Facts *facts, const AmtGate *gate)
{
  if (facts->service->assurance == AMT_ASSURANCE_NONE)
    return AMT_GATE_NOT_NEEDED;
  return (int) facts->account >= facts->service->assurance ? AMT_GATE_MET : AMT_GATE_OPEN;
}

static AmtGateStatus
judge_register (const Facts *facts, const AmtGate *gate)
{
  return facts->service->register_needed ? AMT_GATE_OPEN : AMT_GATE_NOT_NEEDED;
}

static AmtGateStatus
judge_entitlement (const Facts *facts, const AmtGate *gate)
{
  return facts->service->entitlement ? AMT_GATE_OPEN : AMT_GATE_NOT_NEEDED;
}

/* A claimed exemption does not count until it is granted. The receipt of a notice (Anzeige) is never held back for its fee. */
static AmtGateStatus
judge_payment (const Facts *facts, const AmtGate *gate)
{
  if (facts->request->exemption_status == AMT_EXEMPTION_GRANTED)
    return AMT_GATE_MET; /* somebody found so, and the finding stays to be read */
  if (facts->request->fee_cents == 0 || facts->service->noun == AMT_NOUN_NOTICE)
    return AMT_GATE_NOT_NEEDED;
  return facts->request->paid_cents >= facts->request->fee_cents ? AMT_GATE_MET : AMT_GATE_OPEN;
}

/* A birth is certified by one registrar, whatever the data say. */
static AmtGateStatus
judge_approval (const Facts *facts, const AmtGate *gate)
{
  bool needed = facts->service->four_eyes && facts->service->signing_permission != AMT_PERMISSION_SIGN_CIVIL_STATUS;

  return needed ? AMT_GATE_OPEN : AMT_GATE_NOT_NEEDED;
}

/* What the server can tell by itself, for each gate. */
static AmtGateStatus (*const judges[AMT_N_GATES]) (const Facts *facts, const AmtGate *gate) = {
    [AMT_GATE_COMPLETENESS] = judge_completeness, [AMT_GATE_IDENTITY] = judge_identity,
    [AMT_GATE_REGISTER] = judge_register,         [AMT_GATE_ENTITLEMENT] = judge_entitlement,
    [AMT_GATE_PAYMENT] = judge_payment,           [AMT_GATE_APPROVAL] = judge_approval,
};

static void
forget (AmtGate *gate)
{
  g_clear_pointer (&gate->evidence, g_free);
  g_clear_pointer (&gate->reason, g_free);
  g_clear_pointer (&gate->by_name, g_free);
  gate->judged_version = 0;
  gate->at = 0;
}

static void
compute_one (const Facts *facts, AmtGateKind kind, int64_t now)
{
  const AmtRequest *request = facts->request;
  AmtGate *gate = amtd_gates_get (facts->request, kind);
  AmtGateStatus status = judges[kind](facts, gate);

  if (status != AMT_GATE_NOT_NEEDED && is_judged (facts, gate))
    return;
  if (kind == AMT_GATE_PAYMENT && status == AMT_GATE_MET && gate->status == AMT_GATE_MET)
    {
      gate->judged_version = request->content_version; /* money does not come back out of the till */
      return;
    }
  if (gate->by_name != NULL || status == AMT_GATE_OPEN)
    forget (gate);
  if (gate->status != (int) status || status == AMT_GATE_MET)
    gate->at = status == AMT_GATE_MET ? (gate->at != 0 ? gate->at : now) : 0;
  gate->status = status;
  gate->judged_version = status == AMT_GATE_MET ? request->content_version : 0;
}

void
amtd_gates_compute (AmtRequest *request, const AmtService *service, AmtAssurance account, int64_t now)
{
  const Facts facts = {request, service, account};

  for (int kind = 0; kind < AMT_N_GATES; kind++)
    compute_one (&facts, kind, now);
  if (amtd_gates_get (request, AMT_GATE_IDENTITY)->by_name == NULL)
    request->assurance = account;
}

void
amtd_gates_compute_payment (AmtRequest *request, const AmtService *service, int64_t now)
{
  const Facts facts = {request, service, AMT_ASSURANCE_NONE};

  compute_one (&facts, AMT_GATE_PAYMENT, now);
}

void
amtd_gates_judge (AmtRequest *request, AmtGateKind kind, AmtGateStatus status, const char *evidence, const char *reason,
                  const char *by_name, int64_t now)
{
  AmtGate *gate = amtd_gates_get (request, kind);

  forget (gate);
  gate->status = status;
  gate->evidence = g_strdup (evidence);
  gate->reason = g_strdup (reason);
  gate->by_name = g_strdup (by_name);
  gate->judged_version = request->content_version;
  gate->at = now;
}
