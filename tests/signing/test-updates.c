/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Updates that are right elsewhere: whole, readable, signed with a key that is trusted. None of them is the one update
 * that a signature of ours is, so none is taken, whatever it allows or certifies. */
#include "amt-cms.h"
#include "amt-error.h"
#include "signing-support.h"

#include <openssl/cms.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

typedef struct
{
  TestIdentity *root;
  TestIdentity *signer;
  AmtTrust *trust;
  GBytes *draft;
  GBytes *good; /* the draft with a signature */
  int size;     /* objects of the draft */
  int catalogue;
  int field; /* of the signature */
  int page;
  int64_t now;
} World;

static World world;

#define SIGNATURE "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:20261122101112Z) "

/* The number before " 0 R" behind @key. */
static int
get_reference (const char *text, const char *key)
{
  const char *at = strstr (text, key);

  g_assert_nonnull (at);
  return atoi (at + strlen (key));
}

static void
make_world (void)
{
  static const TestCertificateKind root = {"Wurzel", "critical,keyCertSign,cRLSign", true, -10, 1000};
  static const TestCertificateKind kind = {"Annegret Thießen", "critical,nonRepudiation", false, -1, 10};
  g_autoptr (GError) error = NULL;
  g_autofree char *catalogue = NULL;
  g_autofree char *field = NULL;

  world.now = g_get_real_time ();
  world.root = test_identity_new (&root, NULL);
  world.signer = test_identity_new (&kind, world.root);
  world.trust = test_trust_new (world.root);
  world.draft = test_draft_new ("2026-004217");
  world.good = test_sign_with (world.draft, world.signer, NULL, "SHA256",
                               CMS_DETACHED | CMS_CADES | CMS_NO_SIGNING_TIME);
  test_get_trailer (world.draft, &world.size, &world.catalogue);
  catalogue = test_get_object (world.draft, world.catalogue);
  world.field = get_reference (strstr (catalogue, "/AcroForm"), "/Fields [ ");
  field = test_get_object (world.draft, world.field);
  world.page = get_reference (field, "/P ");
  amt_pades_verify_against_draft (world.draft, world.good, world.trust, world.now, NULL, &error);
  g_assert_no_error (error);
}

static void
end_world (void)
{
  test_identity_free (world.root);
  test_identity_free (world.signer);
  amt_trust_unref (world.trust);
  g_bytes_unref (world.draft);
  g_bytes_unref (world.good);
}

/* (transfer full): the dictionary @text with more entries. */
static char *
extend (const char *text, const char *more)
{
  const char *end = g_strrstr (text, ">>");

  return g_strdup_printf ("%.*s%s >>", (int) (end - text), text, more);
}

/* Others read it: it is a PDF, and what @key of the field's value or of the catalogue says is in force. */
static void
assert_readable (GBytes *pdf)
{
  qpdf_data q = qpdf_init ();

  qpdf_silence_errors (q);
  qpdf_set_attempt_recovery (q, QPDF_FALSE);
  g_assert_cmpint (qpdf_read_memory (q, "update", g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), NULL), ==,
                   QPDF_SUCCESS);
  g_assert_cmpint (qpdf_check_pdf (q), ==, QPDF_SUCCESS);
  qpdf_cleanup (&q);
}

/* The last signature of @pdf holds by itself: its key is trusted, and it covers every byte. */
static void
assert_signed (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;
  size_t size;
  const char *data = g_bytes_get_data (pdf, &size);
  const char *range = NULL, *next = data;
  unsigned long numbers[4];
  char *rest;
  g_autofree uint8_t *der = NULL;
  g_autoptr (X509) certificate = NULL;

  while ((next = memmem (next, size - (next - data), "/ByteRange [", 12)) != NULL)
    range = next += 12;
  for (int i = 0; i < 4; i++, range = rest)
    numbers[i] = strtoul (range, &rest, 10);
  g_assert_cmpuint (numbers[2] + numbers[3], ==, size);
  der = g_malloc0 (numbers[2] - numbers[1]);
  for (size_t i = 0; i < (numbers[2] - numbers[1] - 2) / 2; i++)
    der[i] = g_ascii_xdigit_value (data[numbers[1] + 1 + 2 * i]) << 4 |
             g_ascii_xdigit_value (data[numbers[1] + 2 + 2 * i]);
  certificate = amt_cms_verify (der, 4 + ((size_t) der[2] << 8 | der[3]), (const uint8_t *) data, numbers[1],
                                (const uint8_t *) data + numbers[2], numbers[3], world.trust, world.now, &error);
  g_assert_no_error (error);
  g_assert_nonnull (certificate);
}

static void
refuse (GBytes *pdf)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (amt_pades_verify_against_draft (world.draft, pdf, world.trust, world.now, NULL, &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_CONFLICT);
  g_assert_cmpstr (amt_error_get_slug (error), ==, "not-this-draft");
}

/* (transfer full): the draft with a signature of another program: @more stands in its dictionary, @perms in the
 * catalogue. */
static GBytes *
sign_elsewhere (const char *more, const char *perms)
{
  g_autofree char *signature = g_strconcat (SIGNATURE TEST_SIGNATURE " ", more, " >>", NULL);
  g_autofree char *old_field = test_get_object (world.draft, world.field);
  g_autofree char *value = g_strdup_printf (" /V %d 0 R", world.size);
  g_autofree char *field = extend (old_field, value);
  g_autofree char *old_catalogue = test_get_object (world.draft, world.catalogue);
  g_autofree char *catalogue = extend (old_catalogue, perms);
  const TestObject objects[] = {{world.size, signature}, {world.field, field}, {world.catalogue, catalogue}, {0}};
  const TestObject without[] = {{world.size, signature}, {world.field, field}, {0}};

  return test_append_revision (world.draft, *perms != '\0' ? objects : without, world.signer);
}

