/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-gate.h"

#define REQUIRED AMT_FIELD_REQUIRED

const AmtEnum amt_gate_kind_enum = {
    "gate",
    (const char *const[]) {"completeness", "identity", "register", "entitlement", "payment", "approval", NULL},
};

const AmtEnum amt_gate_status_enum = {
    "gate status",
    (const char *const[]) {"not-needed", "open", "met", "overridden", NULL},
};

const AmtEnum amt_assurance_enum = {
    "assurance level",
    (const char *const[]) {"none", "low", "substantial", "high", NULL},
};

const AmtEnum amt_exemption_enum = {
    "exemption",
    (const char *const[]) {"none", "claimed", "granted", "refused", NULL},
};

/* clang-format off */
AMT_DEFINE_RECORD (AmtGate, amt_gate,
  AMT_FIELD (AmtGate, kind, ENUM, REQUIRED, 0, &amt_gate_kind_enum),
  AMT_FIELD (AmtGate, status, ENUM, REQUIRED, 0, &amt_gate_status_enum),
  AMT_FIELD (AmtGate, judged_version, INT),
  AMT_FIELD (AmtGate, evidence, STRING, 0, 1000),
  AMT_FIELD (AmtGate, reason, STRING, 0, 4000),
  AMT_FIELD (AmtGate, by_name, STRING, 0, 200),
  AMT_FIELD (AmtGate, at, TIME),
)

AMT_DEFINE_RECORD (AmtGateInput, amt_gate_input,
  AMT_FIELD (AmtGateInput, status, ENUM, REQUIRED, 0, &amt_gate_status_enum),
  AMT_FIELD (AmtGateInput, evidence, STRING, 0, 1000),
  AMT_FIELD (AmtGateInput, reason, STRING, 0, 4000),
  AMT_FIELD (AmtGateInput, assurance, ENUM, 0, 0, &amt_assurance_enum),
  AMT_FIELD (AmtGateInput, amount_cents, INT, 0, 100000000),
  AMT_FIELD (AmtGateInput, method, STRING, 0, 50),
  AMT_FIELD (AmtGateInput, reference, STRING, 0, 200),
  AMT_FIELD (AmtGateInput, exemption, ENUM, 0, 0, &amt_exemption_enum),
)
/* clang-format on */

bool
amt_gate_may_override (AmtGateKind kind)
{
  static const bool may[AMT_N_GATES] = {
      [AMT_GATE_COMPLETENESS] = true, [AMT_GATE_IDENTITY] = true,
      [AMT_GATE_REGISTER] = false,    [AMT_GATE_ENTITLEMENT] = false,
      [AMT_GATE_PAYMENT] = true,      [AMT_GATE_APPROVAL] = false, /* four eyes are two people, or none */
  };

  return (unsigned) kind < AMT_N_GATES && may[kind];
}
