/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-state.h"

#include <string.h>

/* The life of a request as the design tells it, in words: action, from, to. What is not here must not be possible. */
static const char *const life[][3] = {
    {"claim", "new", "in-review"},
    {"claim", "in-review", "in-review"},
    {"claim", "waiting", "waiting"},
    {"release", "in-review", "new"},
    {"release", "waiting", "waiting"},
    {"hand-over", "in-review", "in-review"},
    {"hand-over", "waiting", "waiting"},
    {"ask", "in-review", "waiting"},
    {"answer", "waiting", "in-review"},
    {"resume", "waiting", "in-review"},
    {"submit", "in-review", "in-approval"},
    {"approve", "in-approval", "in-review"},
    {"return", "in-approval", "in-review"},
    {"send-to-sign", "in-review", "to-sign"},
    {"recall", "to-sign", "in-review"},
    {"draft", "in-review", "in-review"},
    {"draft", "to-sign", "to-sign"},
    {"sign", "in-review", "issued"},
    {"sign", "to-sign", "issued"},
    {"print", "in-review", "issued"},
    {"print", "to-sign", "issued"},
    {"hand-out", "issued", "issued"},
    {"hand-out", "rejected", "rejected"},
    {"post", "issued", "issued"},
    {"post", "rejected", "rejected"},
    {"reject", "in-review", "rejected"},
    {"withdraw", "new", "withdrawn"},
    {"withdraw", "in-review", "withdrawn"},
    {"withdraw", "waiting", "withdrawn"},
    {"extract", "in-review", "in-review"},
    {"extract", "waiting", "waiting"},
    {"gate", "in-review", "in-review"},
    {"gate", "waiting", "waiting"},
    {"gate", "issued", "issued"},
    {"override", "in-review", "in-review"},
    {"override", "waiting", "waiting"},
    {"attach", "new", "new"},
    {"attach", "in-review", "in-review"},
    {"attach", "waiting", "waiting"},
    {"attach", "in-approval", "in-approval"},
    {"attach", "to-sign", "to-sign"},
    {"correct", "issued", "issued"},
    {"revoke", "issued", "issued"},
};

/* Always, and without changing the state. */
static const char *const always[] = {"read", "note", "follow-up", NULL};

/* (nullable) */
static const char *
expected (const char *action, const char *state)
{
  if (g_strv_contains (always, action))
    return state;
  for (size_t i = 0; i < G_N_ELEMENTS (life); i++)
    if (g_str_equal (life[i][0], action) && g_str_equal (life[i][1], state))
      return life[i][2];
  return NULL;
}

static void
test_every_state_and_action (void)
{
  size_t known = 0;

  for (int state = 0; state < AMT_N_STATES; state++)
    for (int action = 0; action < AMT_N_ACTIONS; action++)
      {
        const char *from = amt_enum_to_nick (&amt_state_enum, state);
        const char *name = amt_enum_to_nick (&amt_action_enum, action);
        AmtState next = 77;
        bool may = amt_state_next (state, action, &next);

        g_test_message ("%s %s", from, name);
        g_assert_cmpstr (may ? amt_enum_to_nick (&amt_state_enum, next) : NULL, ==, expected (name, from));
        g_assert_true (may || next == 77);
        g_assert_true (amt_state_next (state, action, NULL) == may);
        known += may;
      }
  /* No row of the list above is misspelt. */
  g_assert_cmpuint (known, ==, G_N_ELEMENTS (life) + 3 * AMT_N_STATES);
}

static void
test_ends (void)
{
  for (int state = 0; state < AMT_N_STATES; state++)
    {
      bool leaves = false;

      for (int action = 0; action < AMT_N_ACTIONS; action++)
        {
          AmtState next = state;

          leaves |= amt_state_next (state, action, &next) && next != (AmtState) state;
        }
      /* Whatever is open can go on, and what is closed stays closed. */
      g_assert_true (leaves == amt_state_is_open (state));
    }
}

/* Every state can be reached from new, and from every open state the request can be finished. */
static void
test_reachable (void)
{
  bool reach[AMT_N_STATES][AMT_N_STATES] = {0};

  for (int state = 0; state < AMT_N_STATES; state++)
    for (int action = 0; action < AMT_N_ACTIONS; action++)
      {
        AmtState next;

        if (amt_state_next (state, action, &next))
          reach[state][next] = true;
      }
  for (int k = 0; k < AMT_N_STATES; k++)
    for (int i = 0; i < AMT_N_STATES; i++)
      for (int j = 0; j < AMT_N_STATES; j++)
        reach[i][j] |= reach[i][k] && reach[k][j];
  for (int state = 0; state < AMT_N_STATES; state++)
    {
      g_assert_true (reach[AMT_STATE_NEW][state]);
      if (amt_state_is_open (state))
        g_assert_true (reach[state][AMT_STATE_ISSUED] && reach[state][AMT_STATE_REJECTED]);
    }
}

static void
test_out_of_range (void)
{
  g_assert_false (amt_state_next (AMT_N_STATES, AMT_ACTION_READ, NULL));
  g_assert_false (amt_state_next (AMT_STATE_NEW, AMT_N_ACTIONS, NULL));
  g_assert_false (amt_state_next ((AmtState) -1, AMT_ACTION_READ, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/state/every-state-and-action", test_every_state_and_action);
  g_test_add_func ("/state/ends", test_ends);
  g_test_add_func ("/state/reachable", test_reachable);
  g_test_add_func ("/state/out-of-range", test_out_of_range);
  return g_test_run ();
}
