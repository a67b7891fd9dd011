/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-file-cipher.h"

#include "amt-error.h"

#include <errno.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>
#include <string.h>
#include <unistd.h>

#define HEADER 40
#define SALT 32
#define CHUNK (64 * 1024)
#define TAG 16
#define NONCE 12
#define PREFIX 7

static const guint8 magic[HEADER - SALT] = {'A', 'M', 'T', 'F', 1, 16, 0, 0};

typedef struct
{
  guint8 header[HEADER];
  guint8 key[32];
  guint8 prefix[PREFIX];
  guint32 counter;
  EVP_CIPHER_CTX *ctx;
} Cipher;

static void
cipher_clear (Cipher *self)
{
  g_clear_pointer (&self->ctx, EVP_CIPHER_CTX_free);
  OPENSSL_cleanse (self, sizeof *self);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cipher, cipher_clear)

bool
amtd_file_write_all (int fd, const void *data, gsize size)
{
  const guint8 *bytes = data;

  while (size > 0)
    {
      ssize_t n = write (fd, bytes, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return false;
      bytes += n;
      size -= n;
    }
  return true;
}

/* The key of one file. The header is there already. */
static bool
derive (Cipher *self, GBytes *key, const char *id)
{
  g_autofree char *info = g_strconcat ("amt/file/1 ", id, NULL);
  guint8 out[sizeof self->key + PREFIX];
  EVP_KDF *kdf = EVP_KDF_fetch (NULL, "HKDF", NULL);
  EVP_KDF_CTX *ctx = EVP_KDF_CTX_new (kdf);
  gsize size;
  void *secret = (void *) g_bytes_get_data (key, &size);
  OSSL_PARAM params[] = {
      OSSL_PARAM_construct_utf8_string (OSSL_KDF_PARAM_DIGEST, (char *) "SHA256", 0),
      OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_KEY, secret, size),
      OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_SALT, self->header + sizeof magic, SALT),
      OSSL_PARAM_construct_octet_string (OSSL_KDF_PARAM_INFO, info, strlen (info)),
      OSSL_PARAM_construct_end (),
  };
  bool ok;

  info[strlen ("amt/file/1")] = '\0'; /* a separator no id holds */
  ok = ctx != NULL && EVP_KDF_derive (ctx, out, sizeof out, params) == 1;
  memcpy (self->key, out, sizeof self->key);
  memcpy (self->prefix, out + sizeof self->key, PREFIX);
  OPENSSL_cleanse (out, sizeof out);
  EVP_KDF_CTX_free (ctx);
  EVP_KDF_free (kdf);
  self->ctx = EVP_CIPHER_CTX_new ();
  return ok && self->ctx != NULL;
}

/* Begins a chunk: nonce, and at the first the header as additional data. */
static bool
begin_chunk (Cipher *self, bool encrypt, bool last)
{
  guint8 nonce[NONCE];
  guint32 counter = GUINT32_TO_BE (self->counter);
  int n;

  memcpy (nonce, self->prefix, PREFIX);
  memcpy (nonce + PREFIX, &counter, sizeof counter);
  nonce[NONCE - 1] = last ? 1 : 0;
  return EVP_CipherInit_ex2 (self->ctx, EVP_aes_256_gcm (), self->key, nonce, encrypt, NULL) == 1 &&
         (self->counter++ > 0 || EVP_CipherUpdate (self->ctx, NULL, &n, self->header, HEADER) == 1);
}

static bool
seal_chunk (Cipher *self, const guint8 *data, gsize size, bool last, guint8 *out)
{
  int n = 0, end = 0;

  return begin_chunk (self, true, last) && EVP_CipherUpdate (self->ctx, out, &n, data, (int) size) == 1 &&
         EVP_CipherFinal_ex (self->ctx, out + n, &end) == 1 &&
         EVP_CIPHER_CTX_ctrl (self->ctx, EVP_CTRL_GCM_GET_TAG, TAG, out + size) == 1;
}

static bool
open_chunk (Cipher *self, const guint8 *data, gsize size, bool last, guint8 *out)
{
  int n = 0, end = 0;

  return begin_chunk (self, false, last) && EVP_CipherUpdate (self->ctx, out, &n, data, (int) size) == 1 &&
         EVP_CIPHER_CTX_ctrl (self->ctx, EVP_CTRL_GCM_SET_TAG, TAG, (void *) (data + size)) == 1 &&
         EVP_CipherFinal_ex (self->ctx, out + n, &end) == 1;
}

