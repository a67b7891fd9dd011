/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-policy.h"

#define BIT(permission) (1u << AMT_PERMISSION_##permission)
#define EVERYTHING ((1u << AMT_N_PERMISSIONS) - 1)

/* The permissions a decision may look at, beside the signing one. */
static const AmtPermission looked_at[] = {
    AMT_PERMISSION_READ,    AMT_PERMISSION_WORK,     AMT_PERMISSION_ASSIGN, AMT_PERMISSION_EXTRACT,
    AMT_PERMISSION_APPROVE, AMT_PERMISSION_OVERRIDE, AMT_PERMISSION_REJECT,
};

static bool
can (const AmtPolicyCase *c, AmtPermission permission)
{
  return (c->permissions >> permission) & 1;
}

/* Who may do what, told a second time and as plainly as possible; says nothing about reasons. */
static bool
citizen_may (const AmtPolicyCase *c, AmtAction action)
{
  bool pending = c->state == AMT_STATE_NEW || c->state == AMT_STATE_IN_REVIEW || c->state == AMT_STATE_WAITING;

  return action == AMT_ACTION_READ || (action == AMT_ACTION_ANSWER && c->state == AMT_STATE_WAITING) ||
         ((action == AMT_ACTION_WITHDRAW || action == AMT_ACTION_ATTACH) && pending);
}

static bool
may_issue (const AmtPolicyCase *c, bool handler)
{
  bool civil = c->signing_permission == AMT_PERMISSION_SIGN_CIVIL_STATUS;

  bool mine = c->state == AMT_STATE_TO_SIGN ? !c->has_signer || (c->relation & AMT_RELATION_SIGNER) : handler;

  return can (c, AMT_PERMISSION_WORK) && can (c, c->signing_permission) && c->has_template && c->gates_pass &&
         (civil || !c->four_eyes || c->approved) && mine;
}

static bool
staff_may (const AmtPolicyCase *c, AmtAction action)
{
  bool handler = c->relation & AMT_RELATION_HANDLER;
  bool drafter = c->relation & AMT_RELATION_DRAFTER;
  bool work = can (c, AMT_PERMISSION_WORK);
  bool assign = can (c, AMT_PERMISSION_ASSIGN);
  bool civil = c->signing_permission == AMT_PERMISSION_SIGN_CIVIL_STATUS;
  bool four_eyes = c->four_eyes && !civil;

  switch (action)
    {
    case AMT_ACTION_READ:
      return can (c, AMT_PERMISSION_READ);
    case AMT_ACTION_CLAIM:
      return work && (handler || !c->has_handler);
    case AMT_ACTION_RELEASE:
    case AMT_ACTION_HAND_OVER:
      return work && (handler || (assign && c->has_handler));
    case AMT_ACTION_ASK:
    case AMT_ACTION_RESUME:
    case AMT_ACTION_GATE:
      return work && handler;
    case AMT_ACTION_ANSWER:
      return false;
    case AMT_ACTION_SUBMIT:
      return work && handler && four_eyes && c->has_template && c->gates_pass;
    case AMT_ACTION_APPROVE:
      return can (c, AMT_PERMISSION_APPROVE) && four_eyes && !drafter && c->gates_pass;
    case AMT_ACTION_RETURN:
      return can (c, AMT_PERMISSION_APPROVE) && four_eyes;
    case AMT_ACTION_SEND_TO_SIGN:
      return work && handler && c->has_template && c->gates_pass && (!four_eyes || c->approved);
    case AMT_ACTION_RECALL:
      return work && (handler || drafter || assign || can (c, c->signing_permission));
    case AMT_ACTION_DRAFT:
      return may_issue (c, handler);
    case AMT_ACTION_SIGN:
      return may_issue (c, handler) && !c->paper;
    case AMT_ACTION_PRINT:
      return may_issue (c, handler) && c->paper;
    case AMT_ACTION_HAND_OUT:
    case AMT_ACTION_POST:
      return work && c->paper;
    case AMT_ACTION_REJECT:
      return can (c, AMT_PERMISSION_REJECT) && handler && c->may_reject && can (c, c->signing_permission);
    case AMT_ACTION_WITHDRAW:
      return work && (handler || c->state == AMT_STATE_NEW);
    case AMT_ACTION_EXTRACT:
      return can (c, AMT_PERMISSION_EXTRACT) && handler;
    case AMT_ACTION_OVERRIDE:
      return can (c, AMT_PERMISSION_OVERRIDE) && (handler || (assign && c->has_handler));
    case AMT_ACTION_NOTE:
    case AMT_ACTION_FOLLOW_UP:
    case AMT_ACTION_ATTACH:
      return work;
    case AMT_ACTION_CORRECT:
      return work && can (c, c->signing_permission) && c->has_template;
    case AMT_ACTION_REVOKE:
      return work && can (c, c->signing_permission);
    case AMT_N_ACTIONS:
      break;
    }
  g_assert_not_reached ();
}

