/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-demo-pki.h"
#include "amt-error.h"
#include "amt-file-signer.h"
#include "amt-pdf-update.h"
#include "signing-support.h"

#include <glib/gstdio.h>
#include <openssl/cms.h>
#include <string.h>

#define DAY (G_TIME_SPAN_DAY) /* microseconds */

/* One demo PKI, one draft and one good signature for all tests. */
typedef struct
{
  char *dir;
  AmtTrust *trust;
  GBytes *draft;
  AmtSigner *signer;
  GBytes *good;
  int64_t now;
} World;

static World world;

static AmtSigner *
open_signer (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file = g_strdup_printf ("%s.p12", name);
  g_autofree char *path = g_build_filename (world.dir, file, NULL);
  g_autoptr (AmtSecret) secret = amt_secret_new ("demo");
  AmtSigner *signer = amt_file_signer_new (path, secret, &error);

  g_assert_no_error (error);
  return signer;
}

static void
make_world (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *root = NULL;
  const char *paths[2] = {NULL, NULL};
  static const char *const users[] = {"p256", "p384", "rsa"};

  world.now = g_get_real_time ();
  world.dir = g_dir_make_tmp ("amt-pki-XXXXXX", &error);
  g_assert_true (amt_demo_pki_init (world.dir, world.now, &error));
  for (int i = 0; i < 3; i++)
    {
      g_autofree char *hash = amt_demo_pki_issue (world.dir, users[i], "Annegret Thießen", "Stadt Leinhagen", i,
                                                  world.now, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (strlen (hash), ==, 64);
    }
  paths[0] = root = g_build_filename (world.dir, "root.pem", NULL);
  world.trust = amt_trust_new (paths, &error);
  g_assert_no_error (error);
  world.draft = test_draft_new ("2026-004217");
  world.signer = open_signer ("p256");
  world.good = amt_pades_sign (world.draft, world.signer, world.now, NULL, &error);
  g_assert_no_error (error);
}

static void
end_world (void)
{
  static const char *const files[] = {"p256.p12", "p384.p12", "rsa.p12", "root.pem", "root.key", "bad.p12", "text.p12"};

  for (size_t i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (world.dir, files[i], NULL);

      g_unlink (path);
    }
  g_rmdir (world.dir);
  g_free (world.dir);
  amt_trust_unref (world.trust);
  g_bytes_unref (world.draft);
  g_bytes_unref (world.good);
  g_assert_finalize_object (world.signer);
}

static void
refuse_with (GBytes *draft, GBytes *pdf, AmtTrust *trust, int64_t now, const char *slug)
{
  g_autoptr (GError) error = NULL;

  if (amt_pades_verify_against_draft (draft, pdf, trust, now, NULL, &error))
    g_error ("accepted what is %s", slug);
  g_assert_error (error, AMT_ERROR, AMT_ERROR_CONFLICT);
  if (g_strcmp0 (amt_error_get_slug (error), slug) != 0)
    g_error ("%s instead of %s: %s", amt_error_get_slug (error), slug, error->message);
}

static void
refuse (GBytes *pdf, const char *slug)
{
  refuse_with (world.draft, pdf, world.trust, world.now, slug);
}

static void
test_keys (void)
{
  static const char *const users[] = {"p256", "p384", "rsa"};

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (AmtSigner) signer = open_signer (users[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) pdf = amt_pades_sign (world.draft, signer, world.now, NULL, &error);
      g_autofree char *hash = amt_signer_get_certificate_sha256 (signer);
      g_auto (AmtPadesReport) report = {0};

      g_assert_no_error (error);
      g_assert_cmpint (amt_signer_get_kind (signer), ==, AMT_SIGNER_FILE);
      g_assert_cmpstr (amt_signer_get_label (signer), ==, "Annegret Thießen");
      g_assert_true (amt_signer_is_demo (signer));
      g_assert_cmpint (amt_signer_get_expiry (signer), >, world.now + 1000 * DAY);
      g_assert_cmpmem (g_bytes_get_data (pdf, NULL), g_bytes_get_size (world.draft),
                       g_bytes_get_data (world.draft, NULL), g_bytes_get_size (world.draft));
      amt_pades_verify_against_draft (world.draft, pdf, world.trust, world.now, &report, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (report.certificate_sha256, ==, hash);
      g_assert_cmpstr (report.subject, ==, "Annegret Thießen");
      g_assert_cmpstr (report.issuer, ==, "Amtsstube Demo Root");
      g_assert_cmpstr (report.level, ==, "B-B");
      g_assert_true (report.demo);
      g_assert_cmpint (report.expires_at, ==, amt_signer_get_expiry (signer));
    }
}

static void
signed_cb (GObject *source, GAsyncResult *result, void *data)
{
  g_autoptr (GError) error = NULL;
  GBytes **out = data;

  *out = amt_pades_sign_finish (result, &error);
  g_assert_no_error (error);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, void *data)
{
  bool *done = data;
  g_autoptr (GError) error = NULL;

  g_assert_null (amt_pades_sign_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *done = true;
}

static void
test_async (void)
{
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  bool done = false;

  amt_pades_sign_async (world.draft, world.signer, world.now, NULL, signed_cb, &pdf);
  while (pdf == NULL)
    g_main_context_iteration (NULL, TRUE);
  amt_pades_verify_against_draft (world.draft, pdf, world.trust, world.now, NULL, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  amt_pades_sign_async (world.draft, world.signer, world.now, cancellable, cancelled_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_key_files (void)
{
  static const TestCertificateKind kind = {"Nur Anmeldung", "critical,digitalSignature", false, -1, 10};
  g_autoptr (TestIdentity) identity = test_identity_new (&kind, NULL);
  g_autofree char *text = g_build_filename (world.dir, "text.p12", NULL);
  static const struct
  {
    const char *file;
    const char *passphrase;
    const char *slug;
  } cases[] = {
      {"none.p12", "demo", "no-such-file"},   {"p256.p12", "falsch", "wrong-passphrase"},
      {"p256.p12", "", "wrong-passphrase"},   {"text.p12", "demo", "not-a-key-file"},
      {"root.pem", "demo", "not-a-key-file"}, {"bad.p12", "demo", "not-for-signing"},
  };

  test_identity_write_p12 (identity, world.dir, "bad.p12");
  g_file_set_contents (text, "0\x82 no key", -1, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *path = g_build_filename (world.dir, cases[i].file, NULL);
      g_autoptr (AmtSecret) secret = amt_secret_new (cases[i].passphrase);

      g_assert_null (amt_file_signer_new (path, secret, &error));
      g_assert_cmpstr (amt_error_get_slug (error), ==, cases[i].slug);
    }
}

/* RSASSA-PSS, which cards ask for. */
static void
test_pss (void)
{
  static const TestCertificateKind root_kind = {"Wurzel", "critical,keyCertSign,cRLSign", true, -10, 1000, false};
  static const TestCertificateKind kind = {"PSS", "critical,nonRepudiation", false, -1, 10, true};
  g_autoptr (TestIdentity) root = test_identity_new (&root_kind, NULL);
  g_autoptr (TestIdentity) identity = test_identity_new (&kind, root);
  g_autoptr (AmtTrust) trust = test_trust_new (root);
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtSigner) signer = NULL;
  g_autoptr (GBytes) pdf = NULL;

  test_identity_write_p12 (identity, world.dir, "bad.p12");
  signer = open_signer ("bad");
  g_assert_cmpint (amt_signer_get_algorithm (signer), ==, AMT_SIGNATURE_RSA_PSS_SHA256);
  g_assert_false (amt_signer_is_demo (signer));
  pdf = amt_pades_sign (world.draft, signer, world.now, NULL, &error);
  g_assert_no_error (error);
  amt_pades_verify_against_draft (world.draft, pdf, trust, world.now, NULL, &error);
  g_assert_no_error (error);
}

static void
test_secret (void)
{
  g_autofree char *longest = g_strnfill (AMT_SECRET_MAX, 'x');
  g_autofree char *too_long = g_strnfill (AMT_SECRET_MAX + 1, 'x');
  g_autoptr (AmtSecret) secret = amt_secret_new (longest);
  g_autofree char *maps = NULL;
  g_autofree char *range = NULL;
  const char *at;

  g_assert_cmpstr (amt_secret_peek (secret), ==, longest);
  g_assert_null (amt_secret_new (too_long));
  /* "dd" among the mapping's flags: not in a core dump */
  g_assert_true (g_file_get_contents ("/proc/self/smaps", &maps, NULL, NULL));
  range = g_strdup_printf ("%lx-", (unsigned long) ((uintptr_t) amt_secret_peek (secret) & ~(uintptr_t) 4095));
  at = strstr (maps, range);
  g_assert_nonnull (at);
  at = strstr (at, "VmFlags:");
  g_assert_nonnull (g_strstr_len (at, strchr (at, '\n') - at, " dd"));
}

static void
test_not_a_draft (void)
{
  g_autoptr (GBytes) garbage = g_bytes_new_static ("%PDF-1.7\nnothing at all, but long enough to be looked at: "
                                                   "0123456789012345678901234567890123456789012345678901234567890123\n"
                                                   "startxref\n9\n%%EOF\n",
                                                   141);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);
  GBytes *const cases[] = {garbage, empty, world.good};

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (amt_pades_sign (cases[i], world.signer, world.now, NULL, &error));
      g_assert_cmpstr (amt_error_get_slug (error), ==, "not-a-draft");
    }
}

static void
test_expired (void)
{
  static const int days[] = {-2, 1200};

  for (size_t i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (GError) error = NULL;

      refuse_with (world.draft, world.good, world.trust, world.now + days[i] * DAY, "certificate-untrusted");
      g_assert_null (amt_pades_sign (world.draft, world.signer, world.now + days[i] * DAY, NULL, &error));
      g_assert_cmpstr (amt_error_get_slug (error), ==, "certificate-expired");
    }
}

/* (transfer full): the good document with @length bytes at @at replaced. */
static GBytes *
patch (size_t at, const void *bytes, size_t length)
{
  size_t size;
  const void *data = g_bytes_get_data (world.good, &size);
  char *copy = g_memdup2 (data, size);

  g_assert_cmpuint (at + length, <=, size);
  memcpy (copy + at, bytes, length);
  return g_bytes_new_take (copy, size);
}

/* (transfer full): the good document and more. */
static GBytes *
append (const char *more)
{
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, g_bytes_get_data (world.good, NULL), g_bytes_get_size (world.good));
  g_byte_array_append (out, (const uint8_t *) more, strlen (more));
  return g_byte_array_free_to_bytes (out);
}

static size_t
find (const char *what)
{
  const char *data = g_bytes_get_data (world.good, NULL);
  size_t from = g_bytes_get_size (world.draft);
  const char *found = memmem (data + from, g_bytes_get_size (world.good) - from, what, strlen (what));

  g_assert_nonnull (found);
  return found - data;
}

static void
test_appended (void)
{
  static const char *const more[] = {
      "\n", " ", "%comment\n", "99 0 obj\n<< >>\nendobj\nxref\n0 0\ntrailer << >>\nstartxref\n0\n%%EOF\n", "%%EOF\n",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (more); i++)
    {
      g_autoptr (GBytes) pdf = append (more[i]);

      refuse (pdf, "not-this-draft");
    }
}

/* A second signature on top: the first field is filled, so another writer would add one. */
static void
test_second_signature (void)
{
  const char *data = g_bytes_get_data (world.good, NULL);
  size_t from = g_bytes_get_size (world.draft);
  g_autofree char *again = g_strndup (data + from, g_bytes_get_size (world.good) - from);
  g_autoptr (GBytes) pdf = append (again);
  g_autoptr (GBytes) swapped = NULL;
  GByteArray *array = g_byte_array_new ();

  refuse (pdf, "not-this-draft");
  /* the update twice, without the draft's first revision in between */
  g_byte_array_append (array, (const uint8_t *) again, strlen (again));
  swapped = g_byte_array_free_to_bytes (array);
  refuse (swapped, "not-this-draft");
}

/* What stands in the update: each of these would change what is shown or what is signed. */
static void
test_changed_update (void)
{
  static const struct
  {
    const char *what;
    const char *with;
  } cases[] = {
      {"/ByteRange [0 ", "/ByteRange [1 "},
      {"/Type /Sig", "/Type /Sih"},
      {"/ETSI.CAdES.detached", "/adbe.pkcs7.detached"},
      {"/V ", "/W "},
      {"/Rect", "/Recs"},
      {"/AP ", "/AQ "},
      {"/TU (", "/TV ("},
      {"xref\n", "xerf\n"},
      {"/Root 1", "/Root 2"},
      {"/Prev ", "/Prew "},
      {"startxref\n", "startxreg\n"},
      {"%%EOF", "%%EOG"},
      {"(D:", "(E:"},
      {" 0 obj\n", " 1 obj\n"},
      {"endobj\n", "endobj "},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *data = g_bytes_get_data (world.good, NULL);
      size_t from = g_bytes_get_size (world.draft);
      g_autoptr (GBytes) pdf = NULL;

      if (memmem (data + from, g_bytes_get_size (world.good) - from, cases[i].what, strlen (cases[i].what)) == NULL)
        continue; /* how a text is written may vary */
      pdf = patch (find (cases[i].what), cases[i].with, strlen (cases[i].with));
      refuse (pdf, "not-this-draft");
    }
}

static void
test_moment (void)
{
  g_autoptr (GBytes) other = patch (find ("(D:") + 3, "20200101000000", 14);
  static const char *const none[] = {"2020010100000)", "20201301000000", "20200230000000", "20200101240000",
                                     "20200101006000", "20200101000060", "00000101000000", "99999999999999"};

  refuse (other, "signature-invalid"); /* it is signed with the rest */
  for (size_t i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr (GBytes) wrong = patch (find ("(D:") + 3, none[i], 14);

      refuse (wrong, "not-this-draft");
    }
}

static void
test_changed_draft (void)
{
  g_autoptr (GBytes) other = test_draft_new ("2026-004218");

  for (size_t at = 0; at < g_bytes_get_size (world.draft); at += 997)
    {
      uint8_t byte = ((const uint8_t *) g_bytes_get_data (world.good, NULL))[at] ^ 1;
      g_autoptr (GBytes) pdf = patch (at, &byte, 1);

      refuse (pdf, "not-this-draft");
    }
  refuse_with (other, world.good, world.trust, world.now, "not-this-draft");
}

static void
test_hole (void)
{
  size_t hole = find ("/Contents <") + 11;
  g_autofree char *zeros = g_strnfill (2 * AMT_PDF_HOLE_BYTES, '0');
  static const struct
  {
    size_t at;
    const char *with;
  } cases[] = {
      {0, "zz"}, {0, "31"}, {2, "80"}, {2, "84"}, {4, "ffff"}, {3000, "41"}, {32766, "01"}, {0, "3A"}, {1, ">"},
  };
  g_autoptr (GBytes) empty = patch (hole, zeros, 2 * AMT_PDF_HOLE_BYTES);

  refuse (empty, "signature-invalid");
  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) pdf = patch (hole + cases[i].at, cases[i].with, strlen (cases[i].with));

      refuse (pdf, "signature-invalid");
    }
}

