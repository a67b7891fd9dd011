/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-state.h"

const AmtEnum amt_state_enum = {
    "state",
    (const char *const[]) {"new", "in-review", "waiting", "in-approval", "to-sign", "issued", "rejected", "withdrawn",
                           NULL},
};

const AmtEnum amt_action_enum = {
    "action",
    (const char *const[]) {"read",     "claim",    "release",   "hand-over",    "ask",      "answer",  "resume",
                           "submit",   "approve",  "return",    "send-to-sign", "recall",   "draft",   "sign",
                           "print",    "hand-out", "post",      "reject",       "withdraw", "extract", "gate",
                           "override", "note",     "follow-up", "attach",       "correct",  "revoke",  NULL},
};

/* One more than the state, so that nothing written means: not known here. */
#define TO(state) (1 + AMT_STATE_##state)
#define ALL                                                                                                            \
  {TO (NEW), TO (IN_REVIEW), TO (WAITING), TO (IN_APPROVAL), TO (TO_SIGN), TO (ISSUED), TO (REJECTED), TO (WITHDRAWN)}

/* The life of a request. A row is an action; in it, from → to.
 *
 * Claim stands in review and waiting too: one who was handed a request through the team takes it there, and claiming what
 * somebody else has is answered with who has it, not with the state. Release in waiting leaves the citizen's answer to
 * come in to the team. Outside the table: a draft, signature or print of a rejection goes by the row REJECT. */
static const unsigned char table[AMT_N_ACTIONS][AMT_N_STATES] = {
    /* clang-format off */
  [AMT_ACTION_READ]         = ALL,
  [AMT_ACTION_CLAIM]        = { [AMT_STATE_NEW] = TO (IN_REVIEW), [AMT_STATE_IN_REVIEW] = TO (IN_REVIEW),
                                [AMT_STATE_WAITING] = TO (WAITING) },
  [AMT_ACTION_RELEASE]      = { [AMT_STATE_IN_REVIEW] = TO (NEW), [AMT_STATE_WAITING] = TO (WAITING) },
  [AMT_ACTION_HAND_OVER]    = { [AMT_STATE_IN_REVIEW] = TO (IN_REVIEW), [AMT_STATE_WAITING] = TO (WAITING) },
  [AMT_ACTION_ASK]          = { [AMT_STATE_IN_REVIEW] = TO (WAITING) },
  [AMT_ACTION_ANSWER]       = { [AMT_STATE_WAITING] = TO (IN_REVIEW) },
  [AMT_ACTION_RESUME]       = { [AMT_STATE_WAITING] = TO (IN_REVIEW) },
  [AMT_ACTION_SUBMIT]       = { [AMT_STATE_IN_REVIEW] = TO (IN_APPROVAL) },
  [AMT_ACTION_APPROVE]      = { [AMT_STATE_IN_APPROVAL] = TO (IN_REVIEW) },
  [AMT_ACTION_RETURN]       = { [AMT_STATE_IN_APPROVAL] = TO (IN_REVIEW) },
  [AMT_ACTION_SEND_TO_SIGN] = { [AMT_STATE_IN_REVIEW] = TO (TO_SIGN) },
  [AMT_ACTION_RECALL]       = { [AMT_STATE_TO_SIGN] = TO (IN_REVIEW) },
  [AMT_ACTION_DRAFT]        = { [AMT_STATE_IN_REVIEW] = TO (IN_REVIEW), [AMT_STATE_TO_SIGN] = TO (TO_SIGN) },
  [AMT_ACTION_SIGN]         = { [AMT_STATE_IN_REVIEW] = TO (ISSUED), [AMT_STATE_TO_SIGN] = TO (ISSUED) },
  [AMT_ACTION_PRINT]        = { [AMT_STATE_IN_REVIEW] = TO (ISSUED), [AMT_STATE_TO_SIGN] = TO (ISSUED) },
  [AMT_ACTION_HAND_OUT]     = { [AMT_STATE_ISSUED] = TO (ISSUED), [AMT_STATE_REJECTED] = TO (REJECTED) },
  [AMT_ACTION_POST]         = { [AMT_STATE_ISSUED] = TO (ISSUED), [AMT_STATE_REJECTED] = TO (REJECTED) },
  [AMT_ACTION_REJECT]       = { [AMT_STATE_IN_REVIEW] = TO (REJECTED) },
  [AMT_ACTION_WITHDRAW]     = { [AMT_STATE_NEW] = TO (WITHDRAWN), [AMT_STATE_IN_REVIEW] = TO (WITHDRAWN),
                                [AMT_STATE_WAITING] = TO (WITHDRAWN) },
  [AMT_ACTION_EXTRACT]      = { [AMT_STATE_IN_REVIEW] = TO (IN_REVIEW), [AMT_STATE_WAITING] = TO (WAITING) },
  /* A payment may also come in late (a trade receipt is not held back for it). */
  [AMT_ACTION_GATE]         = { [AMT_STATE_IN_REVIEW] = TO (IN_REVIEW), [AMT_STATE_WAITING] = TO (WAITING),
                                [AMT_STATE_ISSUED] = TO (ISSUED) },
  [AMT_ACTION_OVERRIDE]     = { [AMT_STATE_IN_REVIEW] = TO (IN_REVIEW), [AMT_STATE_WAITING] = TO (WAITING) },
  [AMT_ACTION_NOTE]         = ALL,
  [AMT_ACTION_FOLLOW_UP]    = ALL,
  [AMT_ACTION_ATTACH]       = { [AMT_STATE_NEW] = TO (NEW), [AMT_STATE_IN_REVIEW] = TO (IN_REVIEW),
                                [AMT_STATE_WAITING] = TO (WAITING), [AMT_STATE_IN_APPROVAL] = TO (IN_APPROVAL),
                                [AMT_STATE_TO_SIGN] = TO (TO_SIGN) },
  [AMT_ACTION_CORRECT]      = { [AMT_STATE_ISSUED] = TO (ISSUED) },
  [AMT_ACTION_REVOKE]       = { [AMT_STATE_ISSUED] = TO (ISSUED) },
    /* clang-format on */
};

bool
amt_state_next (AmtState state, AmtAction action, AmtState *next)
{
  if ((unsigned) state >= AMT_N_STATES || (unsigned) action >= AMT_N_ACTIONS || !table[action][state])
    return false;
  if (next)
    *next = (AmtState) (table[action][state] - 1);
  return true;
}

bool
amt_state_is_open (AmtState state)
{
  return state != AMT_STATE_ISSUED && state != AMT_STATE_REJECTED && state != AMT_STATE_WITHDRAWN;
}
