/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-demo-files.h"

#include <gio/gio.h>
#include <string.h>

GBytes *
amtd_demo_pdf (const char *text)
{
  g_autofree char *content = g_strdup_printf ("BT /F1 14 Tf 72 760 Td (%s) Tj 0 -24 Td (Demo) Tj ET", text);
  const char *objects[] = {
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
      "/Resources << /Font << /F1 5 0 R >> >> >>",
      NULL,
      "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  };
  gsize offsets[G_N_ELEMENTS (objects)];
  GString *pdf = g_string_new ("%PDF-1.4\n");
  gsize xref;

  for (gsize i = 0; i < G_N_ELEMENTS (objects); i++)
    {
      offsets[i] = pdf->len;
      if (objects[i] != NULL)
        g_string_append_printf (pdf, "%zu 0 obj\n%s\nendobj\n", i + 1, objects[i]);
      else
        g_string_append_printf (pdf, "%zu 0 obj\n<< /Length %zu >>\nstream\n%s\nendstream\nendobj\n", i + 1,
                                strlen (content), content);
    }
  xref = pdf->len;
  g_string_append_printf (pdf, "xref\n0 %zu\n0000000000 65535 f \n", G_N_ELEMENTS (objects) + 1);
  for (gsize i = 0; i < G_N_ELEMENTS (objects); i++)
    g_string_append_printf (pdf, "%010zu 00000 n \n", offsets[i]);
  g_string_append_printf (pdf, "trailer\n<< /Size %zu /Root 1 0 R >>\nstartxref\n%zu\n%%%%EOF\n",
                          G_N_ELEMENTS (objects) + 1, xref);
  return g_string_free_to_bytes (pdf);
}

static guint32
crc32_of (const guint8 *data, gsize length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = (crc >> 1) ^ (0xedb88320 & (0u - (crc & 1)));
    }
  return ~crc;
}

static void
append_u32 (GByteArray *out, guint32 value)
{
  guint32 big = GUINT32_TO_BE (value);

  g_byte_array_append (out, (const guint8 *) &big, sizeof big);
}

/* PNG specification, 5.3: length, type, data, CRC over type and data. */
static void
append_chunk (GByteArray *out, const char *type, const guint8 *data, gsize length)
{
  gsize start;

  append_u32 (out, (guint32) length);
  start = out->len;
  g_byte_array_append (out, (const guint8 *) type, 4);
  g_byte_array_append (out, data, (guint) length);
  append_u32 (out, crc32_of (out->data + start, out->len - start));
}

static GBytes *
compress (GBytes *raw)
{
  g_autoptr (GConverter) zlib = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6));

  return g_converter_convert_bytes (zlib, raw, NULL);
}

#define WIDTH 320
#define HEIGHT 200

GBytes *
amtd_demo_png (guint seed)
{
  static const guint8 magic[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  const guint8 header[13] = {0, 0, WIDTH >> 8, WIDTH & 255, 0, 0, HEIGHT >> 8, HEIGHT & 255, 8, 0};
  g_autoptr (GByteArray) rows = g_byte_array_new ();
  g_autoptr (GBytes) raw = NULL;
  g_autoptr (GBytes) data = NULL;
  GByteArray *out = g_byte_array_new ();

  for (guint y = 0; y < HEIGHT; y++)
    {
      guint8 row[WIDTH + 1] = {0};

      for (guint x = 0; x < WIDTH; x++) /* lines of "writing" on light paper */
        row[x + 1] = (y % 14 < 3 && y > 20 && x > 24 && x < 200 + (y * seed) % 90) ? 70 : 238;
      g_byte_array_append (rows, row, sizeof row);
    }
  raw = g_byte_array_free_to_bytes (g_steal_pointer (&rows));
  data = compress (raw);
  g_byte_array_append (out, magic, sizeof magic);
  append_chunk (out, "IHDR", header, sizeof header);
  append_chunk (out, "IDAT", g_bytes_get_data (data, NULL), g_bytes_get_size (data));
  append_chunk (out, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (out);
}
