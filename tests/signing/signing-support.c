/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "signing-support.h"

#include "../documents/documents-support.h"
#include "amt-pdf-update.h"

#include <glib/gstdio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <time.h>

static void
add_extension (X509 *certificate, X509 *issuer, int nid, const char *value)
{
  X509V3_CTX context;
  X509_EXTENSION *extension;

  X509V3_set_ctx (&context, issuer, certificate, NULL, NULL, 0);
  extension = X509V3_EXT_conf_nid (NULL, &context, nid, value);
  g_assert_nonnull (extension);
  X509_add_ext (certificate, extension, -1);
  X509_EXTENSION_free (extension);
}

static EVP_PKEY *
new_pss_key (void)
{
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name (NULL, "RSA-PSS", NULL);
  EVP_PKEY *key = NULL;

  g_assert_cmpint (EVP_PKEY_keygen_init (context), ==, 1);
  g_assert_cmpint (EVP_PKEY_CTX_set_rsa_keygen_bits (context, 3072), ==, 1);
  g_assert_cmpint (EVP_PKEY_generate (context, &key), ==, 1);
  EVP_PKEY_CTX_free (context);
  return key;
}

TestIdentity *
test_identity_new (const TestCertificateKind *kind, const TestIdentity *issuer)
{
  static int serial = 1000;
  TestIdentity *self = g_new0 (TestIdentity, 1);
  X509 *certificate = X509_new ();
  X509 *parent = issuer != NULL ? issuer->certificate : certificate;
  time_t now = time (NULL);

  self->key = kind->pss ? new_pss_key () : EVP_EC_gen ("P-256");
  self->certificate = certificate;
  X509_set_version (certificate, X509_VERSION_3);
  ASN1_INTEGER_set (X509_get_serialNumber (certificate), serial++);
  X509_time_adj_ex (X509_getm_notBefore (certificate), kind->from_days, 0, &now);
  X509_time_adj_ex (X509_getm_notAfter (certificate), kind->to_days, 0, &now);
  X509_set_pubkey (certificate, self->key);
  X509_NAME_add_entry_by_txt (X509_get_subject_name (certificate), "CN", MBSTRING_UTF8,
                              (const unsigned char *) kind->name, -1, -1, 0);
  X509_set_issuer_name (certificate, X509_get_subject_name (parent));
  add_extension (certificate, parent, NID_basic_constraints,
                 kind->authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
  if (kind->usage != NULL)
    add_extension (certificate, parent, NID_key_usage, kind->usage);
  add_extension (certificate, parent, NID_subject_key_identifier, "hash");
  if (issuer != NULL)
    add_extension (certificate, parent, NID_authority_key_identifier, "keyid");
  g_assert_nonnull (self->key);
  g_assert_cmpint (X509_sign (certificate, issuer != NULL ? issuer->key : self->key, EVP_sha256 ()), >, 0);
  return self;
}

void
test_identity_free (TestIdentity *self)
{
  X509_free (self->certificate);
  EVP_PKEY_free (self->key);
  g_free (self);
}

void
test_identity_write_p12 (const TestIdentity *self, const char *dir, const char *name)
{
  g_autofree char *path = g_build_filename (dir, name, NULL);
  PKCS12 *p12 = PKCS12_create ("demo", "x", self->key, self->certificate, NULL, 0, 0, 0, 0, 0);
  FILE *file = g_fopen (path, "wb");

  g_assert_cmpint (i2d_PKCS12_fp (file, p12), ==, 1);
  fclose (file);
  PKCS12_free (p12);
}

AmtTrust *
test_trust_new (const TestIdentity *root)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("amt-root-XXXXXX", &path, &error);
  const char *paths[] = {path, NULL};
  FILE *file = fdopen (fd, "w");
  AmtTrust *trust;

  PEM_write_X509 (file, root->certificate);
  fclose (file);
  trust = amt_trust_new (paths, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return trust;
}

/* (transfer full) */
static CMS_ContentInfo *
make_cms (BIO *content, const TestIdentity *signer, const TestIdentity *second, const char *digest, unsigned flags)
{
  CMS_ContentInfo *cms = CMS_sign (NULL, NULL, NULL, NULL, flags | CMS_BINARY | CMS_PARTIAL);

  g_assert_nonnull (cms);
  g_assert_nonnull (CMS_add1_signer (cms, signer->certificate, signer->key, EVP_get_digestbyname (digest),
                                     flags | CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP));
  if (second != NULL)
    g_assert_nonnull (CMS_add1_signer (cms, second->certificate, second->key, EVP_get_digestbyname (digest),
                                       flags | CMS_BINARY | CMS_PARTIAL | CMS_NOSMIMECAP));
  g_assert_cmpint (CMS_final (cms, content, NULL, flags | CMS_BINARY), ==, 1);
  return cms;
}

/* Signs all of @bytes but the hole, and fills it. */
static void
fill_hole (GByteArray *bytes, size_t hole, size_t hole_end, const TestIdentity *signer, const TestIdentity *second,
           const char *digest, unsigned flags)
{
  BIO *content = BIO_new (BIO_s_mem ());
  CMS_ContentInfo *cms;
  unsigned char *der = NULL;
  int length;

  BIO_write (content, bytes->data, hole);
  BIO_write (content, bytes->data + hole_end, bytes->len - hole_end);
  cms = make_cms (content, signer, second, digest, flags);
  length = i2d_CMS_ContentInfo (cms, &der);
  for (int i = 0; i < length; i++)
    {
      char hex[3];

      g_snprintf (hex, sizeof hex, "%02x", der[i]);
      memcpy (bytes->data + hole + 1 + 2 * i, hex, 2);
    }
  OPENSSL_free (der);
  CMS_ContentInfo_free (cms);
  BIO_free (content);
}

GBytes *
test_sign_with (GBytes *draft, const TestIdentity *signer, const TestIdentity *second, const char *digest,
                unsigned flags)
{
  g_auto (AmtPdfUpdate) update = {0};
  g_autoptr (GError) error = NULL;

  g_assert_true (amt_pdf_update_make (&update, draft, "20261122101112", &error));
  fill_hole (update.bytes, update.hole, update.hole_end, signer, second, digest, flags);
  return g_byte_array_free_to_bytes (g_steal_pointer (&update.bytes));
}

/* The last place of @word; @pdf is no text, so nothing of string.h that stops at a zero. */
static const char *
find_last (GBytes *pdf, const char *word)
{
  size_t size;
  const char *data = g_bytes_get_data (pdf, &size);
  const char *found = NULL, *next = data;

  while ((next = memmem (next, size - (next - data), word, strlen (word))) != NULL)
    found = next++;
  g_assert_nonnull (found);
  return found;
}

void
test_get_trailer (GBytes *pdf, int *size, int *root)
{
  const char *trailer = find_last (pdf, "trailer <<");

  *size = atoi (strstr (trailer, "/Size ") + 6);
  *root = atoi (strstr (trailer, "/Root ") + 6);
}

char *
test_get_object (GBytes *pdf, int number)
{
  g_autofree char *head = g_strdup_printf ("\n%d 0 obj\n", number);
  const char *start = find_last (pdf, head) + strlen (head);
  const char *end = strstr (start, "\nendobj");

  g_assert_nonnull (end);
  return g_strndup (start, end - start);
}

static void
put_object (GByteArray *out, const TestObject *object)
{
  g_auto (GStrv) parts = g_strsplit (object->text, TEST_SIGNATURE, 2);
  g_autofree char *zeros = g_strnfill (2 * AMT_PDF_HOLE_BYTES, '0');
  g_autofree char *text = parts[1] != NULL
                              ? g_strdup_printf ("%s/ByteRange [%-44s] /Contents <%s>%s", parts[0], "", zeros, parts[1])
                              : g_strdup (object->text);
  g_autofree char *whole = g_strdup_printf ("%d 0 obj\n%s\nendobj\n", object->number, text);

  g_byte_array_append (out, (const uint8_t *) whole, strlen (whole));
}

static void
sign_revision (GByteArray *out, size_t from, const TestIdentity *signer)
{
  char *start = (char *) out->data + from;
  char *hole = (char *) memmem (start, out->len - from, "/Contents <0", 12) + strlen ("/Contents ");
  char *range = (char *) memmem (start, out->len - from, "/ByteRange [", 12) + strlen ("/ByteRange [");
  size_t at = hole - (char *) out->data;
  size_t end = at + 2 * AMT_PDF_HOLE_BYTES + 2;
  g_autofree char *numbers = g_strdup_printf ("0 %zu %zu %zu", at, end, out->len - end);

  memcpy (range, numbers, strlen (numbers));
  fill_hole (out, at, end, signer, NULL, "SHA256", CMS_DETACHED | CMS_CADES | CMS_NO_SIGNING_TIME);
}

GBytes *
test_append_revision (GBytes *pdf, const TestObject *objects, const TestIdentity *signer)
{
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GString) table = g_string_new ("xref\n");
  size_t from = g_bytes_get_size (pdf);
  int size, root;

  test_get_trailer (pdf, &size, &root);
  g_byte_array_append (out, g_bytes_get_data (pdf, NULL), from);
  for (const TestObject *object = objects; object->number > 0; object++)
    {
      g_string_append_printf (table, "%d 1\n%010u 00000 n \n", object->number, out->len);
      size = MAX (size, object->number + 1);
      put_object (out, object);
    }
  g_string_append_printf (table, "trailer << /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%u\n%%%%EOF\n", size, root,
                          atoi (find_last (pdf, "startxref\n") + 10), out->len);
  g_byte_array_append (out, (const uint8_t *) table->str, table->len);
  if (signer != NULL)
    sign_revision (out, from, signer);
  return g_byte_array_free_to_bytes (out);
}

