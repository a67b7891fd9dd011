/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PNG and JPEG to pixels: opaque, on white, upright. */

#pragma once

#include "amt-viewer-protocol.h"

#include <cairo.h>

/* Each returns: (transfer full) (nullable): an RGB24 image surface, or NULL with @problem set. */
cairo_surface_t *amt_viewer_decode_png (GBytes *bytes, AmtViewerProblem *problem);
cairo_surface_t *amt_viewer_decode_jpeg (GBytes *bytes, AmtViewerProblem *problem);
/* Returns: (transfer full) (nullable): what stands in @bytes, if it is one of ours. */
cairo_surface_t *amt_viewer_decode_image (GBytes *bytes, AmtViewerFormat format, AmtViewerProblem *problem);
