/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "viewer-files.h"

#include <png.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>

GBytes *
file_pdf (const char *media_box, const char *resources, const char *content, const char *more_objects)
{
  GString *pdf = g_string_new ("%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
                               "2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n");
  g_string_append_printf (pdf,
                          "3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<<%s>>>> endobj\n",
                          media_box, resources);
  g_string_append_printf (pdf, "4 0 obj <</Length %zu>> stream\n%s\nendstream endobj\n%s", strlen (content) + 1,
                          content, more_objects ? more_objects : "");
  g_string_append (pdf, "trailer <</Root 1 0 R>>\n%%EOF\n");
  return g_string_free_to_bytes (pdf);
}

GBytes *
file_png (unsigned width, unsigned height, uint32_t colour, unsigned alpha)
{
  png_image image = {.version = PNG_IMAGE_VERSION, .width = width, .height = height, .format = PNG_FORMAT_RGBA};
  g_autofree uint8_t *rows = g_malloc ((size_t) width * height * 4);
  png_alloc_size_t size = 0;

  for (size_t i = 0; i < (size_t) width * height; i++)
    {
      rows[i * 4] = (uint8_t) (colour >> 16);
      rows[i * 4 + 1] = (uint8_t) (colour >> 8);
      rows[i * 4 + 2] = (uint8_t) colour;
      rows[i * 4 + 3] = (uint8_t) alpha;
    }
  g_assert_true (png_image_write_get_memory_size (image, size, 0, rows, 0, NULL));
  void *data = g_malloc (size);
  g_assert_true (png_image_write_to_memory (&image, data, &size, 0, rows, 0, NULL));
  return g_bytes_new_take (data, size);
}

static void
put_chunk (GByteArray *out, const char *name, const uint8_t *data, uint32_t length)
{
  uint32_t big = GUINT32_TO_BE (length), crc = 0xffffffff;
  size_t start = out->len + 4;

  g_byte_array_append (out, (const guint8 *) &big, 4);
  g_byte_array_append (out, (const guint8 *) name, 4);
  g_byte_array_append (out, data, length);
  for (size_t i = start; i < out->len; i++)
    {
      crc ^= out->data[i];
      for (int bit = 0; bit < 8; bit++)
        crc = crc & 1 ? crc >> 1 ^ 0xedb88320 : crc >> 1;
    }
  big = GUINT32_TO_BE (~crc);
  g_byte_array_append (out, (const guint8 *) &big, 4);
}

GBytes *
file_png_header (unsigned width, unsigned height)
{
  static const uint8_t magic[] = {0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  static const uint8_t no_data[] = {0x78, 0x9c, 0x03, 0, 0, 0, 0, 1};
  uint8_t header[13] = {[8] = 8, [9] = 6};
  uint32_t sides[] = {GUINT32_TO_BE (width), GUINT32_TO_BE (height)};
  GByteArray *out = g_byte_array_new ();

  memcpy (header, sides, sizeof sides);
  g_byte_array_append (out, magic, sizeof magic);
  put_chunk (out, "IHDR", header, sizeof header);
  put_chunk (out, "IDAT", no_data, sizeof no_data);
  put_chunk (out, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (out);
}

GBytes *
file_jpeg (unsigned width, unsigned height, uint32_t left, uint32_t right, unsigned orientation)
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  unsigned char *data = NULL;
  unsigned long size = 0;
  g_autofree uint8_t *row = g_malloc ((size_t) width * 3);
  uint8_t exif[] = {'E', 'x', 'i', 'f',  0,    0, 'M', 'M', 0, 42, 0, 0, 0,
                    8,   0,   1,   0x01, 0x12, 0, 3,   0,   0, 0,  1, 0, (uint8_t) orientation,
                    0,   0,   0,   0,    0,    0};

  for (unsigned x = 0; x < width * 3; x++)
    row[x] = (uint8_t) ((x / 3 < width / 2 ? left : right) >> (16 - 8 * (x % 3)));
  jpeg.err = jpeg_std_error (&errors);
  jpeg_create_compress (&jpeg);
  jpeg_mem_dest (&jpeg, &data, &size);
  jpeg.image_width = width;
  jpeg.image_height = height;
  jpeg.input_components = 3;
  jpeg.in_color_space = JCS_RGB;
  jpeg_set_defaults (&jpeg);
  jpeg_set_quality (&jpeg, 95, TRUE);
  jpeg_start_compress (&jpeg, TRUE);
  if (orientation)
    jpeg_write_marker (&jpeg, JPEG_APP0 + 1, exif, sizeof exif);
  while (jpeg.next_scanline < height)
    jpeg_write_scanlines (&jpeg, &row, 1);
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);
  return g_bytes_new_with_free_func (data, size, free, data);
}

