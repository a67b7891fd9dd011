/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every point that PDF/A-2a and PDF/UA-1 ask for, read from the file by qpdf; once more after signing. */
#include "amt-archive.h"
#include "amt-demo-pki.h"
#include "amt-file-signer.h"
#include "amt-pades.h"
#include "documents-support.h"

#include <glib/gstdio.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

typedef struct
{
  GBytes *pdf; /* (owned) */
  const char *data;
  size_t size;
  qpdf_data q; /* (owned) */
  qpdf_oh root;
} File;

static File
open_file (GBytes *pdf)
{
  File file = {.pdf = pdf};

  file.data = g_bytes_get_data (pdf, &file.size);
  file.q = qpdf_init ();
  qpdf_silence_errors (file.q);
  g_assert_cmpint (qpdf_read_memory (file.q, "file", file.data, file.size, NULL), ==, QPDF_SUCCESS);
  g_assert_cmpint (qpdf_check_pdf (file.q), ==, QPDF_SUCCESS);
  file.root = qpdf_get_root (file.q);
  return file;
}

static void
close_file (File *file)
{
  qpdf_cleanup (&file->q);
  g_bytes_unref (file->pdf);
}

/* "/A/B/0/C" from @from on. */
static qpdf_oh
at (File *file, qpdf_oh from, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  for (char **part = parts + 1; *part != NULL; part++)
    {
      g_autofree char *key = g_strconcat ("/", *part, NULL);

      if (g_ascii_isdigit (**part))
        from = qpdf_oh_get_array_item (file->q, from, g_ascii_strtoull (*part, NULL, 10));
      else
        from = qpdf_oh_get_key (file->q, qpdf_oh_is_stream (file->q, from) ? qpdf_oh_get_dict (file->q, from) : from,
                                key);
    }
  return from;
}

static const char *
name_at (File *file, qpdf_oh from, const char *path)
{
  qpdf_oh found = at (file, from, path);

  return qpdf_oh_is_name (file->q, found) ? qpdf_oh_get_name (file->q, found) : "";
}

/* (transfer full) */
static char *
stream_text (File *file, qpdf_oh stream)
{
  unsigned char *data = NULL;
  size_t length = 0;
  char *text;

  g_assert_cmpint (qpdf_oh_get_stream_data (file->q, stream, qpdf_dl_all, NULL, &data, &length), ==, QPDF_SUCCESS);
  text = g_strndup ((const char *) data, length);
  qpdf_oh_free_buffer (&data);
  return text;
}

static void
check_bytes (File *file)
{
  const char *from = file->data;
  const char *found;

  g_assert_true (g_str_has_prefix (file->data, "%PDF-1.7\n%"));
  while ((found = memmem (from, file->data + file->size - from, "endstream", 9)) != NULL)
    {
      g_assert_cmpint (found[-1], ==, '\n');
      from = found + 9;
    }
  g_assert_null (memmem (file->data, file->size, "/Encrypt", 8));
  g_assert_null (memmem (file->data, file->size, "/JavaScript", 11));
  g_assert_null (memmem (file->data, file->size, "/AA", 3));
  g_assert_null (memmem (file->data, file->size, "/ObjStm", 7));
  /* metadata stands in the clear */
  g_assert_nonnull (memmem (file->data, file->size, "<pdfaid:part>2<", 15));
}

