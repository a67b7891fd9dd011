/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that want to break, stall or drown the viewer: only the viewer may suffer, and the window is told in time. */
#include "viewer-files.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE_MS 30000 /* a busy machine is no reason to fail */
#define DEADLINE_MS 3000  /* for what never ends */

static int
code_of (AmtViewer *viewer)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) rows = show_first_page (viewer, 100, 100, &error);
  if (!rows)
    g_assert_true (error && error->domain == AMT_VIEWER_ERROR);
  return rows ? 0 : error->code;
}

static int
code_within (GBytes *bytes, const char *type, unsigned milliseconds)
{
  g_autoptr (AmtViewer) viewer = show_file (bytes, type);
  amt_viewer_set_deadline (viewer, milliseconds);
  return code_of (viewer);
}

static int
code_of_file (GBytes *bytes, const char *type)
{
  return code_within (bytes, type, PATIENCE_MS);
}

static void
test_stand_in (gconstpointer data)
{
  static const struct
  {
    const char *how;
    int code;
  } rows[] = {
      {"crash", AMT_VIEWER_STOPPED},           {"hang", AMT_VIEWER_TOO_SLOW},
      {"leave", AMT_VIEWER_STOPPED},           {"endless-answer", AMT_VIEWER_STOPPED},
      {"short-answer", AMT_VIEWER_STOPPED},    {"another-answer", AMT_VIEWER_STOPPED},
      {"many-pages", AMT_VIEWER_DAMAGED},      {"half-answer", AMT_VIEWER_TOO_SLOW},
      {"unknown-problem", AMT_VIEWER_STOPPED}, {"no-problem", AMT_VIEWER_STOPPED},
      {"problem-of-ours", AMT_VIEWER_STOPPED},
  };
  g_autofree char *program = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "viewer", "viewer-stand-in", NULL);
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (rows[i].how, strlen (rows[i].how));
      g_autoptr (AmtViewer) viewer = amt_viewer_new (program, bytes, "application/pdf");
      amt_viewer_set_deadline (viewer, rows[i].code == AMT_VIEWER_TOO_SLOW ? 300 : PATIENCE_MS);
      g_test_message ("%s", rows[i].how);
      g_assert_cmpint (code_of (viewer), ==, rows[i].code);
      g_autoptr (GError) error = NULL;
      g_autoptr (DexFuture) again = amt_viewer_describe (viewer, 0);
      if (rows[i].code >= AMT_VIEWER_STOPPED) /* and it stays that way */
        g_assert_null (await_value (again, &error));
    }
}

