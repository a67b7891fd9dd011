/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Toasts: what they say can be read to its end in windows of every width. */

#include "amt-toast.h"

#include "amt-announce.h"

#define SENTENCE                                                                                                       \
  "Somebody changed the request in the meantime. What you typed is kept; look at the change, then try again."

static gboolean
set_true (gpointer data)
{
  *(bool *) data = true;
  return G_SOURCE_REMOVE;
}

static void
settle (unsigned ms)
{
  bool done = false;

  g_timeout_add (ms, set_true, &done);
  while (!done)
    g_main_context_iteration (NULL, true);
}

static GtkWidget *
find_label (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_label (child);

      if (found)
        return found;
    }
  return NULL;
}

static void
assert_readable (GtkWidget *overlay, int width)
{
  GtkWidget *label = find_label (gtk_widget_get_last_child (overlay));
  graphene_rect_t bounds;
  int height;

  g_assert_nonnull (label);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (label)), ==, SENTENCE);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
  pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (label)), NULL, &height);
  g_assert_cmpint (gtk_widget_get_height (label), >=, height);
  g_assert_true (gtk_widget_compute_bounds (label, overlay, &bounds));
  g_assert_cmpfloat (bounds.origin.x, >=, 0);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, width);
}

static void
test_long (void)
{
  static const int widths[] = {360, 1000};

  for (size_t i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget *window = adw_window_new ();
      GtkWidget *overlay = adw_toast_overlay_new ();
      GtkWidget *clamp = adw_clamp_new ();
      g_autoptr (AdwToast) toast = amt_toast_new (SENTENCE);

      g_assert_cmpuint (adw_toast_get_timeout (toast), >=, 10);
      gtk_widget_set_size_request (overlay, widths[i], 300);
      adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), adw_bin_new ());
      g_object_set (clamp, "maximum-size", widths[i], "child", overlay, NULL);
      adw_window_set_content (ADW_WINDOW (window), clamp);
      gtk_window_present (GTK_WINDOW (window));
      while (gtk_widget_get_width (overlay) != widths[i])
        g_main_context_iteration (NULL, true);
      amt_announce_toast (ADW_TOAST_OVERLAY (overlay), toast);
      settle (600);
      assert_readable (overlay, widths[i]);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/toast/long", test_long);
  return g_test_run ();
}
