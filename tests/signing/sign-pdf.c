/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sign-pdf DRAFT P12 PASSPHRASE OUT [SECONDS]: signs a draft as the window does, by a clock that is wrong by SECONDS. */
#include "amt-file-signer.h"
#include "amt-pades.h"

int
main (int argc, char **argv)
{
  g_autoptr (AmtSecret) secret = NULL;
  g_autoptr (AmtSigner) signer = NULL;
  g_autoptr (GBytes) draft = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  char *text;
  size_t length;
  int64_t skew = argc == 6 ? g_ascii_strtoll (argv[5], NULL, 10) * G_USEC_PER_SEC : 0;

  if (argc != 5 && argc != 6)
    {
      g_printerr ("usage: sign-pdf DRAFT P12 PASSPHRASE OUT [SECONDS]\n");
      return 2;
    }
  if (g_file_get_contents (argv[1], &text, &length, &error))
    {
      draft = g_bytes_new_take (text, length);
      secret = amt_secret_new (argv[3]);
      if ((signer = amt_file_signer_new (argv[2], secret, &error)) != NULL)
        bytes = amt_pades_sign (draft, signer, g_get_real_time () + skew, NULL, &error);
    }
  if (bytes == NULL || !g_file_set_contents (argv[4], g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), &error))
    {
      g_printerr ("sign-pdf: %s\n", error->message);
      return 1;
    }
  return 0;
}