static bool
spec_may (const AmtPolicyCase *c, AmtAction action)
{
  if (c->relation & AMT_RELATION_APPLICANT)
    return citizen_may (c, action);
  return (c->relation & AMT_RELATION_TEAM) && amt_state_next (c->state, action, NULL) && staff_may (c, action);
}

/* Whether the reason given is true. */
static bool
is_true (const AmtPolicyCase *c, AmtAction action, AmtRefusal refusal)
{
  bool handler = c->relation & AMT_RELATION_HANDLER;
  bool civil = c->signing_permission == AMT_PERMISSION_SIGN_CIVIL_STATUS;

  switch (refusal)
    {
    case AMT_REFUSAL_NONE:
      return spec_may (c, action);
    case AMT_REFUSAL_STATE:
      return !amt_state_next (c->state, action, NULL) || (c->relation & AMT_RELATION_APPLICANT);
    case AMT_REFUSAL_PERMISSION:
      return c->permissions != EVERYTHING || !(c->relation & AMT_RELATION_TEAM) ||
             (c->relation & AMT_RELATION_APPLICANT) || action == AMT_ACTION_ANSWER;
    case AMT_REFUSAL_NOT_HANDLER:
      return !c->has_handler;
    case AMT_REFUSAL_OTHERS:
      return c->has_handler && !handler;
    case AMT_REFUSAL_OWN_DRAFT:
      return c->relation & AMT_RELATION_DRAFTER;
    case AMT_REFUSAL_GATES:
      return !c->gates_pass || (c->four_eyes && !civil && !c->approved);
    case AMT_REFUSAL_SERVICE:
      return !c->four_eyes || civil || !c->may_reject || action == AMT_ACTION_SIGN || action == AMT_ACTION_PRINT ||
             action == AMT_ACTION_HAND_OUT || action == AMT_ACTION_POST;
    case AMT_REFUSAL_TEMPLATE:
      return !c->has_template;
    case AMT_REFUSAL_SIGNING_ROLE:
      return !can (c, c->signing_permission);
    case AMT_REFUSAL_OTHER_SIGNER:
      return c->state == AMT_STATE_TO_SIGN && c->has_signer && !(c->relation & AMT_RELATION_SIGNER);
    }
  return false;
}

static void
check (const AmtPolicyCase *c, AmtAction action)
{
  AmtRefusal refusal = amt_policy_decide (c, action);

  if ((refusal == AMT_REFUSAL_NONE) == spec_may (c, action) && is_true (c, action, refusal))
    return;
  g_error ("%s in %s, permissions %x, relation %x, handler %d, gates %d, four eyes %d, approved %d, reject %d, "
           "template %d, paper %d, signing %s: %s",
           amt_enum_to_nick (&amt_action_enum, action), amt_enum_to_nick (&amt_state_enum, c->state), c->permissions,
           c->relation, c->has_handler, c->gates_pass, c->four_eyes, c->approved, c->may_reject, c->has_template,
           c->paper, amt_enum_to_nick (&amt_permission_enum, c->signing_permission),
           amt_enum_to_nick (&amt_refusal_enum, refusal));
}

