/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets of one document and the pen on them. Everything runs twice: once to count the pages, once to draw. */

#pragma once

#include "amt-document-input.h"
#include "amt-markup.h"

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* Points; A4. */
#define AMT_SHEET_WIDTH 595.276
#define AMT_SHEET_HEIGHT 841.89
#define AMT_SHEET_LEFT 62.0
#define AMT_SHEET_RIGHT 533.0
#define AMT_SHEET_TOP 62.0
#define AMT_SHEET_BOTTOM 742.0
#define AMT_SHEET_COLUMN (AMT_SHEET_RIGHT - AMT_SHEET_LEFT)

typedef enum
{
  AMT_STYLE_AUTHORITY,
  AMT_STYLE_TITLE,
  AMT_STYLE_HEADING,
  AMT_STYLE_BODY,
  AMT_STYLE_LABEL,
  AMT_STYLE_VALUE,
  AMT_STYLE_FINE,
  AMT_STYLE_FINE_RIGHT,
  AMT_STYLE_SIGNER,
  AMT_STYLE_MARK,
} AmtStyle;

typedef struct
{
  double top; /* from the layout's top */
  double height;
  double baseline; /* from the layout's top */
  int index;
} AmtLine;

/* A text broken into lines. */
typedef struct
{
  PangoLayout *layout; /* (owned) */
  GArray *lines;       /* (owned) of AmtLine */
  double height;
  double grey;
} AmtLines;

void amt_lines_free (AmtLines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtLines, amt_lines_free)

typedef struct
{
  const AmtDocumentInput *in; /* borrowed */
  PangoContext *context;      /* borrowed */
  cairo_t *cr;                /* (nullable) borrowed; NULL: only measure */
  double y;
  bool has_section;        /* a heading of the second level stands above */
  int page;                /* from 1 */
  int pages;               /* 0: not known yet */
  cairo_rectangle_t field; /* of the signature on the last page, from the top; empty: none */
  GByteArray *lists;       /* borrowed; of bool: whether each list drawn is a numbered one */
  GError *error;           /* (owned) (nullable) the first thing that went wrong */
} AmtSheet;

/* (transfer full) */
AmtLines *amt_sheet_break (AmtSheet *self, AmtStyle style, const char *text, PangoAttrList *attrs, double width);
/* Draws lines @from up to before @to with the first one's top at @y. */
void amt_sheet_put (AmtSheet *self, const AmtLines *lines, unsigned from, unsigned to, double x, double y);
/* Draws @text whole in an element @tag. Returns: its height. */
double amt_sheet_put_text (AmtSheet *self, AmtStyle style, const char *tag, const char *text, double x, double y,
                           double width);
/* Draws @lines from self->y on, going to new pages where they end; @outer (nullable) around @tag. */
void amt_sheet_flow (AmtSheet *self, const AmtLines *lines, const char *outer, const char *tag, double x);

void amt_sheet_begin (AmtSheet *self, const char *tag);
void amt_sheet_end (AmtSheet *self, const char *tag);
/* Decoration, outside of what is read aloud. */
void amt_sheet_rule (AmtSheet *self, double x1, double x2, double y, double grey);

/* Ends this page and starts the next one. */
void amt_sheet_new_page (AmtSheet *self);
/* Goes to the next page unless @height is left on this one. */
void amt_sheet_need (AmtSheet *self, double height);

/* The blocks of the template below what stands there; the first heading is not among them. */
void amt_sheet_put_blocks (AmtSheet *self, GPtrArray *blocks, unsigned from);

/* What surrounds them: amt-paper.c. */
void amt_paper_put_head (AmtSheet *self, const AmtRichText *title, const AmtRichText *subtitle);
void amt_paper_put_foot (AmtSheet *self);
void amt_paper_put_signature (AmtSheet *self);

G_END_DECLS
