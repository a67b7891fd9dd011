/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-gate-service.h"

#include "amt-error.h"
#include "amtd-edit.h"
#include "amtd-gates.h"
#include "amtd-policy.h"

typedef struct
{
  AmtGateKind kind;
  const AmtGateInput *input;
} Judgement;

static bool
invalid (GError **error, const char *slug, const char *field, const char *text)
{
  amt_error_set (error, AMT_ERROR_INVALID, slug, field, "%s", text);
  return false;
}

static bool
need (const char *value, const char *field, GError **error)
{
  return (value != NULL && *value != '\0') || invalid (error, "missing-field", field, "This is needed as evidence");
}

static bool
judge_identity (AmtdEdit *edit, const AmtGateInput *input, GError **error)
{
  if (!need (input->evidence, "evidence", error))
    return false;
  if (input->assurance < edit->service->assurance)
    return invalid (error, "assurance-too-low", "assurance", "The service asks for a higher assurance");
  edit->request->assurance = input->assurance;
  return true;
}

static bool
judge_payment (AmtdEdit *edit, const AmtGateInput *input, GError **error)
{
  if (input->amount_cents <= 0)
    return invalid (error, "missing-field", "amount_cents", "How much was paid is missing");
  if (!need (input->method, "method", error) || !need (input->reference, "reference", error))
    return false;
  if (!g_strv_contains (amt_payment_methods, input->method))
    return invalid (error, "bad-method", "method", "Payments are by cash, card-terminal or transfer");

  edit->request->paid_cents += input->amount_cents;
  g_free (edit->request->payment_reference);
  edit->request->payment_reference = g_strdup (input->reference);
  return true;
}

static bool
judge_evidence (AmtdEdit *edit, const AmtGateInput *input, GError **error)
{
  return need (input->evidence, "evidence", error);
}

/* What must be said to meet a gate; the others are met by their own actions, as the policy knows. */
static bool (*const meeting[AMT_N_GATES]) (AmtdEdit *edit, const AmtGateInput *input, GError **error) = {
    [AMT_GATE_COMPLETENESS] = judge_evidence,
    [AMT_GATE_IDENTITY] = judge_identity,
    [AMT_GATE_ENTITLEMENT] = judge_evidence,
    [AMT_GATE_PAYMENT] = judge_payment,
};

/* A payment that does not cover the fee leaves the gate open. */
static AmtGateStatus
reached (const AmtdEdit *edit, AmtGateKind kind)
{
  if (kind == AMT_GATE_PAYMENT && edit->request->paid_cents < edit->request->fee_cents)
    return AMT_GATE_OPEN;
  return AMT_GATE_MET;
}

/* What became of which gate, for the journal. */
static void
set_outcome (AmtdEdit *edit, AmtGateKind kind, AmtGateOutcome outcome)
{
  edit->payload = g_strdup_printf ("{\"gate\":\"%s\",\"outcome\":\"%s\"}", amt_enum_to_nick (&amt_gate_kind_enum, kind),
                                   amt_enum_to_nick (&amt_gate_outcome_enum, outcome));
}

static bool
meet (AmtdEdit *edit, const Judgement *judgement, GError **error)
{
  const AmtGateInput *input = judgement->input;
  g_autofree char *evidence = NULL;
  AmtGateStatus status;

  if (!meeting[judgement->kind](edit, input, error))
    return false;
  evidence = judgement->kind == AMT_GATE_PAYMENT
                 ? amt_payment_to_evidence (input->amount_cents, input->method, input->reference)
                 : g_strdup (input->evidence);
  status = reached (edit, judgement->kind);
  /* money that comes in for a receipt nobody held back is written down, and the gate stays not needed */
  if (amtd_gates_get (edit->request, judgement->kind)->status != AMT_GATE_NOT_NEEDED)
    amtd_gates_judge (edit->request, judgement->kind, status, evidence, NULL, edit->actor->name, edit->now);
  set_outcome (edit, judgement->kind, status == AMT_GATE_MET ? AMT_OUTCOME_MET : AMT_OUTCOME_PARTLY);
  edit->text = g_steal_pointer (&evidence);
  return true;
}

/* As the journal and the fee's basis say it. */
static const char *
exemption_name (const AmtdEdit *edit)
{
  return amt_service_exemption_name (edit->service, edit->request->exemption, "de");
}