static void
check_every_state_and_action (AmtPolicyCase *c)
{
  for (c->state = 0; c->state < AMT_N_STATES; c->state++)
    for (int action = 0; action < AMT_N_ACTIONS; action++)
      check (c, action);
}

/* The same in the folder: sent to nobody, to this person, to somebody else. */
static void
check_every_signer (AmtPolicyCase *c)
{
  uint32_t relation = c->relation;

  c->state = AMT_STATE_TO_SIGN;
  c->has_signer = true;
  for (int mine = 0; mine < 2; mine++)
    {
      c->relation = mine ? relation | AMT_RELATION_SIGNER : relation;
      for (int action = 0; action < AMT_N_ACTIONS; action++)
        check (c, action);
    }
}

/* Seven flags and the relation, bit by bit. */
static void
check_every_case (AmtPermissions permissions, AmtPermission signing_permission, uint32_t relation)
{
  for (unsigned flags = 0; flags < 128; flags++)
    {
      AmtPolicyCase c = {
          .permissions = permissions,
          .relation = relation,
          .has_handler = flags & 1,
          .gates_pass = flags & 2,
          .four_eyes = flags & 4,
          .approved = flags & 8,
          .may_reject = flags & 16,
          .has_template = flags & 32,
          .paper = flags & 64,
          .signing_permission = signing_permission,
      };

      check_every_state_and_action (&c);
      check_every_signer (&c);
    }
}

static AmtPermissions
spread (unsigned subset, AmtPermission signing_permission)
{
  AmtPermissions permissions = 0;

  for (unsigned i = 0; i < G_N_ELEMENTS (looked_at); i++)
    if (subset & 1u << i)
      permissions |= 1u << looked_at[i];
  if (subset & 1u << G_N_ELEMENTS (looked_at))
    permissions |= 1u << signing_permission;
  return permissions;
}

/* state × action × relation × every set of the permissions that matter × everything else a decision takes. */
static void
test_every_case (void)
{
  for (unsigned subset = 0; subset < 1u << (G_N_ELEMENTS (looked_at) + 1); subset++)
    for (uint32_t relation = 0; relation < 16; relation++)
      check_every_case (spread (subset, AMT_PERMISSION_SIGN_RESIDENTS), AMT_PERMISSION_SIGN_RESIDENTS, relation);
}

static void
test_every_signing_role (void)
{
  for (int signing = AMT_PERMISSION_SIGN_RESIDENTS; signing <= AMT_PERMISSION_SIGN_TAX; signing++)
    for (uint32_t relation = 0; relation < 32; relation++)
      {
        check_every_case (EVERYTHING, signing, relation);
        check_every_case (0, signing, relation);
        for (int missing = 0; missing < AMT_N_PERMISSIONS; missing++)
          check_every_case (EVERYTHING & ~(1u << missing), signing, relation);
      }
}

/* A case in which everything speaks for it. */
static AmtPolicyCase
good_case (AmtRole role, AmtPermission signing_permission, uint32_t relation, AmtState state)
{
  return (AmtPolicyCase) {
      .permissions = amt_role_permissions (role),
      .relation = relation,
      .state = state,
      .has_handler = state != AMT_STATE_NEW,
      .gates_pass = true,
      .may_reject = true,
      .has_template = true,
      .signing_permission = signing_permission,
  };
}

