/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-error.h"
#include "documents-support.h"

#include <glib/gstdio.h>
#include <string.h>

#define THREADS 4
#define RENDERS 50

static GBytes *
render (TestDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtDocumentRenderer) renderer = amt_document_renderer_new (NULL, &error);
  GBytes *pdf;

  g_assert_no_error (error);
  pdf = amt_document_renderer_render (renderer, &document->in, &error);
  g_assert_no_error (error);
  return pdf;
}

/* (transfer full): what @reader says about @pdf. */
static char *
run_reader (GBytes *pdf, const char *reader, const char *option, const char *out)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("amt-text-XXXXXX", &error);
  g_autofree char *path = g_build_filename (dir, "document.pdf", NULL);
  const char *argv[] = {reader, option, "-enc", "UTF-8", path, out, NULL};
  char *text = NULL;
  int status = 0;

  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), &error);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  g_unlink (path);
  g_rmdir (dir);
  return text;
}

static char *
read_text (GBytes *pdf)
{
  return run_reader (pdf, "pdftotext", "-raw", "-");
}

static void
assert_text (GBytes *pdf, const char *wanted)
{
  g_autofree char *text = read_text (pdf);
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);

  if (strstr (normal, wanted) == NULL)
    g_error ("\"%s\" is not in:\n%s", wanted, text);
}

static gpointer
render_many (gpointer data)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (AmtDocumentRenderer) renderer = amt_document_renderer_new (NULL, NULL);

  for (int i = 0; i < RENDERS; i++)
    {
      const char *ids[] = {"registration-certificate", "rejection"};
      g_autoptr (TestDocument) document = test_document_new (ids[i % 2], "registration-certificate", "extended");
      g_autoptr (GError) error = NULL;

      document->in.reasons = "Gründe Đ Ł ∞.";
      g_ptr_array_add (all, amt_document_renderer_render (renderer, &document->in, &error));
      g_assert_no_error (error);
    }
  return all;
}

/* The risk that has a name: the same input gives the same bytes on every thread. */
static void
test_threads (void)
{
  GThread *threads[THREADS];
  g_autoptr (GPtrArray) first = NULL;

  for (int i = 0; i < THREADS; i++)
    threads[i] = g_thread_new ("render", render_many, NULL);
  for (int i = 0; i < THREADS; i++)
    {
      GPtrArray *all = g_thread_join (threads[i]);

      if (first == NULL)
        first = g_ptr_array_ref (all);
      for (int k = 0; k < RENDERS; k++)
        g_assert_true (g_bytes_equal (g_ptr_array_index (all, k), g_ptr_array_index (first, k % 2)));
      g_ptr_array_unref (all);
    }
}

static void
test_says (void)
{
  static const char *const wanted[] = {"Stadt Leinhagen",
                                       "Bürgerbüro",
                                       "Erweiterte Meldebescheinigung",
                                       "Łukaszewicz-Weiß",
                                       "Żaneta Małgorzata",
                                       "14.03.1988",
                                       "verheiratet",
                                       "i. A. Annegret Thießen",
                                       "Az. 2026-004217",
                                       "Leinhagen, 17.11.2026",
                                       "Seite 1 von 1",
                                       "Demo – ohne rechtliche Wirkung",
                                       "nur mit der elektronischen Signatur gültig",
                                       "Gültig nur mit der elektronischen Signatur dieser Datei"};
  static const char *const never[] = {"unterschrieben", "signiert", "ist unterzeichnet", "digitally signed"};
  g_autoptr (TestDocument)
      document = test_document_new ("registration-certificate", "registration-certificate", "extended");
  g_autoptr (GBytes) pdf = render (document);
  g_autofree char *text = read_text (pdf);

  for (size_t i = 0; i < G_N_ELEMENTS (wanted); i++)
    assert_text (pdf, wanted[i]);
  for (size_t i = 0; i < G_N_ELEMENTS (never); i++)
    g_assert_null (strstr (text, never[i]));
}

