/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-viewer-protocol.h"

#include <math.h>

static const struct
{
  const char *type;
  AmtViewerFormat format;
} formats[] = {
    {"application/pdf", AMT_VIEWER_PDF},
    {"image/png", AMT_VIEWER_PNG},
    {"image/jpeg", AMT_VIEWER_JPEG},
};

AmtViewerFormat
amt_viewer_format_for_type (const char *type)
{
  for (size_t i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_strcmp0 (type, formats[i].type) == 0)
      return formats[i].format;
  return 0;
}

bool
amt_viewer_size_is_sane (uint32_t width, uint32_t height)
{
  return width > 0 && height > 0 && width <= AMT_VIEWER_MAX_SIDE && height <= AMT_VIEWER_MAX_SIDE &&
         (uint64_t) width * height <= AMT_VIEWER_MAX_AREA;
}

void
amt_viewer_fit (double width, double height, double scale, uint32_t *columns, uint32_t *rows)
{
  double pixels = MIN (scale, AMT_VIEWER_MAX_SIDE / MAX (width, height));

  pixels = MIN (pixels, sqrt (0.98 * AMT_VIEWER_MAX_AREA / (width * height)));
  *columns = (uint32_t) MAX (1, floor (width * pixels));
  *rows = (uint32_t) MAX (1, floor (height * pixels));
}