/* Whoever looks leaves, and the program has no time to see it before the viewer's own is over. */
static void
test_stopped_and_late (void)
{
  g_autofree char *program = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "viewer", "viewer-stand-in", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("hang", 4);
  g_autoptr (AmtViewer) viewer = amt_viewer_new (program, bytes, "application/pdf");
  g_autoptr (DexFuture) opened = NULL;
  g_autoptr (GError) error = NULL;

  amt_viewer_set_deadline (viewer, 1500);
  opened = amt_viewer_open (viewer);
  for (int i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  amt_viewer_stop (viewer);
  g_usleep (1600 * 1000);
  g_assert_null (await_value (opened, &error));
  g_assert_error (error, AMT_VIEWER_ERROR, AMT_VIEWER_STOPPED);
}

/* A page so large that the window would reckon with infinities. */
static void
test_huge_page (void)
{
  g_autofree char *program = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "viewer", "viewer-stand-in", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("huge-page", 9);
  g_autoptr (AmtViewer) viewer = amt_viewer_new (program, bytes, "application/pdf");
  g_autoptr (DexFuture) opened = amt_viewer_open (viewer);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (await_value (opened, NULL));
  g_autoptr (DexFuture) described = amt_viewer_describe (viewer, 0);
  g_assert_null (await_value (described, &error));
  g_assert_error (error, AMT_VIEWER_ERROR, AMT_VIEWER_DAMAGED);
}

/* Neither the environment nor descriptors of the window reach the viewer; the stand-in says LOCKED when it finds none. */
static void
test_nothing_inherited (void)
{
  g_autofree char *program = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "viewer", "viewer-stand-in", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("secrets", 7);
  g_autoptr (AmtViewer) viewer = amt_viewer_new (program, bytes, "application/pdf");
  int fd = dup (0);

  g_setenv ("AMTSSTUBE_DEMO_PASSWORD", "canary", TRUE);
  g_assert_cmpint (code_of (viewer), ==, AMT_VIEWER_LOCKED);
  g_unsetenv ("AMTSSTUBE_DEMO_PASSWORD");
  close (fd);
}

static void
test_no_program (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr (AmtViewer) viewer = amt_viewer_new ("/nowhere/viewer", bytes, "application/pdf");
  g_assert_cmpint (code_of (viewer), ==, AMT_VIEWER_MISSING);
}

/* Ten forms, each drawing the next ten times: 10^10 strokes. */
static void
test_endless_pdf (void)
{
  g_autoptr (GString) more = g_string_new (NULL);
  for (int i = 0; i < 10; i++)
    {
      g_autofree char *draw = i < 9 ? g_strdup ("/X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do")
                                    : g_strdup ("0 0 m 9 9 l S");
      g_string_append_printf (more,
                              "%d 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 99 99]/Resources<</XObject<</X %d 0 R>>>>"
                              "/Length %zu>> stream\n%s\nendstream endobj\n",
                              10 + i, 11 + i, strlen (draw) + 1, draw);
    }
  g_autoptr (GBytes) pdf = file_pdf ("0 0 99 99", "/XObject<</X 10 0 R>>", "/X Do", more->str);
  g_assert_cmpint (code_within (pdf, "application/pdf", DEADLINE_MS), ==, AMT_VIEWER_TOO_SLOW);
}

/* Eight filters on top of each other, each of which wants a row of 250 MB. */
static void
test_pdf_drowning_in_memory (void)
{
  g_autoptr (GString) filters = g_string_new ("/Filter[");
  for (int i = 0; i < 8; i++)
    g_string_append (filters, "/FlateDecode ");
  g_string_append (filters, "]/DecodeParms[");
  for (int i = 0; i < 8; i++)
    g_string_append (filters, "<</Predictor 12/Columns 260000000/Colors 1/BitsPerComponent 8>>");
  g_autofree char *more = g_strdup_printf (
      "10 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 99 99]%s]/Length 3>> stream\n"
      "abc\nendstream endobj\n",
      filters->str);
  g_autoptr (GBytes) pdf = file_pdf ("0 0 99 99", "/XObject<</X 10 0 R>>", "/X Do", more);
  int code = code_of_file (pdf, "application/pdf");
#if !defined(__SANITIZE_ADDRESS__)
  g_assert_cmpint (code, ==, AMT_VIEWER_STOPPED);
#else
  g_assert_cmpint (code, !=, AMT_VIEWER_UNPROTECTED);
#endif
}

static void
test_giant_page (void)
{
  g_autoptr (GBytes) pdf = file_pdf ("0 0 9000000 9000000", "", "0 0 m 9 9 l S", NULL);
  g_autoptr (GBytes) no_number = file_pdf ("0 0 1e400 -1e400", "", "0 0 m 9 9 l S", NULL);
  g_assert_cmpint (code_of_file (pdf, "application/pdf"), ==, AMT_VIEWER_TOO_LARGE);
  int code = code_of_file (no_number, "application/pdf");
  g_test_message ("code %d", code);
}

static void
test_deep_pdf (void)
{
  g_autoptr (GString) deep = g_string_new ("/Deep ");
  for (int i = 0; i < 200000; i++)
    g_string_append_c (deep, '[');
  g_autoptr (GBytes) pdf = file_pdf ("0 0 99 99", deep->str, "0 0 m 9 9 l S", NULL);
  g_test_message ("code %d", code_of_file (pdf, "application/pdf"));
  g_string_assign (deep, "");
  for (int i = 0; i < 200000; i++)
    g_string_append (deep, "q ");
  g_autoptr (GBytes) states = file_pdf ("0 0 99 99", "", deep->str, NULL);
  g_test_message ("code %d", code_of_file (states, "application/pdf"));
}

static void
test_png_bomb (void)
{
  g_autoptr (GBytes) bomb = file_png_header (60000, 60000);
  g_autoptr (GBytes) wide = file_png_header (0x7fffffff, 1);
  g_autoptr (GBytes) empty = file_png_header (5000, 5000); /* promises pixels it does not have */
  g_assert_cmpint (code_of_file (bomb, "image/png"), ==, AMT_VIEWER_TOO_LARGE);
  g_assert_cmpint (code_of_file (wide, "image/png"), >, 0);
  g_assert_cmpint (code_of_file (empty, "image/png"), ==, AMT_VIEWER_DAMAGED);
}

static void
test_lying_jpeg (void)
{
  g_autoptr (GBytes) jpeg = file_jpeg (64, 32, 0xcc2200, 0x0022cc, 0);
  g_autoptr (GBytes) huge = file_jpeg_lying (jpeg, 65500, 65500);
  g_autoptr (GBytes) taller = file_jpeg_lying (jpeg, 64, 3200);
  g_assert_cmpint (code_of_file (huge, "image/jpeg"), ==, AMT_VIEWER_TOO_LARGE);
  g_assert_cmpint (code_of_file (taller, "image/jpeg"), ==, AMT_VIEWER_DAMAGED);
}

/* Good files with random bytes turned over. A seed in the environment repeats a run. */
static void
test_mutations (void)
{
  g_autoptr (GBytes) pdf = file_pdf ("0 0 99 99", "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>",
                                     "BT /F 12 Tf 9 9 Td (abc) Tj ET 1 0 0 rg 9 9 30 30 re f", NULL);
  g_autoptr (GBytes) png = file_png (40, 30, 0x336699, 200);
  g_autoptr (GBytes) jpeg = file_jpeg (64, 32, 0xcc2200, 0x0022cc, 6);
  const struct
  {
    GBytes *bytes;
    const char *type;
  } seeds[] = {{pdf, "application/pdf"}, {png, "image/png"}, {jpeg, "image/jpeg"}};
  unsigned rounds = g_getenv ("AMT_ROUNDS") ? (unsigned) atoi (g_getenv ("AMT_ROUNDS")) : 12;

  for (unsigned i = 0; i < rounds * G_N_ELEMENTS (seeds); i++)
    {
      size_t size;
      gconstpointer data = g_bytes_get_data (seeds[i % G_N_ELEMENTS (seeds)].bytes, &size);
      g_autofree uint8_t *copy = g_memdup2 (data, size);
      for (int n = g_test_rand_int_range (1, 6); n > 0; n--)
        copy[g_test_rand_int_range (0, (gint32) size)] = (uint8_t) g_test_rand_int_range (0, 256);
      g_autoptr (GBytes) mutant = g_bytes_new (copy, size);
      int code = code_of_file (mutant, seeds[i % G_N_ELEMENTS (seeds)].type);
      g_assert_cmpint (code, !=, AMT_VIEWER_UNPROTECTED);
      g_assert_cmpint (code, !=, AMT_VIEWER_MISSING);
      if (i % G_N_ELEMENTS (seeds) > 0) /* poppler may fall over its own feet; our own decoders may not */
        g_assert_cmpint (code, !=, AMT_VIEWER_STOPPED);
    }
}

static void
test_no_process_stays (void)
{
  g_autoptr (GBytes) png = file_png (4, 4, 0, 255);
  AmtViewer *viewer = show_file (png, "image/png");
  g_autoptr (GBytes) rows = show_first_page (viewer, 4, 4, NULL);
  pid_t pid = (pid_t) atoi (amt_viewer_get_identifier (viewer));
  g_assert_cmpint (kill (pid, 0), ==, 0);
  g_assert_finalize_object (viewer);
  for (int i = 0; i < 300 && kill (pid, 0) == 0; i++)
    g_usleep (10000);
  g_assert_cmpint (kill (pid, 0), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_data_func ("/viewer/hostile/stand-in", NULL, test_stand_in);
  g_test_add_func ("/viewer/hostile/stopped-and-late", test_stopped_and_late);
  g_test_add_func ("/viewer/hostile/huge-page", test_huge_page);
  g_test_add_func ("/viewer/hostile/nothing-inherited", test_nothing_inherited);
  g_test_add_func ("/viewer/hostile/no-program", test_no_program);
  g_test_add_func ("/viewer/hostile/endless-pdf", test_endless_pdf);
  g_test_add_func ("/viewer/hostile/pdf-memory", test_pdf_drowning_in_memory);
  g_test_add_func ("/viewer/hostile/giant-page", test_giant_page);
  g_test_add_func ("/viewer/hostile/deep-pdf", test_deep_pdf);
  g_test_add_func ("/viewer/hostile/png-bomb", test_png_bomb);
  g_test_add_func ("/viewer/hostile/lying-jpeg", test_lying_jpeg);
  g_test_add_func ("/viewer/hostile/mutations", test_mutations);
  g_test_add_func ("/viewer/hostile/no-process-stays", test_no_process_stays);
  return g_test_run ();
}