static const struct
{
  AmtRole role;
  AmtPermission signing;
  bool may;
} signers[] = {
    {AMT_ROLE_CLERK, AMT_PERMISSION_SIGN_RESIDENTS, true},
    {AMT_ROLE_CLERK, AMT_PERMISSION_SIGN_TRADE, true},
    {AMT_ROLE_CLERK, AMT_PERMISSION_SIGN_TAX, true},
    {AMT_ROLE_CLERK, AMT_PERMISSION_SIGN_CIVIL_STATUS, false},
    {AMT_ROLE_REGISTRAR, AMT_PERMISSION_SIGN_RESIDENTS, false},
    {AMT_ROLE_REGISTRAR, AMT_PERMISSION_SIGN_TRADE, false},
    {AMT_ROLE_REGISTRAR, AMT_PERMISSION_SIGN_TAX, false},
    {AMT_ROLE_REGISTRAR, AMT_PERMISSION_SIGN_CIVIL_STATUS, true},
    {AMT_ROLE_SUPERVISOR, AMT_PERMISSION_SIGN_RESIDENTS, true},
    {AMT_ROLE_SUPERVISOR, AMT_PERMISSION_SIGN_CIVIL_STATUS, false},
    {AMT_ROLE_ADMINISTRATOR, AMT_PERMISSION_SIGN_RESIDENTS, false},
    {AMT_ROLE_ADMINISTRATOR, AMT_PERMISSION_SIGN_CIVIL_STATUS, false},
};

/* PStG §2: civil status is signed by registrars alone, and they sign nothing else. */
static void
test_signers (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (signers); i++)
    {
      AmtPolicyCase c = good_case (signers[i].role, signers[i].signing, AMT_RELATION_TEAM | AMT_RELATION_HANDLER,
                                   AMT_STATE_IN_REVIEW);
      bool administrator = signers[i].role == AMT_ROLE_ADMINISTRATOR;
      AmtRefusal other = administrator ? AMT_REFUSAL_PERMISSION : AMT_REFUSAL_SIGNING_ROLE;

      g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, signers[i].may ? AMT_REFUSAL_NONE : other);
      g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_REJECT), ==, signers[i].may ? AMT_REFUSAL_NONE : other);
      if (!administrator)
        g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SEND_TO_SIGN), ==, AMT_REFUSAL_NONE);
    }
}

static void
test_roles (void)
{
  for (int action = 0; action < AMT_N_ACTIONS; action++)
    for (int state = 0; state < AMT_N_STATES; state++)
      {
        AmtPolicyCase c = good_case (AMT_ROLE_ADMINISTRATOR, AMT_PERMISSION_SIGN_TAX,
                                     AMT_RELATION_TEAM | AMT_RELATION_HANDLER, state);

        g_assert_cmpint (amt_policy_decide (&c, action), ==, AMT_REFUSAL_PERMISSION);
      }
  g_assert_false (amt_role_permissions (AMT_ROLE_CLERK) &
                  (BIT (APPROVE) | BIT (ASSIGN) | BIT (OVERRIDE) | BIT (JOURNAL)));
  g_assert_true (amt_role_permissions (AMT_ROLE_SUPERVISOR) & BIT (APPROVE));
  g_assert_true (amt_role_permissions (AMT_ROLE_SUPERVISOR) & BIT (ASSIGN));
  g_assert_cmpuint (amt_role_permissions ((AmtRole) 99), ==, 0);
}

static void
test_four_eyes (void)
{
  uint32_t other = AMT_RELATION_TEAM;
  uint32_t own = AMT_RELATION_TEAM | AMT_RELATION_HANDLER | AMT_RELATION_DRAFTER;
  AmtPolicyCase c = good_case (AMT_ROLE_SUPERVISOR, AMT_PERMISSION_SIGN_RESIDENTS, other, AMT_STATE_IN_APPROVAL);

  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_APPROVE), ==, AMT_REFUSAL_SERVICE);
  c.four_eyes = true;
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_APPROVE), ==, AMT_REFUSAL_NONE);
  c.relation = own;
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_APPROVE), ==, AMT_REFUSAL_OWN_DRAFT);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_RETURN), ==, AMT_REFUSAL_NONE); /* taking back is no approval */
  c.state = AMT_STATE_IN_REVIEW;
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_GATES);
  c.approved = true;
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_NONE);
  c.signing_permission = AMT_PERMISSION_SIGN_CIVIL_STATUS; /* never for civil status, whatever the data say */
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SUBMIT), ==, AMT_REFUSAL_SERVICE);
}