/* The fee as the catalogue has it under which the order was made, with or without the exemption. */
static bool
set_exemption (AmtdEdit *edit, AmtExemption status, GError **error)
{
  AmtRequest *r = edit->request;
  bool granted = status == AMT_EXEMPTION_GRANTED;
  const AmtFee *fee = NULL;

  if (!amt_service_fee (edit->service, r->variant, r->carrier, r->copies, granted ? r->exemption : NULL, r->received_on,
                        &r->fee_cents, &fee, error))
    return false;
  g_free (r->fee_basis);
  r->fee_basis = granted ? g_strdup_printf ("%s (%s)", fee->basis, exemption_name (edit)) : g_strdup (fee->basis);
  r->exemption_status = status;
  return true;
}

static bool
grant (AmtdEdit *edit, const AmtGateInput *input, GError **error)
{
  if (!need (input->evidence, "evidence", error) || !set_exemption (edit, AMT_EXEMPTION_GRANTED, error))
    return false;
  edit->text = g_strdup_printf ("%s: %s", exemption_name (edit), input->evidence);
  set_outcome (edit, AMT_GATE_PAYMENT, AMT_OUTCOME_EXEMPTION_GRANTED);
  amtd_gates_judge (edit->request, AMT_GATE_PAYMENT, AMT_GATE_MET, edit->text, NULL, edit->actor->name, edit->now);
  return true;
}

/* Whoever has paid meanwhile has paid; the reason is in the history. On a grant that falls nothing rests any more. */
static bool
refuse_exemption (AmtdEdit *edit, const AmtGateInput *input, GError **error)
{
  bool granted = edit->request->exemption_status == AMT_EXEMPTION_GRANTED;
  bool paid;

  if (!need (input->reason, "reason", error) || !set_exemption (edit, AMT_EXEMPTION_REFUSED, error))
    return false;
  edit->text = g_strdup_printf ("%s: %s", exemption_name (edit), input->reason);
  set_outcome (edit, AMT_GATE_PAYMENT, AMT_OUTCOME_EXEMPTION_REFUSED);
  paid = edit->request->paid_cents >= edit->request->fee_cents;
  if (!paid || granted)
    amtd_gates_judge (edit->request, AMT_GATE_PAYMENT, AMT_GATE_OPEN, NULL, NULL, NULL, 0);
  return true;
}

/* No fee is decided any more once it is closed. */
static bool
is_open (const AmtdEdit *edit, GError **error)
{
  if (amt_state_is_open (edit->request->state))
    return true;
  amt_error_set (error, AMT_ERROR_CONFLICT, "state", NULL, "Once it is closed only a payment is recorded");
  return false;
}

/* What was brought up after the order stands on the request from the finding on. */
static bool
name_exemption (AmtdEdit *edit, const AmtGateInput *input, GError **error)
{
  AmtRequest *r = edit->request;
  const char *meant = amt_request_exemption_meant (r, input->exemption_id, error);
  const char *const *known = amt_service_exemptions (edit->service, r->variant, r->carrier, r->received_on);

  if (meant == NULL)
    return false;
  if (g_strcmp0 (r->exemption, meant) == 0 && r->exemption_status != AMT_EXEMPTION_NONE)
    return true;
  if (known == NULL || !g_strv_contains (known, meant))
    return invalid (error, "unknown-value", "exemption_id", "No such exemption from this fee");
  g_free (r->exemption);
  r->exemption = g_strdup (meant);
  r->exemption_later = true;
  return true;
}

/* Instead of a payment: whether an exemption holds. */
static bool
judge_exemption (AmtdEdit *edit, const Judgement *judgement, GError **error)
{
  const AmtGateInput *input = judgement->input;
  bool granted = input->exemption == AMT_EXEMPTION_GRANTED;

  if (judgement->kind != AMT_GATE_PAYMENT || input->exemption == AMT_EXEMPTION_CLAIMED ||
      input->status != (granted ? AMT_GATE_MET : AMT_GATE_OPEN))
    return invalid (error, "unknown-value", "exemption", "An exemption is granted or refused on the payment gate");
  return is_open (edit, error) && name_exemption (edit, input, error) &&
         (granted ? grant (edit, input, error) : refuse_exemption (edit, input, error));
}

