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

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gate/never-overridden", test_never_overridden);
  return g_test_run ();
}
