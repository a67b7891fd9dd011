/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-template.h"

#include "amt-error.h"
#include "amt-markup.h"
#include "amt-template-node.h"

#include <string.h>

#define MAX_DEPTH 8
#define MAX_NODES 4000

struct _AmtTemplate
{
  AmtTemplateNode *root;
};

typedef enum
{
  WORD_IF,
  WORD_ELSE,
  WORD_EACH,
  WORD_NONE,
} Word;

static const struct
{
  const char *text;
  Word word;
} words[] = {
    {"wenn", WORD_IF},   {"if", WORD_IF},   {"sonst", WORD_ELSE},
    {"else", WORD_ELSE}, {"je", WORD_EACH}, {"each", WORD_EACH},
};

typedef struct
{
  const char *at;
  unsigned line;
  unsigned depth;
  unsigned nodes;
  GError **error;
} Parser;

/* What stands between two braces. */
typedef struct
{
  enum
  {
    TAG_VALUE,
    TAG_OPEN,
    TAG_CLOSE
  } kind;
  Word word;
  char *rest; /* (owned) after the word, trimmed */
  unsigned line;
} Tag;

static void
tag_clear (Tag *tag)
{
  g_clear_pointer (&tag->rest, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tag, tag_clear)

AmtTemplateNode *
amt_template_node_new (AmtTemplateNodeKind kind, unsigned line)
{
  AmtTemplateNode *node = g_new0 (AmtTemplateNode, 1);

  node->kind = kind;
  node->line = line;
  node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_template_node_free);
  node->otherwise = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_template_node_free);
  return node;
}

void
amt_template_node_free (AmtTemplateNode *node)
{
  g_free (node->text);
  g_strfreev (node->path);
  g_free (node->filter);
  g_free (node->equals);
  g_ptr_array_unref (node->children);
  g_ptr_array_unref (node->otherwise);
  g_free (node);
}

static bool
wrong (GError **error, unsigned line, const char *what, const char *detail)
{
  g_autofree char *field = g_strdup_printf ("line %u", line);

  amt_error_set (error, AMT_ERROR_INVALID, "bad-template", field, "Line %u: %s%s%s", line, what, detail ? ": " : "",
                 detail ? detail : "");
  return false;
}

static Word
find_word (const char *text, size_t length)
{
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i].text) == length && memcmp (words[i].text, text, length) == 0)
      return words[i].word;
  return WORD_NONE;
}

/* Reads "{{…}}" at parser->at, which stands on its first brace. */
static bool
read_tag (Parser *parser, Tag *tag)
{
  const char *start = parser->at + 2;
  const char *end = strstr (start, "}}");
  g_autofree char *inner = NULL;
  const char *word;
  size_t length;

  tag->line = parser->line;
  if (end == NULL || memchr (start, '\n', end - start) != NULL)
    return wrong (parser->error, parser->line, "a placeholder does not end with }}", NULL);
  parser->at = end + 2;
  inner = g_strstrip (g_strndup (start, end - start));
  if (inner[0] != '#' && inner[0] != '/')
    {
      tag->kind = TAG_VALUE;
      tag->rest = g_steal_pointer (&inner);
      return true;
    }
  word = inner + 1;
  length = strcspn (word, " \t");
  tag->kind = inner[0] == '#' ? TAG_OPEN : TAG_CLOSE;
  tag->word = find_word (word, length);
  tag->rest = g_strstrip (g_strdup (word + length));
  if (tag->word == WORD_NONE)
    return wrong (parser->error, tag->line, "unknown keyword", inner);
  return true;
}

/* A block tag alone on its line takes the line with it, so that it does not tear a table apart. */
static void
swallow_line (Parser *parser, const char *line_start, const char *tag_start, GString *before)
{
  const char *after = parser->at + strspn (parser->at, " \t\r");

  for (const char *p = line_start; p < tag_start; p++)
    if (*p != ' ' && *p != '\t')
      return;
  if (*after != '\n' && *after != '\0')
    return;
  g_string_truncate (before, before->len - (tag_start - line_start));
  parser->at = after;
  if (*parser->at == '\n')
    {
      parser->at++;
      parser->line++;
    }
}

