/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-trust-store.h"

#include "amt-certificate.h"
#include "amt-error.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#define MAX_FILE_BYTES (1024 * 1024)

struct _AmtTrust
{
  GPtrArray *anchors; /* (owned) of X509 */
};

static void
trust_clear (void *data)
{
  AmtTrust *self = data;

  g_clear_pointer (&self->anchors, g_ptr_array_unref);
}

static bool
add_file (AmtTrust *self, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;
  size_t length = 0;
  unsigned before = self->anchors->len;
  X509 *certificate;
  BIO *bio;

  if (!g_file_get_contents (path, &text, &length, &local))
    {
      amt_error_set (error, AMT_ERROR_NOT_FOUND, "no-such-file", NULL, "%s", local->message);
      return false;
    }
  bio = BIO_new_mem_buf (text, (int) MIN (length, MAX_FILE_BYTES));
  while ((certificate = PEM_read_bio_X509 (bio, NULL, NULL, NULL)) != NULL)
    g_ptr_array_add (self->anchors, certificate);
  BIO_free (bio);
  ERR_clear_error ();
  if (self->anchors->len > before)
    return true;
  amt_error_set (error, AMT_ERROR_INVALID, "not-a-certificate", NULL, "%s holds no certificate", path);
  return false;
}

AmtTrust *
amt_trust_new (const char *const *paths, GError **error)
{
  g_autoptr (AmtTrust) self = g_atomic_rc_box_new0 (AmtTrust);

  g_return_val_if_fail (paths != NULL, NULL);

  self->anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) X509_free);
  for (size_t i = 0; paths[i] != NULL; i++)
    if (!add_file (self, paths[i], error))
      return NULL;
  return g_steal_pointer (&self);
}

AmtTrust *
amt_trust_ref (AmtTrust *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
amt_trust_unref (AmtTrust *self)
{
  g_atomic_rc_box_release_full (self, trust_clear);
}

X509_STORE *
amt_trust_new_store (const AmtTrust *self, int64_t now)
{
  X509_STORE *store = X509_STORE_new ();
  X509_VERIFY_PARAM *param = X509_STORE_get0_param (store);

  for (unsigned i = 0; i < self->anchors->len; i++)
    X509_STORE_add_cert (store, g_ptr_array_index (self->anchors, i));
  X509_VERIFY_PARAM_set_time (param, now / G_USEC_PER_SEC);
  /* Documents, not mail: key usage is judged by amt_certificate_may_sign(). */
  X509_VERIFY_PARAM_set_purpose (param, X509_PURPOSE_ANY);
  X509_VERIFY_PARAM_set_auth_level (param, 2); /* 112 bits: no SHA-1, no RSA below 2048 */
  X509_VERIFY_PARAM_set_depth (param, 6);
  X509_VERIFY_PARAM_set_flags (param, X509_V_FLAG_X509_STRICT);
  return store;
}