static bool
write_failed (GError **error)
{
  bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;

  amt_error_set (error, AMT_ERROR_UNAVAILABLE, full ? "disk-full" : "storage-error", NULL, "Writing a file: %s",
                 g_strerror (errno));
  return false;
}

struct _AmtdFileSealer
{
  Cipher cipher;
  int fd;
  gsize held; /* which chunk is the last is known when another comes */
  guint8 chunk[CHUNK];
};

static bool
not_encrypted (GError **error)
{
  amt_error_set (error, AMT_ERROR_FAILED, NULL, NULL, "A file could not be encrypted");
  return false;
}

AmtdFileSealer *
amtd_file_sealer_new (GBytes *key, const char *id, int fd, GError **error)
{
  g_autoptr (AmtdFileSealer) self = g_new0 (AmtdFileSealer, 1);
  guint8 *header = self->cipher.header;

  self->fd = fd;
  memcpy (header, magic, sizeof magic);
  if (RAND_bytes (header + sizeof magic, SALT) != 1 || !derive (&self->cipher, key, id))
    not_encrypted (error);
  else if (!amtd_file_write_all (fd, header, HEADER))
    write_failed (error);
  else
    return g_steal_pointer (&self);
  return NULL;
}

static bool
sealer_flush (AmtdFileSealer *self, bool last, GError **error)
{
  guint8 out[CHUNK + TAG];

  if (!seal_chunk (&self->cipher, self->chunk, self->held, last, out))
    return not_encrypted (error);
  if (!amtd_file_write_all (self->fd, out, self->held + TAG))
    return write_failed (error);
  self->held = 0;
  return true;
}

bool
amtd_file_sealer_write (AmtdFileSealer *self, const void *data, gsize size, GError **error)
{
  const guint8 *bytes = data;

  while (size > 0)
    {
      gsize n = MIN (size, CHUNK - self->held);

      if (n == 0)
        {
          if (!sealer_flush (self, false, error))
            return false;
          continue;
        }
      memcpy (self->chunk + self->held, bytes, n);
      self->held += n;
      bytes += n;
      size -= n;
    }
  return true;
}

bool
amtd_file_sealer_finish (AmtdFileSealer *self, GError **error)
{
  return sealer_flush (self, true, error);
}

void
amtd_file_sealer_free (AmtdFileSealer *self)
{
  if (self == NULL)
    return;
  cipher_clear (&self->cipher);
  OPENSSL_cleanse (self, sizeof *self);
  g_free (self);
}

bool
amtd_file_cipher_write (GBytes *key, const char *id, const void *data, gsize size, int fd, GError **error)
{
  g_autoptr (AmtdFileSealer) sealer = amtd_file_sealer_new (key, id, fd, error);

  return sealer != NULL && amtd_file_sealer_write (sealer, data, size, error) &&
         amtd_file_sealer_finish (sealer, error);
}

static GBytes *
damaged (GError **error)
{
  amt_error_set (error, AMT_ERROR_FAILED, "file-damaged", NULL, "A stored file is not what was written");
  return NULL;
}

GBytes *
amtd_file_cipher_open (GBytes *key, const char *id, GBytes *sealed, GError **error)
{
  g_auto (Cipher) self = {0};
  gsize left;
  const guint8 *in = g_bytes_get_data (sealed, &left);
  g_autofree guint8 *plain = NULL;
  gsize size = 0;
  bool last = false;

  if (left < HEADER + TAG || memcmp (in, magic, sizeof magic) != 0)
    return damaged (error);
  memcpy (self.header, in, HEADER);
  if (!derive (&self, key, id))
    return damaged (error);
  in += HEADER;
  left -= HEADER;
  plain = g_malloc (left);
  while (!last)
    {
      gsize n = MIN (left, CHUNK + TAG);

      last = n == left;
      if (n < TAG || !open_chunk (&self, in, n - TAG, last, plain + size))
        return damaged (error);
      in += n;
      left -= n;
      size += n - TAG;
    }
  return g_bytes_new_take (g_steal_pointer (&plain), size);
}
