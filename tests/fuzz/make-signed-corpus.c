/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes what the corpora of signed documents are made of: make-signed-corpus tests/fuzz/corpus. To be run anew, by hand,
 * when the form of the update changes; the targets fail until then. What is broken by hand stands beside it. */

#include "../signing/signing-support.h"

#include "amt-file-signer.h"

#include <glib/gstdio.h>
#include <openssl/cms.h>
#include <openssl/pem.h>
#include <string.h>

#define MOMENT (INT64_C (1795342272) * G_USEC_PER_SEC) /* 20261122101112, which test_sign_with() writes */
#define PADES (CMS_DETACHED | CMS_CADES | CMS_NO_SIGNING_TIME)

static const char *corpus;

static void
keep (const char *folder, const char *name, GBytes *bytes)
{
  g_autofree char *path = g_build_filename (corpus, folder, name, NULL);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error))
    g_error ("%s", error->message);
}

static void
keep_root (const TestIdentity *root)
{
  g_autofree char *path = g_build_filename (corpus, "signing-root.pem", NULL);
  FILE *file = fopen (path, "w");

  g_assert_cmpint (PEM_write_X509 (file, root->certificate), ==, 1);
  fclose (file);
}

/* (transfer full): the least that is a draft. */
static GBytes *
make_small_draft (void)
{
  static const char *const objects[] = {
      "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [ 4 0 R ] /SigFlags 3 >> >>",
      "<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 99 99 ] /Annots [ 4 0 R ] >>",
      "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /F 132 /Rect [ 0 0 0 0 ] /P 3 0 R >>",
  };
  GString *pdf = g_string_new ("%PDF-1.7\n");
  g_autoptr (GString) table = g_string_new ("xref\n0 5\n0000000000 65535 f \n");
  size_t start;

  for (unsigned i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      g_string_append_printf (table, "%010zu 00000 n \n", pdf->len);
      g_string_append_printf (pdf, "%u 0 obj\n%s\nendobj\n", i + 1, objects[i]);
    }
  start = pdf->len;
  g_string_append_printf (pdf, "%strailer << /Size 5 /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n", table->str, start);
  return g_string_free_to_bytes (pdf);
}

static void
keep_cms (GBytes *draft, const char *name, const TestIdentity *signer, const TestIdentity *second, const char *digest,
          unsigned flags)
{
  g_autoptr (GBytes) pdf = test_sign_with (draft, signer, second, digest, flags);
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GBytes) der = test_extract_cms (pdf, &content);

  keep ("cms", name, der);
}

/* As a card signs: OpenSSL's CMS does not say RSASSA-PSS by itself. */
static void
keep_pss (GBytes *draft, const TestIdentity *signer)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("amt-corpus-XXXXXX", &error);
  g_autofree char *path = g_build_filename (dir, "pss.p12", NULL);
  g_autoptr (AmtSecret) secret = amt_secret_new ("demo");
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autoptr (GBytes) der = NULL;
  g_autoptr (AmtSigner) key = NULL;

  test_identity_write_p12 (signer, dir, "pss.p12");
  key = amt_file_signer_new (path, secret, &error);
  g_assert_no_error (error);
  pdf = amt_pades_sign (draft, key, MOMENT, NULL, &error);
  g_assert_no_error (error);
  der = test_extract_cms (pdf, &content);
  keep ("cms", "good-pss.der", der);
  g_unlink (path);
  g_rmdir (dir);
}

