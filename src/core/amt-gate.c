/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-gate.h"

#include <string.h>

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

const AmtEnum amt_gate_outcome_enum = {
    "gate outcome",
    (const char *const[]) {"met", "partly", "reopened", "overridden", "exemption-granted", "exemption-refused", NULL},
};

const char *const amt_payment_methods[] = {"cash", "card-terminal", "transfer", NULL};

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
  AMT_FIELD (AmtGateInput, exemption_id, STRING, 0, 100),
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

char *
amt_payment_to_evidence (int64_t cents, const char *method, const char *reference)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT ",%02d €, %s, %s", cents / 100, (int) (cents % 100), method, reference);
}

/* (nullable): what follows "123,45 €, ". */
static const char *
skip_money (const char *text, int64_t *cents)
{
  static const char sign[] = " €, ";
  char *end = NULL;
  int64_t euros = g_ascii_isdigit (*text) ? g_ascii_strtoll (text, &end, 10) : -1;

  if (euros < 0 || euros > G_MAXINT64 / 1000 || *end != ',' || !g_ascii_isdigit (end[1]) || !g_ascii_isdigit (end[2]) ||
      !g_str_has_prefix (end + 3, sign))
    return NULL;
  *cents = euros * 100 + g_ascii_digit_value (end[1]) * 10 + g_ascii_digit_value (end[2]);
  return end + 3 + strlen (sign);
}

bool
amt_payment_from_evidence (const char *evidence, int64_t *cents, const char **method, const char **reference)
{
  const char *rest = skip_money (evidence, cents);

  for (unsigned i = 0; rest && amt_payment_methods[i]; i++)
    {
      size_t length = strlen (amt_payment_methods[i]);

      if (!g_str_has_prefix (rest, amt_payment_methods[i]) || !g_str_has_prefix (rest + length, ", "))
        continue;
      *method = amt_payment_methods[i];
      *reference = rest + length + 2;
      return true;
    }
  return false;
}
