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
                           "template", "signing-role", NULL},
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