/* What was sent to one person is signed by nobody else, not by whoever sent it either. Elsewhere it says nothing. */
static void
test_signer (void)
{
  uint32_t mine = AMT_RELATION_TEAM | AMT_RELATION_HANDLER | AMT_RELATION_DRAFTER;
  AmtPolicyCase c = good_case (AMT_ROLE_CLERK, AMT_PERMISSION_SIGN_RESIDENTS, mine, AMT_STATE_TO_SIGN);

  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_NONE);
  c.has_signer = true;
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_OTHER_SIGNER);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_DRAFT), ==, AMT_REFUSAL_OTHER_SIGNER);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_RECALL), ==, AMT_REFUSAL_NONE);
  c.relation = AMT_RELATION_TEAM | AMT_RELATION_SIGNER;
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_NONE);
  c.gates_pass = false;
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_GATES);
  c.gates_pass = true;
  c.permissions &= ~BIT (SIGN_RESIDENTS); /* the right was taken away since */
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_SIGNING_ROLE);
  for (c.state = 0; c.state < AMT_N_STATES; c.state++)
    for (int action = 0; action < AMT_N_ACTIONS && c.state != AMT_STATE_TO_SIGN; action++)
      {
        AmtPolicyCase to_nobody = c;

        to_nobody.has_signer = false;
        to_nobody.relation = AMT_RELATION_TEAM;
        g_assert_cmpint (amt_policy_decide (&c, action), ==, amt_policy_decide (&to_nobody, action));
      }
}

/* The reason that helps most. */
static void
test_reasons (void)
{
  AmtPolicyCase c = good_case (AMT_ROLE_CLERK, AMT_PERMISSION_SIGN_RESIDENTS, AMT_RELATION_TEAM, AMT_STATE_NEW);

  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_CLAIM), ==, AMT_REFUSAL_NONE);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_NOT_HANDLER);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_EXTRACT), ==, AMT_REFUSAL_NOT_HANDLER);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_RESUME), ==, AMT_REFUSAL_STATE);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_HAND_OUT), ==, AMT_REFUSAL_SERVICE);
  c.state = AMT_STATE_IN_REVIEW;
  c.has_handler = true;
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_CLAIM), ==, AMT_REFUSAL_OTHERS);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_RELEASE), ==, AMT_REFUSAL_OTHERS);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_APPROVE), ==, AMT_REFUSAL_PERMISSION);
  c.permissions = amt_role_permissions (AMT_ROLE_SUPERVISOR);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_RELEASE), ==, AMT_REFUSAL_NONE);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_HAND_OVER), ==, AMT_REFUSAL_NONE);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_CLAIM), ==, AMT_REFUSAL_OTHERS);
  c.relation |= AMT_RELATION_HANDLER;
  c.gates_pass = false;
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_CLAIM), ==, AMT_REFUSAL_NONE);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_GATES);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_PRINT), ==, AMT_REFUSAL_SERVICE);
  c.has_template = false;
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_TEMPLATE);
  c.may_reject = false;
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_REJECT), ==, AMT_REFUSAL_SERVICE);
  c.relation = AMT_RELATION_HANDLER; /* no longer in the team */
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_READ), ==, AMT_REFUSAL_PERMISSION);
}

/* Nobody works on a matter of their own (VwVfG §20(1)). */
static void
test_own_matter (void)
{
  AmtPolicyCase c = good_case (AMT_ROLE_SUPERVISOR, AMT_PERMISSION_SIGN_RESIDENTS,
                               AMT_RELATION_TEAM | AMT_RELATION_HANDLER | AMT_RELATION_APPLICANT, AMT_STATE_IN_REVIEW);

  c.permissions = EVERYTHING;
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_SIGN), ==, AMT_REFUSAL_PERMISSION);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_GATE), ==, AMT_REFUSAL_PERMISSION);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_NOTE), ==, AMT_REFUSAL_PERMISSION);
  g_assert_cmpint (amt_policy_decide (&c, AMT_ACTION_WITHDRAW), ==, AMT_REFUSAL_NONE);
}