static void
check_catalogue (File *file)
{
  qpdf_data q = file->q;
  g_autofree char *xmp = stream_text (file, at (file, file->root, "/Metadata"));
  g_autofree char *profile = NULL;
  g_autofree char *title = NULL;
  qpdf_oh id = at (file, qpdf_get_trailer (q), "/ID");

  g_assert_cmpint (qpdf_oh_get_array_n_items (q, id), ==, 2);
  g_assert_cmpstr (qpdf_oh_get_utf8_value (q, at (file, file->root, "/Lang")), ==, "de-DE");
  g_assert_true (qpdf_oh_get_bool_value (q, at (file, file->root, "/ViewerPreferences/DisplayDocTitle")));
  g_assert_true (qpdf_oh_get_bool_value (q, at (file, file->root, "/MarkInfo/Marked")));
  g_assert_nonnull (strstr (xmp, "<pdfaid:part>2</pdfaid:part>"));
  g_assert_nonnull (strstr (xmp, "<pdfaid:conformance>A</pdfaid:conformance>"));
  g_assert_nonnull (strstr (xmp, "<pdfuaid:part>1</pdfuaid:part>"));
  g_assert_nonnull (strstr (xmp, "pdfaExtension:schemas"));
  title = g_markup_escape_text (qpdf_oh_get_utf8_value (q, at (file, qpdf_get_trailer (q), "/Info/Title")), -1);
  g_assert_cmpuint (strlen (title), >, 0);
  g_assert_nonnull (strstr (xmp, title));
  g_assert_cmpstr (name_at (file, file->root, "/OutputIntents/0/S"), ==, "/GTS_PDFA1");
  g_assert_cmpint (qpdf_oh_get_int_value (q, at (file, file->root, "/OutputIntents/0/DestOutputProfile/N")), ==, 3);
}

static void
check_profile (File *file)
{
  unsigned char *data = NULL;
  size_t length = 0;

  qpdf_oh_get_stream_data (file->q, at (file, file->root, "/OutputIntents/0/DestOutputProfile"), qpdf_dl_all, NULL,
                           &data, &length);
  g_assert_cmpuint (length, ==, (size_t) data[0] << 24 | data[1] << 16 | data[2] << 8 | data[3]);
  g_assert_cmpint (memcmp (data + 12, "mntrRGB XYZ ", 12), ==, 0);
  g_assert_cmpint (memcmp (data + 36, "acsp", 4), ==, 0);
  for (unsigned i = 0; i < data[131]; i++)
    {
      const unsigned char *tag = data + 132 + 12 * i;
      size_t offset = (size_t) tag[4] << 24 | tag[5] << 16 | tag[6] << 8 | tag[7];
      size_t size = (size_t) tag[8] << 24 | tag[9] << 16 | tag[10] << 8 | tag[11];

      g_assert_cmpuint (offset % 4, ==, 0);
      g_assert_cmpuint (offset + size, <=, length);
    }
  qpdf_oh_free_buffer (&data);
}

/* No letter without its meaning: each font is in the file and maps its glyphs to text. */
static void
check_font (File *file, qpdf_oh font)
{
  bool composite = g_str_equal (name_at (file, font, "/Subtype"), "/Type0");
  qpdf_oh inner = composite ? at (file, font, "/DescendantFonts/0") : font;
  qpdf_oh descriptor = at (file, inner, "/FontDescriptor");
  g_autofree char *map = stream_text (file, at (file, font, "/ToUnicode"));

  g_assert_true (qpdf_oh_is_stream (file->q, at (file, descriptor, "/FontFile2")) ||
                 qpdf_oh_is_stream (file->q, at (file, descriptor, "/FontFile3")));
  if (composite && g_str_equal (name_at (file, inner, "/Subtype"), "/CIDFontType2"))
    g_assert_cmpstr (name_at (file, inner, "/CIDToGIDMap"), ==, "/Identity");
  g_assert_null (strstr (map, "<fffd>"));
  g_assert_null (strstr (map, "<0000>\nend"));
  g_assert_nonnull (strstr (map, "beginbf"));
}

static unsigned
check_fonts (File *file)
{
  int size = qpdf_oh_get_int_value_as_int (file->q, at (file, qpdf_get_trailer (file->q), "/Size"));
  unsigned composite = 0, fonts = 0;

  for (int i = 1; i < size; i++)
    {
      qpdf_oh object = qpdf_get_object_by_id (file->q, i, 0);
      const char *type = qpdf_oh_is_dictionary (file->q, object) ? name_at (file, object, "/Subtype") : "";

      if (g_str_equal (type, "/Type0") || g_str_equal (type, "/TrueType") || g_str_equal (type, "/Type1"))
        {
          composite += g_str_equal (type, "/Type0");
          fonts++;
          check_font (file, object);
        }
      g_assert_cmpstr (type, !=, "/Type3");
    }
  g_assert_cmpuint (fonts, >=, 2);
  return composite;
}

