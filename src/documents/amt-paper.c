/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What surrounds the text: the authority's head, the title with place, day and file number, the place to sign, the foot. */
#include "amt-document-data.h"
#include "amt-sheet.h"

#define BOX_HEIGHT 84.0
#define BOX_TOP 650.0
#define BOX_WIDTH 300.0
#define ASIDE 160.0 /* width of what stands on the right */

typedef enum
{
  WORD_FILE,
  WORD_SIGNATURE,
  WORD_ONLY_SIGNED,
  WORD_ONLY_BY_HAND,
  WORD_SEAL,
  WORD_DEMO,
  WORD_SPECIMEN,
  WORD_PAGE,
  N_WORDS
} Word;

static const char *const words[N_WORDS][2] = {
    [WORD_FILE] = {"Az. %s", "File no. %s"},
    [WORD_SIGNATURE] = {"Unterschrift", "Signature"},
    [WORD_ONLY_SIGNED] = {"Gültig nur mit der elektronischen Signatur dieser Datei",
                          "Valid only with the electronic signature of this file"},
    [WORD_ONLY_BY_HAND] = {"Gültig nur mit Unterschrift und Dienstsiegel",
                           "Valid only with signature and official seal"},
    [WORD_SEAL] = {"Dienstsiegel", "Official seal"},
    [WORD_DEMO] = {"Demo – ohne rechtliche Wirkung", "Demo – without legal effect"},
    [WORD_SPECIMEN] = {"Muster", "Specimen"},
    [WORD_PAGE] = {"Seite %d von %d", "Page %d of %d"},
};

static const char *
word (AmtSheet *self, Word which)
{
  return words[which][amt_document_is_german (self->in) ? 0 : 1];
}

static void
set_accent (AmtSheet *self)
{
  cairo_set_source_rgb (self->cr, 0.11, 0.37, 0.62);
}

/* The invented town's arms; a real authority has its own on its paper. */
static void
put_arms (AmtSheet *self, double x, double y)
{
  if (self->cr == NULL)
    return;
  amt_sheet_begin (self, "Artifact");
  cairo_set_source_rgb (self->cr, 0.1, 0.37, 0.71);
  cairo_rectangle (self->cr, x, y, 30, 36);
  cairo_fill (self->cr);
  cairo_set_source_rgb (self->cr, 0.97, 0.83, 0.18);
  cairo_move_to (self->cr, x + 15, y + 8);
  cairo_line_to (self->cr, x + 25, y + 28);
  cairo_line_to (self->cr, x + 5, y + 28);
  cairo_close_path (self->cr);
  cairo_fill (self->cr);
  amt_sheet_end (self, "Artifact");
}

static void
put_authority (AmtSheet *self)
{
  const AmtAuthority *authority = self->in->authority;
  const char *const aside[] = {authority->street, authority->town, authority->email};
  double indent = self->in->demo ? 42 : 0;
  double left = AMT_SHEET_LEFT + indent;
  double width = AMT_SHEET_COLUMN - ASIDE - indent;
  double y = 50;

  if (self->in->demo)
    put_arms (self, AMT_SHEET_LEFT, y);
  y += amt_sheet_put_text (self, AMT_STYLE_AUTHORITY, "P", authority->name, left, y - 3, width);
  y += amt_sheet_put_text (self, AMT_STYLE_FINE, "P", self->in->department, left, y - 3, width);
  self->y = MAX (y, 92);
  y = 50;
  for (size_t i = 0; i < G_N_ELEMENTS (aside); i++)
    y += amt_sheet_put_text (self, AMT_STYLE_FINE_RIGHT, "P", aside[i], AMT_SHEET_RIGHT - ASIDE, y, ASIDE);
  self->y = MAX (self->y, y) + 8;
  amt_sheet_rule (self, AMT_SHEET_LEFT, AMT_SHEET_RIGHT, self->y, 0.75);
  self->y += 12;
}

/* A framed word that nobody overlooks and a screen reader reads before the title. */
static void
put_mark (AmtSheet *self, Word which)
{
  g_autoptr (AmtLines) lines = amt_sheet_break (self, AMT_STYLE_MARK, word (self, which), NULL, AMT_SHEET_COLUMN - 16);
  PangoRectangle logical;

  pango_layout_get_extents (lines->layout, NULL, &logical);
  if (self->cr != NULL)
    {
      amt_sheet_begin (self, "Artifact");
      cairo_set_source_rgb (self->cr, 0.2, 0.2, 0.2);
      cairo_set_line_width (self->cr, 0.8);
      cairo_rectangle (self->cr, AMT_SHEET_LEFT, self->y, pango_units_to_double (logical.width) + 16,
                       lines->height + 6);
      cairo_stroke (self->cr);
      amt_sheet_end (self, "Artifact");
    }
  amt_sheet_begin (self, "P");
  amt_sheet_put (self, lines, 0, lines->lines->len, AMT_SHEET_LEFT + 8, self->y + 3);
  amt_sheet_end (self, "P");
  self->y += lines->height + 14;
}

