/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do what. Permissions are code, roles are data; the same table decides on the server and enables buttons in
 * the window. */

#pragma once

#include "amt-gate.h"
#include "amt-state.h"

#include <stdint.h>

G_BEGIN_DECLS

typedef enum
{
  AMT_PERMISSION_READ,
  AMT_PERMISSION_WORK,   /* claim and work on requests of one's team */
  AMT_PERMISSION_ENTER,  /* enter requests for the counter, phone and post */
  AMT_PERMISSION_ASSIGN, /* release and hand over others' requests */
  AMT_PERMISSION_EXTRACT,
  AMT_PERMISSION_IDENTIFY,
  AMT_PERMISSION_PAYMENT,
  AMT_PERMISSION_OVERRIDE,
  AMT_PERMISSION_APPROVE,
  AMT_PERMISSION_REJECT,
  AMT_PERMISSION_SIGN_RESIDENTS,
  AMT_PERMISSION_SIGN_CIVIL_STATUS, /* Standesbeamtin, Standesbeamter (PStG §2) */
  AMT_PERMISSION_SIGN_TRADE,
  AMT_PERMISSION_SIGN_TAX,
  AMT_PERMISSION_JOURNAL, /* see who read a request */
  AMT_PERMISSION_ADMINISTER,
  AMT_N_PERMISSIONS
} AmtPermission;

extern const AmtEnum amt_permission_enum; /* "read", "work", …, "sign-civil-status" */

typedef uint32_t AmtPermissions; /* bits 1u << AmtPermission */

/* How a person stands to a request; several at once. */
typedef enum
{
  AMT_RELATION_NONE = 0,
  AMT_RELATION_TEAM = 1 << 0, /* the request lies with one of the person's teams */
  AMT_RELATION_HANDLER = 1 << 1,
  AMT_RELATION_DRAFTER = 1 << 2,   /* submitted it for approval or sent it to signing */
  AMT_RELATION_APPROVER = 1 << 3,  /* approved it */
  AMT_RELATION_APPLICANT = 1 << 4, /* the citizen whose account it is; citizens have no permissions */
  AMT_RELATION_SIGNER = 1 << 5,    /* it was sent to this person to sign */
} AmtRelation;

/* Why not; AMT_REFUSAL_NONE means it may be done. The window has a sentence for each. */
typedef enum
{
  AMT_REFUSAL_NONE,
  AMT_REFUSAL_STATE,        /* not in this state */
  AMT_REFUSAL_PERMISSION,   /* the role does not have it */
  AMT_REFUSAL_NOT_HANDLER,  /* claim it first */
  AMT_REFUSAL_OTHERS,       /* somebody else handles it */
  AMT_REFUSAL_OWN_DRAFT,    /* four eyes: not what one submitted oneself */
  AMT_REFUSAL_GATES,        /* gates are open */
  AMT_REFUSAL_SERVICE,      /* the service does not have it (approval, rejection of a notice, another carrier) */
  AMT_REFUSAL_TEMPLATE,     /* no template for this service yet */
  AMT_REFUSAL_SIGNING_ROLE, /* this service is signed by another role */
  AMT_REFUSAL_OTHER_SIGNER, /* it was sent to somebody else to sign */
} AmtRefusal;

extern const AmtEnum amt_refusal_enum;
extern const AmtEnum amt_role_enum; /* "clerk", "registrar", "supervisor", "administrator": the roles shipped as data */

typedef enum
{
  AMT_ROLE_CLERK,
  AMT_ROLE_REGISTRAR,
  AMT_ROLE_SUPERVISOR,
  AMT_ROLE_ADMINISTRATOR,
} AmtRole;

/* The permissions of a role as shipped. */
AmtPermissions amt_role_permissions (AmtRole role);

/* Everything a decision takes. */
typedef struct
{
  AmtPermissions permissions;
  uint32_t relation; /* AmtRelation */
  AmtState state;
  bool has_handler;
  bool has_signer; /* it was sent to one person to sign, not to whoever may */
  bool gates_pass; /* every gate but approval met, overridden or not needed */
  bool four_eyes;  /* the service asks for approval */
  bool approved;   /* the approval gate is met; asked for where the service wants four eyes, civil status never */
  bool may_reject; /* a notice (Anzeige) is not rejected like an application */
  bool has_template;
  bool paper;                       /* the document is one on paper, signed by hand */
  AmtPermission signing_permission; /* the service's signing role */
} AmtPolicyCase;

/* The reason that helps most: first what lasts (permission, signing role, service, template), then what a moment can
 * change (state, handler, four eyes, gates). Needs the relation TEAM for all that staff do; with APPLICANT permissions
 * count for nothing: nobody works on a matter of their own (VwVfG §20(1)).
 * For a rejection's draft, signature or print ask for AMT_ACTION_REJECT. */
AmtRefusal amt_policy_decide (const AmtPolicyCase *c, AmtAction action);
/* Whether a gate may be recorded as @status: AMT_ACTION_GATE for met and open, AMT_ACTION_OVERRIDE for overridden, and each
 * gate asks for a permission of its own. The register gate is met by an extract only and can be opened by hand; approval
 * is left to approving (SERVICE); once closed, only a payment is recorded. */
AmtRefusal amt_policy_decide_gate (const AmtPolicyCase *c, AmtGateKind kind, AmtGateStatus status);

G_END_DECLS
