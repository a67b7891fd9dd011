/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-cms.h"

#include "amt-certificate.h"
#include "amt-error.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

/* Encoded object identifiers and algorithms. */
#define OID(...) ((const uint8_t[]) {__VA_ARGS__}), sizeof ((const uint8_t[]) {__VA_ARGS__})
#define OID_SIGNED_DATA OID (0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02)
#define OID_DATA OID (0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x01)
#define OID_CONTENT_TYPE OID (0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x03)
#define OID_MESSAGE_DIGEST OID (0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x04)
#define OID_SIGNING_CERTIFICATE_V2 OID (0x06, 0x0b, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x02, 0x2f)

#define SHA256_OID 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01
#define SHA384_OID 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02

enum
{
  TAG_INTEGER = 0x02,
  TAG_OCTETS = 0x04,
  TAG_SEQUENCE = 0x30,
  TAG_SET = 0x31,
  TAG_CONTEXT_0 = 0xa0,
};

static const uint8_t sha256_algorithm[] = {0x30, 0x0b, SHA256_OID};
static const uint8_t sha384_algorithm[] = {0x30, 0x0b, SHA384_OID};
static const uint8_t rsa_algorithm[] = {0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
                                        0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00};
/* RSASSA-PSS with SHA-256, MGF1 with SHA-256, salt of 32 (RFC 4055) */
static const uint8_t pss_algorithm[] = {
    0x30, 0x3d, 0x06, 0x09, 0x2a,       0x86, 0x48, 0x86,       0xf7, 0x0d, 0x01, 0x01, 0x0a, 0x30, 0x30,
    0xa0, 0x0d, 0x30, 0x0b, SHA256_OID, 0xa1, 0x1a, 0x30,       0x18, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86,
    0xf7, 0x0d, 0x01, 0x01, 0x08,       0x30, 0x0b, SHA256_OID, 0xa2, 0x03, 0x02, 0x01, 0x20,
};
static const uint8_t ecdsa256_algorithm[] = {0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02};
static const uint8_t ecdsa384_algorithm[] = {0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03};

static const struct
{
  const char *digest;
  const uint8_t *digest_algorithm;
  size_t digest_size;
  const uint8_t *algorithm;
  size_t size;
} algorithms[] = {
    [AMT_SIGNATURE_RSA_PKCS1_SHA256] = {"SHA256", sha256_algorithm, 13, rsa_algorithm, sizeof rsa_algorithm},
    [AMT_SIGNATURE_RSA_PSS_SHA256] = {"SHA256", sha256_algorithm, 13, pss_algorithm, sizeof pss_algorithm},
    [AMT_SIGNATURE_ECDSA_SHA256] = {"SHA256", sha256_algorithm, 13, ecdsa256_algorithm, sizeof ecdsa256_algorithm},
    [AMT_SIGNATURE_ECDSA_SHA384] = {"SHA384", sha384_algorithm, 13, ecdsa384_algorithm, sizeof ecdsa384_algorithm},
};

static void
put (GByteArray *out, const void *data, size_t size)
{
  g_byte_array_append (out, data, size);
}

static void
put_tlv (GByteArray *out, uint8_t tag, const void *data, size_t size)
{
  uint8_t head[6] = {tag};
  int length = 1;

  g_assert (size < 0x1000000);
  if (size < 0x80)
    head[length++] = size;
  else
    {
      int bytes = size < 0x100 ? 1 : size < 0x10000 ? 2 : 3;

      head[length++] = 0x80 | bytes;
      while (bytes-- > 0)
        head[length++] = size >> (8 * bytes);
    }
  put (out, head, length);
  put (out, data, size);
}

/* Puts @inner in and frees it. */
static void
take_tlv (GByteArray *out, uint8_t tag, GByteArray *inner)
{
  put_tlv (out, tag, inner->data, inner->len);
  g_byte_array_unref (inner);
}

/* (transfer full): SEQUENCE { oid, SET { value } } */
static GByteArray *
new_attribute (const uint8_t *oid, size_t oid_size, GByteArray *value)
{
  GByteArray *inner = g_byte_array_new ();
  GByteArray *out = g_byte_array_new ();

  put (inner, oid, oid_size);
  take_tlv (inner, TAG_SET, value);
  take_tlv (out, TAG_SEQUENCE, inner);
  return out;
}