static void
test_variants (void)
{
  g_autoptr (TestDocument)
      simple = test_document_new ("registration-certificate", "registration-certificate", "simple");
  g_autoptr (TestDocument) birth = test_document_new ("birth-certificate", "birth-certificate", "standard");
  g_autoptr (GBytes) simple_pdf = NULL;
  g_autoptr (GBytes) birth_pdf = NULL;
  g_autofree char *simple_text = NULL;
  g_autofree char *birth_text = NULL;

  simple->in.demo = false;
  simple_pdf = render (simple);
  simple_text = read_text (simple_pdf);
  g_assert_null (strstr (simple_text, "verheiratet")); /* § 18(1) has no marital status */
  g_assert_null (strstr (simple_text, "Łódź"));
  g_assert_null (strstr (simple_text, "Demo"));
  assert_text (simple_pdf, "Meldebescheinigung");
  birth->in.carrier = AMT_CARRIER_PAPER;
  birth->in.signs = AMT_SIGNS_OWN;
  birth_pdf = render (birth);
  birth_text = read_text (birth_pdf);
  assert_text (birth_pdf, "Muster");
  assert_text (birth_pdf, "Dienstsiegel");
  assert_text (birth_pdf, "14. März 1988");
  g_assert_null (strstr (birth_text, "i. A."));
  g_assert_null (strstr (birth_text, "elektronischen Signatur"));
}

static void
test_rejection (void)
{
  g_autoptr (TestDocument) document = test_document_new ("rejection", "registration-certificate", "simple");
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtRemedies) remedies = amt_remedies_load (test_data_dir (), &error);
  g_autofree char *remedy = NULL;
  g_autoptr (GBytes) pdf = NULL;

  g_assert_no_error (error);
  remedy = amt_remedies_get (remedies, document->service->remedy, document->authority, "de", &error);
  g_assert_no_error (error);
  document->in.reasons = "**Kein** Eintrag {{name}} | <b>.";
  document->in.remedy = remedy;
  pdf = render (document);
  assert_text (pdf, "**Kein** Eintrag {{name}} | <b>.");
  assert_text (pdf, "innerhalb eines Monats nach Bekanntgabe Klage");
  assert_text (pdf, "Rechtsbehelfsbelehrung");
  g_assert_null (amt_remedies_get (remedies, "none", document->authority, "de", &error));
  g_assert_cmpstr (amt_error_get_slug (error), ==, "no-such-remedy");
}

/* Every remedy that a service names is there. */
static void
test_remedies (void)
{
  static const char *const ids[] = {"action", "district-court", "objection"};
  static const char *const languages[] = {"de", "en", "pl"};
  g_autoptr (TestDocument) document = test_document_new ("rejection", "registration-certificate", "simple");
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtRemedies) remedies = amt_remedies_load (test_data_dir (), &error);

  g_assert_no_error (error);
  for (size_t i = 0; i < G_N_ELEMENTS (ids); i++)
    for (size_t k = 0; k < G_N_ELEMENTS (languages); k++)
      {
        g_autofree char *text = amt_remedies_get (remedies, ids[i], document->authority, languages[k], &error);

        g_assert_no_error (error);
        g_assert_null (strstr (text, "{{"));
      }
}

static void
test_long (void)
{
  g_autoptr (TestDocument) document = test_document_new ("birth-certificate", "birth-certificate", "standard");
  g_autoptr (TestDocument) rejection = test_document_new ("rejection", "registration-certificate", "simple");
  g_autofree char *lines = g_strnfill (400, '\n');
  g_autoptr (GString) reasons = g_string_new (NULL);
  g_autoptr (GBytes) birth = NULL;
  g_autofree char *birth_text = NULL;
  g_autoptr (GBytes) pdf = NULL;

  for (int i = 0; i < 400; i++)
    g_string_append_printf (reasons, "Grund %d ist ein Satz, der sich über eine ganze Zeile hinzieht.\n", i);
  rejection->in.reasons = reasons->str;
  pdf = render (rejection);
  assert_text (pdf, "Grund 399 ist");
  assert_text (pdf, "Seite 1 von 9");
  assert_text (pdf, "Seite 9 von 9");
  memcpy (lines, "oben", 4);
  memcpy (lines + 394, "\nunten", 6);
  test_document_set (document, "remarks", lines);
  birth = render (document);
  assert_text (birth, "unten");
  assert_text (birth, "\nRegister (Fortsetzung)\n");
  birth_text = read_text (birth);
  g_assert_null (strstr (birth_text, "(Fortsetzung) (Fortsetzung)"));
}

