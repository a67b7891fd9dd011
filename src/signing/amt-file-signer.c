/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-file-signer.h"

#include "amt-certificate.h"
#include "amt-error.h"

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <string.h>

#define MAX_FILE_BYTES (1024 * 1024)
#define MIN_RSA_BITS 3072

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS12, PKCS12_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_MD_CTX, EVP_MD_CTX_free)

struct _AmtFileSigner
{
  GObject parent_instance;

  EVP_PKEY *key;    /* (owned) */
  GPtrArray *chain; /* (owned) of GBytes */
  char *label;      /* (owned) */
  AmtSignatureAlgorithm algorithm;
};

static const struct
{
  AmtSignatureAlgorithm algorithm;
  const char *digest;
} digests[] = {
    {AMT_SIGNATURE_RSA_PKCS1_SHA256, "SHA256"},
    {AMT_SIGNATURE_RSA_PSS_SHA256, "SHA256"},
    {AMT_SIGNATURE_ECDSA_SHA256, "SHA256"},
    {AMT_SIGNATURE_ECDSA_SHA384, "SHA384"},
};

static AmtSignerKind
file_signer_get_kind (AmtSigner *signer)
{
  return AMT_SIGNER_FILE;
}

static const char *
file_signer_get_label (AmtSigner *signer)
{
  return AMT_FILE_SIGNER (signer)->label;
}

static AmtSignatureAlgorithm
file_signer_get_algorithm (AmtSigner *signer)
{
  return AMT_FILE_SIGNER (signer)->algorithm;
}

static GPtrArray *
file_signer_get_chain (AmtSigner *signer)
{
  return AMT_FILE_SIGNER (signer)->chain;
}

static bool
set_padding (AmtFileSigner *self, EVP_PKEY_CTX *context)
{
  if (self->algorithm != AMT_SIGNATURE_RSA_PSS_SHA256)
    return true;
  return EVP_PKEY_CTX_set_rsa_padding (context, RSA_PKCS1_PSS_PADDING) > 0 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen (context, RSA_PSS_SALTLEN_DIGEST) > 0;
}

static GBytes *
file_signer_sign (AmtSigner *signer, GBytes *attributes, GCancellable *cancellable, GError **error)
{
  AmtFileSigner *self = AMT_FILE_SIGNER (signer);
  g_autoptr (EVP_MD_CTX) context = EVP_MD_CTX_new ();
  EVP_PKEY_CTX *pkey_context = NULL; /* owned by context */
  size_t size, length = (size_t) EVP_PKEY_get_size (self->key);
  const unsigned char *data = g_bytes_get_data (attributes, &size);
  g_autofree unsigned char *signature = g_malloc (length);

  if (EVP_DigestSignInit_ex (context, &pkey_context, digests[self->algorithm].digest, NULL, NULL, self->key, NULL) <=
          0 ||
      !set_padding (self, pkey_context) || EVP_DigestSign (context, signature, &length, data, size) <= 0)
    {
      amt_error_set (error, AMT_ERROR_UNAVAILABLE, "signer-failed", NULL, "The key did not sign: %s",
                     ERR_reason_error_string (ERR_get_error ()));
      ERR_clear_error ();
      return NULL;
    }
  return g_bytes_new (signature, length);
}

static void
signer_interface_init (AmtSignerInterface *iface)
{
  iface->get_kind = file_signer_get_kind;
  iface->get_label = file_signer_get_label;
  iface->get_algorithm = file_signer_get_algorithm;
  iface->get_chain = file_signer_get_chain;
  iface->sign = file_signer_sign;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AmtFileSigner, amt_file_signer, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (AMT_TYPE_SIGNER, signer_interface_init))

static void
amt_file_signer_finalize (GObject *object)
{
  AmtFileSigner *self = AMT_FILE_SIGNER (object);

  EVP_PKEY_free (self->key); /* OpenSSL wipes it */
  g_clear_pointer (&self->chain, g_ptr_array_unref);
  g_clear_pointer (&self->label, g_free);

  G_OBJECT_CLASS (amt_file_signer_parent_class)->finalize (object);
}

static void
amt_file_signer_class_init (AmtFileSignerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amt_file_signer_finalize;
}

static void
amt_file_signer_init (AmtFileSigner *self)
{
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
}

