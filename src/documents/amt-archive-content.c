/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cairo marks text as artifact, lines and areas not. PDF/UA wants each to be either in the structure or an artifact. */
#include "amt-archive.h"

#include <string.h>

typedef enum
{
  OP_OTHER,
  OP_BEGIN_MARK,
  OP_END_MARK,
  OP_PATH,  /* starts or continues a path */
  OP_PAINT, /* ends one */
  OP_BEGIN_TEXT,
  OP_END_TEXT,
  OP_OBJECT,
  OP_IMAGE, /* an inline image: cannot be read over */
} Operator;

static const struct
{
  const char *name;
  Operator operator;
} operators[] = {
    {"BDC", OP_BEGIN_MARK}, {"BMC", OP_BEGIN_MARK}, {"EMC", OP_END_MARK}, {"m", OP_PATH},    {"l", OP_PATH},
    {"c", OP_PATH},         {"v", OP_PATH},         {"y", OP_PATH},       {"re", OP_PATH},   {"h", OP_PATH},
    {"f", OP_PAINT},        {"F", OP_PAINT},        {"f*", OP_PAINT},     {"B", OP_PAINT},   {"B*", OP_PAINT},
    {"b", OP_PAINT},        {"b*", OP_PAINT},       {"S", OP_PAINT},      {"s", OP_PAINT},   {"n", OP_PAINT},
    {"BT", OP_BEGIN_TEXT},  {"ET", OP_END_TEXT},    {"Do", OP_OBJECT},    {"sh", OP_OBJECT}, {"BI", OP_IMAGE},
};

static Operator
find_operator (const char *text, size_t length)
{
  for (size_t i = 0; i < G_N_ELEMENTS (operators); i++)
    if (strlen (operators[i].name) == length && memcmp (operators[i].name, text, length) == 0)
      return operators[i].operator;
  return OP_OTHER;
}

static size_t
skip_string (const char *text, size_t at, size_t length)
{
  int depth = 0;

  for (; at < length; at++)
    {
      if (text[at] == '\\')
        at++;
      else if (text[at] == '(')
        depth++;
      else if (text[at] == ')' && --depth == 0)
        return at + 1;
    }
  return length;
}

/* The end of the token at @at, which is no white space. */
static size_t
token_end (const char *text, size_t at, size_t length)
{
  static const char delimiters[] = "()<>[]{}/%";
  const char *start = text + at;

  if (*start == '(')
    return skip_string (text, at, length);
  if (*start == '<' && at + 1 < length && start[1] != '<')
    {
      const char *end = memchr (start, '>', length - at);

      return end != NULL ? (size_t) (end - text) + 1 : length;
    }
  if (strchr (delimiters, *start) != NULL && *start != '/')
    return at + 1;
  for (at++; at < length && !g_ascii_isspace (text[at]) && text[at] != '\0'; at++)
    if (strchr (delimiters, text[at]) != NULL)
      break;
  return at;
}

typedef struct
{
  GString *out;
  const char *text;
  size_t copied;  /* up to here @text is in @out */
  size_t operand; /* where the operands of the next operator begin */
  int depth;      /* of marked content */
  bool open;      /* an artifact of ours */
} Marker;

static void
copy_to (Marker *marker, size_t end)
{
  g_string_append_len (marker->out, marker->text + marker->copied, end - marker->copied);
  marker->copied = end;
}

static void
open_artifact (Marker *marker)
{
  if (marker->depth > 0 || marker->open)
    return;
  copy_to (marker, marker->operand);
  g_string_append (marker->out, "/Artifact BMC\n");
  marker->open = true;
}

static void
close_artifact (Marker *marker, size_t end)
{
  if (!marker->open)
    return;
  copy_to (marker, end);
  g_string_append (marker->out, "\nEMC");
  marker->open = false;
}

static bool
take_operator (Marker *marker, Operator operator, size_t end)
{
  switch (operator)
    {
    case OP_BEGIN_MARK:
      marker->depth++;
      break;
    case OP_END_MARK:
      marker->depth--;
      break;
    case OP_PATH:
    case OP_BEGIN_TEXT:
      open_artifact (marker);
      break;
    case OP_PAINT:
    case OP_END_TEXT:
      close_artifact (marker, end);
      break;
    case OP_OBJECT:
      open_artifact (marker);
      close_artifact (marker, end);
      break;
    case OP_IMAGE:
      return false;
    case OP_OTHER:
      break;
    }
  return marker->depth >= 0;
}

GString *
amt_archive_mark_artifacts (const char *content, size_t length)
{
  g_autoptr (GString) out = g_string_sized_new (length + 512);
  Marker marker = {.out = out, .text = content};
  size_t at = 0;
  bool operands = false;

  while (at < length)
    {
      size_t start = at;

      if (g_ascii_isspace (content[at]) || content[at] == '\0')
        {
          at++;
          continue;
        }
      at = token_end (content, at, length);
      if (!operands)
        marker.operand = start;
      operands = true;
      if (!g_ascii_isalpha (content[start]) && content[start] != '\'' && content[start] != '"')
        continue;
      if (!take_operator (&marker, find_operator (content + start, at - start), at))
        return NULL;
      operands = false;
    }
  copy_to (&marker, length);
  return marker.depth == 0 && !marker.open ? g_steal_pointer (&out) : NULL;
}
