/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-policy.h"

const AmtEnum amt_permission_enum = {
    "permission",
    (const char *const[]) {"read", "work", "enter", "assign", "extract", "identify", "payment", "override", "approve",
                           "reject", "sign-residents", "sign-civil-status", "sign-trade", "sign-tax", "journal",
                           "administer", NULL},
};

const AmtEnum amt_refusal_enum = {
    "refusal",
    (const char *const[]) {"none", "state", "permission", "not-handler", "others", "own-draft", "gates", "service",
                           "template", "signing-role", "other-signer", NULL},
};

const AmtEnum amt_role_enum = {
    "role",
    (const char *const[]) {"clerk", "registrar", "supervisor", "administrator", NULL},
};

#define MAY(permission) (1u << AMT_PERMISSION_##permission)

/* What every hand at a request needs. */
#define WORKING (MAY (READ) | MAY (WORK) | MAY (ENTER) | MAY (EXTRACT) | MAY (IDENTIFY) | MAY (PAYMENT) | MAY (REJECT))
#define SIGNING (MAY (SIGN_RESIDENTS) | MAY (SIGN_TRADE) | MAY (SIGN_TAX))

/* Civil status is signed by registrars alone (PStG §2), and they sign nothing else. An administrator keeps the program
 * running and reads no requests. */
static const AmtPermissions roles[] = {
    [AMT_ROLE_CLERK] = WORKING | SIGNING,
    [AMT_ROLE_REGISTRAR] = WORKING | MAY (OVERRIDE) | MAY (SIGN_CIVIL_STATUS),
    [AMT_ROLE_SUPERVISOR] = WORKING | SIGNING | MAY (ASSIGN) | MAY (OVERRIDE) | MAY (APPROVE) | MAY (JOURNAL),
    [AMT_ROLE_ADMINISTRATOR] = MAY (JOURNAL) | MAY (ADMINISTER),
};

AmtPermissions
amt_role_permissions (AmtRole role)
{
  return (unsigned) role < G_N_ELEMENTS (roles) ? roles[role] : 0;
}

/* Whose the request must be. */
typedef enum
{
  WHO_TEAM, /* anybody it lies with */
  WHO_FREE, /* nobody's yet, or one's own */
  WHO_HANDLER,
  WHO_ASSIGNER, /* the handler, or who may take it from them */
  WHO_WORKER,   /* the handler; while it is new, the team */
  WHO_SIGNER,   /* the handler; once it lies in the folder, the one it was sent to, or whoever signs */
  WHO_RECALLER, /* whoever put it into the folder, may sign it, or may assign it */
  WHO_CITIZEN,
} Who;

typedef enum
{
  NEEDS_FOUR_EYES = 1 << 0,
  NEEDS_ELECTRONIC = 1 << 1,
  NEEDS_PAPER = 1 << 2,
  NEEDS_REJECTABLE = 1 << 3,
  NEEDS_SIGNING = 1 << 4,
  NEEDS_TEMPLATE = 1 << 5,
  NEEDS_OTHER_EYES = 1 << 6, /* not the drafter's */
  NEEDS_GATES = 1 << 7,
  NEEDS_APPROVED = 1 << 8, /* where the service asks for four eyes */
} Needs;

#define NEEDS_ISSUABLE (NEEDS_TEMPLATE | NEEDS_GATES | NEEDS_APPROVED)

typedef struct
{
  AmtPermissions permissions;
  Who who;
  uint32_t needs;
} Rule;