static void
test_truncated (void)
{
  size_t size = g_bytes_get_size (world.good);

  for (size_t length = 0; length < size; length += length < 200 ? 1 : 499)
    {
      g_autoptr (GBytes) pdf = g_bytes_new_from_bytes (world.good, 0, length);

      refuse (pdf, "not-this-draft");
    }
}

static void
test_unsigned (void)
{
  g_autoptr (GBytes) huge = g_bytes_new_take (g_malloc0 (AMT_PADES_MAX_BYTES + 1), AMT_PADES_MAX_BYTES + 1);

  refuse (world.draft, "not-this-draft");
  refuse (huge, "not-this-draft");
}

/* Certificates: another root, not yet valid, expired, wrong usage, an authority's own. */
static void
test_certificates (void)
{
  static const TestCertificateKind root_kind = {"Wurzel", "critical,keyCertSign,cRLSign", true, -10, 1000};
  static const struct
  {
    TestCertificateKind kind;
    const char *slug; /* (nullable): is accepted */
  } cases[] = {
      {{"Gut", "critical,nonRepudiation", false, -1, 10}, NULL},
      {{"Gut", "critical,nonRepudiation,digitalSignature", false, -1, 10}, NULL},
      {{"Abgelaufen", "critical,nonRepudiation", false, -9, -1}, "certificate-untrusted"},
      {{"Zu früh", "critical,nonRepudiation", false, 1, 10}, "certificate-untrusted"},
      {{"Nur Anmeldung", "critical,digitalSignature", false, -1, 10}, "certificate-untrusted"},
      {{"Ohne Zweck", NULL, false, -1, 10}, "certificate-untrusted"},
      {{"Behörde", "critical,nonRepudiation,keyCertSign", true, -1, 10}, "certificate-untrusted"},
  };
  g_autoptr (TestIdentity) root = test_identity_new (&root_kind, NULL);
  g_autoptr (AmtTrust) trust = test_trust_new (root);
  const unsigned flags = CMS_DETACHED | CMS_CADES | CMS_NO_SIGNING_TIME;

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestIdentity) signer = test_identity_new (&cases[i].kind, root);
      g_autoptr (GBytes) pdf = test_sign_with (world.draft, signer, NULL, "SHA256", flags);
      g_autoptr (GError) error = NULL;

      if (cases[i].slug != NULL)
        refuse_with (world.draft, pdf, trust, world.now, cases[i].slug);
      else
        amt_pades_verify_against_draft (world.draft, pdf, trust, world.now, NULL, &error);
      g_assert_no_error (error);
      refuse (pdf, "certificate-untrusted"); /* under the demo root */
    }
  refuse_with (world.draft, world.good, trust, world.now, "certificate-untrusted");
}

