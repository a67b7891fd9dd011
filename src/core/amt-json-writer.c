/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-json-writer.h"

#include "amt-time.h"

#include <math.h>
#include <string.h>

struct _AmtJsonWriter
{
  char *data; /* (owned) */
  size_t length;
  size_t size;
  unsigned depth;
  bool comma; /* a value stands before */
};

AmtJsonWriter *
amt_json_writer_new (void)
{
  return g_new0 (AmtJsonWriter, 1);
}

void
amt_json_writer_free (AmtJsonWriter *self)
{
  g_free (self->data);
  g_free (self);
}

/* Room for @n more bytes; where they go. */
static inline char *
reserve (AmtJsonWriter *self, size_t n)
{
  if (G_UNLIKELY (self->size - self->length < n))
    {
      self->size = MAX (1024, MAX (self->size * 2, self->length + n));
      self->data = g_realloc (self->data, self->size);
    }
  return self->data + self->length;
}

static inline void
append (AmtJsonWriter *self, const char *text, size_t n)
{
  memcpy (reserve (self, n), text, n);
  self->length += n;
}

static inline void
append_char (AmtJsonWriter *self, char c)
{
  *reserve (self, 1) = c;
  self->length++;
}

static inline void
begin_value (AmtJsonWriter *self)
{
  if (self->comma)
    append_char (self, ',');
  self->comma = true;
}

static void
begin (AmtJsonWriter *self, char bracket)
{
  begin_value (self);
  append_char (self, bracket);
  self->comma = false;
  self->depth++;
}

static void
end (AmtJsonWriter *self, char bracket)
{
  g_return_if_fail (self->depth > 0);
  append_char (self, bracket);
  self->comma = true;
  if (--self->depth == 0)
    self->comma = false; /* whoever writes a second text separates it himself */
}

void
amt_json_writer_begin_object (AmtJsonWriter *self)
{
  begin (self, '{');
}

void
amt_json_writer_end_object (AmtJsonWriter *self)
{
  end (self, '}');
}

void
amt_json_writer_begin_array (AmtJsonWriter *self)
{
  begin (self, '[');
}

void
amt_json_writer_end_array (AmtJsonWriter *self)
{
  end (self, ']');
}

static void
append_escape (AmtJsonWriter *self, unsigned char c)
{
  static const char digits[] = "0123456789abcdef";
  static const char letters[] = "btnvfr"; /* from \b on; v is no JSON */
  char text[6] = {'\\', 'u', '0', '0', digits[c >> 4], digits[c & 0xf]};

  if (c == '"' || c == '\\')
    text[1] = (char) c;
  else if (c >= '\b' && c <= '\r' && c != '\v')
    text[1] = letters[c - '\b'];
  append (self, text, text[1] == 'u' ? 6 : 2);
}

/* @text is valid UTF-8. */
static void
append_quoted (AmtJsonWriter *self, const char *text)
{
  append_char (self, '"');
  for (;;)
    {
      const char *run = text;

      while ((unsigned char) *text >= 0x20 && *text != '"' && *text != '\\')
        text++;
      append (self, run, (size_t) (text - run));
      if (!*text)
        break;
      append_escape (self, (unsigned char) *text++);
    }
  append_char (self, '"');
}

#define BYTES(byte) (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))
#define HAS_ZERO(word) (((word) - BYTES (0x01)) & ~(word))

/* Whether all eight bytes are ASCII that stands between quotes as it is. */
static inline bool
is_plain_word (uint64_t word)
{
  return !(((word - BYTES (' ')) | HAS_ZERO (word ^ BYTES ('"')) | HAS_ZERO (word ^ BYTES ('\\')) | word) &
           BYTES (0x80));
}

/* The same of a text, as most are. May say no of one that is. */
static inline bool
is_plain (const char *text, size_t n)
{
  uint64_t word = BYTES (' ');

  if (n < 8)
    {
      for (size_t i = 0; i < n; i++)
        word = word << 8 | (unsigned char) text[i];
      return is_plain_word (word);
    }
  for (size_t i = 0; i + 8 <= n; i += 8)
    {
      memcpy (&word, text + i, 8);
      if (!is_plain_word (word))
        return false;
    }
  memcpy (&word, text + n - 8, 8); /* the rest, with some of what went before */
  return is_plain_word (word);
}

static void
append_text (AmtJsonWriter *self, const char *text)
{
  g_autofree char *valid = NULL;
  size_t n = strlen (text);
  char *out;

  if (G_LIKELY (is_plain (text, n)))
    {
      out = reserve (self, n + 2);
      out[0] = out[n + 1] = '"';
      memcpy (out + 1, text, n);
      self->length += n + 2;
      return;
    }
  if (G_UNLIKELY (!g_utf8_validate_len (text, n, NULL)))
    text = valid = g_utf8_make_valid (text, (gssize) n);
  append_quoted (self, text);
}

void
amt_json_writer_name (AmtJsonWriter *self, const char *name)
{
  begin_value (self);
  append_text (self, name);
  append_char (self, ':');
  self->comma = false;
}

