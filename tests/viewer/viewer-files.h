/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files for the viewer's tests, made on the spot, good and bad, and the calls to show them. */

#pragma once

#include "amt-viewer.h"

/* (transfer full) each */
GBytes *file_pdf (const char *media_box, const char *resources, const char *content, const char *more_objects);
GBytes *file_png (unsigned width, unsigned height, uint32_t colour, unsigned alpha);
GBytes *file_png_header (unsigned width, unsigned height);
/* @orientation: Exif, 0 for none; the left half is @left, the right half @right (0xRRGGBB). */
GBytes *file_jpeg (unsigned width, unsigned height, uint32_t left, uint32_t right, unsigned orientation);
/* Four numbers of ink for all pixels, as Adobe writes them: 0 is full, 255 none. */
GBytes *file_jpeg_cmyk (unsigned width, unsigned height, const uint8_t ink[4]);
/* The same bytes with another size in the header. */
GBytes *file_jpeg_lying (GBytes *jpeg, unsigned width, unsigned height);

/* Waits for @future on the main context. (transfer full) (nullable): its value, or NULL with @error. */
const GValue *await_value (DexFuture *future, GError **error);
/* A new viewer over @bytes; the program under test, or the stand-in by its mode. (transfer full) */
AmtViewer *show_file (GBytes *bytes, const char *type);
/* Opens, describes and renders page 0. (transfer full) (nullable): the rows. */
GBytes *show_first_page (AmtViewer *viewer, unsigned width, unsigned height, GError **error);
uint32_t pixel_at (GBytes *rows, unsigned width, unsigned x, unsigned y); /* 0xRRGGBB */