/* RFC 5035: SigningCertificateV2 of one ESSCertIDv2 whose hash is SHA-256, the default, which DER leaves out. */
static GByteArray *
new_signing_certificate (GBytes *certificate)
{
  GByteArray *id = g_byte_array_new (), *ids = g_byte_array_new ();
  GByteArray *list = g_byte_array_new (), *out = g_byte_array_new ();
  uint8_t hash[32];
  size_t size;
  const void *data = g_bytes_get_data (certificate, &size);

  EVP_Digest (data, size, hash, NULL, EVP_sha256 (), NULL);
  put_tlv (id, TAG_OCTETS, hash, sizeof hash);
  take_tlv (ids, TAG_SEQUENCE, id);
  take_tlv (list, TAG_SEQUENCE, ids);
  take_tlv (out, TAG_SEQUENCE, list);
  return out;
}

static int
compare_encodings (const void *a, const void *b)
{
  const GByteArray *x = *(GByteArray *const *) a, *y = *(GByteArray *const *) b;
  int order = memcmp (x->data, y->data, MIN (x->len, y->len));

  return order != 0 ? order : (int) x->len - (int) y->len;
}

/* (transfer full): the signed attributes in the order DER gives a SET OF, without their tag. No signing time: PAdES
 * takes it from the signature dictionary. */
static GByteArray *
new_attributes (AmtSigner *signer, const uint8_t *digest, size_t digest_size)
{
  GByteArray *type = g_byte_array_new (), *hash = g_byte_array_new (), *out = g_byte_array_new ();
  GByteArray *attributes[3];

  put (type, OID_DATA);
  put_tlv (hash, TAG_OCTETS, digest, digest_size);
  attributes[0] = new_attribute (OID_CONTENT_TYPE, type);
  attributes[1] = new_attribute (OID_MESSAGE_DIGEST, hash);
  attributes[2] = new_attribute (OID_SIGNING_CERTIFICATE_V2,
                                 new_signing_certificate (g_ptr_array_index (amt_signer_get_chain (signer), 0)));
  qsort (attributes, 3, sizeof attributes[0], compare_encodings);
  for (int i = 0; i < 3; i++)
    {
      put (out, attributes[i]->data, attributes[i]->len);
      g_byte_array_unref (attributes[i]);
    }
  return out;
}

/* IssuerAndSerialNumber */
static bool
put_issuer (GByteArray *out, AmtSigner *signer)
{
  g_autoptr (X509) certificate = amt_certificate_from_der (g_ptr_array_index (amt_signer_get_chain (signer), 0));
  GByteArray *inner;
  unsigned char *issuer = NULL, *serial = NULL;
  int issuer_size, serial_size;

  if (certificate == NULL)
    return false;
  inner = g_byte_array_new ();
  issuer_size = i2d_X509_NAME (X509_get_issuer_name (certificate), &issuer);
  serial_size = i2d_ASN1_INTEGER (X509_get0_serialNumber (certificate), &serial);
  put (inner, issuer, MAX (issuer_size, 0));
  put (inner, serial, MAX (serial_size, 0));
  take_tlv (out, TAG_SEQUENCE, inner);
  OPENSSL_free (issuer);
  OPENSSL_free (serial);
  return issuer_size > 0 && serial_size > 0;
}

static bool
put_signer_info (GByteArray *out, AmtSigner *signer, GByteArray *attributes, GBytes *signature)
{
  AmtSignatureAlgorithm which = amt_signer_get_algorithm (signer);
  GByteArray *info = g_byte_array_new ();
  GByteArray *set = g_byte_array_new ();
  size_t size;
  const void *data = g_bytes_get_data (signature, &size);
  bool ok;

  put_tlv (info, TAG_INTEGER, "\1", 1);
  ok = put_issuer (info, signer);
  put (info, algorithms[which].digest_algorithm, algorithms[which].digest_size);
  put_tlv (info, TAG_CONTEXT_0, attributes->data, attributes->len);
  put (info, algorithms[which].algorithm, algorithms[which].size);
  put_tlv (info, TAG_OCTETS, data, size);
  take_tlv (set, TAG_SEQUENCE, info);
  take_tlv (out, TAG_SET, set);
  return ok;
}