void
amt_json_writer_literal_name (AmtJsonWriter *self, const char *name)
{
  size_t n = strlen (name);
  char *out = reserve (self, n + 4);

  if (self->comma)
    *out++ = ',';
  *out++ = '"';
  memcpy (out, name, n);
  out[n] = '"';
  out[n + 1] = ':';
  self->length += n + 3 + self->comma;
  self->comma = false;
}

void
amt_json_writer_string (AmtJsonWriter *self, const char *value)
{
  if (!value)
    {
      amt_json_writer_null (self);
      return;
    }
  begin_value (self);
  append_text (self, value);
}

void
amt_json_writer_int (AmtJsonWriter *self, int64_t value)
{
  char digits[20];
  char *p = digits + sizeof digits;
  uint64_t rest = value < 0 ? -(uint64_t) value : (uint64_t) value;

  do
    *--p = (char) ('0' + rest % 10);
  while (rest /= 10);
  if (value < 0)
    *--p = '-';
  begin_value (self);
  append (self, p, (size_t) (digits + sizeof digits - p));
}

void
amt_json_writer_bool (AmtJsonWriter *self, bool value)
{
  begin_value (self);
  append (self, value ? "true" : "false", value ? 4 : 5);
}

void
amt_json_writer_null (AmtJsonWriter *self)
{
  begin_value (self);
  append (self, "null", 4);
}

void
amt_json_writer_time (AmtJsonWriter *self, int64_t unix_us)
{
  char text[AMT_TIME_LENGTH + 2];

  if (unix_us == 0)
    {
      amt_json_writer_null (self);
      return;
    }
  text[0] = text[sizeof text - 1] = '"';
  amt_time_write (unix_us, text + 1);
  begin_value (self);
  append (self, text, sizeof text);
}

static void
write_double (AmtJsonWriter *self, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    {
      amt_json_writer_null (self);
      return;
    }
  g_ascii_dtostr (text, sizeof text, value);
  begin_value (self);
  append (self, text, strlen (text));
}

static void
write_value (AmtJsonWriter *self, JsonNode *node)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      amt_json_writer_string (self, json_node_get_string (node));
      break;
    case G_TYPE_BOOLEAN:
      amt_json_writer_bool (self, json_node_get_boolean (node));
      break;
    case G_TYPE_DOUBLE:
      write_double (self, json_node_get_double (node));
      break;
    default:
      amt_json_writer_int (self, json_node_get_int (node));
      break;
    }
}

static void
write_object (AmtJsonWriter *self, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  amt_json_writer_begin_object (self);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      amt_json_writer_name (self, name);
      amt_json_writer_node (self, node);
    }
  amt_json_writer_end_object (self);
}

static void
write_array (AmtJsonWriter *self, JsonArray *array)
{
  amt_json_writer_begin_array (self);
  for (unsigned i = 0; i < json_array_get_length (array); i++)
    amt_json_writer_node (self, json_array_get_element (array, i));
  amt_json_writer_end_array (self);
}

void
amt_json_writer_node (AmtJsonWriter *self, JsonNode *node)
{
  if (!node || JSON_NODE_HOLDS_NULL (node))
    amt_json_writer_null (self);
  else if (JSON_NODE_HOLDS_OBJECT (node))
    write_object (self, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    write_array (self, json_node_get_array (node));
  else
    write_value (self, node);
}

void
amt_json_writer_object (AmtJsonWriter *self, JsonObject *object)
{
  if (object)
    write_object (self, object);
  else
    amt_json_writer_null (self);
}

void
amt_json_writer_raw (AmtJsonWriter *self, const char *json)
{
  begin_value (self);
  append (self, json, strlen (json));
}

void
amt_json_writer_set_string (AmtJsonWriter *self, const char *name, const char *value)
{
  amt_json_writer_name (self, name);
  amt_json_writer_string (self, value);
}

void
amt_json_writer_set_int (AmtJsonWriter *self, const char *name, int64_t value)
{
  amt_json_writer_name (self, name);
  amt_json_writer_int (self, value);
}

void
amt_json_writer_set_bool (AmtJsonWriter *self, const char *name, bool value)
{
  amt_json_writer_name (self, name);
  amt_json_writer_bool (self, value);
}

size_t
amt_json_writer_get_length (AmtJsonWriter *self)
{
  return self->length;
}

/* Hands over the buffer, and begins anew. */
static char *
take (AmtJsonWriter *self, size_t *length)
{
  char *data;

  append_char (self, '\0');
  *length = self->length - 1;
  data = g_steal_pointer (&self->data);
  *self = (AmtJsonWriter) {0};
  return data;
}

GBytes *
amt_json_writer_steal (AmtJsonWriter *self)
{
  size_t length;
  char *data;

  g_return_val_if_fail (self->depth == 0, NULL);
  data = take (self, &length);
  return g_bytes_new_take (data, length);
}

char *
amt_json_writer_steal_string (AmtJsonWriter *self)
{
  size_t length;

  g_return_val_if_fail (self->depth == 0, NULL);
  return take (self, &length);
}
