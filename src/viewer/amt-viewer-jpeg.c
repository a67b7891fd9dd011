/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-viewer-image.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

#define MAX_SCANS 200                   /* each may cost a pass over the whole picture */
#define MAX_SOURCE ((uint64_t) 1 << 30) /* pixels; larger ones are decoded smaller */
#define EXIF_ORIENTATION 0x0112

typedef struct
{
  struct jpeg_error_mgr errors; /* first: the library hands it back */
  struct jpeg_progress_mgr progress;
  struct jpeg_decompress_struct jpeg;
  jmp_buf escape;
  cairo_surface_t *surface; /* (owned) (nullable) */
  uint8_t *row;             /* (owned) (nullable) one row of CMYK */
  AmtViewerProblem problem;
} Decoder;

static void
give_up (j_common_ptr info)
{
  Decoder *self = (Decoder *) info->err;
  if (info->err->msg_code == JERR_OUT_OF_MEMORY || info->err->msg_code == JERR_NO_BACKING_STORE)
    self->problem = AMT_VIEWER_TOO_LARGE;
  longjmp (self->escape, 1);
}

/* The library would fill what is missing with grey; a clerk must not take that for what was sent. */
static void
on_message (j_common_ptr info, int level)
{
  if (level < 0 && (info->err->msg_code == JWRN_JPEG_EOF || info->err->msg_code == JWRN_HIT_MARKER))
    give_up (info);
}

static void
on_progress (j_common_ptr info)
{
  if (((j_decompress_ptr) info)->input_scan_number > MAX_SCANS)
    give_up (info);
}

static unsigned
get_number (const uint8_t *at, unsigned bytes, bool big_endian)
{
  unsigned value = 0;
  for (unsigned i = 0; i < bytes; i++)
    value = value << 8 | at[big_endian ? i : bytes - 1 - i];
  return value;
}

/* How the camera was held, 1 … 8 (Exif 2.3, 4.6.4 A); 1 when nothing is said. */
static unsigned
find_orientation (const struct jpeg_marker_struct *marker)
{
  const uint8_t *tiff = marker->data + 6;
  size_t size = marker->data_length - 6;
  if (marker->data_length < 20 || memcmp (marker->data, "Exif\0\0", 6) != 0)
    return 1;
  bool big = tiff[0] == 'M';
  size_t directory = get_number (tiff + 4, 4, big);
  if (directory + 2 > size)
    return 1;
  unsigned count = get_number (tiff + directory, 2, big);
  for (unsigned i = 0; i < count && directory + 2 + (i + 1) * 12 <= size; i++)
    {
      const uint8_t *entry = tiff + directory + 2 + i * 12;
      unsigned value = get_number (entry + 8, 2, big);
      if (get_number (entry, 2, big) == EXIF_ORIENTATION)
        return value >= 1 && value <= 8 ? value : 1;
    }
  return 1;
}

static cairo_surface_t *
turn_upright (cairo_surface_t *surface, unsigned orientation)
{
  /* where a step right and a step down lead in the upright picture */
  static const double turns[9][4] = {
      {0},          {1, 0, 0, 1},  {-1, 0, 0, 1},  {-1, 0, 0, -1}, {1, 0, 0, -1},
      {0, 1, 1, 0}, {0, 1, -1, 0}, {0, -1, -1, 0}, {0, -1, 1, 0},
  };
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  const double *t = turns[orientation];
  cairo_matrix_t matrix;
  if (orientation == 1)
    return surface;
  /* moved back into the picture wherever turning makes a side negative */
  double x0 = t[0] < 0 ? width : t[2] < 0 ? height : 0, y0 = t[1] < 0 ? width : t[3] < 0 ? height : 0;
  cairo_matrix_init (&matrix, t[0], t[1], t[2], t[3], x0, y0);
  bool sideways = orientation >= 5;
  cairo_surface_t *upright = cairo_image_surface_create (CAIRO_FORMAT_RGB24, sideways ? height : width,
                                                         sideways ? width : height);
  cairo_t *cr = cairo_create (upright);
  cairo_set_matrix (cr, &matrix);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return upright;
}

/* Adobe writes CMYK inverted, and nearly everybody follows. */
static void
from_cmyk (uint8_t *to, const uint8_t *from, unsigned width, bool inverted)
{
  for (unsigned x = 0; x < width; x++, from += 4, to += 4)
    {
      unsigned key = inverted ? from[3] : 255u - from[3];
      for (int i = 0; i < 3; i++)
        to[2 - i] = (uint8_t) ((inverted ? from[i] : 255u - from[i]) * key / 255);
      to[3] = 255;
    }
}