static void
check_pages (File *file)
{
  for (int i = 0; i < qpdf_get_num_pages (file->q); i++)
    {
      qpdf_oh page = qpdf_get_page_n (file->q, i);
      unsigned char *data = NULL;
      size_t length = 0;
      g_autoptr (GString) again = NULL;

      g_assert_cmpstr (name_at (file, page, "/Tabs"), ==, "/S");
      qpdf_oh_get_page_content_data (file->q, page, &data, &length);
      again = amt_archive_mark_artifacts ((const char *) data, length);
      g_assert_nonnull (again);
      g_assert_cmpmem (again->str, again->len, data, length); /* nothing was left unmarked */
      qpdf_oh_free_buffer (&data);
    }
}

typedef struct
{
  int h1, h2, h3, tables, heads, forms, lists;
} Count;

static void
walk (File *file, qpdf_oh element, Count *count)
{
  const char *type = name_at (file, element, "/S");
  qpdf_oh kids = at (file, element, "/K");

  count->h1 += g_str_equal (type, "/H1");
  count->h2 += g_str_equal (type, "/H2");
  count->h3 += g_str_equal (type, "/H3");
  count->tables += g_str_equal (type, "/Table");
  count->forms += g_str_equal (type, "/Form");
  if (g_str_equal (type, "/TH"))
    {
      count->heads++;
      g_assert_cmpstr (name_at (file, element, "/A/O"), ==, "/Table");
      g_assert_true (*name_at (file, element, "/A/Scope") != '\0');
    }
  if (g_str_equal (type, "/L"))
    {
      count->lists++;
      g_assert_true (*name_at (file, element, "/A/ListNumbering") != '\0');
    }
  if (qpdf_oh_is_dictionary (file->q, kids) && qpdf_oh_has_key (file->q, kids, "/S"))
    walk (file, kids, count);
  for (int i = 0; qpdf_oh_is_array (file->q, kids) && i < qpdf_oh_get_array_n_items (file->q, kids); i++)
    {
      qpdf_oh kid = qpdf_oh_get_array_item (file->q, kids, i);

      if (qpdf_oh_is_dictionary (file->q, kid) && qpdf_oh_has_key (file->q, kid, "/S"))
        walk (file, kid, count);
    }
}

static Count
check_structure (File *file)
{
  Count count = {0};
  qpdf_oh top = at (file, file->root, "/StructTreeRoot/K");

  if (qpdf_oh_is_array (file->q, top))
    top = qpdf_oh_get_array_item (file->q, top, 0);
  g_assert_cmpstr (name_at (file, top, "/S"), ==, "/Document");
  walk (file, top, &count);
  g_assert_cmpint (count.h1, ==, 1);
  return count;
}

/* The field has a name to be read, and the structure knows of it. */
static void
check_field (File *file, bool is_signed)
{
  qpdf_data q = file->q;
  qpdf_oh widget = at (file, file->root, "/AcroForm/Fields/0");
  qpdf_oh numbers = at (file, file->root, "/StructTreeRoot/ParentTree/Nums");
  int64_t key = qpdf_oh_get_int_value (q, at (file, widget, "/StructParent"));
  bool found = false;

  g_assert_cmpint (qpdf_oh_get_int_value (q, at (file, file->root, "/AcroForm/SigFlags")), ==, 3);
  g_assert_cmpstr (qpdf_oh_get_utf8_value (q, at (file, widget, "/TU")), ==, "Feld für die elektronische Signatur");
  g_assert_cmpint (qpdf_oh_get_int_value (q, at (file, widget, "/F")) & 4, ==, 4);
  g_assert_true (qpdf_oh_is_stream (q, at (file, widget, "/AP/N")));
  g_assert_cmpint (qpdf_oh_has_key (q, widget, "/V"), ==, is_signed);
  for (int i = 0; i + 1 < qpdf_oh_get_array_n_items (q, numbers); i += 2)
    if (qpdf_oh_get_int_value (q, qpdf_oh_get_array_item (q, numbers, i)) == key)
      {
        qpdf_oh element = qpdf_oh_get_array_item (q, numbers, i + 1);

        found = true;
        g_assert_cmpstr (name_at (file, element, "/S"), ==, "/Form");
        g_assert_cmpstr (name_at (file, element, "/K/Type"), ==, "/OBJR");
        g_assert_cmpint (qpdf_oh_get_object_id (q, at (file, element, "/K/Obj")), ==,
                         qpdf_oh_get_object_id (q, widget));
      }
  g_assert_true (found);
}