static bool
parse_path (Parser *parser, AmtTemplateNode *node, const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != '.' && c != '_' && !g_unichar_isalnum (c))
        return wrong (parser->error, node->line, "not the name of a value", text);
    }
  node->path = g_strsplit (text, ".", 5);
  if (*text == '\0' || g_strv_length (node->path) > 4)
    return wrong (parser->error, node->line, "not the name of a value", text);
  for (char **part = node->path; *part != NULL; part++)
    if (**part == '\0')
      return wrong (parser->error, node->line, "not the name of a value", text);
  return true;
}

static bool
parse_value (Parser *parser, AmtTemplateNode *node, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "|", 2);

  if (!parse_path (parser, node, parts[0] != NULL ? g_strstrip (parts[0]) : ""))
    return false;
  if (parts[1] == NULL)
    return true;
  node->filter = g_strdup (g_strstrip (parts[1]));
  if (!amt_template_filter_known (node->filter))
    return wrong (parser->error, node->line, "unknown filter", node->filter);
  return true;
}

/* "[nicht] path [= word]" */
static bool
parse_condition (Parser *parser, AmtTemplateNode *node, const char *text)
{
  g_auto (GStrv) parts = NULL;

  if (g_str_has_prefix (text, "nicht ") || g_str_has_prefix (text, "not "))
    {
      node->negate = true;
      text = strchr (text, ' ') + 1;
    }
  parts = g_strsplit (text, "=", 2);
  if (parts[0] != NULL && parts[1] != NULL)
    node->equals = g_strdup (g_strstrip (parts[1]));
  return parse_path (parser, node, parts[0] != NULL ? g_strstrip (parts[0]) : "");
}

static void
add_text (GPtrArray *into, GString *text, unsigned line)
{
  AmtTemplateNode *node;

  if (text->len == 0)
    return;
  node = amt_template_node_new (AMT_TEMPLATE_TEXT, line);
  node->text = g_strndup (text->str, text->len);
  g_ptr_array_add (into, node);
  g_string_truncate (text, 0);
}

static bool parse_nodes (Parser *parser, AmtTemplateNode *parent, Word until);

static bool
parse_block (Parser *parser, GPtrArray *into, const Tag *tag)
{
  AmtTemplateNode *node = amt_template_node_new (tag->word == WORD_IF ? AMT_TEMPLATE_IF : AMT_TEMPLATE_EACH, tag->line);

  g_ptr_array_add (into, node);
  if (++parser->depth > MAX_DEPTH)
    return wrong (parser->error, tag->line, "nested too deep", NULL);
  if (!(tag->word == WORD_IF ? parse_condition (parser, node, tag->rest) : parse_path (parser, node, tag->rest)))
    return false;
  if (!parse_nodes (parser, node, tag->word))
    return false;
  parser->depth--;
  return true;
}

static bool
parse_tag (Parser *parser, GPtrArray **into, AmtTemplateNode *parent, Word until, const Tag *tag, bool *done)
{
  if (++parser->nodes > MAX_NODES)
    return wrong (parser->error, tag->line, "too many placeholders", NULL);
  if (tag->kind == TAG_VALUE)
    {
      AmtTemplateNode *node = amt_template_node_new (AMT_TEMPLATE_VALUE, tag->line);

      g_ptr_array_add (*into, node);
      return parse_value (parser, node, tag->rest);
    }
  if (tag->kind == TAG_CLOSE)
    {
      *done = tag->word == until;
      return *done || wrong (parser->error, tag->line, "closes what is not open", NULL);
    }
  if (tag->word != WORD_ELSE)
    return parse_block (parser, *into, tag);
  if (until != WORD_IF || *into == parent->otherwise)
    return wrong (parser->error, tag->line, "an else without its condition", NULL);
  *into = parent->otherwise;
  return true;
}