static const struct
{
  AmtGateKind kind;
  AmtPermission permission;
  bool open, met, override; /* by hand, at all */
} gates[] = {
    {AMT_GATE_COMPLETENESS, AMT_PERMISSION_WORK, true, true, true},
    {AMT_GATE_IDENTITY, AMT_PERMISSION_IDENTIFY, true, true, true},
    {AMT_GATE_REGISTER, AMT_PERMISSION_EXTRACT, true, false, false},
    {AMT_GATE_ENTITLEMENT, AMT_PERMISSION_WORK, true, true, false},
    {AMT_GATE_PAYMENT, AMT_PERMISSION_PAYMENT, true, true, true},
    {AMT_GATE_APPROVAL, AMT_PERMISSION_APPROVE, false, false, false},
};

static AmtRefusal
by_hand (bool may)
{
  return may ? AMT_REFUSAL_NONE : AMT_REFUSAL_SERVICE;
}

static void
test_gates (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (gates); i++)
    {
      AmtGateKind kind = gates[i].kind;
      AmtPolicyCase c = good_case (AMT_ROLE_SUPERVISOR, AMT_PERMISSION_SIGN_RESIDENTS,
                                   AMT_RELATION_TEAM | AMT_RELATION_HANDLER, AMT_STATE_IN_REVIEW);

      g_assert_cmpint (amt_policy_decide_gate (&c, kind, AMT_GATE_OPEN), ==, by_hand (gates[i].open));
      g_assert_cmpint (amt_policy_decide_gate (&c, kind, AMT_GATE_MET), ==, by_hand (gates[i].met));
      g_assert_cmpint (amt_policy_decide_gate (&c, kind, AMT_GATE_OVERRIDDEN), ==, by_hand (gates[i].override));
      g_assert_cmpint (amt_policy_decide_gate (&c, kind, AMT_GATE_NOT_NEEDED), ==, AMT_REFUSAL_SERVICE);
      if (!gates[i].open)
        continue;
      c.state = AMT_STATE_ISSUED;
      g_assert_cmpint (amt_policy_decide_gate (&c, kind, AMT_GATE_OPEN), ==,
                       kind == AMT_GATE_PAYMENT ? AMT_REFUSAL_NONE : AMT_REFUSAL_STATE);
      c.state = AMT_STATE_IN_REVIEW;
      c.permissions &= ~(1u << gates[i].permission);
      g_assert_cmpint (amt_policy_decide_gate (&c, kind, AMT_GATE_OPEN), ==, AMT_REFUSAL_PERMISSION);
      c.permissions = amt_role_permissions (AMT_ROLE_CLERK);
      g_assert_cmpint (amt_policy_decide_gate (&c, kind, AMT_GATE_OPEN), ==, AMT_REFUSAL_NONE);
      if (gates[i].override)
        g_assert_cmpint (amt_policy_decide_gate (&c, kind, AMT_GATE_OVERRIDDEN), ==, AMT_REFUSAL_PERMISSION);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/every-case", test_every_case);
  g_test_add_func ("/policy/every-signing-role", test_every_signing_role);
  g_test_add_func ("/policy/signers", test_signers);
  g_test_add_func ("/policy/roles", test_roles);
  g_test_add_func ("/policy/four-eyes", test_four_eyes);
  g_test_add_func ("/policy/signer", test_signer);
  g_test_add_func ("/policy/reasons", test_reasons);
  g_test_add_func ("/policy/own-matter", test_own_matter);
  g_test_add_func ("/policy/gates", test_gates);
  return g_test_run ();
}
