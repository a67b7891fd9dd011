/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A parser of our own that builds json-glib's tree: a check in front of a second parser would hold only as long as both
 * agree on every text, and json-glib lets the last of two equal names win and takes more than RFC 8259 allows. */

#include "amt-json-reader.h"

#include "amt-error.h"

#include <errno.h>
#include <math.h>
#include <string.h>

/* More than any value of ours has; keeps names chosen to collide in a hash table cheap. */
#define MAX_MEMBERS 1000

typedef struct
{
  const char *start;
  const char *p;
  const char *end;
  int depth;
  GString *text; /* scratch for strings with escapes */
  GError **error;
} Reader;

static JsonNode *read_value (Reader *self);

static bool
fail_at (Reader *self, const char *at, const char *slug, const char *what)
{
  int line = 1, column = 1;

  for (const char *c = self->start; c < at; c++)
    if (*c == '\n')
      {
        line++;
        column = 1;
      }
    else if ((*c & 0xc0) != 0x80)
      column++;
  amt_error_set (self->error, AMT_ERROR_INVALID, slug, NULL, "Line %d, column %d: %s", line, column, what);
  return false;
}

static bool
fail (Reader *self, const char *what)
{
  return fail_at (self, self->p, "malformed-json", what);
}

static void
skip_space (Reader *self)
{
  while (self->p < self->end && (*self->p == ' ' || *self->p == '\n' || *self->p == '\r' || *self->p == '\t'))
    self->p++;
}

/* The next character after white space, NUL at the end. */
static char
peek (Reader *self)
{
  skip_space (self);
  return self->p < self->end ? *self->p : '\0';
}

static bool
read_hex (Reader *self, unsigned *unit)
{
  *unit = 0;
  if (self->end - self->p < 4)
    return fail (self, "four hexadecimal digits expected");
  for (int i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (self->p[i]);

      if (digit < 0)
        return fail (self, "four hexadecimal digits expected");
      *unit = *unit << 4 | (unsigned) digit;
    }
  self->p += 4;
  return true;
}

/* After "\u": one unit, or a pair of surrogates; neither NUL nor half a pair. */
static bool
read_unicode (Reader *self)
{
  unsigned unit, low;

  if (!read_hex (self, &unit))
    return false;
  if (unit == 0)
    return fail (self, "the character NUL is not taken");
  if (unit >= 0xdc00 && unit <= 0xdfff)
    return fail (self, "half a surrogate pair");
  if (unit >= 0xd800 && unit <= 0xdbff)
    {
      if (self->end - self->p < 2 || self->p[0] != '\\' || self->p[1] != 'u')
        return fail (self, "half a surrogate pair");
      self->p += 2;
      if (!read_hex (self, &low))
        return false;
      if (low < 0xdc00 || low > 0xdfff)
        return fail (self, "half a surrogate pair");
      unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
    }
  g_string_append_unichar (self->text, unit);
  return true;
}

static bool
read_escape (Reader *self)
{
  static const char from[] = "\"\\/bfnrt";
  static const char to[] = "\"\\/\b\f\n\r\t";
  const char *at;

  self->p++; /* the backslash */
  if (self->p < self->end && *self->p == 'u')
    {
      self->p++;
      return read_unicode (self);
    }
  if (self->p >= self->end || !*self->p || !(at = strchr (from, *self->p)))
    return fail (self, "unknown escape");
  g_string_append_c (self->text, to[at - from]);
  self->p++;
  return true;
}

/* At the opening quote; leaves the string in self->text. */
static bool
read_string (Reader *self)
{
  g_string_truncate (self->text, 0);
  self->p++;
  while (self->p < self->end)
    {
      const char *run = self->p;

      while (self->p < self->end && (unsigned char) *self->p >= 0x20 && *self->p != '"' && *self->p != '\\')
        self->p++;
      g_string_append_len (self->text, run, self->p - run);
      if (self->p >= self->end)
        break;
      if (*self->p == '"')
        {
          self->p++;
          return true;
        }
      if (*self->p != '\\')
        return fail (self, "control character in a string");
      if (!read_escape (self))
        return false;
    }
  return fail (self, "string without an end");
}

