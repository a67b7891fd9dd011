/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether letters can be read: they are painted as the window paints them, light and dark, in the contrast the environment
 * says (ADW_DEBUG_HIGH_CONTRAST), and their pixels compared as WCAG 2.1 (1.4.3) does. */
#include <adwaita.h>
#include <math.h>
#include <stdbool.h>

#define ENOUGH 4.5

typedef struct
{
  const char *ground; /* classes of what it stands on */
  const char *letters;
} Pair;

static const Pair pairs[] = {
    {"background", "chip"},
    {"background", "chip todo"},
    {"background", "chip done"},
    {"background", "chip soon"},
    {"background", "chip late"},
    {"background", "chip plain"},
    {"view", "chip todo"},
    {"view", "chip done"},
    {"view", "chip soon"},
    {"view", "chip late"},
    {"view", "chip plain"},
    {"card", "chip soon"},
    {"background", "count"},
    {"background", "count alert"},
    {"background", "sidebar-heading"},
    {"background", "dimmed"},
    {"view", "dimmed"},
    {"card", "dimmed"},
    {"card", "keycap"},
    {"card", "error"},
    {"background", "error"},
    {"gate open", "caption"},
    {"gate overridden", "caption"},
    {"background", "gate-open"},
    {"internal", "body"},
    {"internal", "dimmed"},
    {"desk", "dimmed"},
};

static double
linear (guchar value)
{
  double part = value / 255.0;

  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
luminance (guint32 pixel)
{
  return 0.2126 * linear (pixel >> 16 & 255) + 0.7152 * linear (pixel >> 8 & 255) + 0.0722 * linear (pixel & 255);
}

static double
contrast (guint32 one, guint32 other)
{
  double a = luminance (one) + 0.05;
  double b = luminance (other) + 0.05;

  return a > b ? a / b : b / a;
}

/* The ground is what there is most of; the letters are large, so that some of them is painted in full. */
static double
measure (const guint32 *pixels, size_t n)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint32 ground = 0;
  unsigned most = 0;
  double best = 1;

  for (size_t i = 0; i < n; i++)
    {
      gpointer key = GUINT_TO_POINTER (pixels[i]);
      unsigned count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;

      g_hash_table_insert (counts, key, GUINT_TO_POINTER (count));
      if (count > most)
        {
          most = count;
          ground = pixels[i];
        }
    }
  for (size_t i = 0; i < n; i++)
    best = MAX (best, contrast (pixels[i], ground));
  return best;
}

static double
measure_label (GtkWidget *window, GtkWidget *label)
{
  int width = gtk_widget_get_width (label);
  int height = gtk_widget_get_height (label);
  g_autoptr (GdkPaintable) ground = gtk_widget_paintable_new (window);
  graphene_rect_t bounds;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = g_new0 (guint32, (size_t) width * (size_t) height);

  gdk_paintable_snapshot (ground, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_true (gtk_widget_compute_bounds (label, window, &bounds));
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node,
                                         &GRAPHENE_RECT_INIT (bounds.origin.x, bounds.origin.y, width, height));
  gdk_texture_download (texture, (guchar *) pixels, (size_t) width * 4);
  return measure (pixels, (size_t) width * (size_t) height);
}

static void
settle (GtkWidget *window)
{
  gint64 end = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;

  while (gtk_widget_get_width (window) == 0 && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  for (int i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
}

static void
set_classes (GtkWidget *widget, const char *classes)
{
  g_auto (GStrv) list = g_strsplit (classes, " ", -1);

  gtk_widget_set_css_classes (widget, (const char **) list);
}

static double
measure_pair (const Pair *pair)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *ground = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *label = gtk_label_new (NULL);
  double found;

  gtk_label_set_markup (GTK_LABEL (label), "<span size='48pt' weight='bold'>MIHE</span>");
  set_classes (ground, pair->ground);
  set_classes (label, pair->letters);
  gtk_box_append (GTK_BOX (ground), label);
  gtk_window_set_child (GTK_WINDOW (window), ground);
  gtk_window_present (GTK_WINDOW (window));
  settle (window);
  found = measure_label (window, label);
  gtk_window_destroy (GTK_WINDOW (window));
  return found;
}

static void
test_scheme (gconstpointer data)
{
  AdwColorScheme scheme = GPOINTER_TO_INT (data);
  g_autoptr (GString) bad = g_string_new (NULL);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
  g_assert_cmpint (adw_style_manager_get_dark (adw_style_manager_get_default ()), ==,
                   scheme == ADW_COLOR_SCHEME_FORCE_DARK);
  for (size_t i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      double found = measure_pair (&pairs[i]);

      g_test_message ("%s on %s: %.2f", pairs[i].letters, pairs[i].ground, found);
      if (found < ENOUGH)
        g_string_append_printf (bad, "%s on %s: %.2f\n", pairs[i].letters, pairs[i].ground, found);
    }
  g_assert_cmpstr (bad->str, ==, "");
}

static void
add_style (const char *name)
{
  GtkCssProvider *provider = gtk_css_provider_new ();
  g_autofree char *path = g_build_filename (g_getenv ("AMT_SOURCE"), "resources", name, NULL);

  gtk_css_provider_load_from_path (provider, path);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_unref (provider);
}

int
main (int argc, char **argv)
{
  bool high;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  high = adw_style_manager_get_high_contrast (adw_style_manager_get_default ());
  g_assert_cmpint (high, ==, g_getenv ("ADW_DEBUG_HIGH_CONTRAST") != NULL);
  add_style ("style.css");
  if (high)
    add_style ("style-hc.css");
  g_test_add_data_func ("/contrast/light", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_LIGHT), test_scheme);
  g_test_add_data_func ("/contrast/dark", GINT_TO_POINTER (ADW_COLOR_SCHEME_FORCE_DARK), test_scheme);
  return g_test_run ();
}
