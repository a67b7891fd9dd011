/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-demo-pki.h"

#include "amt-certificate.h"
#include "amt-error.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <unistd.h>

#define ROOT_DAYS 3650
#define SIGNER_DAYS 1095
#define P12_ITERATIONS 20000

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PKCS12, PKCS12_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_EXTENSION, X509_EXTENSION_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BIO, BIO_free_all)

static bool
failed (GError **error, const char *what)
{
  const char *reason = ERR_reason_error_string (ERR_get_error ());

  amt_error_set (error, AMT_ERROR_FAILED, "pki-failed", NULL, "%s: %s", what, reason ? reason : g_strerror (errno));
  ERR_clear_error ();
  return false;
}

static EVP_PKEY *
new_key (AmtDemoKey key)
{
  switch (key)
    {
    case AMT_DEMO_KEY_P256:
      return EVP_EC_gen ("P-256");
    case AMT_DEMO_KEY_P384:
      return EVP_EC_gen ("P-384");
    case AMT_DEMO_KEY_RSA3072:
      return EVP_RSA_gen (3072);
    }
  g_assert_not_reached ();
}

static bool
add_name (X509_NAME *name, const char *field, const char *value)
{
  return X509_NAME_add_entry_by_txt (name, field, MBSTRING_UTF8, (const unsigned char *) value, -1, -1, 0) == 1;
}

static bool
add_extension (X509 *certificate, X509 *issuer, int nid, const char *value)
{
  g_autoptr (X509_EXTENSION) extension = NULL;
  X509V3_CTX context;

  X509V3_set_ctx (&context, issuer, certificate, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  return extension != NULL && X509_add_ext (certificate, extension, -1) == 1;
}

static bool
set_validity (X509 *certificate, int64_t now, int days)
{
  time_t start = now / G_USEC_PER_SEC - 3600; /* clocks differ */

  return X509_time_adj_ex (X509_getm_notBefore (certificate), 0, 0, &start) != NULL &&
         X509_time_adj_ex (X509_getm_notAfter (certificate), days, 0, &start) != NULL;
}

static bool
set_serial (X509 *certificate)
{
  unsigned char bytes[16];
  BIGNUM *number;
  bool ok;

  if (RAND_bytes (bytes, sizeof bytes) != 1)
    return false;
  bytes[0] = (bytes[0] & 0x3f) | 0x40; /* positive, and always as long */
  number = BN_bin2bn (bytes, sizeof bytes, NULL);
  ok = BN_to_ASN1_INTEGER (number, X509_get_serialNumber (certificate)) != NULL;
  BN_free (number);
  return ok;
}

/* (transfer full) (nullable): not signed yet. */
static X509 *
new_certificate (EVP_PKEY *key, int64_t now, int days)
{
  g_autoptr (X509) certificate = X509_new ();

  if (X509_set_version (certificate, X509_VERSION_3) != 1 || !set_serial (certificate) ||
      !set_validity (certificate, now, days) || X509_set_pubkey (certificate, key) != 1)
    return NULL;
  return g_steal_pointer (&certificate);
}

static bool
make_root (X509 *root, EVP_PKEY *key)
{
  X509_NAME *name = X509_get_subject_name (root);

  return add_name (name, "C", "DE") && add_name (name, "O", AMT_DEMO_ORGANISATION) &&
         add_name (name, "CN", "Amtsstube Demo Root") && X509_set_issuer_name (root, name) == 1 &&
         add_extension (root, root, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
         add_extension (root, root, NID_key_usage, "critical,keyCertSign,cRLSign") &&
         add_extension (root, root, NID_subject_key_identifier, "hash") && X509_sign (root, key, EVP_sha256 ()) > 0;
}

static bool
make_signer (X509 *certificate, X509 *root, EVP_PKEY *root_key, const char *name, const char *organisation)
{
  X509_NAME *subject = X509_get_subject_name (certificate);

  return add_name (subject, "C", "DE") && add_name (subject, "O", organisation) && add_name (subject, "CN", name) &&
         X509_set_issuer_name (certificate, X509_get_subject_name (root)) == 1 &&
         add_extension (certificate, root, NID_basic_constraints, "critical,CA:FALSE") &&
         add_extension (certificate, root, NID_key_usage, "critical,nonRepudiation") &&
         add_extension (certificate, root, NID_subject_key_identifier, "hash") &&
         add_extension (certificate, root, NID_authority_key_identifier, "keyid") &&
         X509_sign (certificate, root_key, EVP_sha256 ()) > 0;
}

/* A whole file or none, for the owner only unless @mode says more. */
static bool
write_file (const char *dir, const char *name, BIO *bio, int mode, GError **error)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  g_autoptr (GError) local = NULL;
  char *data;
  long size = BIO_get_mem_data (bio, &data);

  if (g_file_set_contents_full (path, data, size, G_FILE_SET_CONTENTS_CONSISTENT, mode, &local))
    return true;
  amt_error_set (error, AMT_ERROR_FAILED, "pki-failed", NULL, "%s", local->message);
  return false;
}

bool
amt_demo_pki_init (const char *dir, int64_t now, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "root.pem", NULL);
  g_autofree char *key_path = g_build_filename (dir, "root.key", NULL);
  g_autoptr (EVP_PKEY) key = NULL;
  g_autoptr (X509) root = NULL;
  g_autoptr (BIO) certificate_text = BIO_new (BIO_s_mem ());
  g_autoptr (BIO) key_text = BIO_new (BIO_s_secmem ());

  if (g_file_test (path, G_FILE_TEST_EXISTS) && g_file_test (key_path, G_FILE_TEST_EXISTS))
    return true;
  if (g_mkdir_with_parents (dir, 0700) != 0)
    return failed (error, dir);
  if (!(key = new_key (AMT_DEMO_KEY_P384)) || !(root = new_certificate (key, now, ROOT_DAYS)) ||
      !make_root (root, key) || PEM_write_bio_X509 (certificate_text, root) != 1 ||
      PEM_write_bio_PrivateKey (key_text, key, NULL, NULL, 0, NULL, NULL) != 1)
    return failed (error, "The demo root could not be made");
  return write_file (dir, "root.key", key_text, 0600, error) &&
         write_file (dir, "root.pem", certificate_text, 0644, error);
}

