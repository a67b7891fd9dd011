/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-sheet.h"

#include "amt-error.h"
#include "amt-fonts.h"

#include <hb.h>

static const struct
{
  double size; /* points */
  bool bold;
  double grey; /* 0 black; at most 0.36, which is 7:1 on white */
  PangoAlignment align;
} styles[] = {
    [AMT_STYLE_AUTHORITY] = {16, true, 0, PANGO_ALIGN_LEFT},
    [AMT_STYLE_TITLE] = {18, true, 0, PANGO_ALIGN_LEFT},
    [AMT_STYLE_HEADING] = {11.5, true, 0, PANGO_ALIGN_LEFT},
    [AMT_STYLE_BODY] = {9.5, false, 0, PANGO_ALIGN_LEFT},
    [AMT_STYLE_LABEL] = {9, false, 0.36, PANGO_ALIGN_LEFT},
    [AMT_STYLE_VALUE] = {9.5, true, 0, PANGO_ALIGN_LEFT},
    [AMT_STYLE_FINE] = {8, false, 0.36, PANGO_ALIGN_LEFT},
    [AMT_STYLE_FINE_RIGHT] = {8, false, 0.36, PANGO_ALIGN_RIGHT},
    [AMT_STYLE_SIGNER] = {11, true, 0, PANGO_ALIGN_LEFT},
    [AMT_STYLE_MARK] = {10, true, 0.2, PANGO_ALIGN_LEFT},
};

void
amt_lines_free (AmtLines *self)
{
  g_object_unref (self->layout);
  g_array_unref (self->lines);
  g_free (self);
}

/* Names the first letter that none of the fonts has. */
static void
report_glyph (AmtSheet *self, PangoLayout *layout)
{
  g_autoptr (PangoLayout) probe = pango_layout_copy (layout);
  char letter[8] = "";

  if (self->error != NULL)
    return;
  for (const char *p = pango_layout_get_text (layout); *p != '\0'; p = g_utf8_next_char (p))
    {
      letter[g_unichar_to_utf8 (g_utf8_get_char (p), letter)] = '\0';
      pango_layout_set_text (probe, letter, -1);
      if (pango_layout_get_unknown_glyphs_count (probe) > 0)
        break;
    }
  amt_error_set (&self->error, AMT_ERROR_INVALID, "no-glyph", letter,
                 "No font of the document has the letter %s (U+%04X)", letter, g_utf8_get_char (letter));
}

/* Where a line is broken Pango keeps the space in the text and drops its glyph; cairo then has to say it in a mark of
 * its own, after which some readers lose the rest of the paragraph. A space that is drawn is just a space. */
static void
restore_last_space (PangoLayoutLine *line)
{
  GSList *last = g_slist_last (line->runs);
  PangoLayoutRun *run = last != NULL ? last->data : NULL;
  PangoGlyphInfo *glyph;
  hb_codepoint_t space;

  if (run == NULL || run->glyphs->num_glyphs == 0)
    return;
  glyph = &run->glyphs->glyphs[run->glyphs->num_glyphs - 1];
  if (glyph->glyph == PANGO_GLYPH_EMPTY &&
      hb_font_get_nominal_glyph (pango_font_get_hb_font (run->item->analysis.font), ' ', &space))
    glyph->glyph = space;
}