/* (transfer full) (nullable) */
static PKCS12 *
read_file (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) local = NULL;
  const unsigned char *data;
  size_t length = 0;
  PKCS12 *p12 = NULL;

  if (!g_file_get_contents (path, &text, &length, &local))
    {
      amt_error_set (error, AMT_ERROR_NOT_FOUND, "no-such-file", NULL, "%s", local->message);
      return NULL;
    }
  data = (const unsigned char *) text;
  if (length <= MAX_FILE_BYTES)
    p12 = d2i_PKCS12 (NULL, &data, (long) length);
  ERR_clear_error ();
  if (p12 == NULL)
    amt_error_set (error, AMT_ERROR_INVALID, "not-a-key-file", NULL, "%s is no PKCS#12 file", path);
  return p12;
}

static bool
find_algorithm (EVP_PKEY *key, AmtSignatureAlgorithm *algorithm)
{
  char group[64] = "";

  if (EVP_PKEY_is_a (key, "RSA") || EVP_PKEY_is_a (key, "RSA-PSS"))
    {
      *algorithm = EVP_PKEY_is_a (key, "RSA") ? AMT_SIGNATURE_RSA_PKCS1_SHA256 : AMT_SIGNATURE_RSA_PSS_SHA256;
      return EVP_PKEY_get_bits (key) >= MIN_RSA_BITS;
    }
  if (!EVP_PKEY_is_a (key, "EC") ||
      !EVP_PKEY_get_utf8_string_param (key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group, NULL))
    return false;
  *algorithm = g_str_equal (group, "secp384r1") ? AMT_SIGNATURE_ECDSA_SHA384 : AMT_SIGNATURE_ECDSA_SHA256;
  return g_str_equal (group, "secp384r1") || g_str_equal (group, "prime256v1");
}

static bool
check_key (AmtFileSigner *self, X509 *certificate, GError **error)
{
  if (self->key == NULL || certificate == NULL || X509_check_private_key (certificate, self->key) != 1)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "not-a-key-file", NULL, "No key with its certificate in this file");
      return false;
    }
  if (!find_algorithm (self->key, &self->algorithm))
    {
      amt_error_set (error, AMT_ERROR_INVALID, "unsupported-key", NULL,
                     "Keys are RSA of at least %d bits, P-256 or P-384", MIN_RSA_BITS);
      return false;
    }
  if (!amt_certificate_may_sign (certificate))
    {
      amt_error_set (error, AMT_ERROR_UNTRUSTED, "not-for-signing", NULL,
                     "The certificate is not one for signing documents (nonRepudiation)");
      return false;
    }
  return true;
}

static bool
unpack (AmtFileSigner *self, PKCS12 *p12, AmtSecret *passphrase, GError **error)
{
  STACK_OF (X509) *others = NULL;
  g_autoptr (X509) certificate = NULL;
  bool ok = PKCS12_parse (p12, amt_secret_peek (passphrase), &self->key, &certificate, &others) == 1;

  if (!ok)
    amt_error_set (error, AMT_ERROR_INVALID, "wrong-passphrase", NULL, "The passphrase does not open this file");
  ok = ok && check_key (self, certificate, error);
  if (ok)
    {
      g_ptr_array_add (self->chain, amt_certificate_to_der (certificate));
      self->label = amt_certificate_common_name (X509_get_subject_name (certificate));
    }
  for (int i = 0; ok && i < sk_X509_num (others); i++)
    g_ptr_array_add (self->chain, amt_certificate_to_der (sk_X509_value (others, i)));
  OSSL_STACK_OF_X509_free (others);
  ERR_clear_error ();
  return ok;
}

AmtSigner *
amt_file_signer_new (const char *path, AmtSecret *passphrase, GError **error)
{
  g_autoptr (PKCS12) p12 = NULL;
  g_autoptr (AmtFileSigner) self = NULL;

  g_return_val_if_fail (path != NULL && passphrase != NULL, NULL);

  if (!(p12 = read_file (path, error)))
    return NULL;
  self = g_object_new (AMT_TYPE_FILE_SIGNER, NULL);
  if (PKCS12_mac_present (p12) && !PKCS12_verify_mac (p12, amt_secret_peek (passphrase), -1))
    {
      ERR_clear_error ();
      amt_error_set (error, AMT_ERROR_INVALID, "wrong-passphrase", NULL, "The passphrase does not open this file");
      return NULL;
    }
  if (!unpack (self, p12, passphrase, error))
    return NULL;
  return AMT_SIGNER (g_steal_pointer (&self));
}
