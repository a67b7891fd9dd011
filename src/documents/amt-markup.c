/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-markup.h"

#include "amt-error.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (cmark_node, cmark_node_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cmark_parser, cmark_parser_free)

static void
rich_text_free (AmtRichText *self)
{
  g_free (self->text);
  pango_attr_list_unref (self->attrs);
  g_free (self);
}

static AmtBlock *
block_new (AmtBlockKind kind)
{
  AmtBlock *self = g_new0 (AmtBlock, 1);

  self->kind = kind;
  self->texts = g_ptr_array_new_with_free_func ((GDestroyNotify) rich_text_free);
  return self;
}

static void
block_free (AmtBlock *self)
{
  g_ptr_array_unref (self->texts);
  g_free (self);
}

typedef struct
{
  const AmtExpansion *expansion;
  GPtrArray *blocks; /* of AmtBlock */
  GError **error;
} Reader;

static bool
refuse (Reader *reader, cmark_node *node)
{
  unsigned line;
  g_autofree char *field = NULL;

  while (cmark_node_get_start_line (node) == 0 && cmark_node_parent (node) != NULL)
    node = cmark_node_parent (node);
  line = amt_expansion_line (reader->expansion, cmark_node_get_start_line (node));
  field = g_strdup_printf ("line %u", line);
  amt_error_set (reader->error, AMT_ERROR_INVALID, "bad-template", field, "Line %u: a document may not hold this (%s)",
                 line, cmark_node_get_type_string (node));
  return false;
}

static void
add_attr (PangoAttrList *attrs, PangoAttribute *attr, size_t from, size_t to)
{
  attr->start_index = from;
  attr->end_index = to;
  pango_attr_list_insert (attrs, attr);
}

/* Appends the inline children of @node. */
static bool
read_inlines (Reader *reader, cmark_node *node, GString *text, PangoAttrList *attrs)
{
  for (cmark_node *child = cmark_node_first_child (node); child != NULL; child = cmark_node_next (child))
    {
      cmark_node_type type = cmark_node_get_type (child);
      size_t from = text->len;

      if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
        {
          g_autofree char *piece = amt_expansion_resolve (reader->expansion, cmark_node_get_literal (child));

          g_string_append (text, piece);
        }
      else if (type == CMARK_NODE_SOFTBREAK)
        g_string_append_c (text, ' ');
      else if (type == CMARK_NODE_LINEBREAK)
        g_string_append_c (text, '\n');
      else if (type != CMARK_NODE_EMPH && type != CMARK_NODE_STRONG)
        return refuse (reader, child);
      else if (!read_inlines (reader, child, text, attrs))
        return false;
      else if (type == CMARK_NODE_STRONG)
        add_attr (attrs, pango_attr_weight_new (PANGO_WEIGHT_BOLD), from, text->len);
      else
        add_attr (attrs, pango_attr_style_new (PANGO_STYLE_ITALIC), from, text->len);
    }
  return true;
}

static bool
read_text (Reader *reader, cmark_node *node, AmtBlock *into)
{
  AmtRichText *rich = g_new0 (AmtRichText, 1);
  GString *text = g_string_new (NULL);
  bool ok;

  rich->attrs = pango_attr_list_new ();
  g_ptr_array_add (into->texts, rich);
  ok = read_inlines (reader, node, text, rich->attrs);
  rich->text = g_string_free (text, FALSE);
  return ok;
}

static AmtBlock *
add_block (Reader *reader, AmtBlockKind kind)
{
  AmtBlock *block = block_new (kind);

  g_ptr_array_add (reader->blocks, block);
  return block;
}

static bool
read_heading (Reader *reader, cmark_node *node)
{
  AmtBlock *block = add_block (reader, AMT_BLOCK_HEADING);

  block->level = cmark_node_get_heading_level (node);
  return read_text (reader, node, block);
}

static bool
read_paragraph (Reader *reader, cmark_node *node)
{
  cmark_node *only = cmark_node_first_child (node);
  const AmtBlock *last = reader->blocks->len ? g_ptr_array_index (reader->blocks, reader->blocks->len - 1) : NULL;
  AmtBlock *block = add_block (reader, AMT_BLOCK_PARAGRAPH);

  block->subtitle = last != NULL && last->kind == AMT_BLOCK_HEADING && last->level == 1 && reader->blocks->len == 2 &&
                    only != NULL && cmark_node_get_type (only) == CMARK_NODE_EMPH && cmark_node_next (only) == NULL;
  return read_text (reader, block->subtitle ? only : node, block);
}

