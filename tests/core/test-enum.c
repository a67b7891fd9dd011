/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "all-types.h"

static void
test_round_trip (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (all_enums); i++)
    {
      const AmtEnum *type = all_enums[i].type;

      g_test_message ("%s", type->name);
      g_assert_cmpint (amt_enum_count (type), ==, all_enums[i].count);
      for (int value = 0; value < all_enums[i].count; value++)
        {
          const char *nick = amt_enum_to_nick (type, value);
          int back = -1;

          g_assert_true (g_regex_match_simple ("^[a-z]+(-[a-z]+)*$", nick, 0, 0));
          g_assert_true (amt_enum_from_nick (type, nick, &back));
          g_assert_cmpint (back, ==, value);
        }
    }
}

static void
test_unknown (void)
{
  int value = 7;

  g_assert_null (amt_enum_to_nick (&amt_carrier_enum, -1));
  g_assert_null (amt_enum_to_nick (&amt_carrier_enum, 2));
  g_assert_null (amt_enum_to_nick (&amt_carrier_enum, 2000000));
  g_assert_false (amt_enum_from_nick (&amt_carrier_enum, "parchment", &value));
  g_assert_false (amt_enum_from_nick (&amt_carrier_enum, "Paper", &value));
  g_assert_false (amt_enum_from_nick (&amt_carrier_enum, "", &value));
  g_assert_false (amt_enum_from_nick (&amt_carrier_enum, NULL, &value));
  g_assert_cmpint (value, ==, 7);
}

/* The nicks stand in databases and on the wire: they must not move. */
static void
test_fixed_nicks (void)
{
  g_assert_cmpstr (amt_enum_to_nick (&amt_state_enum, AMT_STATE_TO_SIGN), ==, "to-sign");
  g_assert_cmpstr (amt_enum_to_nick (&amt_state_enum, AMT_STATE_WITHDRAWN), ==, "withdrawn");
  g_assert_cmpstr (amt_enum_to_nick (&amt_action_enum, AMT_ACTION_SEND_TO_SIGN), ==, "send-to-sign");
  g_assert_cmpstr (amt_enum_to_nick (&amt_action_enum, AMT_ACTION_HAND_OUT), ==, "hand-out");
  g_assert_cmpstr (amt_enum_to_nick (&amt_action_enum, AMT_ACTION_REJECT), ==, "reject");
  g_assert_cmpstr (amt_enum_to_nick (&amt_action_enum, AMT_ACTION_FOLLOW_UP), ==, "follow-up");
  g_assert_cmpstr (amt_enum_to_nick (&amt_action_enum, AMT_ACTION_REVOKE), ==, "revoke");
  g_assert_cmpstr (amt_enum_to_nick (&amt_permission_enum, AMT_PERMISSION_SIGN_CIVIL_STATUS), ==, "sign-civil-status");
  g_assert_cmpstr (amt_enum_to_nick (&amt_permission_enum, AMT_PERMISSION_ADMINISTER), ==, "administer");
  g_assert_cmpstr (amt_enum_to_nick (&amt_gate_kind_enum, AMT_GATE_PAYMENT), ==, "payment");
  g_assert_cmpstr (amt_enum_to_nick (&amt_refusal_enum, AMT_REFUSAL_OWN_DRAFT), ==, "own-draft");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/enum/round-trip", test_round_trip);
  g_test_add_func ("/enum/unknown", test_unknown);
  g_test_add_func ("/enum/fixed-nicks", test_fixed_nicks);
  return g_test_run ();
}
