/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-text.h"

#include <string.h>

static bool
is_ascii (const char *text)
{
  for (; *text; text++)
    if ((unsigned char) *text >= 0x80)
      return false;
  return true;
}

/* (transfer full): whatever stands there, as NFC. */
static char *
to_nfc (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  return g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
}

char *
amt_text_clean_name (const char *text)
{
  g_autofree char *nfc = NULL;
  GString *out;
  bool space = false;

  g_return_val_if_fail (text, NULL);
  nfc = to_nfc (text);
  out = g_string_sized_new (strlen (nfc));
  for (const char *p = nfc; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c))
        {
          space = true;
          continue;
        }
      if (space && out->len > 0)
        g_string_append_c (out, ' ');
      space = false;
      g_string_append_unichar (out, c);
    }
  return g_string_free_and_steal (out);
}

/* Characters that are not seen, or that turn what is seen around. The joiners stay: emoji and some scripts need them. */
static bool
is_hidden (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
      return c != '\n' && c != '\t';
    case G_UNICODE_FORMAT:
      return c != 0x200c && c != 0x200d;
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
      return true;
    default:
      return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
    }
}

/* Most texts are plain ASCII: one pass, no allocation. */
static bool
is_plain_ascii (const char *text, size_t max_chars)
{
  size_t n = 0;

  for (; text[n]; n++)
    if ((text[n] < 0x20 && text[n] != '\n' && text[n] != '\t') || text[n] == 0x7f)
      return false;
  return n <= max_chars;
}

bool
amt_text_is_plain (const char *text, size_t max_chars)
{
  g_autofree char *nfc = NULL;
  size_t n = 0;

  if (!text)
    return false;
  if (is_ascii (text))
    return is_plain_ascii (text, max_chars);
  if (!g_utf8_validate (text, -1, NULL))
    return false;
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    if (++n > max_chars || is_hidden (g_utf8_get_char (p)))
      return false;
  nfc = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  return g_str_equal (nfc, text);
}

/* Letters that Unicode does not take apart, by what people type for them who lack the key; case is folded before.
 * The modifier letters and apostrophes of DIN 91379 are left out. */
static const struct
{
  gunichar letter;
  const char *plain;
} plain_letters[] = {
    {0x00e6, "ae"}, {0x00f0, "d"}, {0x00f8, "o"}, {0x00fe, "th"}, {0x0111, "d"}, {0x0127, "h"}, {0x0131, "i"},
    {0x0138, "k"},  {0x0142, "l"}, {0x014b, "n"}, {0x0153, "oe"}, {0x0167, "t"}, {0x0180, "b"}, {0x018f, "e"},
    {0x0197, "i"},  {0x01b6, "z"}, {0x01dd, "e"}, {0x01e5, "g"},  {0x0259, "e"}, {0x0268, "i"}, {0x0292, "z"},
    {0x02b9, ""},   {0x02ba, ""},  {0x02bb, ""},  {0x02bc, ""},   {0x02be, ""},  {0x02bf, ""},  {0x02c8, ""},
    {0x02cc, ""},   {0x2018, ""},  {0x2019, ""},  {0x2021, ""},   {'\'', ""},    {0x00b4, ""},  {'`', ""},
};

static void
append_plain (GString *out, gunichar c)
{
  if (g_unichar_ismark (c))
    return;
  for (size_t i = 0; i < G_N_ELEMENTS (plain_letters); i++)
    if (plain_letters[i].letter == c)
      {
        g_string_append (out, plain_letters[i].plain);
        return;
      }
  g_string_append_unichar (out, c);
}

char *
amt_text_fold (const char *text)
{
  g_autofree char *clean = NULL;
  g_autofree char *folded = NULL;
  g_autofree char *apart = NULL;
  GString *out;

  g_return_val_if_fail (text, NULL);
  clean = amt_text_clean_name (text);
  if (is_ascii (clean) && !strpbrk (clean, "'`"))
    return g_ascii_strdown (clean, -1);
  /* Case folding, not lower case: the latter goes by the locale, and a Turkish one would split I from i. */
  folded = g_utf8_casefold (clean, -1);
  apart = g_utf8_normalize (folded, -1, G_NORMALIZE_NFKD);
  out = g_string_sized_new (strlen (apart));
  for (const char *p = apart; *p; p = g_utf8_next_char (p))
    append_plain (out, g_utf8_get_char (p));
  return g_string_free_and_steal (out);
}

bool
amt_text_same (const char *a, const char *b)
{
  g_autofree char *clean_a = amt_text_clean_name (a ? a : "");
  g_autofree char *clean_b = amt_text_clean_name (b ? b : "");
  g_autofree char *folded_a = g_utf8_casefold (clean_a, -1);
  g_autofree char *folded_b = g_utf8_casefold (clean_b, -1);

  return g_str_equal (folded_a, folded_b);
}
