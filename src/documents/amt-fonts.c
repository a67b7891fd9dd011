/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-fonts.h"

#include "amt-error.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>

static const char *const font_files[] = {
    "NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf", "DejaVuSans.ttf", "DejaVuSans-Bold.ttf",
};

/* Where Debian, Fedora, Arch and the Flatpak runtimes put them. */
static const char *const usual_dirs[] = {
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/google-noto",
    "/usr/share/fonts/dejavu-sans-fonts",
    "/usr/share/fonts/noto",
    "/usr/share/fonts/TTF",
    "/usr/share/fonts/dejavu",
    "/app/share/fonts",
    NULL,
};

static bool
add_file (FcConfig *config, const char *file, const char *const *dirs, GError **error)
{
  g_autofree char *places = NULL;

  for (size_t i = 0; dirs[i] != NULL; i++)
    {
      g_autofree char *path = g_build_filename (dirs[i], file, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && FcConfigAppFontAddFile (config, (const FcChar8 *) path))
        return true;
    }
  places = g_strjoinv (", ", (char **) dirs);
  amt_error_set (error, AMT_ERROR_UNAVAILABLE, "font-missing", NULL,
                 "The font %s is needed (Debian: fonts-noto-core, fonts-dejavu-core); looked in %s", file, places);
  return false;
}

PangoFontMap *
amt_fonts_new_map (const char *const *dirs, GError **error)
{
  /* An empty configuration: no file of this machine or of its user says what a document looks like. */
  FcConfig *config = FcConfigCreate ();
  PangoFontMap *map = NULL;
  bool ok = true;

  for (size_t i = 0; ok && i < G_N_ELEMENTS (font_files); i++)
    ok = add_file (config, font_files[i], dirs != NULL ? dirs : usual_dirs, error);
  if (ok)
    {
      map = pango_cairo_font_map_new_for_font_type (CAIRO_FONT_TYPE_FT);
      pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (map), config);
      pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (map), 72);
    }
  FcConfigDestroy (config);
  return map;
}

PangoContext *
amt_fonts_new_context (PangoFontMap *map, const char *language)
{
  PangoContext *context = pango_font_map_create_context (map);
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 72);
  /* Otherwise the locale of the process would choose. */
  pango_context_set_language (context, pango_language_from_string (language));
  pango_context_set_base_dir (context, PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions (context, FALSE);
  cairo_font_options_destroy (options);
  return context;
}
