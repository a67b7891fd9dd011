/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What honest files look like through the real viewer. */
#include "viewer-files.h"

#include <stdlib.h>
#include <string.h>

static GBytes *
show (GBytes *bytes, const char *type, unsigned width, unsigned height)
{
  g_autoptr (AmtViewer) viewer = show_file (bytes, type);
  g_autoptr (GError) error = NULL;
  GBytes *rows = show_first_page (viewer, width, height, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (rows), ==, (size_t) width * height * 4);
  return rows;
}

static void
assert_near (uint32_t colour, uint32_t wanted)
{
  for (int shift = 0; shift < 24; shift += 8)
    if (abs ((int) (colour >> shift & 255) - (int) (wanted >> shift & 255)) > 12)
      g_error ("#%06x is not #%06x", colour, wanted);
}

static void
test_pdf_colours (void)
{
  g_autoptr (GBytes) pdf = file_pdf ("0 0 200 100", "", "1 0 0 rg 0 0 100 100 re f 0 0 1 rg 100 50 100 50 re f", NULL);
  g_autoptr (GBytes) rows = show (pdf, "application/pdf", 200, 100);
  assert_near (pixel_at (rows, 200, 50, 50), 0xff0000);
  assert_near (pixel_at (rows, 200, 150, 25), 0x0000ff);
  assert_near (pixel_at (rows, 200, 150, 75), 0xffffff);
}

static unsigned
count_dark (GBytes *rows)
{
  const uint8_t *data = g_bytes_get_data (rows, NULL);
  unsigned dark = 0;
  for (size_t i = 0; i < g_bytes_get_size (rows); i += 4)
    dark += data[i] < 128;
  return dark;
}

/* The risk of the sandbox: these letters come from files the viewer opens after it has locked itself in. */
static void
test_fonts_not_embedded (void)
{
  static const char *const fonts[] = {
      "/Type1/BaseFont/Helvetica",
      "/Type1/BaseFont/Courier-Bold",
      "/Type1/BaseFont/Symbol",
      "/TrueType/BaseFont/Arial/Encoding/WinAnsiEncoding",
      "/TrueType/BaseFont/NobodyHasThis/Encoding/WinAnsiEncoding",
  };
  for (size_t i = 0; i < G_N_ELEMENTS (fonts); i++)
    {
      g_autofree char *resources = g_strdup_printf ("/Font<</F<</Type/Font/Subtype%s>>>>", fonts[i]);
      g_autoptr (GBytes) pdf = file_pdf ("0 0 300 60", resources, "BT /F 40 Tf 9 15 Td (abcdefgh) Tj ET", NULL);
      g_autoptr (GBytes) rows = show (pdf, "application/pdf", 300, 60);
      if (count_dark (rows) < 300)
        g_error ("%s: only %u dark pixels", fonts[i], count_dark (rows));
    }
}

/* An Identity-H font without a file needs poppler's character tables as well as a font with these signs. */
static void
test_character_tables (void)
{
  g_autoptr (GBytes) pdf = file_pdf (
      "0 0 300 60", "/Font<</F 5 0 R>>", "BT /F 40 Tf 9 15 Td <414243444546> Tj ET",
      "5 0 obj <</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/90ms-RKSJ-H/DescendantFonts[<</Type/Font"
      "/Subtype/CIDFontType0/BaseFont/Ryumin-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>"
      "/FontDescriptor<</Type/FontDescriptor/FontName/Ryumin-Light/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0"
      "/Ascent 800/Descent 200/CapHeight 700/StemV 80>>>>]>> endobj\n");
  g_autoptr (GBytes) rows = show (pdf, "application/pdf", 300, 60);
  g_assert_cmpuint (count_dark (rows), >, 100);
}

static void
test_text (void)
{
  g_autoptr (GBytes) pdf = file_pdf ("0 0 200 100",
                                     "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica"
                                     "/Encoding/WinAnsiEncoding>>>>",
                                     "BT /F 20 Tf 9 50 Td (M\\374ller) Tj ET", NULL);
  g_autoptr (AmtViewer) viewer = show_file (pdf, "application/pdf");
  g_autoptr (GBytes) rows = show_first_page (viewer, 200, 100, NULL);
  g_autoptr (DexFuture) future = amt_viewer_describe (viewer, 0);
  g_autoptr (GError) error = NULL;
  const GValue *value = await_value (future, &error);
  g_assert_no_error (error);
  const AmtViewerPageInfo *info = g_value_get_boxed (value);
  g_assert_cmpstr (info->text, ==, "Müller");
  g_assert_cmpfloat (info->width, ==, 200);
  g_assert_cmpfloat (info->height, ==, 100);
}

static void
test_png (void)
{
  g_autoptr (GBytes) solid = file_png (40, 30, 0x336699, 255);
  g_autoptr (GBytes) half = file_png (40, 30, 0x000000, 128);
  g_autoptr (GBytes) rows = show (solid, "image/png", 80, 60);
  g_autoptr (GBytes) grey = show (half, "image/png", 40, 30);
  assert_near (pixel_at (rows, 80, 0, 0), 0x336699);
  assert_near (pixel_at (rows, 80, 79, 59), 0x336699);
  assert_near (pixel_at (grey, 40, 20, 15), 0x7f7f7f); /* on white paper */
}

static void
test_jpeg (void)
{
  g_autoptr (GBytes) jpeg = file_jpeg (64, 32, 0xcc2200, 0x0022cc, 0);
  g_autoptr (GBytes) rows = show (jpeg, "image/jpeg", 64, 32);
  assert_near (pixel_at (rows, 64, 8, 16), 0xcc2200);
  assert_near (pixel_at (rows, 64, 56, 16), 0x0022cc);
}