static void
test_errors (void)
{
  static const char *const nowhere[] = {"/nonexistent", NULL};
  g_autoptr (TestDocument)
      document = test_document_new ("registration-certificate", "registration-certificate", "extended");
  g_autoptr (TestDocument) wrong = test_document_new_for_text ("# T\n\n{{auszug.unbekannt}}\n");
  g_autoptr (AmtDocumentRenderer) renderer = amt_document_renderer_new (NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (amt_document_renderer_new (nowhere, &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_UNAVAILABLE);
  g_assert_nonnull (strstr (error->message, "NotoSans-Regular.ttf"));
  g_clear_error (&error);
  test_document_set (document, "family_name", "王");
  g_assert_null (amt_document_renderer_render (renderer, &document->in, &error));
  g_assert_cmpstr (amt_error_get_slug (error), ==, "no-glyph");
  g_assert_cmpstr (amt_error_get_field (error), ==, "王");
  g_clear_error (&error);
  g_assert_null (amt_document_renderer_render (renderer, &wrong->in, &error));
  g_assert_cmpstr (amt_error_get_slug (error), ==, "unknown-placeholder");
  g_assert_cmpstr (amt_error_get_field (error), ==, "auszug.unbekannt");
}

/* (transfer full): a line of hexadecimal code points as text; NULL for what is none. */
static char *
read_letter (const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", -1);
  GString *text = g_string_new (NULL);

  for (char **part = parts; *line != '#' && *line != '[' && *part != NULL; part++)
    if (**part != '\0')
      g_string_append_unichar (text, g_ascii_strtoull (*part, NULL, 16));
  return g_string_free (text, text->len == 0 || g_unichar_isspace (g_utf8_get_char (text->str)));
}

/* How often @start is in @text. */
static int
count (const char *text, const char *start)
{
  int found = 0;

  for (const char *at = text; (at = strstr (at, start)) != NULL; at += strlen (start))
    found++;
  return found;
}

/* Sets @letters upright, bold and slanted; each is read as what it is: letters by their place on the page,
 * sequences by the structure, since readers by place put a gap behind a mark. */
static void
check_letters (GPtrArray *letters, unsigned from, unsigned to, bool sequences)
{
  g_autoptr (GString) form = g_string_new ("# Zeichen\n\n");
  g_autoptr (TestDocument) document = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;
  g_autofree char *normal = NULL;

  for (unsigned i = from; i < to; i++)
    {
      const char *letter = g_ptr_array_index (letters, i);

      g_string_append_printf (form, "x%s\n\n**x%s**\n\n*x%s*\n\n", letter, letter, letter);
    }
  document = test_document_new_for_text (form->str);
  pdf = render (document);
  text = sequences ? run_reader (pdf, "pdfinfo", "-struct-text", NULL) : read_text (pdf);
  normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  for (unsigned i = from; i < to; i++)
    {
      g_autofree char *wanted = g_strdup_printf (sequences ? "\n    \"x%s" : "x%s\n",
                                                 (char *) g_ptr_array_index (letters, i));
      g_autofree char *one = g_utf8_normalize (wanted, -1, G_NORMALIZE_NFC);

      if (count (normal, one) < 3)
        g_error ("\"%s\" is not read three times", one);
    }
}

static void
test_letters (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "documents", "din-91379.txt", NULL);
  g_autofree char *file = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GPtrArray) letters = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) sequences = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (g_file_get_contents (path, &file, NULL, NULL));
  lines = g_strsplit (file, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *letter = read_letter (*line);

      /* Signs of ASCII would be markup of the template; test-template has them. */
      if (letter != NULL && (letter[1] != '\0' || g_ascii_isalnum (*letter)))
        {
          GPtrArray *into = g_utf8_strlen (letter, -1) > 1 ? sequences : letters;

          g_ptr_array_add (into, g_steal_pointer (&letter));
        }
    }
  g_assert_cmpuint (letters->len, >, 700);
  g_assert_cmpuint (sequences->len, >, 140);
  check_letters (letters, 0, letters->len, false);
  check_letters (sequences, 0, sequences->len, true);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/renderer/threads", test_threads);
  g_test_add_func ("/renderer/says", test_says);
  g_test_add_func ("/renderer/variants", test_variants);
  g_test_add_func ("/renderer/rejection", test_rejection);
  g_test_add_func ("/renderer/remedies", test_remedies);
  g_test_add_func ("/renderer/long", test_long);
  g_test_add_func ("/renderer/errors", test_errors);
  g_test_add_func ("/renderer/letters", test_letters);
  return g_test_run ();
}
