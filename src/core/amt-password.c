/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-password.h"

#include "amt-error.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define SALT_SIZE 16
#define HASH_SIZE 32

static bool
derive (const char *password, const uint8_t *salt, size_t salt_size, uint32_t memory_kib, uint32_t passes,
        uint8_t *hash)
{
  EVP_KDF *kdf = EVP_KDF_fetch (NULL, "ARGON2ID", NULL);
  EVP_KDF_CTX *context = kdf ? EVP_KDF_CTX_new (kdf) : NULL;
  uint32_t lanes = 1;
  OSSL_PARAM params[] = {
      OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_PASSWORD, (void *) password, strlen (password)),
      OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_SALT, (void *) salt, salt_size),
      OSSL_PARAM_construct_uint32 (OSSL_KDF_PARAM_ITER, &passes),
      OSSL_PARAM_construct_uint32 (OSSL_KDF_PARAM_ARGON2_MEMCOST, &memory_kib),
      OSSL_PARAM_construct_uint32 (OSSL_KDF_PARAM_ARGON2_LANES, &lanes),
      OSSL_PARAM_construct_end (),
  };
  bool done = context && EVP_KDF_derive (context, hash, HASH_SIZE, params) == 1;

  EVP_KDF_CTX_free (context);
  EVP_KDF_free (kdf);
  return done;
}

/* Base64 without padding, as PHC strings have it. */
static char *
encode (const uint8_t *bytes, size_t size)
{
  char *text = g_base64_encode (bytes, size);

  text[strcspn (text, "=")] = '\0';
  return text;
}

/* @size: (inout): room, then what was read. */
static bool
decode (const char *text, uint8_t *bytes, size_t *size)
{
  size_t missing = (4 - strlen (text) % 4) % 4;
  g_autofree char *padded = g_strconcat (text, &"==="[3 - missing], NULL);
  g_autofree uint8_t *raw = NULL;
  size_t length;

  raw = g_base64_decode (padded, &length);
  if (length == 0 || length > *size)
    return false;
  memcpy (bytes, raw, length);
  *size = length;
  return true;
}

char *
amt_password_hash (const char *password, int memory_kib, int passes, GError **error)
{
  uint8_t salt[SALT_SIZE], hash[HASH_SIZE];
  g_autofree char *salt_text = NULL;
  g_autofree char *hash_text = NULL;

  if (RAND_bytes (salt, sizeof salt) != 1 || !derive (password, salt, sizeof salt, memory_kib, passes, hash))
    {
      amt_error_set (error, AMT_ERROR_FAILED, "argon2", NULL, "Argon2id could not be computed");
      return NULL;
    }
  salt_text = encode (salt, sizeof salt);
  hash_text = encode (hash, sizeof hash);
  return g_strdup_printf ("$argon2id$v=19$m=%d,t=%d,p=1$%s$%s", memory_kib, passes, salt_text, hash_text);
}

bool
amt_password_verify (const char *password, const char *phc)
{
  uint8_t salt[48], hash[HASH_SIZE], mine[HASH_SIZE];
  size_t salt_size = sizeof salt, hash_size = sizeof hash;
  char salt_text[64], hash_text[64];
  unsigned memory_kib, passes;

  if (sscanf (phc, "$argon2id$v=19$m=%u,t=%u,p=1$%63[^$]$%63[^$]", &memory_kib, &passes, salt_text, hash_text) != 4 ||
      !decode (salt_text, salt, &salt_size) || !decode (hash_text, hash, &hash_size) || hash_size != HASH_SIZE)
    return false;
  return derive (password, salt, salt_size, memory_kib, passes, mine) && CRYPTO_memcmp (hash, mine, HASH_SIZE) == 0;
}

void
amt_password_wipe (char *password)
{
  if (password != NULL)
    OPENSSL_cleanse (password, strlen (password));
  g_free (password);
}
