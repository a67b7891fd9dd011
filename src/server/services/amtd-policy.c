/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-policy.h"

#include "amt-error.h"

static const struct
{
  AmtErrorCode code;
  const char *slug;
  const char *text;
} refusals[] = {
    [AMT_REFUSAL_STATE] = {AMT_ERROR_CONFLICT, "state", "This cannot be done while the request is in this state"},
    [AMT_REFUSAL_PERMISSION] = {AMT_ERROR_FORBIDDEN, "permission", "Your role does not include this"},
    [AMT_REFUSAL_NOT_HANDLER] = {AMT_ERROR_FORBIDDEN, "not-handler", "Claim the request first"},
    [AMT_REFUSAL_OTHERS] = {AMT_ERROR_CONFLICT, "others", "Somebody else handles this request"},
    [AMT_REFUSAL_OWN_DRAFT] = {AMT_ERROR_FORBIDDEN, "own-draft", "Somebody else approves what you submitted"},
    [AMT_REFUSAL_GATES] = {AMT_ERROR_CONFLICT, "gates-open", "Not everything that is needed is there yet"},
    [AMT_REFUSAL_SERVICE] = {AMT_ERROR_CONFLICT, "service", "This service does not have that"},
    [AMT_REFUSAL_TEMPLATE] = {AMT_ERROR_CONFLICT, "template", "There is no template for this service yet"},
    [AMT_REFUSAL_SIGNING_ROLE] = {AMT_ERROR_FORBIDDEN, "signing-role", "This service is signed by another role"},
    [AMT_REFUSAL_OTHER_SIGNER] = {AMT_ERROR_FORBIDDEN, "other-signer", "This was sent to somebody else to sign"},
};

static bool
refuse (AmtRefusal refusal, GError **error)
{
  amt_error_set (error, refusals[refusal].code, refusals[refusal].slug, NULL, "%s", refusals[refusal].text);
  return false;
}

static AmtPolicyCase
case_of (const AmtdActor *actor, const AmtRequest *request, const AmtService *service)
{
  AmtPermissions permissions = amtd_actor_get_permissions (actor, request->authority_id, request->team_id);
  AmtPolicyCase c = amt_request_policy_case (request, service, actor->id, permissions, actor->kind == AMTD_ACTOR_STAFF);

  if (actor->kind == AMTD_ACTOR_CITIZEN)
    {
      c.permissions = 0;
      c.relation = AMT_RELATION_APPLICANT;
    }
  return c;
}

bool
amtd_policy_check (const AmtdActor *actor, const AmtRequest *request, const AmtService *service, AmtAction action,
                   AmtCarrier carrier, GError **error)
{
  AmtPolicyCase c = case_of (actor, request, service);
  AmtRefusal refusal;

  if (actor->kind == AMTD_ACTOR_SERVER)
    return amt_state_next (request->state, action, NULL) || refuse (AMT_REFUSAL_STATE, error);

  c.paper = carrier == AMT_CARRIER_PAPER;
  refusal = amt_policy_decide (&c, action);
  return refusal == AMT_REFUSAL_NONE || refuse (refusal, error);
}

bool
amtd_policy_check_gate (const AmtdActor *actor, const AmtRequest *request, const AmtService *service, AmtGateKind kind,
                        AmtGateStatus status, GError **error)
{
  AmtPolicyCase c = case_of (actor, request, service);
  AmtRefusal refusal = amt_policy_decide_gate (&c, kind, status);

  return refusal == AMT_REFUSAL_NONE || refuse (refusal, error);
}

bool
amtd_policy_shows_readers (const AmtdActor *actor, const AmtRequest *request)
{
  return amtd_actor_get_permissions (actor, request->authority_id, request->team_id) & 1u << AMT_PERMISSION_JOURNAL;
}