static GBytes *
render (TestDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtDocumentRenderer) renderer = amt_document_renderer_new (NULL, &error);
  GBytes *pdf = amt_document_renderer_render (renderer, &document->in, &error);

  g_assert_no_error (error);
  return pdf;
}

/* (transfer full) */
static GBytes *
sign (GBytes *draft)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("amt-pki-XXXXXX", &error);
  g_autofree char *path = g_build_filename (dir, "a.p12", NULL);
  g_autofree char *hash = NULL;
  g_autoptr (AmtSecret) secret = amt_secret_new (AMT_DEMO_PKI_PASSPHRASE);
  g_autoptr (AmtSigner) signer = NULL;
  GBytes *bytes;

  g_assert_true (amt_demo_pki_init (dir, g_get_real_time (), &error));
  hash = amt_demo_pki_issue (dir, "a", "A. Thießen", "Stadt Leinhagen", AMT_DEMO_KEY_P256, g_get_real_time (), &error);
  signer = amt_file_signer_new (path, secret, &error);
  g_assert_no_error (error);
  bytes = amt_pades_sign (draft, signer, g_get_real_time (), NULL, &error);
  g_assert_no_error (error);
  for (size_t i = 0; i < 3; i++)
    {
      g_autofree char *file = g_build_filename (dir, ((const char *const[]) {"a.p12", "root.pem", "root.key"})[i],
                                                NULL);

      g_unlink (file);
    }
  g_rmdir (dir);
  return bytes;
}

/* Takes @pdf. */
static Count
check_all (GBytes *pdf, bool has_field, bool is_signed)
{
  File file = open_file (pdf);
  Count count;

  check_bytes (&file);
  check_catalogue (&file);
  check_profile (&file);
  check_fonts (&file);
  check_pages (&file);
  count = check_structure (&file);
  g_assert_cmpint (count.forms, ==, has_field);
  if (has_field)
    check_field (&file, is_signed);
  else
    g_assert_false (qpdf_oh_has_key (file.q, file.root, "/AcroForm"));
  close_file (&file);
  return count;
}

