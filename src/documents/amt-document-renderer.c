/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-document-renderer.h"

#include "amt-archive.h"
#include "amt-document-data.h"
#include "amt-error.h"
#include "amt-fonts.h"
#include "amt-sheet.h"

#include <cairo-pdf.h>

struct _AmtDocumentRenderer
{
  PangoFontMap *map; /* (owned) */
};

AmtDocumentRenderer *
amt_document_renderer_new (const char *const *font_dirs, GError **error)
{
  PangoFontMap *map = amt_fonts_new_map (font_dirs, error);
  AmtDocumentRenderer *self;

  if (map == NULL)
    return NULL;
  self = g_new0 (AmtDocumentRenderer, 1);
  self->map = map;
  return self;
}

void
amt_document_renderer_free (AmtDocumentRenderer *self)
{
  g_object_unref (self->map);
  g_free (self);
}

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* Runs over all blocks once; with a @cr it draws them. Returns: how many pages. */
static int
set_pages (AmtSheet *sheet, GPtrArray *blocks)
{
  const AmtBlock *title = g_ptr_array_index (blocks, 0);
  const AmtBlock *second = blocks->len > 1 ? g_ptr_array_index (blocks, 1) : NULL;
  bool subtitle = second != NULL && second->subtitle;

  sheet->page = 1;
  sheet->has_section = false;
  amt_sheet_begin (sheet, "Document");
  amt_paper_put_head (sheet, g_ptr_array_index (title->texts, 0),
                      subtitle ? g_ptr_array_index (second->texts, 0) : NULL);
  amt_sheet_put_blocks (sheet, blocks, subtitle ? 2 : 1);
  amt_paper_put_signature (sheet);
  amt_sheet_end (sheet, "Document");
  return sheet->page;
}

static bool
paint (AmtSheet *sheet, GPtrArray *blocks, GByteArray *pdf)
{
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, pdf, AMT_SHEET_WIDTH, AMT_SHEET_HEIGHT);
  cairo_status_t status;

  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_7);
  /* Else cairo takes the time of day. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
  sheet->cr = cairo_create (surface);
  set_pages (sheet, blocks);
  cairo_show_page (sheet->cr);
  status = cairo_status (sheet->cr);
  cairo_destroy (g_steal_pointer (&sheet->cr));
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    amt_error_set (&sheet->error, AMT_ERROR_FAILED, "layout-failed", NULL, "The document could not be drawn: %s",
                   cairo_status_to_string (status));
  return status == CAIRO_STATUS_SUCCESS;
}

static GBytes *
finish (const AmtSheet *sheet, const AmtRichText *heading, GByteArray *pdf, GError **error)
{
  const AmtDocumentInput *in = sheet->in;
  bool german = amt_document_is_german (in);
  AmtArchiveInput archive = {
      .title = in->title != NULL ? in->title : heading->text,
      .author = in->authority->name,
      .language = german ? "de-DE" : "en-GB",
      .field_title = german ? "Feld für die elektronische Signatur" : "Field for the electronic signature",
      .at = in->at,
      .field = sheet->field,
      .lists = sheet->lists,
  };

  return amt_archive_finish (pdf, &archive, error);
}

static GBytes *
render (AmtDocumentRenderer *self, const AmtDocumentInput *in, GPtrArray *blocks, GError **error)
{
  PangoContext *context = amt_fonts_new_context (self->map, amt_document_is_german (in) ? "de" : "en");
  g_autoptr (GByteArray) pdf = g_byte_array_new ();
  g_autoptr (GByteArray) lists = g_byte_array_new ();
  AmtSheet sheet = {.in = in, .context = context, .lists = lists};
  const AmtBlock *title = g_ptr_array_index (blocks, 0);

  sheet.pages = set_pages (&sheet, blocks);
  if (sheet.error == NULL && sheet.pages < 100)
    paint (&sheet, blocks, pdf);
  else if (sheet.error == NULL)
    amt_error_set (&sheet.error, AMT_ERROR_INVALID, "bad-template", NULL, "The document has more than 99 pages");
  g_object_unref (context);
  if (sheet.error != NULL)
    {
      g_propagate_error (error, sheet.error);
      return NULL;
    }
  return finish (&sheet, g_ptr_array_index (title->texts, 0), pdf, error);
}

GBytes *
amt_document_renderer_render (AmtDocumentRenderer *self, const AmtDocumentInput *in, GError **error)
{
  g_autoptr (JsonObject) data = NULL;
  g_autoptr (AmtExpansion) expansion = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  const AmtBlock *title;

  g_return_val_if_fail (self != NULL && in != NULL && in->form != NULL && in->authority != NULL, NULL);
  g_return_val_if_fail (in->service != NULL && in->request != NULL && in->signer_name != NULL, NULL);

  data = amt_document_data_new (in);
  expansion = amt_template_expand (in->form, data, error);
  blocks = expansion != NULL ? amt_markup_parse (expansion, error) : NULL;
  if (blocks == NULL)
    return NULL;
  title = blocks->len > 0 ? g_ptr_array_index (blocks, 0) : NULL;
  if (title == NULL || title->kind != AMT_BLOCK_HEADING)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "bad-template", NULL, "The document has no heading");
      return NULL;
    }
  return render (self, in, blocks, error);
}