GBytes *
file_jpeg_cmyk (unsigned width, unsigned height, const uint8_t ink[4])
{
  struct jpeg_compress_struct jpeg;
  struct jpeg_error_mgr errors;
  unsigned char *data = NULL;
  unsigned long size = 0;
  g_autofree uint8_t *row = g_malloc ((size_t) width * 4);

  for (unsigned x = 0; x < width * 4; x++)
    row[x] = ink[x % 4];
  jpeg.err = jpeg_std_error (&errors);
  jpeg_create_compress (&jpeg);
  jpeg_mem_dest (&jpeg, &data, &size);
  jpeg.image_width = width;
  jpeg.image_height = height;
  jpeg.input_components = 4;
  jpeg.in_color_space = JCS_CMYK;
  jpeg_set_defaults (&jpeg);
  jpeg_set_quality (&jpeg, 95, TRUE);
  jpeg.write_Adobe_marker = TRUE;
  jpeg_start_compress (&jpeg, TRUE);
  while (jpeg.next_scanline < height)
    jpeg_write_scanlines (&jpeg, &row, 1);
  jpeg_finish_compress (&jpeg);
  jpeg_destroy_compress (&jpeg);
  return g_bytes_new_with_free_func (data, size, free, data);
}

GBytes *
file_jpeg_lying (GBytes *jpeg, unsigned width, unsigned height)
{
  size_t size;
  uint8_t *data = g_bytes_unref_to_data (g_bytes_ref (jpeg), &size);

  for (size_t i = 0; i + 9 < size; i++)
    if (data[i] == 0xff && data[i + 1] == 0xc0)
      {
        uint16_t sides[] = {GUINT16_TO_BE (height), GUINT16_TO_BE (width)};
        memcpy (data + i + 5, sides, sizeof sides);
        break;
      }
  return g_bytes_new_take (data, size);
}

const GValue *
await_value (DexFuture *future, GError **error)
{
  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, TRUE);
  return dex_future_get_value (future, error);
}

AmtViewer *
show_file (GBytes *bytes, const char *type)
{
  AmtViewer *viewer = amt_viewer_new (g_getenv ("AMT_VIEWER"), bytes, type);
  amt_viewer_set_deadline (viewer, 30000);
  return viewer;
}

GBytes *
show_first_page (AmtViewer *viewer, unsigned width, unsigned height, GError **error)
{
  g_autoptr (DexFuture) opened = amt_viewer_open (viewer);
  if (!await_value (opened, error))
    return NULL;
  g_autoptr (DexFuture) described = amt_viewer_describe (viewer, 0);
  if (!await_value (described, error))
    return NULL;
  g_autoptr (DexFuture) rendered = amt_viewer_render (viewer, 0, width, height);
  const GValue *value = await_value (rendered, error);
  return value ? g_value_dup_boxed (value) : NULL;
}

uint32_t
pixel_at (GBytes *rows, unsigned width, unsigned x, unsigned y)
{
  const uint8_t *at = (const uint8_t *) g_bytes_get_data (rows, NULL) + ((size_t) y * width + x) * 4;
  return (uint32_t) at[2] << 16 | (uint32_t) at[1] << 8 | at[0];
}
