/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-password.h"

#include <openssl/rand.h>
#include <stdint.h>
#include <string.h>

#define TOKEN_SIZE 32

char *
amtd_password_generate (void)
{
  static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
  uint8_t bytes[16];
  g_autoptr (GString) text = g_string_new (NULL);

  if (RAND_bytes (bytes, sizeof bytes) != 1)
    g_error ("No random numbers");
  for (size_t i = 0; i < sizeof bytes; i++)
    g_string_append_printf (text, "%s%c", i && i % 4 == 0 ? "-" : "", letters[bytes[i] % 32]);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

char *
amtd_token_new (void)
{
  uint8_t bytes[TOKEN_SIZE];
  char *text;

  if (RAND_bytes (bytes, sizeof bytes) != 1)
    g_error ("No random numbers");
  text = g_base64_encode (bytes, sizeof bytes);
  text[strcspn (text, "=")] = '\0';
  g_strdelimit (g_strdelimit (text, "+", '-'), "/", '_');
  return text;
}

char *
amtd_token_hash (const char *token)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, token, -1);
}