static void
test_jpeg_for_print (void)
{
  g_autoptr (GBytes) cyan = file_jpeg_cmyk (16, 16, (const uint8_t[]) {0, 255, 255, 255});
  g_autoptr (GBytes) black = file_jpeg_cmyk (16, 16, (const uint8_t[]) {255, 255, 255, 0});
  g_autoptr (GBytes) rows = show (cyan, "image/jpeg", 16, 16);
  g_autoptr (GBytes) dark = show (black, "image/jpeg", 16, 16);
  assert_near (pixel_at (rows, 16, 8, 8), 0x00ffff);
  assert_near (pixel_at (dark, 16, 8, 8), 0x000000);
}

/* Left is red, right is blue: where the red half lies tells how the picture was turned. */
static void
test_jpeg_upright (void)
{
  static const struct
  {
    unsigned orientation, width, height, x, y; /* a point in the red half */
  } rows[] = {
      {1, 64, 32, 8, 16}, {2, 64, 32, 56, 16}, {3, 64, 32, 56, 16}, {4, 64, 32, 8, 16},
      {5, 32, 64, 16, 8}, {6, 32, 64, 16, 8},  {7, 32, 64, 16, 56}, {8, 32, 64, 16, 56},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GBytes) jpeg = file_jpeg (64, 32, 0xcc2200, 0x0022cc, rows[i].orientation);
      g_autoptr (AmtViewer) viewer = show_file (jpeg, "image/jpeg");
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) pixels = show_first_page (viewer, rows[i].width, rows[i].height, &error);
      g_assert_no_error (error);
      assert_near (pixel_at (pixels, rows[i].width, rows[i].x, rows[i].y), 0xcc2200);
      assert_near (pixel_at (pixels, rows[i].width, rows[i].width - 1 - rows[i].x, rows[i].height - 1 - rows[i].y),
                   0x0022cc);
    }
}

static void
test_refusals (void)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("hello", 5);
  g_autoptr (GBytes) png = file_png (4, 4, 0, 255);
  const struct
  {
    GBytes *bytes;
    const char *type;
    int code;
  } rows[] = {
      {text, "application/pdf", AMT_VIEWER_DAMAGED}, {text, "image/png", AMT_VIEWER_DAMAGED},
      {text, "image/jpeg", AMT_VIEWER_DAMAGED},      {png, "image/jpeg", AMT_VIEWER_DAMAGED},
      {text, "text/plain", AMT_VIEWER_DAMAGED},
  };
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (AmtViewer) viewer = show_file (rows[i].bytes, rows[i].type);
      g_autoptr (GError) error = NULL;
      g_assert_null (show_first_page (viewer, 10, 10, &error));
      g_assert_error (error, AMT_VIEWER_ERROR, rows[i].code);
    }
}

static void
test_pages_that_are_not_there (void)
{
  g_autoptr (GBytes) png = file_png (4, 4, 0, 255);
  g_autoptr (AmtViewer) viewer = show_file (png, "image/png");
  g_autoptr (GBytes) rows = show_first_page (viewer, 4, 4, NULL);
  g_autoptr (DexFuture) beyond = amt_viewer_describe (viewer, 1);
  g_autoptr (GError) error = NULL;
  g_assert_null (await_value (beyond, &error));
  g_assert_error (error, AMT_VIEWER_ERROR, AMT_VIEWER_BAD_REQUEST);
  g_autoptr (DexFuture) again = amt_viewer_describe (viewer, 0); /* it lives on */
  g_assert_nonnull (await_value (again, NULL));
}

/* An older kernel, inside somebody else's filter: files are shown, only letters without a font of their own are not. */
static void
test_without_landlock (void)
{
  g_autofree char *script = g_strdup_printf ("%s/viewer/without-landlock", g_getenv ("G_TEST_BUILDDIR"));
  g_autofree char *text = g_strdup_printf ("#!/bin/sh\nexec '%s/viewer/viewer-no-landlock' '%s'\n",
                                           g_getenv ("G_TEST_BUILDDIR"), g_getenv ("AMT_VIEWER"));
  g_autoptr (GBytes) pdf = file_pdf ("0 0 20 20", "", "1 0 0 rg 0 0 20 20 re f", NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (script, text, -1, G_FILE_SET_CONTENTS_NONE, 0700, &error);
  g_assert_no_error (error);
  g_autoptr (AmtViewer) viewer = amt_viewer_new (script, pdf, "application/pdf");
  g_autoptr (GBytes) rows = show_first_page (viewer, 20, 20, &error);
  g_assert_no_error (error);
  assert_near (pixel_at (rows, 20, 10, 10), 0xff0000);
  g_assert_cmpuint (amt_viewer_get_landlock (viewer), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/viewer/pdf/colours", test_pdf_colours);
  g_test_add_func ("/viewer/pdf/fonts-not-embedded", test_fonts_not_embedded);
  g_test_add_func ("/viewer/pdf/character-tables", test_character_tables);
  g_test_add_func ("/viewer/pdf/text", test_text);
  g_test_add_func ("/viewer/without-landlock", test_without_landlock);
  g_test_add_func ("/viewer/png", test_png);
  g_test_add_func ("/viewer/jpeg/colours", test_jpeg);
  g_test_add_func ("/viewer/jpeg/for-print", test_jpeg_for_print);
  g_test_add_func ("/viewer/jpeg/upright", test_jpeg_upright);
  g_test_add_func ("/viewer/refusals", test_refusals);
  g_test_add_func ("/viewer/no-such-page", test_pages_that_are_not_there);
  return g_test_run ();
}