static void
choose_output (Decoder *self)
{
  struct jpeg_decompress_struct *jpeg = &self->jpeg;
  bool cmyk = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;

  jpeg->out_color_space = cmyk ? JCS_CMYK : JCS_EXT_BGRX;
  jpeg->dct_method = JDCT_ISLOW;
  for (jpeg->scale_num = 8; jpeg->scale_num >= 1; jpeg->scale_num /= 2)
    {
      jpeg->scale_denom = 8;
      jpeg_calc_output_dimensions (jpeg);
      if ((uint64_t) jpeg->output_width * jpeg->output_height <= AMT_VIEWER_MAX_IMAGE / 2 &&
          MAX (jpeg->output_width, jpeg->output_height) < 32767)
        return;
    }
  self->problem = AMT_VIEWER_TOO_LARGE;
  give_up ((j_common_ptr) jpeg);
}

static void
read_rows (Decoder *self)
{
  struct jpeg_decompress_struct *jpeg = &self->jpeg;
  uint8_t *data = cairo_image_surface_get_data (self->surface);
  size_t stride = (size_t) cairo_image_surface_get_stride (self->surface);
  bool cmyk = jpeg->out_color_space == JCS_CMYK;

  self->row = cmyk ? g_malloc ((size_t) jpeg->output_width * 4) : NULL;
  while (jpeg->output_scanline < jpeg->output_height)
    {
      uint8_t *to = data + jpeg->output_scanline * stride;
      uint8_t *row = cmyk ? self->row : to;
      jpeg_read_scanlines (jpeg, &row, 1);
      if (cmyk)
        from_cmyk (to, row, jpeg->output_width, jpeg->saw_Adobe_marker);
    }
  cairo_surface_mark_dirty (self->surface);
}

static void
decode (Decoder *self, GBytes *bytes)
{
  struct jpeg_decompress_struct *jpeg = &self->jpeg;
  size_t size;
  const uint8_t *data = g_bytes_get_data (bytes, &size);

  jpeg_mem_src (jpeg, data, size);
  jpeg_save_markers (jpeg, JPEG_APP0 + 1, 0xffff);
  jpeg_read_header (jpeg, TRUE);
  self->problem = AMT_VIEWER_TOO_LARGE;
  if ((uint64_t) jpeg->image_width * jpeg->image_height > MAX_SOURCE)
    give_up ((j_common_ptr) jpeg);
  self->problem = AMT_VIEWER_DAMAGED;
  choose_output (self);
  jpeg_start_decompress (jpeg);
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) jpeg->output_width, (int) jpeg->output_height);
  if (cairo_surface_status (self->surface) != CAIRO_STATUS_SUCCESS)
    give_up ((j_common_ptr) jpeg);
  read_rows (self);
  unsigned orientation = jpeg->marker_list ? find_orientation (jpeg->marker_list) : 1;
  jpeg_finish_decompress (jpeg);
  self->surface = turn_upright (self->surface, orientation);
}

/* Apart from the rest, so that nothing longjmp could spoil lives in its frame. */
static bool
try_decode (Decoder *self, GBytes *bytes)
{
  if (setjmp (self->escape) != 0)
    return false;
  decode (self, bytes);
  return true;
}

cairo_surface_t *
amt_viewer_decode_jpeg (GBytes *bytes, AmtViewerProblem *problem)
{
  Decoder *self = g_new0 (Decoder, 1);
  cairo_surface_t *surface;

  self->problem = AMT_VIEWER_DAMAGED;
  self->jpeg.err = jpeg_std_error (&self->errors);
  self->errors.error_exit = give_up;
  self->errors.emit_message = on_message;
  self->progress.progress_monitor = on_progress;
  jpeg_create_decompress (&self->jpeg);
  self->jpeg.progress = &self->progress;
  self->jpeg.mem->max_memory_to_use = 512l << 20;
  if (!try_decode (self, bytes))
    g_clear_pointer (&self->surface, cairo_surface_destroy);
  *problem = self->problem;
  jpeg_destroy_decompress (&self->jpeg);
  surface = self->surface;
  g_free (self->row);
  g_free (self);
  return surface;
}

cairo_surface_t *
amt_viewer_decode_image (GBytes *bytes, AmtViewerFormat format, AmtViewerProblem *problem)
{
  return format == AMT_VIEWER_PNG ? amt_viewer_decode_png (bytes, problem) : amt_viewer_decode_jpeg (bytes, problem);
}
