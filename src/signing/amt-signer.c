/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-signer.h"

#include "amt-certificate.h"

G_DEFINE_INTERFACE (AmtSigner, amt_signer, G_TYPE_OBJECT)

static void
amt_signer_default_init (AmtSignerInterface *iface)
{
}

AmtSignerKind
amt_signer_get_kind (AmtSigner *self)
{
  g_return_val_if_fail (AMT_IS_SIGNER (self), AMT_SIGNER_FILE);

  return AMT_SIGNER_GET_IFACE (self)->get_kind (self);
}

const char *
amt_signer_get_label (AmtSigner *self)
{
  g_return_val_if_fail (AMT_IS_SIGNER (self), NULL);

  return AMT_SIGNER_GET_IFACE (self)->get_label (self);
}

AmtSignatureAlgorithm
amt_signer_get_algorithm (AmtSigner *self)
{
  g_return_val_if_fail (AMT_IS_SIGNER (self), AMT_SIGNATURE_RSA_PKCS1_SHA256);

  return AMT_SIGNER_GET_IFACE (self)->get_algorithm (self);
}

GPtrArray *
amt_signer_get_chain (AmtSigner *self)
{
  g_return_val_if_fail (AMT_IS_SIGNER (self), NULL);

  return AMT_SIGNER_GET_IFACE (self)->get_chain (self);
}

/* (transfer full) (nullable) */
static X509 *
get_certificate (AmtSigner *self)
{
  return amt_certificate_from_der (g_ptr_array_index (amt_signer_get_chain (self), 0));
}

char *
amt_signer_get_certificate_sha256 (AmtSigner *self)
{
  g_return_val_if_fail (AMT_IS_SIGNER (self), NULL);

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, g_ptr_array_index (amt_signer_get_chain (self), 0));
}

int64_t
amt_signer_get_expiry (AmtSigner *self)
{
  g_autoptr (X509) certificate = NULL;

  g_return_val_if_fail (AMT_IS_SIGNER (self), 0);

  certificate = get_certificate (self);
  return certificate != NULL ? amt_certificate_not_after (certificate) : 0;
}

bool
amt_signer_is_demo (AmtSigner *self)
{
  g_autoptr (X509) certificate = NULL;

  g_return_val_if_fail (AMT_IS_SIGNER (self), false);

  certificate = get_certificate (self);
  return certificate != NULL && amt_certificate_is_demo (certificate);
}

GBytes *
amt_signer_sign (AmtSigner *self, GBytes *attributes, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (AMT_IS_SIGNER (self) && attributes != NULL, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return AMT_SIGNER_GET_IFACE (self)->sign (self, attributes, cancellable, error);
}