static void
keep_all_cms (GBytes *draft, const TestIdentity *root, const TestIdentity *signer)
{
  static const TestCertificateKind pss = {"PSS", "critical,nonRepudiation", false, -3000, 3000, true};
  static const TestCertificateKind old = {"Abgelaufen", "critical,nonRepudiation", false, -9, -1};
  static const TestCertificateKind other = {"Nur Anmeldung", "critical,digitalSignature", false, -1, 3000};
  g_autoptr (TestIdentity) with_pss = test_identity_new (&pss, root);
  g_autoptr (TestIdentity) expired = test_identity_new (&old, root);
  g_autoptr (TestIdentity) unfit = test_identity_new (&other, root);
  g_autoptr (TestIdentity) stranger = test_identity_new (&other, NULL);
  g_autoptr (TestIdentity) other_stranger = test_identity_new (&other, NULL);

  keep_cms (draft, "good-p256.der", signer, NULL, "SHA256", PADES);
  keep_cms (draft, "good-sha384.der", signer, NULL, "SHA384", PADES);
  keep_pss (draft, with_pss);
  keep_cms (draft, "pss-said-rsa.der", with_pss, NULL, "SHA256", PADES);
  keep_cms (draft, "expired.der", expired, NULL, "SHA256", PADES);
  keep_cms (draft, "unfit.der", unfit, NULL, "SHA256", PADES);
  keep_cms (draft, "stranger.der", stranger, NULL, "SHA256", PADES);
  keep_cms (draft, "sha1.der", signer, NULL, "SHA1", PADES);
  keep_cms (draft, "signing-time.der", signer, NULL, "SHA256", CMS_DETACHED | CMS_CADES);
  keep_cms (draft, "names-no-certificate.der", signer, NULL, "SHA256", CMS_DETACHED | CMS_NO_SIGNING_TIME);
  keep_cms (draft, "no-attributes.der", signer, NULL, "SHA256", CMS_DETACHED | CMS_NOATTR);
  /* What is right but for its frame is a stranger's: a mutation may mend the frame. */
  keep_cms (draft, "two-signers.der", stranger, other_stranger, "SHA256", PADES);
  keep_cms (draft, "no-certificate.der", stranger, NULL, "SHA256", PADES | CMS_NOCERTS);
  keep_cms (draft, "key-identifier.der", stranger, NULL, "SHA256", PADES | CMS_USE_KEYID);
}

/* (transfer full): @pdf with @what, found from its end, written over. */
static GBytes *
overwrite (GBytes *pdf, const char *what, const char *with)
{
  size_t size;
  const char *data = g_bytes_get_data (pdf, &size);
  char *copy = g_memdup2 (data, size);
  char *at = memmem (copy, size, what, strlen (what));

  g_assert_nonnull (at);
  memcpy (at, with, strlen (with));
  return g_bytes_new_take (copy, size);
}

static void
keep_signed (GBytes *draft, const TestIdentity *signer)
{
  g_autoptr (GBytes) real = test_draft_new ("2026-004217");
  g_autoptr (GBytes) real_signed = test_sign_with (real, signer, NULL, "SHA256", PADES);
  g_autoptr (GBytes) small = test_sign_with (draft, signer, NULL, "SHA256", PADES);
  g_autoptr (GBytes) range = overwrite (small, "/ByteRange [0 ", "/ByteRange [9 ");
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (small, 0, g_bytes_get_size (draft) + 400);
  g_autofree char *signature = g_strdup ("<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached "
                                         "/M (D:20261122101112Z) " TEST_SIGNATURE " /Reference [ << /Type /SigRef "
                                         "/TransformMethod /DocMDP /TransformParams << /P 2 /V /1.2 >> >> ] >>");
  const TestObject objects[] = {
      {5, signature},
      {1, "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [ 4 0 R ] >> /Perms << /DocMDP 5 0 R >> >>"},
      {4, "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /Rect [ 0 0 0 0 ] /P 3 0 R /V 5 0 R >>"},
      {0}};
  const TestObject note[] = {{6, "<< /Type /Annot /Subtype /Text /Rect [ 0 0 9 9 ] /Contents (x) >>"}, {0}};
  g_autoptr (GBytes) certifying = test_append_revision (draft, objects, signer);
  g_autoptr (GBytes) changed = test_append_revision (small, note, NULL);

  keep ("signed", "good-real.pdf", real_signed);
  keep ("signed", "good-small.pdf", small);
  keep ("signed", "byte-range.pdf", range);
  keep ("signed", "cut-in-hole.pdf", cut);
  keep ("signed", "certifying.pdf", certifying);
  keep ("signed", "changed-afterwards.pdf", changed);
}

int
main (int argc, char **argv)
{
  static const TestCertificateKind root_kind = {"Wurzel", "critical,keyCertSign,cRLSign", true, -10, 3000};
  static const TestCertificateKind kind = {"Annegret Thießen", "critical,nonRepudiation", false, -1, 3000};
  g_autoptr (TestIdentity) root = test_identity_new (&root_kind, NULL);
  g_autoptr (TestIdentity) signer = test_identity_new (&kind, root);
  g_autoptr (GBytes) draft = make_small_draft ();

  if (argc != 2)
    {
      g_printerr ("usage: make-signed-corpus DIR\n");
      return 2;
    }
  corpus = argv[1];
  keep_root (root);
  keep ("draft", "good-small.pdf", draft);
  keep_all_cms (draft, root, signer);
  keep_signed (draft, signer);
  return 0;
}