static void
measure_lines (AmtLines *self)
{
  PangoLayoutIter *iter = pango_layout_get_iter (self->layout);
  int index = 0;

  do
    {
      int top, bottom;
      AmtLine line;

      pango_layout_iter_get_line_yrange (iter, &top, &bottom);
      line.top = pango_units_to_double (top);
      line.height = pango_units_to_double (bottom - top);
      line.baseline = pango_units_to_double (pango_layout_iter_get_baseline (iter));
      line.index = index++;
      g_array_append_val (self->lines, line);
      restore_last_space (pango_layout_iter_get_line (iter));
      self->height = line.top + line.height;
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

AmtLines *
amt_sheet_break (AmtSheet *self, AmtStyle style, const char *text, PangoAttrList *attrs, double width)
{
  AmtLines *lines = g_new0 (AmtLines, 1);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, AMT_FONT_FAMILY);
  pango_font_description_set_absolute_size (font, styles[style].size * PANGO_SCALE);
  pango_font_description_set_weight (font, styles[style].bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  lines->grey = styles[style].grey;
  lines->lines = g_array_new (FALSE, FALSE, sizeof (AmtLine));
  lines->layout = pango_layout_new (self->context);
  pango_layout_set_font_description (lines->layout, font);
  pango_layout_set_width (lines->layout, pango_units_from_double (width));
  pango_layout_set_wrap (lines->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment (lines->layout, styles[style].align);
  pango_layout_set_auto_dir (lines->layout, FALSE);
  pango_layout_set_text (lines->layout, text, -1);
  if (attrs != NULL)
    pango_layout_set_attributes (lines->layout, attrs);
  pango_font_description_free (font);
  if (pango_layout_get_unknown_glyphs_count (lines->layout) > 0)
    report_glyph (self, lines->layout);
  measure_lines (lines);
  return lines;
}

void
amt_sheet_put (AmtSheet *self, const AmtLines *lines, unsigned from, unsigned to, double x, double y)
{
  double width = pango_units_to_double (pango_layout_get_width (lines->layout));
  double top = 0;

  if (self->cr == NULL)
    return;
  cairo_set_source_rgb (self->cr, lines->grey, lines->grey, lines->grey);
  for (unsigned i = from; i < to; i++)
    {
      const AmtLine *line = &g_array_index (lines->lines, AmtLine, i);
      PangoLayoutLine *inner = pango_layout_get_line_readonly (lines->layout, line->index);
      double shift = 0;

      if (i == from)
        top = line->top;
      if (pango_layout_get_alignment (lines->layout) == PANGO_ALIGN_RIGHT)
        {
          PangoRectangle logical;

          pango_layout_line_get_extents (inner, NULL, &logical);
          shift = width - pango_units_to_double (logical.width);
        }
      cairo_move_to (self->cr, x + shift, y + line->baseline - top);
      pango_cairo_show_layout_line (self->cr, inner);
    }
}

double
amt_sheet_put_text (AmtSheet *self, AmtStyle style, const char *tag, const char *text, double x, double y, double width)
{
  g_autoptr (AmtLines) lines = NULL;

  if (text == NULL || *text == '\0')
    return 0;
  lines = amt_sheet_break (self, style, text, NULL, width);
  amt_sheet_begin (self, tag);
  amt_sheet_put (self, lines, 0, lines->lines->len, x, y);
  amt_sheet_end (self, tag);
  return lines->height;
}

void
amt_sheet_flow (AmtSheet *self, const AmtLines *lines, const char *outer, const char *tag, double x)
{
  unsigned from = 0;

  while (from < lines->lines->len)
    {
      unsigned to = from;
      double height = 0;

      while (to < lines->lines->len)
        {
          double next = g_array_index (lines->lines, AmtLine, to).height;

          if (to > from && self->y + height + next > AMT_SHEET_BOTTOM)
            break;
          height += next;
          to++;
        }
      /* What goes on over the page is a new element: no element may hold the foot of the page. */
      if (outer != NULL)
        amt_sheet_begin (self, outer);
      amt_sheet_begin (self, tag);
      amt_sheet_put (self, lines, from, to, x, self->y);
      amt_sheet_end (self, tag);
      if (outer != NULL)
        amt_sheet_end (self, outer);
      self->y += height;
      from = to;
      if (from < lines->lines->len)
        amt_sheet_new_page (self);
    }
}

void
amt_sheet_begin (AmtSheet *self, const char *tag)
{
  if (self->cr != NULL)
    cairo_tag_begin (self->cr, tag, NULL);
}

void
amt_sheet_end (AmtSheet *self, const char *tag)
{
  if (self->cr != NULL)
    cairo_tag_end (self->cr, tag);
}

void
amt_sheet_rule (AmtSheet *self, double x1, double x2, double y, double grey)
{
  if (self->cr == NULL)
    return;
  amt_sheet_begin (self, "Artifact");
  cairo_set_source_rgb (self->cr, grey, grey, grey);
  cairo_set_line_width (self->cr, 0.6);
  cairo_move_to (self->cr, x1, y);
  cairo_line_to (self->cr, x2, y);
  cairo_stroke (self->cr);
  amt_sheet_end (self, "Artifact");
}

void
amt_sheet_new_page (AmtSheet *self)
{
  amt_paper_put_foot (self);
  if (self->cr != NULL)
    cairo_show_page (self->cr);
  self->page++;
  self->y = AMT_SHEET_TOP;
}

void
amt_sheet_need (AmtSheet *self, double height)
{
  if (self->y + height > AMT_SHEET_BOTTOM && self->y > AMT_SHEET_TOP)
    amt_sheet_new_page (self);
}