static bool
read_root (const char *dir, X509 **root, EVP_PKEY **key, GError **error)
{
  g_autofree char *path = g_build_filename (dir, "root.pem", NULL);
  g_autofree char *key_path = g_build_filename (dir, "root.key", NULL);
  g_autoptr (BIO) certificate_text = BIO_new_file (path, "r");
  g_autoptr (BIO) key_text = BIO_new_file (key_path, "r");

  if (certificate_text == NULL || key_text == NULL ||
      !(*root = PEM_read_bio_X509 (certificate_text, NULL, NULL, NULL)) ||
      !(*key = PEM_read_bio_PrivateKey (key_text, NULL, NULL, NULL)))
    return failed (error, "The demo root could not be read");
  return true;
}

static bool
write_p12 (const char *dir, const char *user, const char *name, EVP_PKEY *key, X509 *certificate, X509 *root,
           GError **error)
{
  g_autoptr (PKCS12) p12 = NULL;
  g_autoptr (BIO) bio = BIO_new (BIO_s_mem ());
  g_autofree char *file = g_strdup_printf ("%s.p12", user);
  STACK_OF (X509) *others = sk_X509_new_null ();

  sk_X509_push (others, root);
  p12 = PKCS12_create (AMT_DEMO_PKI_PASSPHRASE, name, key, certificate, others, 0, 0, P12_ITERATIONS, P12_ITERATIONS,
                       0);
  sk_X509_free (others);
  if (p12 == NULL || i2d_PKCS12_bio (bio, p12) != 1)
    return failed (error, "The key file could not be made");
  return write_file (dir, file, bio, 0600, error);
}

char *
amt_demo_pki_issue (const char *dir, const char *user, const char *name, const char *organisation, AmtDemoKey key,
                    int64_t now, GError **error)
{
  g_autoptr (X509) root = NULL;
  g_autoptr (X509) certificate = NULL;
  g_autoptr (EVP_PKEY) root_key = NULL;
  g_autoptr (EVP_PKEY) own_key = NULL;

  if (strchr (user, '/') != NULL || !read_root (dir, &root, &root_key, error))
    return NULL;
  if (!(own_key = new_key (key)) || !(certificate = new_certificate (own_key, now, SIGNER_DAYS)) ||
      !make_signer (certificate, root, root_key, name, organisation))
    {
      failed (error, "The demo certificate could not be made");
      return NULL;
    }
  if (!write_p12 (dir, user, name, own_key, certificate, root, error))
    return NULL;
  return amt_certificate_sha256 (certificate);
}
