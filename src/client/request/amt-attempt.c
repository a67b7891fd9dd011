/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-attempt.h"

struct _AmtAttempt
{
  gatomicrefcount refs;
  AmtAction action;
  AmtGateKind gate;
  AmtDeliveryStatus delivery;
  AmtActionInput *input;       /* (owned) (nullable) */
  AmtGateInput *finding;       /* (owned) (nullable) */
  AmtExtractInput *extract;    /* (owned) (nullable) */
  AmtFollowUpInput *follow_up; /* (owned) (nullable) */
  char *document_id;           /* (owned) (nullable) */
};

static AmtAttempt *
attempt_new (AmtAction action)
{
  AmtAttempt *self = g_new0 (AmtAttempt, 1);

  g_atomic_ref_count_init (&self->refs);
  self->action = action;
  return self;
}

AmtAttempt *
amt_attempt_new_act (AmtAction action, const AmtActionInput *input)
{
  AmtAttempt *self = attempt_new (action);

  self->input = input != NULL ? amt_action_input_ref (input) : amt_action_input_new ();
  return self;
}

AmtAttempt *
amt_attempt_new_gate (AmtGateKind kind, const AmtGateInput *input)
{
  AmtAttempt *self = attempt_new (input->status == AMT_GATE_OVERRIDDEN ? AMT_ACTION_OVERRIDE : AMT_ACTION_GATE);

  self->gate = kind;
  self->finding = amt_gate_input_ref (input);
  return self;
}

AmtAttempt *
amt_attempt_new_extract (const AmtExtractInput *input)
{
  AmtAttempt *self = attempt_new (AMT_ACTION_EXTRACT);

  self->extract = amt_extract_input_ref (input);
  return self;
}

AmtAttempt *
amt_attempt_new_follow_up (const AmtFollowUpInput *input)
{
  AmtAttempt *self = attempt_new (AMT_ACTION_FOLLOW_UP);

  self->follow_up = input != NULL ? amt_follow_up_input_ref (input) : NULL;
  return self;
}

AmtAttempt *
amt_attempt_new_delivery (const char *document_id, AmtDeliveryStatus status)
{
  AmtAttempt *self = attempt_new (status == AMT_DELIVERY_POSTED ? AMT_ACTION_POST : AMT_ACTION_HAND_OUT);

  self->document_id = g_strdup (document_id);
  self->delivery = status;
  return self;
}

AmtAttempt *
amt_attempt_ref (AmtAttempt *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
amt_attempt_unref (AmtAttempt *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->input, amt_action_input_unref);
  g_clear_pointer (&self->finding, amt_gate_input_unref);
  g_clear_pointer (&self->extract, amt_extract_input_unref);
  g_clear_pointer (&self->follow_up, amt_follow_up_input_unref);
  g_free (self->document_id);
  g_free (self);
}

AmtAction
amt_attempt_get_action (AmtAttempt *self)
{
  return self->action;
}

char *
amt_attempt_get_text (AmtAttempt *self)
{
  if (self->input != NULL)
    return g_strdup (self->input->text != NULL ? self->input->text : self->input->reason);
  if (self->finding != NULL)
    return g_strdup (self->finding->reason != NULL ? self->finding->reason : self->finding->evidence);
  if (self->follow_up != NULL)
    return g_strdup (self->follow_up->text);
  return NULL;
}

char *
amt_attempt_get_what (AmtAttempt *self)
{
  if (self->action == AMT_ACTION_OVERRIDE)
    return g_strdup_printf ("override-%s", amt_enum_to_nick (&amt_gate_kind_enum, self->gate));
  if (self->action == AMT_ACTION_GATE)
    return g_strdup_printf ("gate-%s-evidence", amt_enum_to_nick (&amt_gate_kind_enum, self->gate));
  return g_strdup (amt_enum_to_nick (&amt_action_enum, self->action));
}

DexFuture *
amt_attempt_send (AmtAttempt *self, AmtApi *api, const AmtRequest *request)
{
  if (self->finding != NULL)
    return amt_api_put_gate (api, request->id, self->gate, self->finding, request->version);
  if (self->extract != NULL)
    return amt_api_put_extract (api, request->id, self->extract, request->version);
  if (self->document_id != NULL)
    return amt_api_set_delivery (api, self->document_id, self->delivery);
  if (self->follow_up != NULL)
    return amt_api_set_follow_up (api, request->id, self->follow_up);
  if (self->action == AMT_ACTION_FOLLOW_UP)
    return amt_api_clear_follow_up (api, request->id);
  return amt_api_act (api, request->id, self->action, self->input, request->version);
}
