/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-password.h"

#include <string.h>

static void
test_tokens (void)
{
  g_autofree char *a = amtd_token_new ();
  g_autofree char *b = amtd_token_new ();
  g_autofree char *hash = amtd_token_hash ("abc");
  g_autofree char *word = amtd_password_generate ();

  g_assert_cmpuint (strlen (a), ==, 43); /* 256 bits */
  g_assert_cmpuint (strspn (a, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_"), ==, 43);
  g_assert_cmpstr (a, !=, b);
  g_assert_cmpstr (hash, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  g_assert_cmpuint (strlen (word), ==, 19);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/password/tokens", test_tokens);
  return g_test_run ();
}
