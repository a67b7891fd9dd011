/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-viewer-file.h"

#include "amt-viewer-image.h"

#include <fontconfig/fontconfig.h>
#include <math.h>
#include <poppler.h>

struct _AmtViewerFileContent
{
  PopplerDocument *pdf;     /* (owned) (nullable) */
  cairo_surface_t *picture; /* (owned) (nullable) */
};

/* A page with two fonts that are not in the file; poppler rebuilds the missing table of objects. */
static const char warm_page[] =
    "%PDF-1.4\n"
    "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
    "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
    "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 "
    "R/Resources<</Font<</A<</Type/Font/Subtype/Type1"
    "/BaseFont/Helvetica>>/B<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>>>>> endobj\n"
    "4 0 obj <</Length 47>> stream\nBT /A 12 Tf 9 9 Td (Aa) Tj /B 12 Tf (Bb) Tj ET\nendstream endobj\n"
    "trailer <</Root 1 0 R>>\n";

AmtViewerFileContent *
amt_viewer_file_warm_up (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (warm_page, sizeof warm_page - 1);
  g_autofree char *text = NULL;
  AmtViewerRender how = {0, 16, 16};
  AmtViewerPageSize size;
  AmtViewerProblem problem;

  FcInit ();
  FcConfigSetRescanInterval (NULL, 0); /* it would look at its directories again every half minute */
  AmtViewerFileContent *file = amt_viewer_file_open (bytes, AMT_VIEWER_PDF, &problem);
  if (!file)
    return NULL;
  amt_viewer_file_describe (file, 0, &size, &text, &problem);
  cairo_surface_t *surface = amt_viewer_file_render (file, &how, &problem);
  g_clear_pointer (&surface, cairo_surface_destroy);
  return file;
}

/* Fonts of one's own may lie in the home directory, but never is that itself, or one above it, opened to reading. */
static bool
holds_home (const char *directory)
{
  g_autofree char *slash = g_str_has_suffix (directory, "/") ? g_strdup (directory)
                                                             : g_strconcat (directory, "/", NULL);
  g_autofree char *home = g_strconcat (g_get_home_dir (), "/", NULL);
  return g_str_has_prefix (home, slash);
}

char **
amt_viewer_file_list_readable (void)
{
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();
  FcStrList *directories = FcConfigGetFontDirs (NULL);
  FcChar8 *directory;

  g_strv_builder_add_many (list, "/usr/share/poppler", "/app/share/poppler", NULL); /* Debian's, a Flatpak's */
  while (directories && (directory = FcStrListNext (directories)))
    if (!holds_home ((const char *) directory))
      g_strv_builder_add (list, (const char *) directory);
  if (directories)
    FcStrListDone (directories);
  return g_strv_builder_end (list);
}

static bool
open_pdf (AmtViewerFileContent *self, GBytes *bytes, AmtViewerProblem *problem)
{
  g_autoptr (GError) error = NULL;

  self->pdf = poppler_document_new_from_bytes (bytes, NULL, &error);
  if (!self->pdf)
    *problem = g_error_matches (error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED) ? AMT_VIEWER_LOCKED : AMT_VIEWER_DAMAGED;
  else if (poppler_document_get_n_pages (self->pdf) < 1)
    *problem = AMT_VIEWER_DAMAGED;
  else if (poppler_document_get_n_pages (self->pdf) > (int) AMT_VIEWER_MAX_PAGES)
    *problem = AMT_VIEWER_TOO_LARGE;
  else
    return true;
  return false;
}

AmtViewerFileContent *
amt_viewer_file_open (GBytes *bytes, AmtViewerFormat format, AmtViewerProblem *problem)
{
  AmtViewerFileContent *self = g_new0 (AmtViewerFileContent, 1);

  if (format == AMT_VIEWER_PDF ? open_pdf (self, bytes, problem)
                               : (self->picture = amt_viewer_decode_image (bytes, format, problem)) != NULL)
    return self;
  amt_viewer_file_free (self);
  return NULL;
}

void
amt_viewer_file_free (AmtViewerFileContent *self)
{
  g_clear_object (&self->pdf);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_free (self);
}

uint32_t
amt_viewer_file_count_pages (AmtViewerFileContent *self)
{
  return self->pdf ? (uint32_t) poppler_document_get_n_pages (self->pdf) : 1;
}

static char *
take_text (PopplerPage *page)
{
  g_autofree char *text = poppler_page_get_text (page);
  g_autofree char *valid = g_utf8_make_valid (text ? text : "", -1);
  size_t length = MIN (strlen (valid), AMT_VIEWER_MAX_TEXT);
  const char *end = length < strlen (valid) ? g_utf8_find_prev_char (valid, valid + length) : valid + length;
  return g_strndup (valid, (size_t) (end - valid));
}

static bool
describe_page (PopplerPage *page, AmtViewerPageSize *size, char **text, AmtViewerProblem *problem)
{
  poppler_page_get_size (page, &size->width, &size->height);
  *problem = AMT_VIEWER_DAMAGED;
  if (!(isfinite (size->width) && isfinite (size->height) && size->width > 0 && size->height > 0))
    return false;
  *problem = AMT_VIEWER_TOO_LARGE;
  if (MAX (size->width, size->height) > AMT_VIEWER_MAX_POINTS)
    return false;
  *text = take_text (page);
  return true;
}

bool
amt_viewer_file_describe (AmtViewerFileContent *self, uint32_t index, AmtViewerPageSize *size, char **text,
                          AmtViewerProblem *problem)
{
  if (self->picture)
    {
      size->width = cairo_image_surface_get_width (self->picture) * 0.75;
      size->height = cairo_image_surface_get_height (self->picture) * 0.75;
      *text = g_strdup ("");
      return true;
    }
  PopplerPage *page = poppler_document_get_page (self->pdf, (int) index);
  bool described = page && describe_page (page, size, text, problem);
  if (!page)
    *problem = AMT_VIEWER_DAMAGED;
  g_clear_object (&page);
  return described;
}

static void
paint_picture (AmtViewerFileContent *self, cairo_t *cr, const AmtViewerRender *how)
{
  cairo_scale (cr, (double) how->width / cairo_image_surface_get_width (self->picture),
               (double) how->height / cairo_image_surface_get_height (self->picture));
  cairo_set_source_surface (cr, self->picture, 0, 0);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD); /* no pale seam at the edges */
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  cairo_paint (cr);
}

static bool
paint_page (AmtViewerFileContent *self, cairo_t *cr, const AmtViewerRender *how)
{
  PopplerPage *page = poppler_document_get_page (self->pdf, (int) how->index);
  double width = 0, height = 0;

  if (page)
    poppler_page_get_size (page, &width, &height);
  if (width > 0 && height > 0)
    {
      cairo_scale (cr, how->width / width, how->height / height);
      poppler_page_render (page, cr);
    }
  g_clear_object (&page);
  return width > 0 && height > 0;
}

cairo_surface_t *
amt_viewer_file_render (AmtViewerFileContent *self, const AmtViewerRender *how, AmtViewerProblem *problem)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) how->width, (int) how->height);
  cairo_t *cr = cairo_create (surface);
  bool painted = true;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  if (self->picture)
    paint_picture (self, cr, how);
  else
    painted = paint_page (self, cr, how);
  painted = painted && cairo_status (cr) == CAIRO_STATUS_SUCCESS;
  cairo_destroy (cr);
  if (painted)
    return surface;
  cairo_surface_destroy (surface);
  *problem = AMT_VIEWER_DAMAGED;
  return NULL;
}