GBytes *
test_extract_cms (GBytes *signed_pdf, GBytes **content)
{
  size_t size;
  const char *data = g_bytes_get_data (signed_pdf, &size);
  const char *hex = (const char *) memmem (data, size, "/Contents <3", 12) + 11;
  const char *end = memchr (hex, '>', data + size - hex);
  GByteArray *der = g_byte_array_new ();
  GByteArray *rest = g_byte_array_new ();
  size_t length;

  for (const char *p = hex; p < end; p += 2)
    {
      uint8_t byte = g_ascii_xdigit_value (p[0]) << 4 | g_ascii_xdigit_value (p[1]);

      g_byte_array_append (der, &byte, 1);
    }
  length = 4 + ((size_t) der->data[2] << 8 | der->data[3]); /* 30 82 xx xx */
  g_byte_array_set_size (der, length);
  g_byte_array_append (rest, (const uint8_t *) data, hex - 1 - data);
  g_byte_array_append (rest, (const uint8_t *) end + 1, data + size - end - 1);
  *content = g_byte_array_free_to_bytes (rest);
  return g_byte_array_free_to_bytes (der);
}

GBytes *
test_draft_new (const char *file_number)
{
  g_autoptr (TestDocument)
      document = test_document_new ("registration-certificate", "registration-certificate", "extended");
  g_autoptr (AmtDocumentRenderer) renderer = amt_document_renderer_new (NULL, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *pdf;

  document->in.file_number = file_number;
  pdf = amt_document_renderer_render (renderer, &document->in, &error);
  g_assert_no_error (error);
  return pdf;
}
