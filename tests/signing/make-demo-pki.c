/* SPDX-License-Identifier: GPL-3.0-or-later */
/* make-demo-pki DIR USER NAME [p256|p384|rsa]: adds DIR/USER.p12 to a demo PKI and prints the certificate's SHA-256. */
#include "amt-demo-pki.h"

int
main (int argc, char **argv)
{
  static const char *const kinds[] = {"p256", "p384", "rsa", NULL};
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;
  int64_t now = g_get_real_time ();
  AmtDemoKey key = AMT_DEMO_KEY_P256;

  if (argc < 4)
    {
      g_printerr ("usage: make-demo-pki DIR USER NAME [p256|p384|rsa]\n");
      return 2;
    }
  for (int i = 0; argc > 4 && kinds[i] != NULL; i++)
    if (g_str_equal (kinds[i], argv[4]))
      key = i;
  if (amt_demo_pki_init (argv[1], now, &error))
    hash = amt_demo_pki_issue (argv[1], argv[2], argv[3], "Stadt Leinhagen", key, now, &error);
  if (hash == NULL)
    {
      g_printerr ("make-demo-pki: %s\n", error->message);
      return 1;
    }
  g_print ("%s\n", hash);
  return 0;
}