static void
put_title (AmtSheet *self, const AmtRichText *title, const AmtRichText *subtitle)
{
  const char *number = self->in->file_number != NULL ? self->in->file_number : self->in->request->file_number;
  g_autofree char *place = amt_document_place (self->in->authority);
  g_autofree char *day = amt_document_day (self->in->day);
  g_autofree char *where = g_strdup_printf ("%s, %s", place, day);
  g_autofree char *file = g_strdup_printf (word (self, WORD_FILE), number);
  g_autoptr (AmtLines)
      lines = amt_sheet_break (self, AMT_STYLE_TITLE, title->text, title->attrs, AMT_SHEET_COLUMN - ASIDE);
  double top = self->y;
  double aside = top + 6;

  amt_sheet_begin (self, "H1");
  amt_sheet_put (self, lines, 0, lines->lines->len, AMT_SHEET_LEFT, self->y);
  amt_sheet_end (self, "H1");
  self->y += lines->height;
  if (subtitle != NULL)
    self->y += amt_sheet_put_text (self, AMT_STYLE_FINE, "P", subtitle->text, AMT_SHEET_LEFT, self->y,
                                   AMT_SHEET_COLUMN - ASIDE);
  aside += amt_sheet_put_text (self, AMT_STYLE_FINE_RIGHT, "P", where, AMT_SHEET_RIGHT - ASIDE, aside, ASIDE);
  aside += amt_sheet_put_text (self, AMT_STYLE_FINE_RIGHT, "P", file, AMT_SHEET_RIGHT - ASIDE, aside, ASIDE);
  self->y = MAX (self->y, aside) + 18;
}

void
amt_paper_put_head (AmtSheet *self, const AmtRichText *title, const AmtRichText *subtitle)
{
  put_authority (self);
  if (self->in->service->prescribed_form)
    put_mark (self, WORD_SPECIMEN);
  if (self->in->demo)
    put_mark (self, WORD_DEMO);
  self->y += 4;
  put_title (self, title, subtitle);
}

void
amt_paper_put_foot (AmtSheet *self)
{
  g_autoptr (GString) left = g_string_new (self->in->authority->name);
  g_autofree char *right = g_strdup_printf (word (self, WORD_PAGE), self->page, self->pages);

  if (self->cr == NULL)
    return;
  g_string_append_printf (left, " · ");
  g_string_append_printf (left, word (self, WORD_FILE),
                          self->in->file_number != NULL ? self->in->file_number : self->in->request->file_number);
  if (self->in->demo)
    g_string_append_printf (left, " · %s", word (self, WORD_DEMO));
  amt_sheet_put_text (self, AMT_STYLE_FINE, "Artifact", left->str, AMT_SHEET_LEFT, 766, AMT_SHEET_COLUMN - 100);
  amt_sheet_put_text (self, AMT_STYLE_FINE_RIGHT, "Artifact", right, AMT_SHEET_RIGHT - 100, 766, 100);
}

static void
put_frame (AmtSheet *self, double top)
{
  if (self->cr == NULL)
    return;
  amt_sheet_begin (self, "Artifact");
  set_accent (self);
  cairo_set_line_width (self->cr, 1);
  cairo_rectangle (self->cr, AMT_SHEET_LEFT, top, BOX_WIDTH, BOX_HEIGHT);
  cairo_stroke (self->cr);
  amt_sheet_end (self, "Artifact");
}

static void
put_seal (AmtSheet *self, double top)
{
  double x = AMT_SHEET_LEFT + BOX_WIDTH + 90, y = top + BOX_HEIGHT / 2;
  double dashes[] = {3, 3};

  if (self->cr != NULL)
    {
      amt_sheet_begin (self, "Artifact");
      cairo_set_source_rgb (self->cr, 0.6, 0.6, 0.6);
      cairo_set_line_width (self->cr, 0.8);
      cairo_set_dash (self->cr, dashes, 2, 0);
      cairo_new_path (self->cr); /* showing text leaves a point behind */
      cairo_arc (self->cr, x, y, 42, 0, 2 * G_PI);
      cairo_stroke (self->cr);
      cairo_set_dash (self->cr, NULL, 0, 0);
      amt_sheet_end (self, "Artifact");
    }
  amt_sheet_put_text (self, AMT_STYLE_FINE, "P", word (self, WORD_SEAL), x - 26, y - 6, 80);
}

void
amt_paper_put_signature (AmtSheet *self)
{
  bool paper = self->in->carrier == AMT_CARRIER_PAPER;
  g_autofree char *signer = amt_document_signer (self->in);
  g_autofree char *office = self->in->signer_function != NULL
                                ? g_strdup_printf ("%s, %s", self->in->signer_function, self->in->authority->name)
                                : g_strdup (self->in->authority->name);
  double x = AMT_SHEET_LEFT + 12;
  double y;

  if (self->y > BOX_TOP - 6)
    amt_sheet_new_page (self);
  y = BOX_TOP + 9;
  put_frame (self, BOX_TOP);
  y += amt_sheet_put_text (self, AMT_STYLE_FINE, "P", word (self, WORD_SIGNATURE), x, y, BOX_WIDTH - 24);
  if (paper)
    amt_sheet_rule (self, x, AMT_SHEET_LEFT + BOX_WIDTH - 12, y + 16, 0.4);
  y += paper ? 18 : 5;
  y += amt_sheet_put_text (self, paper ? AMT_STYLE_VALUE : AMT_STYLE_SIGNER, "P", signer, x, y, BOX_WIDTH - 24);
  y += amt_sheet_put_text (self, AMT_STYLE_FINE, "P", office, x, y, BOX_WIDTH - 24);
  y += paper ? 0 : 4;
  amt_sheet_put_text (self, AMT_STYLE_FINE, "P", word (self, paper ? WORD_ONLY_BY_HAND : WORD_ONLY_SIGNED), x, y,
                      BOX_WIDTH - 24);
  if (paper)
    put_seal (self, BOX_TOP);
  else
    self->field = (cairo_rectangle_t) {AMT_SHEET_LEFT, BOX_TOP, BOX_WIDTH, BOX_HEIGHT};
  self->y = BOX_TOP + BOX_HEIGHT;
  amt_paper_put_foot (self);
}