static const Rule rules[AMT_N_ACTIONS] = {
    /* clang-format off */
  [AMT_ACTION_READ]         = { MAY (READ),     WHO_TEAM,     0 },
  [AMT_ACTION_CLAIM]        = { MAY (WORK),     WHO_FREE,     0 },
  [AMT_ACTION_RELEASE]      = { MAY (WORK),     WHO_ASSIGNER, 0 },
  [AMT_ACTION_HAND_OVER]    = { MAY (WORK),     WHO_ASSIGNER, 0 },
  [AMT_ACTION_ASK]          = { MAY (WORK),     WHO_HANDLER,  0 },
  [AMT_ACTION_ANSWER]       = { 0,              WHO_CITIZEN,  0 },
  [AMT_ACTION_RESUME]       = { MAY (WORK),     WHO_HANDLER,  0 },
  [AMT_ACTION_SUBMIT]       = { MAY (WORK),     WHO_HANDLER,  NEEDS_FOUR_EYES | NEEDS_TEMPLATE | NEEDS_GATES },
  [AMT_ACTION_APPROVE]      = { MAY (APPROVE),  WHO_TEAM,     NEEDS_FOUR_EYES | NEEDS_OTHER_EYES | NEEDS_GATES },
  [AMT_ACTION_RETURN]       = { MAY (APPROVE),  WHO_TEAM,     NEEDS_FOUR_EYES },
  [AMT_ACTION_SEND_TO_SIGN] = { MAY (WORK),     WHO_HANDLER,  NEEDS_ISSUABLE },
  [AMT_ACTION_RECALL]       = { MAY (WORK),     WHO_RECALLER, 0 },
  [AMT_ACTION_DRAFT]        = { MAY (WORK),     WHO_SIGNER,   NEEDS_SIGNING | NEEDS_ISSUABLE },
  [AMT_ACTION_SIGN]         = { MAY (WORK),     WHO_SIGNER,   NEEDS_SIGNING | NEEDS_ELECTRONIC | NEEDS_ISSUABLE },
  [AMT_ACTION_PRINT]        = { MAY (WORK),     WHO_SIGNER,   NEEDS_SIGNING | NEEDS_PAPER | NEEDS_ISSUABLE },
  [AMT_ACTION_HAND_OUT]     = { MAY (WORK),     WHO_TEAM,     NEEDS_PAPER },
  [AMT_ACTION_POST]         = { MAY (WORK),     WHO_TEAM,     NEEDS_PAPER },
  [AMT_ACTION_REJECT]       = { MAY (REJECT),   WHO_HANDLER,  NEEDS_REJECTABLE | NEEDS_SIGNING },
  [AMT_ACTION_WITHDRAW]     = { MAY (WORK),     WHO_WORKER,   0 },
  [AMT_ACTION_EXTRACT]      = { MAY (EXTRACT),  WHO_HANDLER,  0 },
  [AMT_ACTION_GATE]         = { MAY (WORK),     WHO_HANDLER,  0 },
  [AMT_ACTION_OVERRIDE]     = { MAY (OVERRIDE), WHO_ASSIGNER, 0 },
  [AMT_ACTION_NOTE]         = { MAY (WORK),     WHO_TEAM,     0 },
  [AMT_ACTION_FOLLOW_UP]    = { MAY (WORK),     WHO_TEAM,     0 },
  [AMT_ACTION_ATTACH]       = { MAY (WORK),     WHO_TEAM,     0 },
  [AMT_ACTION_CORRECT]      = { MAY (WORK),     WHO_TEAM,     NEEDS_SIGNING | NEEDS_TEMPLATE },
  [AMT_ACTION_REVOKE]       = { MAY (WORK),     WHO_TEAM,     NEEDS_SIGNING },
    /* clang-format on */
};

/* What the citizen may do, bit by state. */
#define IN(state) (1u << AMT_STATE_##state)
static const uint32_t citizen_may[AMT_N_ACTIONS] = {
    [AMT_ACTION_READ] = (1u << AMT_N_STATES) - 1,
    [AMT_ACTION_ANSWER] = IN (WAITING),
    [AMT_ACTION_WITHDRAW] = IN (NEW) | IN (IN_REVIEW) | IN (WAITING),
    [AMT_ACTION_ATTACH] = IN (NEW) | IN (IN_REVIEW) | IN (WAITING),
};

static bool
has (const AmtPolicyCase *c, AmtPermission permission)
{
  return c->permissions & 1u << permission;
}

static bool
is (const AmtPolicyCase *c, AmtRelation relation)
{
  return c->relation & relation;
}

static AmtRefusal
decide_citizen (const AmtPolicyCase *c, AmtAction action)
{
  if (!citizen_may[action])
    return AMT_REFUSAL_PERMISSION;
  return citizen_may[action] & 1u << c->state ? AMT_REFUSAL_NONE : AMT_REFUSAL_STATE;
}

/* A birth is certified by one registrar, whatever the data say. */
static bool
asks_four_eyes (const AmtPolicyCase *c)
{
  return c->four_eyes && c->signing_permission != AMT_PERMISSION_SIGN_CIVIL_STATUS;
}

/* What never changes for this person and this service. */
static AmtRefusal
check_lasting (const AmtPolicyCase *c, const Rule *rule)
{
  if (!is (c, AMT_RELATION_TEAM) || rule->who == WHO_CITIZEN ||
      (c->permissions & rule->permissions) != rule->permissions)
    return AMT_REFUSAL_PERMISSION;
  if ((rule->needs & NEEDS_SIGNING) && !has (c, c->signing_permission))
    return AMT_REFUSAL_SIGNING_ROLE;
  if (((rule->needs & NEEDS_FOUR_EYES) && !asks_four_eyes (c)) || ((rule->needs & NEEDS_ELECTRONIC) && c->paper) ||
      ((rule->needs & NEEDS_PAPER) && !c->paper) || ((rule->needs & NEEDS_REJECTABLE) && !c->may_reject))
    return AMT_REFUSAL_SERVICE;
  if ((rule->needs & NEEDS_TEMPLATE) && !c->has_template)
    return AMT_REFUSAL_TEMPLATE;
  return AMT_REFUSAL_NONE;
}

