/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-cms.h"

#include "amt-certificate.h"
#include "amt-error.h"
#include "amt-trust-store.h"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CMS_ContentInfo, CMS_ContentInfo_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE, X509_STORE_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_STORE_CTX, X509_STORE_CTX_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)

#define MAX_CERTIFICATES 8

static bool
invalid (GError **error, const char *why)
{
  amt_error_set (error, AMT_ERROR_CONFLICT, "signature-invalid", NULL, "The signature does not hold: %s", why);
  return false;
}

static bool
untrusted (GError **error, const char *why)
{
  amt_error_set (error, AMT_ERROR_CONFLICT, "certificate-untrusted", NULL, "The certificate does not hold: %s", why);
  return false;
}

/* DER all the way, and nothing behind it that a reader could take for something. */
static bool
is_der (CMS_ContentInfo *cms, const uint8_t *der, size_t size)
{
  unsigned char *again = NULL;
  int length = i2d_CMS_ContentInfo (cms, &again);
  bool same = length > 0 && (size_t) length == size && memcmp (again, der, size) == 0;

  OPENSSL_free (again);
  return same;
}

typedef struct
{
  const uint8_t *data;
  size_t size;
} Span;

/* Takes the first value off @rest, which is DER; its content. FALSE at the end. */
static bool
take_value (Span *rest, uint8_t *tag, Span *content)
{
  size_t head = 2, length;

  if (rest->size < 2)
    return false;
  length = rest->data[1];
  if (length > 0x80)
    {
      int bytes = length & 0x7f;

      if (bytes > 3 || rest->size < 2 + (size_t) bytes)
        return false;
      for (length = 0; bytes > 0; bytes--)
        length = length << 8 | rest->data[head++];
    }
  if (length > rest->size - head)
    return false;
  *tag = rest->data[0];
  *content = (Span) {rest->data + head, length};
  *rest = (Span) {rest->data + head + length, rest->size - head - length};
  return true;
}

static bool
is_version_1 (Span *rest)
{
  uint8_t tag;
  Span value;

  return take_value (rest, &tag, &value) && tag == V_ASN1_INTEGER && value.size == 1 && value.data[0] == 1;
}

#define TAG_REVOCATION 0xa1 /* [1] of SignedData: crls */

/* The one signer: his version is 1, and his digest is the one that SignedData announces, to the byte. */
static bool
check_signers (Span signers, const Span *announced)
{
  Span info, value, digest;
  uint8_t tag;

  if (!take_value (&signers, &tag, &info) || !is_version_1 (&info) || !take_value (&info, &tag, &value))
    return false;
  digest = info;
  if (!take_value (&info, &tag, &value))
    return false;
  digest.size = (size_t) (info.data - digest.data);
  return digest.size == announced->size && memcmp (digest.data, announced->data, digest.size) == 0;
}

/* What the signature does not cover and OpenSSL does not look at, but others may stumble over: the versions are 1, with a
 * certificate named by its issuer and content of type data (RFC 5652, 5.1 and 5.3), the digest announced is the one that
 * was used, and nobody put revocation lists beside it. */
static bool
check_outside (const uint8_t *der, size_t size)
{
  Span rest = {der, size}, inner, announced;
  uint8_t tag = 0;

  if (!take_value (&rest, &tag, &inner) || !take_value (&inner, &tag, &rest) || !take_value (&inner, &tag, &rest) ||
      !take_value (&rest, &tag, &inner) || !is_version_1 (&inner) || !take_value (&inner, &tag, &announced))
    return false;
  while (take_value (&inner, &tag, &rest) && tag != TAG_REVOCATION)
    if (inner.size == 0) /* the last is the set of signers */
      return check_signers (rest, &announced);
  return false;
}

static bool
check_attributes (CMS_SignerInfo *info, GError **error)
{
  if (CMS_signed_get_attr_by_NID (info, NID_pkcs9_signingTime, -1) >= 0)
    return invalid (error, "it has a signing time, which PAdES leaves to the document");
  if (CMS_signed_get_attr_by_NID (info, NID_id_smime_aa_signingCertificateV2, -1) < 0)
    return invalid (error, "it does not name its certificate");
  if (CMS_unsigned_get_attr_count (info) > 0)
    return invalid (error, "it has unsigned attributes");
  return true;
}

