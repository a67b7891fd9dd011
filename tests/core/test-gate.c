/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-gate.h"

/* PStG §62, §63 and what a certificate says are not overridden by anybody; nor are four eyes. */
static void
test_never_overridden (void)
{
  g_assert_false (amt_gate_may_override (AMT_GATE_REGISTER));
  g_assert_false (amt_gate_may_override (AMT_GATE_ENTITLEMENT));
  g_assert_false (amt_gate_may_override (AMT_GATE_APPROVAL));
  g_assert_true (amt_gate_may_override (AMT_GATE_COMPLETENESS));
  g_assert_true (amt_gate_may_override (AMT_GATE_IDENTITY));
  g_assert_true (amt_gate_may_override (AMT_GATE_PAYMENT));
  g_assert_false (amt_gate_may_override (AMT_N_GATES));
}

/* What the server writes as evidence, the window reads; anything else is somebody's own words. */
static void
test_payment_evidence (void)
{
  static const char *const others[] = {"",
                                       "13,00 €",
                                       "13,00 €, cheque, Beleg 4720",
                                       "13,0 €, cash, x",
                                       "13,00 €, cash",
                                       "-1,00 €, cash, x",
                                       "Ermäßigung: 13,00 €, cash, x"};
  g_autofree char *evidence = amt_payment_to_evidence (1305, "transfer", "Beleg 4720, Konto, 2");
  const char *method = NULL;
  const char *reference = NULL;
  int64_t cents = 0;

  g_assert_cmpstr (evidence, ==, "13,05 €, transfer, Beleg 4720, Konto, 2");
  g_assert_true (amt_payment_from_evidence (evidence, &cents, &method, &reference));
  g_assert_cmpint (cents, ==, 1305);
  g_assert_cmpstr (method, ==, "transfer");
  g_assert_cmpstr (reference, ==, "Beleg 4720, Konto, 2");
  for (unsigned i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (amt_payment_from_evidence (others[i], &cents, &method, &reference));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gate/never-overridden", test_never_overridden);
  g_test_add_func ("/gate/payment-evidence", test_payment_evidence);
  return g_test_run ();
}
