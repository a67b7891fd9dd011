/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-empty-clips.h"

#include <adwaita.h>
#include <dlfcn.h>

#define TURNS 3
#define SIDE 4

/* Whoever keeps what was drawn keeps it. */
static GdkTexture *
picture (void)
{
  static const uint8_t pixels[SIDE * SIDE * 4] = {0};
  g_autoptr (GBytes) bytes = g_bytes_new_static (pixels, sizeof pixels);

  return gdk_memory_texture_new (SIDE, SIDE, GDK_MEMORY_R8G8B8A8, bytes, SIDE * 4);
}

static void
on_moved (AdwNavigationPage *page, gpointer moved)
{
  *(gboolean *) moved = TRUE;
}

/* @signal tells when the page has come or gone. */
static void
wait_for (AdwNavigationPage *page, const char *signal, void (*turn) (AdwNavigationView *view, AdwNavigationPage *page),
          AdwNavigationView *view)
{
  gboolean moved = FALSE;
  gulong handler = g_signal_connect (page, signal, G_CALLBACK (on_moved), &moved);

  turn (view, page);
  while (!moved)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (page, handler);
}

static void
pop (AdwNavigationView *view, AdwNavigationPage *page)
{
  adw_navigation_view_pop (view);
}

static void
turn_over (AdwNavigationView *view)
{
  g_autoptr (AdwNavigationPage) page = g_object_ref_sink (adw_navigation_page_new (gtk_label_new ("over"), "Over"));

  wait_for (page, "shown", adw_navigation_view_push, view);
  wait_for (page, "hidden", pop, view);
}

/* Where libadwaita looks. */
static void
test_ours_is_found (void)
{
  g_assert_true (dlsym (RTLD_DEFAULT, "gtk_snapshot_push_clip") == (void *) gtk_snapshot_push_clip);
}

/* What libadwaita does to us. Without ours this loses something in one of three runs. */
static void
test_pages (void)
{
  GdkTexture *texture = picture ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = adw_navigation_view_new ();

  g_object_add_weak_pointer (G_OBJECT (texture), (gpointer *) &texture);
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view),
                            adw_navigation_page_new (gtk_picture_new_for_paintable (GDK_PAINTABLE (texture)), "Under"));
  g_object_unref (texture);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 360, 300);
  gtk_window_present (GTK_WINDOW (window));
  for (unsigned i = 0; i < TURNS; i++)
    turn_over (ADW_NAVIGATION_VIEW (view));
  g_assert_nonnull (texture);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_null (texture);
}

/* What is clipped to @width is drawn, or not, and freed. */
static void
draw (float width, GskRenderNodeType type)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GdkTexture *texture = picture ();
  GskRenderNode *node;

  g_object_add_weak_pointer (G_OBJECT (texture), (gpointer *) &texture);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, SIDE));
  gtk_snapshot_append_texture (snapshot, texture, &GRAPHENE_RECT_INIT (0, 0, SIDE, SIDE));
  gtk_snapshot_pop (snapshot);
  g_object_unref (texture);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_cmpint (gsk_render_node_get_node_type (node), ==, type);
  if (type == GSK_COLOR_NODE)
    g_assert_true (gdk_rgba_is_clear (gsk_color_node_get_color (node)));
  gsk_render_node_unref (node);
  g_assert_null (texture);
}

static void
test_nothing_is_drawn (void)
{
  draw (0, GSK_COLOR_NODE);
}

static void
test_a_clip_is_one (void)
{
  draw (SIDE / 2, GSK_CLIP_NODE);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  amt_empty_clips_mend ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  g_test_add_func ("/empty-clips/ours-is-found", test_ours_is_found);
  g_test_add_func ("/empty-clips/pages", test_pages);
  g_test_add_func ("/empty-clips/nothing-is-drawn", test_nothing_is_drawn);
  g_test_add_func ("/empty-clips/a-clip-is-one", test_a_clip_is_one);
  return g_test_run ();
}