static const struct
{
  int signature;
  int digest;    /* NID_undef: any of them */
  int parameter; /* it may have, besides none */
} algorithms[] = {
    {NID_rsaEncryption, NID_undef, V_ASN1_NULL},
    {NID_rsassaPss, NID_undef, V_ASN1_SEQUENCE},
    {NID_sha256WithRSAEncryption, NID_sha256, V_ASN1_NULL},
    {NID_sha384WithRSAEncryption, NID_sha384, V_ASN1_NULL},
    {NID_sha512WithRSAEncryption, NID_sha512, V_ASN1_NULL},
    {NID_ecdsa_with_SHA256, NID_sha256, V_ASN1_UNDEF},
    {NID_ecdsa_with_SHA384, NID_sha384, V_ASN1_UNDEF},
    {NID_ecdsa_with_SHA512, NID_sha512, V_ASN1_UNDEF},
};

/* @parameter: (out): of which type its parameter is. */
static int
algorithm_nid (const X509_ALGOR *algorithm, int *parameter)
{
  const ASN1_OBJECT *object;

  X509_ALGOR_get0 (&object, parameter, NULL, algorithm);
  return OBJ_obj2nid (object);
}

static bool
check_digest (const X509_ALGOR *algorithm, int *nid, GError **error)
{
  int parameter;

  *nid = algorithm_nid (algorithm, &parameter);
  if (*nid != NID_sha256 && *nid != NID_sha384 && *nid != NID_sha512)
    return invalid (error, "its digest is too weak");
  return parameter == V_ASN1_UNDEF || parameter == V_ASN1_NULL || invalid (error, "its digest has a parameter");
}

/* OpenSSL goes by the key and reads over what the signature says of itself; other readers go by that. */
static bool
check_algorithms (CMS_SignerInfo *info, GError **error)
{
  X509_ALGOR *digest = NULL, *signature = NULL;
  int digest_nid, signature_nid, parameter;

  CMS_SignerInfo_get0_algs (info, NULL, NULL, &digest, &signature);
  if (!check_digest (digest, &digest_nid, error))
    return false;
  signature_nid = algorithm_nid (signature, &parameter);
  for (size_t i = 0; i < G_N_ELEMENTS (algorithms); i++)
    if (algorithms[i].signature == signature_nid &&
        (algorithms[i].digest == NID_undef || algorithms[i].digest == digest_nid) &&
        (parameter == V_ASN1_UNDEF || parameter == algorithms[i].parameter))
      return true;
  return invalid (error, "its algorithm");
}

/* (transfer none) (nullable): the one signer, when the form is what PAdES B-B asks for. */
static CMS_SignerInfo *
check_form (CMS_ContentInfo *cms, const uint8_t *der, size_t size, GError **error)
{
  STACK_OF (CMS_SignerInfo) * infos;
  CMS_SignerInfo *info;

  if (OBJ_obj2nid (CMS_get0_type (cms)) != NID_pkcs7_signed || !is_der (cms, der, size) || !check_outside (der, size))
    return invalid (error, "no SignedData in DER"), NULL;
  if (CMS_is_detached (cms) != 1 || OBJ_obj2nid (CMS_get0_eContentType (cms)) != NID_pkcs7_data)
    return invalid (error, "not a detached signature"), NULL;
  infos = CMS_get0_SignerInfos (cms);
  if (sk_CMS_SignerInfo_num (infos) != 1)
    return invalid (error, "not exactly one signer"), NULL;
  info = sk_CMS_SignerInfo_value (infos, 0);
  return check_attributes (info, error) && check_algorithms (info, error) ? info : NULL;
}

/* Names are compared by their bytes; OpenSSL would take "DEMO" for "Demo". */
static bool
names_issuer (CMS_SignerInfo *info, X509 *certificate)
{
  X509_NAME *issuer = NULL;
  unsigned char *a = NULL, *b = NULL;
  int a_size, b_size;
  bool same;

  if (CMS_SignerInfo_get0_signer_id (info, NULL, &issuer, NULL) != 1 || issuer == NULL)
    return false;
  a_size = i2d_X509_NAME (issuer, &a);
  b_size = i2d_X509_NAME (X509_get_issuer_name (certificate), &b);
  same = a_size > 0 && a_size == b_size && memcmp (a, b, a_size) == 0;
  OPENSSL_free (a);
  OPENSSL_free (b);
  return same;
}