/* Forms of CMS that are right elsewhere and not in PAdES B-B. */
static void
test_forms (void)
{
  static const TestCertificateKind root_kind = {"Wurzel", "critical,keyCertSign,cRLSign", true, -10, 1000};
  static const TestCertificateKind kind = {"Gut", "critical,nonRepudiation", false, -1, 10};
  g_autoptr (TestIdentity) root = test_identity_new (&root_kind, NULL);
  g_autoptr (TestIdentity) signer = test_identity_new (&kind, root);
  g_autoptr (TestIdentity) second = test_identity_new (&kind, root);
  g_autoptr (AmtTrust) trust = test_trust_new (root);
  static const struct
  {
    const char *digest;
    unsigned flags;
    bool second;
  } cases[] = {
      {"SHA256", CMS_DETACHED | CMS_NO_SIGNING_TIME, false},                           /* names no certificate */
      {"SHA256", CMS_DETACHED | CMS_CADES, false},                                     /* a signing time */
      {"SHA1", CMS_DETACHED | CMS_CADES | CMS_NO_SIGNING_TIME, false},                 /* weak */
      {"SHA256", CMS_DETACHED | CMS_CADES | CMS_NO_SIGNING_TIME | CMS_NOCERTS, false}, /* brings none */
      {"SHA256", CMS_DETACHED | CMS_CADES | CMS_NO_SIGNING_TIME, true},                /* two signers */
      {"SHA256", CMS_DETACHED | CMS_NOATTR, false},                                    /* no attributes */
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes)
          pdf = test_sign_with (world.draft, signer, cases[i].second ? second : NULL, cases[i].digest, cases[i].flags);

      refuse_with (world.draft, pdf, trust, world.now, "signature-invalid");
    }
}

