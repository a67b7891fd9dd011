/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-viewer-image.h"

#include <png.h>

/* A transparent pixel shows the paper: what is sent as evidence is looked at on white. */
static void
blend_row (uint8_t *row, uint32_t width)
{
  for (uint8_t *pixel = row; pixel < row + (size_t) width * 4; pixel += 4)
    {
      unsigned alpha = pixel[3];
      for (int i = 0; alpha != 255 && i < 3; i++)
        pixel[i] = (uint8_t) ((pixel[i] * alpha + 255 * (255 - alpha) + 127) / 255);
      pixel[3] = 255;
    }
}

static cairo_surface_t *
read_pixels (png_image *image, AmtViewerProblem *problem)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) image->width, (int) image->height);
  uint8_t *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  *problem = AMT_VIEWER_TOO_LARGE;
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    {
      *problem = AMT_VIEWER_DAMAGED;
      image->format = PNG_FORMAT_BGRA;
      if (png_image_finish_read (image, NULL, data, stride, NULL))
        {
          for (uint32_t y = 0; y < image->height; y++)
            blend_row (data + (size_t) y * (size_t) stride, image->width);
          cairo_surface_mark_dirty (surface);
          return surface;
        }
    }
  cairo_surface_destroy (surface);
  return NULL;
}

cairo_surface_t *
amt_viewer_decode_png (GBytes *bytes, AmtViewerProblem *problem)
{
  png_image image = {.version = PNG_IMAGE_VERSION};
  cairo_surface_t *surface = NULL;
  size_t size;
  const void *data = g_bytes_get_data (bytes, &size);

  *problem = AMT_VIEWER_DAMAGED;
  if (png_image_begin_read_from_memory (&image, data, size))
    {
      *problem = AMT_VIEWER_TOO_LARGE;
      if ((uint64_t) image.width * image.height <= AMT_VIEWER_MAX_IMAGE && MAX (image.width, image.height) < 32767)
        surface = read_pixels (&image, problem);
    }
  png_image_free (&image);
  return surface;
}
