/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings, paragraphs, lists and tables on a sheet. */
#include "amt-document-data.h"
#include "amt-sheet.h"

#define LABEL_WIDTH 138.0
#define CELL_PAD 5.5
#define CELL_GAP 8.0

static const AmtRichText *
text_at (const AmtBlock *block, unsigned i)
{
  return g_ptr_array_index (block->texts, i);
}

static void
put_heading (AmtSheet *self, const AmtBlock *block)
{
  g_autoptr (AmtLines) lines = amt_sheet_break (self, AMT_STYLE_HEADING, text_at (block, 0)->text,
                                                text_at (block, 0)->attrs, AMT_SHEET_COLUMN);

  /* No level is left out (ISO 14289-1, 7.4.2): what a condition took away may have been the heading above. */
  const bool below = block->level > 2 && self->has_section;

  self->has_section = true;
  self->y += 8;
  amt_sheet_need (self, lines->height + 30); /* never alone at the end of a page */
  amt_sheet_flow (self, lines, NULL, below ? "H3" : "H2", AMT_SHEET_LEFT);
  self->y += 4;
}

static void
put_paragraph (AmtSheet *self, const AmtBlock *block)
{
  const AmtRichText *text = text_at (block, 0);
  g_autoptr (AmtLines) lines = NULL;

  if (text->text[0] == '\0')
    return;
  lines = amt_sheet_break (self, AMT_STYLE_BODY, text->text, text->attrs, AMT_SHEET_COLUMN);
  amt_sheet_need (self, MIN (lines->height, 28));
  amt_sheet_flow (self, lines, NULL, "P", AMT_SHEET_LEFT);
  self->y += 8;
}

static void
put_item (AmtSheet *self, const AmtBlock *block, unsigned i)
{
  g_autofree char *mark = block->ordered ? g_strdup_printf ("%u.", i + 1) : g_strdup ("•");
  g_autoptr (AmtLines) label = amt_sheet_break (self, AMT_STYLE_BODY, mark, NULL, 18);
  g_autoptr (AmtLines) lines = amt_sheet_break (self, AMT_STYLE_BODY, text_at (block, i)->text,
                                                text_at (block, i)->attrs, AMT_SHEET_COLUMN - 18);

  amt_sheet_need (self, MIN (lines->height, 28));
  amt_sheet_begin (self, "LI");
  amt_sheet_begin (self, "Lbl");
  amt_sheet_put (self, label, 0, label->lines->len, AMT_SHEET_LEFT, self->y);
  amt_sheet_end (self, "Lbl");
  amt_sheet_flow (self, lines, NULL, "LBody", AMT_SHEET_LEFT + 18);
  amt_sheet_end (self, "LI");
  self->y += 3;
}

static void
put_list (AmtSheet *self, const AmtBlock *block)
{
  uint8_t ordered = block->ordered;

  if (self->cr != NULL)
    g_byte_array_append (self->lists, &ordered, 1);
  amt_sheet_begin (self, "L");
  for (unsigned i = 0; i < block->texts->len; i++)
    put_item (self, block, i);
  amt_sheet_end (self, "L");
  self->y += 6;
}

typedef struct
{
  AmtLines *cells[AMT_MARKUP_MAX_COLUMNS]; /* (owned) */
  double x[AMT_MARKUP_MAX_COLUMNS];
  unsigned next[AMT_MARKUP_MAX_COLUMNS]; /* line to go on with */
  int columns;
  const char *label; /* of the first cell */
  bool head;         /* every cell is a head */
  bool labelled;     /* the first cell is */
} Row;