static bool
read_list (Reader *reader, cmark_node *node)
{
  AmtBlock *block = add_block (reader, AMT_BLOCK_LIST);

  block->ordered = cmark_node_get_list_type (node) == CMARK_ORDERED_LIST;
  for (cmark_node *item = cmark_node_first_child (node); item != NULL; item = cmark_node_next (item))
    {
      cmark_node *inner = cmark_node_first_child (item);

      if (inner == NULL || cmark_node_next (inner) != NULL || cmark_node_get_type (inner) != CMARK_NODE_PARAGRAPH)
        return refuse (reader, item);
      if (!read_text (reader, inner, block))
        return false;
    }
  return true;
}

static bool
is_empty (const AmtBlock *block, unsigned from)
{
  for (unsigned i = from; i < block->texts->len; i++)
    if (((AmtRichText *) g_ptr_array_index (block->texts, i))->text[0] != '\0')
      return false;
  return true;
}

static bool
read_table (Reader *reader, cmark_node *node)
{
  AmtBlock *block = add_block (reader, AMT_BLOCK_TABLE);
  bool first = true;

  block->columns = cmark_gfm_extensions_get_table_columns (node);
  if (block->columns > AMT_MARKUP_MAX_COLUMNS)
    return refuse (reader, node);
  for (cmark_node *row = cmark_node_first_child (node); row != NULL; row = cmark_node_next (row))
    {
      for (cmark_node *cell = cmark_node_first_child (row); cell != NULL; cell = cmark_node_next (cell))
        if (!read_text (reader, cell, block))
          return false;
      if (first && is_empty (block, 0))
        g_ptr_array_set_size (block->texts, 0);
      else if (first)
        block->head = true;
      first = false;
    }
  return block->texts->len % block->columns == 0 || refuse (reader, node);
}

static bool
read_block (Reader *reader, cmark_node *node)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_HEADING:
      return read_heading (reader, node);
    case CMARK_NODE_PARAGRAPH:
      return read_paragraph (reader, node);
    case CMARK_NODE_LIST:
      return read_list (reader, node);
    default:
      if (g_str_equal (cmark_node_get_type_string (node), "table"))
        return read_table (reader, node);
      return refuse (reader, node);
    }
}

/* libcmark-gfm keeps its extensions and its special characters in globals without a lock of their own. */
static GMutex cmark_lock;

static cmark_node *
parse_markdown (GString *text)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&cmark_lock);
  g_autoptr (cmark_parser) parser = NULL;

  cmark_gfm_core_extensions_ensure_registered ();
  parser = cmark_parser_new (CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
  cmark_parser_attach_syntax_extension (parser, cmark_find_syntax_extension ("table"));
  cmark_parser_feed (parser, text->str, text->len);
  return cmark_parser_finish (parser);
}

GPtrArray *
amt_markup_parse (const AmtExpansion *expansion, GError **error)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  g_autoptr (cmark_node) document = parse_markdown (expansion->text);
  Reader reader = {expansion, blocks, error};

  for (cmark_node *node = cmark_node_first_child (document); node != NULL; node = cmark_node_next (node))
    if (!read_block (&reader, node))
      return NULL;
  return g_steal_pointer (&blocks);
}

bool
amt_markup_check (const AmtTemplate *form, GError **error)
{
  g_autoptr (AmtExpansion) expansion = amt_template_expand (form, NULL, error);
  g_autoptr (GPtrArray) blocks = expansion != NULL ? amt_markup_parse (expansion, error) : NULL;
  const AmtBlock *first;

  if (blocks == NULL)
    return false;
  first = blocks->len > 0 ? g_ptr_array_index (blocks, 0) : NULL;
  if (first != NULL && first->kind == AMT_BLOCK_HEADING && first->level == 1)
    return true;
  amt_error_set (error, AMT_ERROR_INVALID, "bad-template", "line 1", "Line 1: a document begins with a heading (#)");
  return false;
}