/* A bounded loop of mutations: never a crash, never accepted. (Hex digits of the serial's case aside, every bit of the
 * file is either compared or signed.) */
static void
test_mutations (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4217);
  size_t size = g_bytes_get_size (world.good);
  size_t hole = find ("/Contents <") + 11;

  for (int i = 0; i < 6000; i++)
    {
      static const char digits[] = "0123456789abcdef";
      const uint8_t *data = g_bytes_get_data (world.good, NULL);
      bool in_hole = i % 3 != 0;
      size_t at = in_hole ? hole + g_rand_int_range (random, 0, 1800) : (size_t) g_rand_int_range (random, 0, size);
      uint8_t byte = in_hole ? digits[g_rand_int_range (random, 0, 16)] : g_rand_int_range (random, 0, 256);
      g_autoptr (GBytes) pdf = NULL;
      g_autoptr (GError) error = NULL;

      if (data[at] == byte)
        continue;
      pdf = patch (at, &byte, 1);
      if (amt_pades_verify_against_draft (world.draft, pdf, world.trust, world.now, NULL, &error))
        g_error ("accepted with byte %zu (%zu of the hole) changed from %c to %c", at, at - hole, data[at], byte);
      g_assert_error (error, AMT_ERROR, AMT_ERROR_CONFLICT);
    }
}