/* A grant is taken back, and what was paid stays paid: what was claimed with the order is still to be checked, what staff
 * recorded nobody claims now. */
static bool
take_exemption_back (AmtdEdit *edit, GError **error)
{
  AmtRequest *r = edit->request;

  if (!is_open (edit, error) ||
      !set_exemption (edit, r->exemption_later ? AMT_EXEMPTION_NONE : AMT_EXEMPTION_CLAIMED, error))
    return false;
  if (r->exemption_later)
    g_clear_pointer (&r->exemption, g_free);
  r->exemption_later = false;
  return true;
}

static bool
reopen (AmtdEdit *edit, const Judgement *judgement, GError **error)
{
  if (judgement->kind == AMT_GATE_PAYMENT && edit->request->exemption_status == AMT_EXEMPTION_GRANTED)
    {
      if (!take_exemption_back (edit, error))
        return false;
    }
  else if (judgement->kind == AMT_GATE_PAYMENT)
    {
      edit->request->paid_cents = 0; /* booked by mistake, or paid back */
      g_clear_pointer (&edit->request->payment_reference, g_free);
    }
  amtd_gates_judge (edit->request, judgement->kind, AMT_GATE_OPEN, NULL, NULL, NULL, 0);
  set_outcome (edit, judgement->kind, AMT_OUTCOME_REOPENED);
  edit->text = g_strdup (judgement->input->reason);
  return true;
}

static bool
override (AmtdEdit *edit, const Judgement *judgement, GError **error)
{
  if (!need (judgement->input->reason, "reason", error))
    return false;
  amtd_gates_judge (edit->request, judgement->kind, AMT_GATE_OVERRIDDEN, NULL, judgement->input->reason,
                    edit->actor->name, edit->now);
  set_outcome (edit, judgement->kind, AMT_OUTCOME_OVERRIDDEN);
  edit->text = g_strdup (judgement->input->reason);
  return true;
}

static bool
judge (AmtdEdit *edit, void *data, GError **error)
{
  const Judgement *judgement = data;
  const AmtGate *gate = amtd_gates_get (edit->request, judgement->kind);

  if (judgement->kind != AMT_GATE_PAYMENT && !amt_state_is_open (edit->request->state))
    {
      amt_error_set (error, AMT_ERROR_CONFLICT, "state", NULL, "Once it is issued only a payment is recorded");
      return false;
    }
  if (gate->status == AMT_GATE_NOT_NEEDED && !(judgement->kind == AMT_GATE_PAYMENT && edit->request->fee_cents > 0))
    {
      amt_error_set (error, AMT_ERROR_CONFLICT, "not-needed", NULL, "This service does not ask for that");
      return false;
    }
  if (!amtd_policy_check_gate (edit->actor, edit->request, edit->service, judgement->kind, judgement->input->status,
                               error))
    return false;
  if (judgement->input->exemption != AMT_EXEMPTION_NONE)
    return judge_exemption (edit, judgement, error);
  if (judgement->input->exemption_id != NULL)
    return invalid (error, "not-allowed", "exemption_id", "It names an exemption that is granted or refused");
  switch ((AmtGateStatus) judgement->input->status)
    {
    case AMT_GATE_MET:
      return meet (edit, judgement, error);
    case AMT_GATE_OPEN:
      return reopen (edit, judgement, error);
    case AMT_GATE_OVERRIDDEN:
      return override (edit, judgement, error);
    case AMT_GATE_NOT_NEEDED:
      break;
    }
  g_return_val_if_reached (false);
}

AmtRequest *
amtd_gate_service_put (AmtdServer *server, const AmtdActor *actor, const char *request_id, const char *kind,
                       int64_t if_match, const AmtGateInput *input, GError **error)
{
  Judgement judgement = {.input = input};
  int value;

  if (!amt_enum_from_nick (&amt_gate_kind_enum, kind, &value))
    return amtd_store_not_found (error);
  judgement.kind = value;
  return amtd_edit_run (
      server, actor,
      &(AmtdEditCall) {.request_id = request_id,
                       .action = input->status == AMT_GATE_OVERRIDDEN ? AMT_ACTION_OVERRIDE : AMT_ACTION_GATE,
                       .if_match = if_match,
                       .run = judge,
                       .data = &judgement},
      error);
}
