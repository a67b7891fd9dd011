/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filled-in template as the blocks a page is set from. */

#pragma once

#include "amt-expansion.h"

#include <pango/pango.h>

G_BEGIN_DECLS

/* Of a table: more do not fit beside each other. */
#define AMT_MARKUP_MAX_COLUMNS 8

/* Text with its emphasis. */
typedef struct
{
  char *text;           /* (owned) */
  PangoAttrList *attrs; /* (owned) weight and slant only */
} AmtRichText;

typedef enum
{
  AMT_BLOCK_HEADING,
  AMT_BLOCK_PARAGRAPH,
  AMT_BLOCK_LIST,
  AMT_BLOCK_TABLE,
} AmtBlockKind;

typedef struct
{
  AmtBlockKind kind;
  int level;        /* HEADING: 1 … 6 */
  bool subtitle;    /* PARAGRAPH: wholly emphasised, right after the first heading */
  bool ordered;     /* LIST */
  bool head;        /* TABLE: the first row is a visible head */
  int columns;      /* TABLE */
  GPtrArray *texts; /* (owned) of AmtRichText: one; items of the list; cells, row by row */
} AmtBlock;

/* (transfer full) (element-type AmtBlock) (nullable): NULL with INVALID "bad-template". */
GPtrArray *amt_markup_parse (const AmtExpansion *expansion, GError **error);
/* Whether @form holds nothing but what a page can show. */
bool amt_markup_check (const AmtTemplate *form, GError **error);

G_END_DECLS
