/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Certificates of every kind, good and bad, and signatures made by OpenSSL's own CMS for comparison. */

#pragma once

#include "amt-certificate.h"
#include "amt-pades.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *usage; /* (nullable) "critical,nonRepudiation" */
  bool authority;
  int from_days; /* of validity, counted from now */
  int to_days;
  bool pss; /* an RSA-PSS key instead of P-256 */
} TestCertificateKind;

typedef struct
{
  X509 *certificate; /* (owned) */
  EVP_PKEY *key;     /* (owned) */
} TestIdentity;

/* @issuer NULL: signs itself. */
TestIdentity *test_identity_new (const TestCertificateKind *kind, const TestIdentity *issuer);
void test_identity_free (TestIdentity *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestIdentity, test_identity_free)

/* Writes DIR/NAME.p12, passphrase "demo". */
void test_identity_write_p12 (const TestIdentity *self, const char *dir, const char *name);
/* (transfer full): a trust whose only anchor is @root. */
AmtTrust *test_trust_new (const TestIdentity *root);

/* (transfer full): @draft signed by OpenSSL's CMS with @flags; @digest "SHA256" … */
GBytes *test_sign_with (GBytes *draft, const TestIdentity *signer, const TestIdentity *second, const char *digest,
                        unsigned flags);
/* An object of an update: its number and what stands between "obj" and "endobj". Ends with number 0. */
typedef struct
{
  int number;
  const char *text; /* may hold TEST_SIGNATURE once, where somebody signs */
} TestObject;

/* The entries of a signature dictionary that are filled in when it is signed. */
#define TEST_SIGNATURE "@SIGNATURE@"

/* (transfer full): @pdf and one more revision with @objects, whole and readable, as any other program may write one. @signer
 * (nullable): signs all of it, in PAdES's form. */
GBytes *test_append_revision (GBytes *pdf, const TestObject *objects, const TestIdentity *signer);
/* (transfer full): what stands in the newest revision of object @number. */
char *test_get_object (GBytes *pdf, int number);
/* Of the newest revision: objects it counts, the number of its catalogue. */
void test_get_trailer (GBytes *pdf, int *size, int *root);

/* (transfer full): the CMS within @signed_pdf, cut to its length, and the bytes it covers. */
GBytes *test_extract_cms (GBytes *signed_pdf, GBytes **content);

/* (transfer full): a certificate of registration, rendered. */
GBytes *test_draft_new (const char *file_number);

G_END_DECLS