static size_t
skip_digits (Reader *self)
{
  const char *from = self->p;

  while (self->p < self->end && g_ascii_isdigit (*self->p))
    self->p++;
  return (size_t) (self->p - from);
}

/* Walks over a number; @whole: neither fraction nor exponent. */
static bool
skip_number (Reader *self, bool *whole)
{
  bool zero;

  *whole = true;
  if (*self->p == '-')
    self->p++;
  zero = self->p < self->end && *self->p == '0';
  switch (skip_digits (self))
    {
    case 0:
      return fail (self, "unexpected character");
    case 1:
      break;
    default:
      if (zero)
        return fail (self, "number with a leading zero");
    }
  if (self->p < self->end && *self->p == '.')
    {
      *whole = false;
      self->p++;
      if (!skip_digits (self))
        return fail (self, "digit expected");
    }
  if (self->p < self->end && (*self->p == 'e' || *self->p == 'E'))
    {
      *whole = false;
      self->p++;
      if (self->p < self->end && (*self->p == '+' || *self->p == '-'))
        self->p++;
      if (!skip_digits (self))
        return fail (self, "digit expected");
    }
  return true;
}

/* (nullable): of the digits in self->text. */
static JsonNode *
make_number (Reader *self, bool whole)
{
  errno = 0;
  if (whole)
    {
      int64_t value = g_ascii_strtoll (self->text->str, NULL, 10);

      return errno == ERANGE ? NULL : json_node_init_int (json_node_alloc (), value);
    }
  else
    {
      double value = g_ascii_strtod (self->text->str, NULL);

      return isfinite (value) ? json_node_init_double (json_node_alloc (), value) : NULL;
    }
}

static JsonNode *
read_number (Reader *self)
{
  const char *from = self->p;
  JsonNode *node;
  bool whole;

  if (!skip_number (self, &whole))
    return NULL;
  g_string_truncate (self->text, 0);
  g_string_append_len (self->text, from, self->p - from);
  node = make_number (self, whole);
  if (!node)
    fail_at (self, from, "malformed-json", "number out of range");
  return node;
}

static JsonNode *
read_word (Reader *self)
{
  static const struct
  {
    const char *word;
    int value;
  } words[] = {{"true", 1}, {"false", 0}, {"null", -1}};

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    {
      size_t n = strlen (words[i].word);

      if ((size_t) (self->end - self->p) < n || memcmp (self->p, words[i].word, n) != 0)
        continue;
      self->p += n;
      if (words[i].value < 0)
        return json_node_init_null (json_node_alloc ());
      return json_node_init_boolean (json_node_alloc (), words[i].value);
    }
  fail (self, self->p < self->end ? "unexpected character" : "unexpected end");
  return NULL;
}

/* At a bracket. */
static bool
enter (Reader *self)
{
  if (++self->depth > AMT_JSON_MAX_DEPTH)
    return fail_at (self, self->p, "json-too-deep", "nested too deeply");
  self->p++;
  return true;
}

/* After an element: @done at the closing bracket, else on to the next. */
static bool
next_or_end (Reader *self, char bracket, bool *done)
{
  char c = peek (self);

  if (c != ',' && c != bracket)
    return fail (self, "comma or closing bracket expected");
  self->p++;
  *done = c == bracket;
  if (*done)
    self->depth--;
  return true;
}

static bool
read_name (Reader *self, JsonObject *object, char **name)
{
  const char *at;

  if (peek (self) != '"')
    return fail (self, "name expected");
  at = self->p;
  if (!read_string (self))
    return false;
  if (json_object_has_member (object, self->text->str))
    {
      fail_at (self, at, "duplicate-field", "this name stands here twice");
      amt_error_prepend_field (self->error ? *self->error : NULL, self->text->str);
      return false;
    }
  if (json_object_get_size (object) >= MAX_MEMBERS)
    return fail_at (self, at, "malformed-json", "too many members");
  if (self->p >= self->end || peek (self) != ':')
    return fail (self, "colon expected");
  *name = g_strdup (self->text->str);
  self->p++;
  return true;
}