static bool
is_due_to (const AmtPolicyCase *c, Who who)
{
  bool handler = is (c, AMT_RELATION_HANDLER);

  switch (who)
    {
    case WHO_FREE:
      return handler || !c->has_handler;
    case WHO_ASSIGNER:
      return handler || (c->has_handler && has (c, AMT_PERMISSION_ASSIGN));
    case WHO_WORKER:
      return handler || c->state == AMT_STATE_NEW;
    case WHO_SIGNER:
      return c->state == AMT_STATE_TO_SIGN ? !c->has_signer || is (c, AMT_RELATION_SIGNER) : handler;
    case WHO_RECALLER:
      return handler || is (c, AMT_RELATION_DRAFTER) || has (c, c->signing_permission) ||
             has (c, AMT_PERMISSION_ASSIGN);
    case WHO_HANDLER:
      return handler;
    case WHO_TEAM:
    case WHO_CITIZEN:
      break;
    }
  return who == WHO_TEAM;
}

/* Whose it is instead. */
static AmtRefusal
name_other (const AmtPolicyCase *c, Who who)
{
  if (who == WHO_SIGNER && c->state == AMT_STATE_TO_SIGN)
    return AMT_REFUSAL_OTHER_SIGNER;
  return c->has_handler ? AMT_REFUSAL_OTHERS : AMT_REFUSAL_NOT_HANDLER;
}

/* What a moment, a colleague or the person can change. */
static AmtRefusal
check_present (const AmtPolicyCase *c, AmtAction action, const Rule *rule)
{
  if (!amt_state_next (c->state, action, NULL))
    {
      /* In a new request "claim it first" helps more than "not now", if claiming would do. */
      bool claim_first = c->state == AMT_STATE_NEW && !c->has_handler && rule->who != WHO_TEAM &&
                         amt_state_next (AMT_STATE_IN_REVIEW, action, NULL);

      return claim_first ? AMT_REFUSAL_NOT_HANDLER : AMT_REFUSAL_STATE;
    }
  if (!is_due_to (c, rule->who))
    return name_other (c, rule->who);
  if ((rule->needs & NEEDS_OTHER_EYES) && is (c, AMT_RELATION_DRAFTER))
    return AMT_REFUSAL_OWN_DRAFT;
  if (((rule->needs & NEEDS_GATES) && !c->gates_pass) ||
      ((rule->needs & NEEDS_APPROVED) && asks_four_eyes (c) && !c->approved))
    return AMT_REFUSAL_GATES;
  return AMT_REFUSAL_NONE;
}

AmtRefusal
amt_policy_decide (const AmtPolicyCase *c, AmtAction action)
{
  AmtRefusal refusal;

  g_return_val_if_fail ((unsigned) action < AMT_N_ACTIONS && (unsigned) c->state < AMT_N_STATES, AMT_REFUSAL_STATE);
  if (is (c, AMT_RELATION_APPLICANT))
    return decide_citizen (c, action);
  refusal = check_lasting (c, &rules[action]);
  return refusal ? refusal : check_present (c, action, &rules[action]);
}

AmtRefusal
amt_policy_decide_gate (const AmtPolicyCase *c, AmtGateKind kind, AmtGateStatus status)
{
  static const AmtPermissions needed[AMT_N_GATES] = {
      [AMT_GATE_COMPLETENESS] = MAY (WORK), [AMT_GATE_IDENTITY] = MAY (IDENTIFY), [AMT_GATE_REGISTER] = MAY (EXTRACT),
      [AMT_GATE_ENTITLEMENT] = MAY (WORK),  [AMT_GATE_PAYMENT] = MAY (PAYMENT), /* approval: nobody by hand */
  };
  bool override = status == AMT_GATE_OVERRIDDEN;
  AmtPermissions permissions;

  g_return_val_if_fail ((unsigned) kind < AMT_N_GATES, AMT_REFUSAL_SERVICE);
  permissions = needed[kind];
  if (!permissions || status == AMT_GATE_NOT_NEEDED || (kind == AMT_GATE_REGISTER && status == AMT_GATE_MET) ||
      (override && !amt_gate_may_override (kind)))
    return AMT_REFUSAL_SERVICE;
  if ((c->permissions & permissions) != permissions)
    return AMT_REFUSAL_PERMISSION;
  if (kind != AMT_GATE_PAYMENT && !amt_state_is_open (c->state))
    return AMT_REFUSAL_STATE;
  return amt_policy_decide (c, override ? AMT_ACTION_OVERRIDE : AMT_ACTION_GATE);
}
