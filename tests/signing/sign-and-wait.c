/* SPDX-License-Identifier: GPL-3.0-or-later */
/* sign-and-wait DRAFT P12: reads the passphrase from standard input, signs, says "signed" and waits with the signer and
 * the passphrase still held, as the window does between two documents, so that a test can look into its memory. */
#include "amt-file-signer.h"
#include "amt-pades.h"

#include <openssl/crypto.h>
#include <string.h>
#include <unistd.h>

static AmtSecret *
read_secret (void)
{
  char text[AMT_SECRET_MAX + 1] = "";
  ssize_t length = read (STDIN_FILENO, text, AMT_SECRET_MAX);
  AmtSecret *secret;

  text[MAX (length, 0)] = '\0';
  text[strcspn (text, "\n")] = '\0';
  secret = amt_secret_new (text);
  OPENSSL_cleanse (text, sizeof text);
  return secret;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtSecret) secret = read_secret ();
  g_autoptr (AmtSigner) signer = NULL;
  g_autoptr (GBytes) draft = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text = NULL;
  size_t length = 0;
  char end;

  if (argc == 3 && g_file_get_contents (argv[1], &text, &length, &error))
    {
      draft = g_bytes_new_take (text, length);
      if ((signer = amt_file_signer_new (argv[2], secret, &error)) != NULL)
        bytes = amt_pades_sign (draft, signer, g_get_real_time (), NULL, &error);
    }
  if (bytes == NULL)
    g_error ("%s", error != NULL ? error->message : "usage: sign-and-wait DRAFT P12");
  g_print ("signed\n");
  return read (STDIN_FILENO, &end, 1) < 0;
}