/* The CMS has no signing time, names its certificate and is in DER. */
static void
test_attributes (void)
{
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GBytes) der = test_extract_cms (world.good, &content);
  const unsigned char *p = g_bytes_get_data (der, NULL);
  CMS_ContentInfo *cms = d2i_CMS_ContentInfo (NULL, &p, g_bytes_get_size (der));
  CMS_SignerInfo *info = sk_CMS_SignerInfo_value (CMS_get0_SignerInfos (cms), 0);

  g_assert_cmpint (CMS_signed_get_attr_count (info), ==, 3);
  g_assert_cmpint (CMS_signed_get_attr_by_NID (info, NID_pkcs9_signingTime, -1), <, 0);
  g_assert_cmpint (CMS_signed_get_attr_by_NID (info, NID_id_smime_aa_signingCertificateV2, -1), >=, 0);
  g_assert_cmpint (CMS_unsigned_get_attr_count (info), <, 1);
  CMS_ContentInfo_free (cms);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  make_world ();
  g_test_add_func ("/pades/keys", test_keys);
  g_test_add_func ("/pades/async", test_async);
  g_test_add_func ("/pades/attributes", test_attributes);
  g_test_add_func ("/pades/key-files", test_key_files);
  g_test_add_func ("/pades/pss", test_pss);
  g_test_add_func ("/pades/secret", test_secret);
  g_test_add_func ("/pades/not-a-draft", test_not_a_draft);
  g_test_add_func ("/pades/expired", test_expired);
  g_test_add_func ("/pades/appended", test_appended);
  g_test_add_func ("/pades/second-signature", test_second_signature);
  g_test_add_func ("/pades/changed-update", test_changed_update);
  g_test_add_func ("/pades/moment", test_moment);
  g_test_add_func ("/pades/changed-draft", test_changed_draft);
  g_test_add_func ("/pades/hole", test_hole);
  g_test_add_func ("/pades/truncated", test_truncated);
  g_test_add_func ("/pades/unsigned", test_unsigned);
  g_test_add_func ("/pades/certificates", test_certificates);
  g_test_add_func ("/pades/forms", test_forms);
  g_test_add_func ("/pades/mutations", test_mutations);
  result = g_test_run ();
  end_world ();
  return result;
}