/* The certificates in the order of a SET OF; a root is not among them, who trusts it has it. */
static void
put_certificates (GByteArray *out, AmtSigner *signer)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  GPtrArray *chain = amt_signer_get_chain (signer);
  GByteArray *inner = g_byte_array_new ();

  for (unsigned i = 0; i < chain->len; i++)
    {
      g_autoptr (X509) certificate = amt_certificate_from_der (g_ptr_array_index (chain, i));

      if (certificate != NULL && (i == 0 || X509_self_signed (certificate, 0) != 1))
        g_ptr_array_add (all, g_bytes_unref_to_array (g_bytes_ref (g_ptr_array_index (chain, i))));
    }
  g_ptr_array_sort (all, compare_encodings);
  for (unsigned i = 0; i < all->len; i++)
    put (inner, ((GByteArray *) g_ptr_array_index (all, i))->data, ((GByteArray *) g_ptr_array_index (all, i))->len);
  take_tlv (out, TAG_CONTEXT_0, inner);
}

static GBytes *
new_signed_data (AmtSigner *signer, GByteArray *attributes, GBytes *signature)
{
  AmtSignatureAlgorithm which = amt_signer_get_algorithm (signer);
  GByteArray *data = g_byte_array_new (), *type = g_byte_array_new (), *wrapped = g_byte_array_new ();
  GByteArray *content = g_byte_array_new (), *out = g_byte_array_new ();
  bool ok;

  put_tlv (data, TAG_INTEGER, "\1", 1);
  put_tlv (data, TAG_SET, algorithms[which].digest_algorithm, algorithms[which].digest_size);
  put (type, OID_DATA);
  take_tlv (data, TAG_SEQUENCE, type);
  put_certificates (data, signer);
  ok = put_signer_info (data, signer, attributes, signature);
  take_tlv (wrapped, TAG_SEQUENCE, data);
  put (content, OID_SIGNED_DATA);
  take_tlv (content, TAG_CONTEXT_0, wrapped);
  take_tlv (out, TAG_SEQUENCE, content);
  if (ok)
    return g_byte_array_free_to_bytes (out);
  g_byte_array_unref (out);
  return NULL;
}

static bool
hash_spans (const char *name, const uint8_t *first, size_t first_size, const uint8_t *second, size_t second_size,
            uint8_t *digest, unsigned *digest_size)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  const EVP_MD *type = EVP_get_digestbyname (name);
  bool ok = EVP_DigestInit_ex (context, type, NULL) == 1 && EVP_DigestUpdate (context, first, first_size) == 1 &&
            EVP_DigestUpdate (context, second, second_size) == 1 &&
            EVP_DigestFinal_ex (context, digest, digest_size) == 1;

  EVP_MD_CTX_free (context);
  return ok;
}

GBytes *
amt_cms_sign (const uint8_t *first, size_t first_size, const uint8_t *second, size_t second_size, AmtSigner *signer,
              GCancellable *cancellable, GError **error)
{
  AmtSignatureAlgorithm which = amt_signer_get_algorithm (signer);
  g_autoptr (GByteArray) attributes = NULL;
  g_autoptr (GByteArray) set = g_byte_array_new ();
  g_autoptr (GBytes) to_sign = NULL;
  g_autoptr (GBytes) signature = NULL;
  uint8_t digest[EVP_MAX_MD_SIZE];
  unsigned digest_size = 0;
  GBytes *cms = NULL;

  if (hash_spans (algorithms[which].digest, first, first_size, second, second_size, digest, &digest_size))
    {
      attributes = new_attributes (signer, digest, digest_size);
      put_tlv (set, TAG_SET, attributes->data, attributes->len);
      to_sign = g_bytes_new (set->data, set->len);
      if (!(signature = amt_signer_sign (signer, to_sign, cancellable, error)))
        return NULL;
      cms = new_signed_data (signer, attributes, signature);
    }
  if (cms == NULL)
    amt_error_set (error, AMT_ERROR_FAILED, "signer-failed", NULL, "The signature could not be made");
  return cms;
}