static void
test_draft_and_signed (void)
{
  static const char *const templates[][3] = {
      {"registration-certificate", "registration-certificate", "simple"},
      {"registration-certificate", "registration-certificate", "extended"},
      {"rejection", "registration-certificate", "simple"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (templates); i++)
    {
      g_autoptr (TestDocument) document = test_document_new (templates[i][0], templates[i][1], templates[i][2]);
      GBytes *draft;
      Count count;

      document->in.reasons = "Grund Đ";
      draft = render (document);
      check_all (sign (draft), true, true);
      count = check_all (draft, true, false);
      g_assert_cmpint (count.tables, ==, (i < 2 ? 1 : 0));
      g_assert_cmpint (count.heads, >=, (i < 2 ? 4 : 0));
    }
}

static void
test_paper (void)
{
  g_autoptr (TestDocument) document = test_document_new ("birth-certificate", "birth-certificate", "standard");

  document->in.carrier = AMT_CARRIER_PAPER;
  check_all (render (document), false, false);
}

/* Names beyond WinAnsi are where cairo changes the kind of font. */
static void
test_composite_fonts (void)
{
  g_autoptr (TestDocument)
      document = test_document_new ("registration-certificate", "registration-certificate", "simple");
  File file;

  test_document_set (document, "family_name", "Đorđević Łukasz C̨̆ ∞ ≤");
  file = open_file (render (document));
  g_assert_cmpuint (check_fonts (&file), >=, 2);
  close_file (&file);
}

/* A heading of the third level has one of the second above it, or is one. */
static void
test_headings (void)
{
  static const struct
  {
    const char *text;
    int h2, h3;
  } cases[] = {
      {"# T\n\n## A\n\n### B\n\n#### C\n", 1, 2},
      {"# T\n\n### A\n\n### B\n", 1, 1},
      {"# T\n\n#### A\n\n## B\n\n### C\n", 2, 1},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (TestDocument) document = test_document_new_for_text (cases[i].text);
      Count count = check_all (render (document), true, false);

      g_assert_cmpint (count.h2, ==, cases[i].h2);
      g_assert_cmpint (count.h3, ==, cases[i].h3);
    }
}

static void
test_lists_and_heads (void)
{
  g_autoptr (TestDocument)
      document = test_document_new_for_text ("# T\n\n- a\n- b\n\n1. c\n2. d\n\n| A | B |\n|---|---|\n| 1 | 2 |\n");
  GBytes *pdf = render (document);
  File file = open_file (g_bytes_ref (pdf));
  qpdf_oh top = at (&file, file.root, "/StructTreeRoot/K");
  g_autofree char *all = NULL;
  Count count = check_all (pdf, true, false);

  all = g_strndup (file.data, file.size);
  g_assert_true (qpdf_oh_is_array (file.q, top) || qpdf_oh_is_dictionary (file.q, top));
  g_assert_cmpint (count.lists, ==, 2);
  g_assert_cmpint (count.heads, ==, 2);
  g_assert_nonnull (memmem (file.data, file.size, "/ListNumbering /Disc", 20));
  g_assert_nonnull (memmem (file.data, file.size, "/ListNumbering /Decimal", 23));
  g_assert_nonnull (memmem (file.data, file.size, "/Scope /Column", 14));
  close_file (&file);
}

static void
test_artifacts (void)
{
  static const struct
  {
    const char *content;
    const char *expected; /* (nullable) */
  } cases[] = {
      {"1 0 0 rg 1 2 3 4 re f", "1 0 0 rg /Artifact BMC\n1 2 3 4 re f\nEMC"},
      {"/P << /MCID 0 >> BDC 1 2 3 4 re f EMC", "/P << /MCID 0 >> BDC 1 2 3 4 re f EMC"},
      {"/P << /MCID 0 >> BDC (EMC \\) m (re)) Tj EMC", "/P << /MCID 0 >> BDC (EMC \\) m (re)) Tj EMC"},
      {"0 0 m 1 1 l S 2 2 m 3 3 l S", "/Artifact BMC\n0 0 m 1 1 l S\nEMC /Artifact BMC\n2 2 m 3 3 l S\nEMC"},
      {"q /x1 Do Q", "q /Artifact BMC\n/x1 Do\nEMC Q"},
      {"BT (a) Tj ET", "/Artifact BMC\nBT (a) Tj ET\nEMC"},
      {"[<41>1(S f)]TJ", "[<41>1(S f)]TJ"},
      {"EMC", NULL},
      {"/P BMC", NULL},
      {"BI /W 1 ID x EI", NULL},
      {"1 2 m", NULL},
      {"", ""},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) marked = amt_archive_mark_artifacts (cases[i].content, strlen (cases[i].content));

      g_assert_cmpstr (marked != NULL ? marked->str : NULL, ==, cases[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/archive/draft-and-signed", test_draft_and_signed);
  g_test_add_func ("/archive/paper", test_paper);
  g_test_add_func ("/archive/composite-fonts", test_composite_fonts);
  g_test_add_func ("/archive/lists-and-heads", test_lists_and_heads);
  g_test_add_func ("/archive/headings", test_headings);
  g_test_add_func ("/archive/artifacts", test_artifacts);
  return g_test_run ();
}