/* A certifying signature (ISO 32000-1, 12.8.2.2) says what may be changed after it: nothing, forms, annotations too. */
static void
test_certifying (void)
{
  g_autofree char *perms = g_strdup_printf (" /Perms << /DocMDP %d 0 R >>", world.size);

  for (int p = 1; p <= 3; p++)
    {
      g_autofree char *reference = g_strdup_printf ("/Reference [ << /Type /SigRef /TransformMethod /DocMDP "
                                                    "/TransformParams << /Type /TransformParams /P %d /V /1.2 >> >> ]",
                                                    p);
      g_autoptr (GBytes) certified = sign_elsewhere (reference, perms);
      g_autoptr (GBytes) without_catalogue = sign_elsewhere (reference, "");

      assert_readable (certified);
      assert_signed (certified);
      refuse (certified);
      assert_signed (without_catalogue);
      refuse (without_catalogue);
    }
}

/* What a signature may lock of the form (FieldMDP), and one that says nothing more than ours but in its own words. */
static void
test_other_programs (void)
{
  static const char *const more[] = {
      "/Reference [ << /Type /SigRef /TransformMethod /FieldMDP /TransformParams << /Type /TransformParams /Action "
      "/All "
      "/V /1.2 >> >> ]",
      "/Reference [ << /Type /SigRef /TransformMethod /UR3 /TransformParams << /Type /TransformParams /V /2.2 >> >> ]",
      "/Name (Annegret Thie\\337en)",
      "/Reason (Issued)",
      "",
  };

  for (size_t i = 0; i < G_N_ELEMENTS (more); i++)
    {
      g_autoptr (GBytes) pdf = sign_elsewhere (more[i], "");

      assert_readable (pdf);
      assert_signed (pdf);
      refuse (pdf);
    }
}

/* Ours with the spaces behind ByteRange's numbers used for something: the same length, signed by the right key. */
static void
test_same_length (void)
{
  static const char *const words[] = {"/P 1 /DocMDP", "% comment", "0 0"};

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    {
      size_t size;
      const char *data = g_bytes_get_data (world.good, &size);
      g_autofree char *copy = g_memdup2 (data, size);
      char *range = memmem (copy, size, "/ByteRange [0 ", 14);
      char *end = strchr (range, ']');
      g_autoptr (GBytes) pdf = NULL;

      memcpy (end - strlen (words[i]), words[i], strlen (words[i]));
      g_assert_true (end[-(long) strlen (words[i]) - 1] == ' ');
      pdf = g_bytes_new_take (g_steal_pointer (&copy), size);
      refuse (pdf);
    }
}

/* Behind our own signature, which allows nothing: each of these is a proper next revision. */
static void
test_afterwards (void)
{
  g_autofree char *old_page = test_get_object (world.good, world.page);
  g_autofree char *old_catalogue = test_get_object (world.good, world.catalogue);
  g_autofree char *page = extend (old_page, " /Rotate 180");
  g_autofree char *catalogue = extend (old_catalogue, " /DSS << /Type /DSS >>");
  g_autofree char *note = g_strdup_printf ("<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /P %d 0 R /Contents (x) >>",
                                           world.page);
  const TestObject cases[][3] = {
      {{world.page, page}},                     /* another page */
      {{world.size + 1, note}},                 /* a note nobody refers to */
      {{world.catalogue, catalogue}},           /* validation data, which only the server may add */
      {{world.catalogue, old_catalogue}},       /* the same again */
      {{world.size + 1, "null"}, {1, "null"}},  /* nothing, and what is thrown away */
      {{world.field, "<< /FT /Sig /T (x) >>"}}, /* the signature is taken out of its field */
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) pdf = test_append_revision (world.good, cases[i], NULL);

      refuse (pdf);
    }
}

/* A second signature in a field of its own, and one that certifies what is signed already. */
static void
test_signed_again (void)
{
  static const char *const more[] = {
      "", "/Reference [ << /Type /SigRef /TransformMethod /DocMDP /TransformParams << /P 3 /V /1.2 >> >> ]"};

  for (size_t i = 0; i < G_N_ELEMENTS (more); i++)
    {
      g_autofree char *signature = g_strconcat (SIGNATURE TEST_SIGNATURE " ", more[i], " >>", NULL);
      g_autofree char *field = g_strdup_printf ("<< /Type /Annot /Subtype /Widget /FT /Sig /T (Second) /F 132 "
                                                "/Rect [ 0 0 0 0 ] /P %d 0 R /V %d 0 R >>",
                                                world.page, world.size + 1);
      const TestObject objects[] = {{world.size + 1, signature}, {world.size + 2, field}, {0}};
      g_autoptr (GBytes) pdf = test_append_revision (world.good, objects, world.signer);

      assert_readable (pdf);
      assert_signed (pdf);
      refuse (pdf);
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  make_world ();
  g_test_add_func ("/updates/certifying", test_certifying);
  g_test_add_func ("/updates/other-programs", test_other_programs);
  g_test_add_func ("/updates/same-length", test_same_length);
  g_test_add_func ("/updates/afterwards", test_afterwards);
  g_test_add_func ("/updates/signed-again", test_signed_again);
  result = g_test_run ();
  end_world ();
  return result;
}