/* Reads up to the tag that closes @until, or to the end. */
static bool
parse_nodes (Parser *parser, AmtTemplateNode *parent, Word until)
{
  g_autoptr (GString) text = g_string_new (NULL);
  GPtrArray *into = parent->children;
  const char *line_start = parser->at;
  unsigned text_line = parser->line;
  bool done = false;

  while (!done && *parser->at != '\0')
    {
      g_auto (Tag) tag = {0};
      const char *tag_start = parser->at;

      if (!g_str_has_prefix (parser->at, "{{"))
        {
          g_string_append_c (text, *parser->at);
          if (*parser->at++ == '\n')
            {
              parser->line++;
              line_start = parser->at;
            }
          continue;
        }
      if (!read_tag (parser, &tag))
        return false;
      if (tag.kind != TAG_VALUE)
        swallow_line (parser, line_start, tag_start, text);
      add_text (into, text, text_line);
      if (!parse_tag (parser, &into, parent, until, &tag, &done))
        return false;
      text_line = parser->line;
      line_start = tag.kind == TAG_VALUE || parser->at[-1] != '\n' ? line_start : parser->at;
    }
  add_text (into, text, text_line);
  return done || until == WORD_NONE || wrong (parser->error, parent->line, "is not closed", NULL);
}

static bool
check_text (const char *text, GError **error)
{
  if (strlen (text) > AMT_TEMPLATE_MAX_BYTES || !g_utf8_validate (text, -1, NULL))
    return wrong (error, 1, "not UTF-8, or larger than 64 KB", NULL);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_get_char (p) >= 0xE000 && g_unichar_type (g_utf8_get_char (p)) == G_UNICODE_PRIVATE_USE)
      return wrong (error, 1, "private characters have no place in a template", NULL);
  return true;
}

AmtTemplate *
amt_template_new (const char *text, GError **error)
{
  g_autoptr (AmtTemplate) self = NULL;
  Parser parser = {.at = text, .line = 1, .error = error};

  g_return_val_if_fail (text != NULL, NULL);

  if (!check_text (text, error))
    return NULL;
  self = g_atomic_rc_box_new0 (AmtTemplate);
  self->root = amt_template_node_new (AMT_TEMPLATE_EACH, 1);
  if (!parse_nodes (&parser, self->root, WORD_NONE))
    return NULL;
  /* Every branch once: what the markup may not hold is found here and not when somebody needs the certificate. */
  if (!amt_markup_check (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

AmtTemplate *
amt_template_load (const char *data_dir, const char *id, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  AmtTemplate *self;

  g_return_val_if_fail (data_dir != NULL && id != NULL, NULL);

  name = g_strdup_printf ("%s.md", id);
  path = g_build_filename (data_dir, "templates", name, NULL);
  if (id[strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-")] != '\0' ||
      !g_file_get_contents (path, &text, NULL, NULL))
    {
      /* It reaches whoever asked for the document: where the server keeps its files is not theirs to know. */
      amt_error_set (error, AMT_ERROR_NOT_FOUND, "no-such-template", "template_id", "No template %s", id);
      return NULL;
    }
  if (!(self = amt_template_new (text, error)))
    g_prefix_error (error, "Template %s: ", id);
  return self;
}

AmtTemplate *
amt_template_ref (AmtTemplate *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
template_clear (void *data)
{
  AmtTemplate *self = data;

  g_clear_pointer (&self->root, amt_template_node_free);
}

void
amt_template_unref (AmtTemplate *self)
{
  g_atomic_rc_box_release_full (self, template_clear);
}

const AmtTemplateNode *
amt_template_get_root (const AmtTemplate *self)
{
  return self->root;
}