/* (transfer full) (nullable): the signer's certificate among those the signature brings. */
static X509 *
find_certificate (CMS_SignerInfo *info, STACK_OF (X509) * certificates)
{
  for (int i = 0; i < sk_X509_num (certificates); i++)
    {
      X509 *certificate = sk_X509_value (certificates, i);

      if (CMS_SignerInfo_cert_cmp (info, certificate) == 0 && names_issuer (info, certificate) &&
          X509_up_ref (certificate) == 1)
        return certificate;
    }
  return NULL;
}

static bool
check_chain (X509 *certificate, STACK_OF (X509) * others, X509_STORE *store, GError **error)
{
  g_autoptr (X509_STORE_CTX) context = X509_STORE_CTX_new ();

  if (X509_STORE_CTX_init (context, store, certificate, others) != 1)
    return untrusted (error, "cannot be read");
  if (X509_verify_cert (context) != 1)
    return untrusted (error, X509_verify_cert_error_string (X509_STORE_CTX_get_error (context)));
  if (!amt_certificate_may_sign (certificate))
    return untrusted (error, "it is not one for signing documents (nonRepudiation)");
  return true;
}

/* A BIO that reads both spans one after the other. */
static BIO *
new_content (const uint8_t *first, size_t first_size, const uint8_t *second, size_t second_size)
{
  BIO *content = BIO_new (BIO_s_mem ());

  BIO_write (content, first, (int) first_size);
  BIO_write (content, second, (int) second_size);
  return content;
}

static bool
run_verify (CMS_ContentInfo *cms, STACK_OF (X509) * certificates, X509_STORE *store, BIO *content, unsigned flags)
{
  bool ok = CMS_verify (cms, certificates, store, content, NULL, CMS_BINARY | flags) == 1;

  ERR_clear_error ();
  return ok;
}

/* First whether the bytes were signed by that key, then whether the key is to be trusted, so that each failure is named
 * for what it is. CMS_CADES checks that signing-certificate-v2 names this chain. */
static bool
check_all (CMS_ContentInfo *cms, CMS_SignerInfo *info, X509 *certificate, STACK_OF (X509) * certificates,
           const uint8_t *spans[2], const size_t sizes[2], X509_STORE *store, GError **error)
{
  g_autoptr (BIO) content = new_content (spans[0], sizes[0], spans[1], sizes[1]);
  g_autoptr (BIO) again = new_content (spans[0], sizes[0], spans[1], sizes[1]);

  if (!run_verify (cms, certificates, NULL, content, CMS_NO_SIGNER_CERT_VERIFY))
    return invalid (error, "the document is not what was signed");
  if (!check_chain (certificate, certificates, store, error))
    return false;
  return run_verify (cms, certificates, store, again, CMS_CADES) || invalid (error, "it names another certificate");
}

X509 *
amt_cms_verify (const uint8_t *der, size_t der_size, const uint8_t *first, size_t first_size, const uint8_t *second,
                size_t second_size, AmtTrust *trust, int64_t now, GError **error)
{
  const unsigned char *end = der;
  g_autoptr (CMS_ContentInfo) cms = d2i_CMS_ContentInfo (NULL, &end, (long) der_size);
  g_autoptr (X509_STORE) store = amt_trust_new_store (trust, now);
  const uint8_t *spans[2] = {first, second};
  const size_t sizes[2] = {first_size, second_size};
  STACK_OF (X509) *certificates = NULL;
  CMS_SignerInfo *info = NULL;
  X509 *certificate = NULL;

  if (cms == NULL)
    invalid (error, "it cannot be read");
  else if ((info = check_form (cms, der, der_size, error)) != NULL)
    {
      certificates = CMS_get1_certs (cms);
      if (certificates != NULL && sk_X509_num (certificates) <= MAX_CERTIFICATES)
        certificate = find_certificate (info, certificates);
      if (certificate == NULL)
        invalid (error, "it does not bring its certificate");
      else if (!check_all (cms, info, certificate, certificates, spans, sizes, store, error))
        g_clear_pointer (&certificate, X509_free);
    }
  OSSL_STACK_OF_X509_free (certificates);
  ERR_clear_error ();
  return certificate;
}