static void
row_clear (Row *row)
{
  for (int i = 0; i < row->columns; i++)
    g_clear_pointer (&row->cells[i], amt_lines_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

static void
break_cell (AmtSheet *self, Row *row, int column, const AmtRichText *text)
{
  bool label = row->head || (row->labelled && column == 0);
  double first = row->labelled ? LABEL_WIDTH : AMT_SHEET_COLUMN / row->columns;
  double rest = row->columns > 1 ? (AMT_SHEET_COLUMN - first) / (row->columns - 1) : 0;
  double width = column == 0 ? first : rest;

  row->x[column] = AMT_SHEET_LEFT + (column == 0 ? 0 : first + (column - 1) * rest);
  row->cells[column] = amt_sheet_break (self,
                                        label           ? AMT_STYLE_LABEL
                                        : row->labelled ? AMT_STYLE_VALUE
                                                        : AMT_STYLE_BODY,
                                        text->text, text->attrs, width - CELL_GAP);
}

static double
row_height (const Row *row)
{
  double height = 0;

  for (int i = 0; i < row->columns; i++)
    height = MAX (height, row->cells[i]->height);
  return height + 2 * CELL_PAD;
}

/* How many lines of a cell fit into @height. */
static unsigned
fitting (const AmtLines *lines, unsigned from, double height, double *used)
{
  unsigned to = from;
  double sum = 0;

  while (to < lines->lines->len)
    {
      double next = g_array_index (lines->lines, AmtLine, to).height;

      if (to > from && sum + next > height)
        break;
      sum += next;
      to++;
    }
  *used = MAX (*used, sum);
  return to;
}

/* Draws as much of the row as this page takes. Returns: whether it is done. */
static bool
put_row_part (AmtSheet *self, Row *row)
{
  double used = 0;
  bool done = true;

  amt_sheet_begin (self, "TR");
  for (int i = 0; i < row->columns; i++)
    {
      const char *tag = row->head || (row->labelled && i == 0) ? "TH" : "TD";
      unsigned to = fitting (row->cells[i], row->next[i], AMT_SHEET_BOTTOM - self->y - 2 * CELL_PAD, &used);

      amt_sheet_begin (self, tag);
      amt_sheet_put (self, row->cells[i], row->next[i], to, row->x[i], self->y + CELL_PAD);
      amt_sheet_end (self, tag);
      row->next[i] = to;
      done = done && to == row->cells[i]->lines->len;
    }
  amt_sheet_end (self, "TR");
  self->y += used + 2 * CELL_PAD;
  amt_sheet_rule (self, AMT_SHEET_LEFT, AMT_SHEET_RIGHT, self->y, 0.85);
  return done;
}

/* A row that goes on over the page says its label again. */
static void
continue_row (AmtSheet *self, Row *row)
{
  g_autofree char *label = NULL;
  AmtRichText again = {0};

  if (!row->labelled)
    return;
  label = g_strdup_printf ("%s %s", row->label, amt_document_is_german (self->in) ? "(Fortsetzung)" : "(continued)");
  again.text = label;
  g_clear_pointer (&row->cells[0], amt_lines_free);
  row->next[0] = 0;
  break_cell (self, row, 0, &again);
}

static void
put_row (AmtSheet *self, const AmtBlock *block, unsigned index)
{
  g_auto (Row) row = {
      .columns = block->columns, .head = block->head && index == 0, .labelled = !block->head && block->columns == 2};
  double height;

  row.label = text_at (block, index * block->columns)->text;
  for (int i = 0; i < row.columns; i++)
    break_cell (self, &row, i, text_at (block, index * block->columns + i));
  height = row_height (&row);
  amt_sheet_need (self, height <= AMT_SHEET_BOTTOM - AMT_SHEET_TOP ? height : 60);
  while (!put_row_part (self, &row) && self->page < 100)
    {
      amt_sheet_new_page (self);
      continue_row (self, &row);
    }
}

static void
put_table (AmtSheet *self, const AmtBlock *block)
{
  if (block->texts->len == 0)
    return;
  amt_sheet_begin (self, "Table");
  for (unsigned i = 0; i < block->texts->len / block->columns; i++)
    put_row (self, block, i);
  amt_sheet_end (self, "Table");
  self->y += 14;
}

void
amt_sheet_put_blocks (AmtSheet *self, GPtrArray *blocks, unsigned from)
{
  static void (*const put[]) (AmtSheet *, const AmtBlock *) = {
      [AMT_BLOCK_HEADING] = put_heading,
      [AMT_BLOCK_PARAGRAPH] = put_paragraph,
      [AMT_BLOCK_LIST] = put_list,
      [AMT_BLOCK_TABLE] = put_table,
  };

  for (unsigned i = from; i < blocks->len && self->error == NULL; i++)
    {
      const AmtBlock *block = g_ptr_array_index (blocks, i);

      put[block->kind](self, block);
    }
}
