/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fonts documents are set in: named files, never a substitute. */

#pragma once

#include <pango/pangocairo.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Noto Sans has every letter and sequence of DIN 91379; DejaVu Sans the three signs it lacks (∞ ≤ ≥). */
#define AMT_FONT_FAMILY "Noto Sans,DejaVu Sans"

/* (transfer full) (nullable): a font map that knows these fonts and no others, for one thread.
 * NULL with UNAVAILABLE "font-missing". @dirs: (nullable), NULL-terminated. */
PangoFontMap *amt_fonts_new_map (const char *const *dirs, GError **error);
/* (transfer full): measured in points, without hinting, the same on every machine. */
PangoContext *amt_fonts_new_context (PangoFontMap *map, const char *language);

G_END_DECLS
