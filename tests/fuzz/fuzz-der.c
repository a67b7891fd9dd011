/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-der.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define MAX_DEPTH 40
#define CONSTRUCTED 0x20
#define OCTET_STRING 0x04

size_t
fuzz_der_take (const uint8_t *data, size_t size, FuzzDer *value)
{
  size_t head = 2, length = size >= 2 ? data[1] : 0;

  if (size < 2 || (data[0] & 31) == 31)
    return 0;
  if (length >= 0x80)
    {
      int bytes = length & 0x7f;

      if (bytes < 1 || bytes > 3 || size < 2 + (size_t) bytes)
        return 0;
      for (length = 0; bytes > 0; bytes--)
        length = length << 8 | data[head++];
    }
  if (length > size - head)
    return 0;
  *value = (FuzzDer) {data[0], data, data + head, length};
  return head + length;
}

static void
put (GByteArray *out, uint8_t tag, const uint8_t *data, size_t size)
{
  uint8_t head[5] = {tag, (uint8_t) size};
  guint length = 2;

  if (size >= 0x80)
    {
      guint bytes = size > 0xffff ? 3 : size > 0xff ? 2 : 1;

      head[1] = (uint8_t) (0x80 | bytes);
      for (guint i = bytes; i > 0; i--)
        head[length++] = (uint8_t) (size >> 8 * (i - 1));
    }
  g_byte_array_append (out, head, length);
  g_byte_array_append (out, data, (guint) size);
}

static void
put_random (GRand *random, GByteArray *out, const FuzzDer *value)
{
  uint8_t bytes[8];

  for (size_t i = 0; i < sizeof bytes; i++)
    bytes[i] = (uint8_t) g_rand_int_range (random, 0, 256);
  put (out, value->tag, bytes, (size_t) g_rand_int_range (random, 0, sizeof bytes + 1));
}

/* A length that is not the value's, or not DER. */
static void
put_lie (GRand *random, GByteArray *out, const FuzzDer *value)
{
  static const char *const lengths[] = {"\x80",
                                        "\x81\x01",
                                        "\x82\xff\xff",
                                        "\x83\xff\xff\xff",
                                        "\x84\xff\xff\xff\xff",
                                        "\x88\x7f\xff\xff\xff\xff\xff\xff\xff",
                                        "\xff",
                                        "\x01",
                                        "\x7f"};
  const char *length = lengths[g_rand_int_range (random, 0, G_N_ELEMENTS (lengths))];

  g_byte_array_append (out, &value->tag, 1);
  g_byte_array_append (out, (const uint8_t *) length, (guint) strlen (length));
  g_byte_array_append (out, value->data, (guint) value->size);
}

static void
put_changed (GRand *random, GByteArray *out, const FuzzDer *value, const FuzzDer *other)
{
  switch (g_rand_int_range (random, 0, 8))
    {
    case 0: /* it goes */
      break;
    case 1:
      put (out, value->tag, value->data, value->size);
      put (out, value->tag, value->data, value->size);
      break;
    case 2:
      put (out, (uint8_t) g_rand_int_range (random, 0, 256), value->data, value->size);
      break;
    case 3:
      put_random (random, out, value);
      break;
    case 4:
      put (out, other->tag, other->data, other->size);
      break;
    case 5:
      put (out, value->tag, other->start, other->size + (size_t) (other->data - other->start));
      break;
    case 6:
      put_lie (random, out, value);
      break;
    default:
      put (out, value->tag, NULL, 0);
      break;
    }
}

/* A value of those at @data that stand side by side. Returns: how many there are. */
static guint
choose (GRand *random, const uint8_t *data, size_t size, FuzzDer *chosen)
{
  guint n = 0;
  size_t used;
  FuzzDer value;

  for (; (used = fuzz_der_take (data, size, &value)) > 0; data += used, size -= used)
    if (g_rand_int_range (random, 0, (gint32) ++n) == 0)
      *chosen = value;
  return n;
}

/* Writes the values at @data with one of them, or one within it, changed. FALSE when there is none. */
static bool
rewrite (GRand *random, const uint8_t *data, size_t size, GByteArray *out, int depth)
{
  FuzzDer chosen, other;
  g_autoptr (GByteArray) inner = g_byte_array_new ();
  size_t before, after;

  if (choose (random, data, size, &chosen) == 0 || choose (random, data, size, &other) == 0)
    return false;
  before = (size_t) (chosen.start - data);
  after = before + (size_t) (chosen.data - chosen.start) + chosen.size;
  g_byte_array_append (out, data, (guint) before);
  if ((chosen.tag & CONSTRUCTED || chosen.tag == OCTET_STRING) && depth < MAX_DEPTH &&
      g_rand_int_range (random, 0, 5) > 0 && rewrite (random, chosen.data, chosen.size, inner, depth + 1))
    put (out, chosen.tag, inner->data, inner->len);
  else
    put_changed (random, out, &chosen, &other);
  g_byte_array_append (out, data + after, (guint) (size - after));
  return true;
}

size_t
fuzz_der_mutate (uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (GByteArray) out = g_byte_array_new ();

  if (!rewrite (random, data, size, out, 0) || out->len > max_size)
    return size;
  if (out->len > 0)
    memcpy (data, out->data, out->len);
  return out->len;
}
