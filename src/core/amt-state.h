/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of a request: states, actions and the table of who may go where. */

#pragma once

#include "amt-enum.h"

#include <stdbool.h>

G_BEGIN_DECLS

typedef enum
{
  AMT_STATE_NEW,
  AMT_STATE_IN_REVIEW,
  AMT_STATE_WAITING,     /* for the citizen; the office's own clock stands still */
  AMT_STATE_IN_APPROVAL, /* four eyes */
  AMT_STATE_TO_SIGN,     /* lies with somebody who may sign */
  AMT_STATE_ISSUED,
  AMT_STATE_REJECTED,
  AMT_STATE_WITHDRAWN,
  AMT_N_STATES
} AmtState;

typedef enum
{
  AMT_ACTION_READ,
  AMT_ACTION_CLAIM,
  AMT_ACTION_RELEASE,
  AMT_ACTION_HAND_OVER,
  AMT_ACTION_ASK,    /* ask the citizen back: an official notice */
  AMT_ACTION_ANSWER, /* the citizen's answer */
  AMT_ACTION_RESUME, /* go on without an answer */
  AMT_ACTION_SUBMIT, /* to approval */
  AMT_ACTION_APPROVE,
  AMT_ACTION_RETURN, /* from approval, with a reason */
  AMT_ACTION_SEND_TO_SIGN,
  AMT_ACTION_RECALL,   /* take out of the folder "to sign" */
  AMT_ACTION_DRAFT,    /* have the server make the exact bytes of a document */
  AMT_ACTION_SIGN,     /* hand in the signed document: issues */
  AMT_ACTION_PRINT,    /* printed for signature by hand, with the number of the form: issues on paper */
  AMT_ACTION_HAND_OUT, /* the paper was handed over */
  AMT_ACTION_POST,     /* the paper was posted */
  AMT_ACTION_REJECT,
  AMT_ACTION_WITHDRAW,
  AMT_ACTION_EXTRACT,  /* enter or change the register extract */
  AMT_ACTION_GATE,     /* record what a gate needs: finding, entitlement, payment */
  AMT_ACTION_OVERRIDE, /* pass a gate with a reason, after a warning */
  AMT_ACTION_NOTE,
  AMT_ACTION_FOLLOW_UP,
  AMT_ACTION_ATTACH,
  AMT_ACTION_CORRECT, /* a new document that names the first */
  AMT_ACTION_REVOKE,
  AMT_N_ACTIONS
} AmtAction;

extern const AmtEnum amt_state_enum;  /* "new", "in-review", … */
extern const AmtEnum amt_action_enum; /* "claim", "hand-over", "send-to-sign", … */

/* Whether @action is known in @state; @next (out) (optional) is the state after it (the same when it changes none). */
bool amt_state_next (AmtState state, AmtAction action, AmtState *next);
/* Neither issued, rejected nor withdrawn. */
bool amt_state_is_open (AmtState state);

G_END_DECLS