static bool
read_member (Reader *self, JsonObject *object)
{
  g_autofree char *name = NULL;
  JsonNode *node;

  if (!read_name (self, object, &name))
    return false;
  node = read_value (self);
  if (!node)
    {
      if (self->error && amt_error_get_field (*self->error))
        amt_error_prepend_field (*self->error, name);
      return false;
    }
  json_object_set_member (object, name, node);
  return true;
}

static JsonObject *
read_object (Reader *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  bool done = false;

  if (!enter (self))
    return NULL;
  if (peek (self) == '}')
    {
      self->p++;
      self->depth--;
      return g_steal_pointer (&object);
    }
  while (!done)
    if (!read_member (self, object) || !next_or_end (self, '}', &done))
      return NULL;
  return g_steal_pointer (&object);
}

static JsonArray *
read_array (Reader *self)
{
  g_autoptr (JsonArray) array = json_array_new ();
  bool done = false;

  if (!enter (self))
    return NULL;
  if (peek (self) == ']')
    {
      self->p++;
      self->depth--;
      return g_steal_pointer (&array);
    }
  while (!done)
    {
      JsonNode *node = read_value (self);

      if (!node && self->error && amt_error_get_field (*self->error))
        {
          g_autofree char *index = g_strdup_printf ("[%u]", json_array_get_length (array));

          amt_error_prepend_field (*self->error, index);
        }
      if (!node)
        return NULL;
      json_array_add_element (array, node);
      if (!next_or_end (self, ']', &done))
        return NULL;
    }
  return g_steal_pointer (&array);
}

static JsonNode *
read_value (Reader *self)
{
  JsonNode *node;
  JsonObject *object;
  JsonArray *array;

  switch (peek (self))
    {
    case '{':
      if (!(object = read_object (self)))
        return NULL;
      node = json_node_new (JSON_NODE_OBJECT);
      json_node_take_object (node, object);
      return node;
    case '[':
      if (!(array = read_array (self)))
        return NULL;
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, array);
      return node;
    case '"':
      return read_string (self) ? json_node_init_string (json_node_alloc (), self->text->str) : NULL;
    case '-':
    case '0' ... '9':
      return read_number (self);
    default:
      return read_word (self);
    }
}

static bool
check_bytes (Reader *self, size_t max_bytes)
{
  size_t size = (size_t) (self->end - self->start);
  const char *bad;

  if (size > max_bytes)
    {
      amt_error_set (self->error, AMT_ERROR_TOO_LARGE, "too-large", NULL, "%zu bytes are more than the %zu taken", size,
                     max_bytes);
      return false;
    }
  if (g_utf8_validate_len (self->start, size, &bad))
    return true;
  if (*bad == '\0')
    return fail_at (self, bad, "malformed-json", "the character NUL is not taken");
  return fail_at (self, bad, "not-utf8", "not UTF-8");
}

static JsonObject *
read_text (Reader *self)
{
  g_autoptr (JsonObject) object = NULL;

  if (peek (self) != '{')
    {
      g_autoptr (JsonNode) node = read_value (self);

      if (node)
        fail_at (self, self->start, "not-an-object", "an object is expected");
      return NULL;
    }
  if (!(object = read_object (self)))
    return NULL;
  skip_space (self);
  if (self->p < self->end)
    {
      fail (self, "something follows the end");
      return NULL;
    }
  return g_steal_pointer (&object);
}

JsonObject *
amt_json_read (GBytes *bytes, size_t max_bytes, GError **error)
{
  g_autoptr (GString) text = NULL;
  g_autoptr (GError) local = NULL;
  JsonObject *object = NULL;
  Reader self = {.error = &local};
  size_t size;

  self.start = self.p = g_bytes_get_data (bytes, &size);
  if (!self.start)
    self.start = self.p = "";
  self.end = self.start + size;
  self.text = text = g_string_sized_new (256);
  if (check_bytes (&self, max_bytes))
    object = read_text (&self);
  if (!object)
    g_propagate_error (error, g_steal_pointer (&local));
  return object;
}
