/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-primary.h"

#include <glib/gi18n.h>

static const AmtPrimary claim = {"claim", AMT_ACTION_CLAIM, N_ ("_Claim"), "request.claim"};
static const AmtPrimary submit = {"submit", AMT_ACTION_SUBMIT, N_ ("_Submit for Approval…"), "request.primary"};
static const AmtPrimary send = {"send-to-sign", AMT_ACTION_SEND_TO_SIGN, N_ ("Send to _Signing…"), "request.primary"};
static const AmtPrimary issue = {"issue", AMT_ACTION_DRAFT, N_ ("_Issue…"), "request.primary"};
static const AmtPrimary receipt = {"issue", AMT_ACTION_DRAFT, N_ ("Confirm Re_ceipt…"), "request.primary"};
static const AmtPrimary sign = {"issue", AMT_ACTION_DRAFT, N_ ("_Sign…"), "request.primary"};
static const AmtPrimary resume = {"resume", AMT_ACTION_RESUME, N_ ("_Resume…"), "request.primary"};
static const AmtPrimary approve = {"approve", AMT_ACTION_APPROVE, N_ ("_Approve"), "request.primary"};
static const AmtPrimary recall = {"recall", AMT_ACTION_RECALL, N_ ("_Take Out of Folder"), "request.primary"};
static const AmtPrimary hand_out = {"hand-out", AMT_ACTION_HAND_OUT, N_ ("_Handed Over"), "request.primary"};

static bool
is_approved (const AmtRequest *request)
{
  const AmtGate *gate = amt_request_get_gate (request, AMT_GATE_APPROVAL);

  return gate != NULL && gate->status != AMT_GATE_OPEN && gate->judged_version == request->content_version;
}

static const AmtPrimary *
in_review (AmtCase *amt_case, const AmtRequest *request, const AmtService *service)
{
  if (request->handler == NULL)
    return &claim;
  if (service->four_eyes && !is_approved (request))
    return &submit;
  if (amt_case_decide (amt_case, AMT_ACTION_DRAFT) == AMT_REFUSAL_SIGNING_ROLE)
    return &send;
  return service->noun == AMT_NOUN_NOTICE ? &receipt : &issue;
}

static bool
is_me (AmtCase *amt_case, const AmtColleague *colleague)
{
  return colleague != NULL && g_strcmp0 (colleague->id, amt_case_get_session (amt_case)->person_id) == 0;
}

/* Whoever sent it takes it back; somebody it was not sent to reads whom it waits for. Taking it out of the folder stays
 * in their menu. */
static const AmtPrimary *
to_sign (AmtCase *amt_case, const AmtRequest *request)
{
  AmtRefusal refusal = amt_case_decide (amt_case, AMT_ACTION_DRAFT);
  bool strange = refusal == AMT_REFUSAL_OTHER_SIGNER && !is_me (amt_case, request->drafter) &&
                 !amt_case_is_handler (amt_case);

  if (refusal != AMT_REFUSAL_NONE && !strange && amt_case_decide (amt_case, AMT_ACTION_RECALL) == AMT_REFUSAL_NONE)
    return &recall;
  return &sign;
}

const AmtDocument *
amt_primary_find_waiting_paper (const AmtRequest *request)
{
  for (unsigned i = 0; i < request->documents->len; i++)
    {
      const AmtDocument *document = request->documents->pdata[i];

      if (document->carrier == AMT_CARRIER_PAPER && document->delivery == AMT_DELIVERY_PRINTED)
        return document;
    }
  return NULL;
}

const AmtPrimary *
amt_primary_find (AmtCase *amt_case)
{
  const AmtRequest *request = amt_case_get_request (amt_case);
  const AmtService *service = amt_case_get_service (amt_case);

  if (request == NULL || service == NULL)
    return NULL;
  switch ((AmtState) request->state)
    {
    case AMT_STATE_NEW:
      return &claim;
    case AMT_STATE_IN_REVIEW:
      return in_review (amt_case, request, service);
    case AMT_STATE_WAITING:
      return &resume;
    case AMT_STATE_IN_APPROVAL:
      return &approve;
    case AMT_STATE_TO_SIGN:
      return to_sign (amt_case, request);
    case AMT_STATE_ISSUED:
    case AMT_STATE_REJECTED:
      return amt_primary_find_waiting_paper (request) != NULL ? &hand_out : NULL;
    default:
      return NULL;
    }
}
