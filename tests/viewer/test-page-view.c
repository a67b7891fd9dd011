/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widget over the real viewer: pages, zoom, text, sentences, and starting anew after a crash. */
#include "viewer-files.h"

#include "amt-page-view.h"

#include <stdlib.h>
#include <string.h>

static GtkWidget *window;

static AmtPageView *
make_view (void)
{
  GtkWidget *view = amt_page_view_new ();

  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), 500, 600);
  gtk_window_set_child (GTK_WINDOW (window), view);
  amt_page_view_set_program (AMT_PAGE_VIEW (view), g_getenv ("AMT_VIEWER"), 30000);
  gtk_window_present (GTK_WINDOW (window));
  return AMT_PAGE_VIEW (view);
}

static void
drop_view (void)
{
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
wait_for_page (AmtPageView *view)
{
  while (!amt_page_view_get_ready (view) && amt_page_view_get_problem (view) == 0)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);
      if (found)
        return found;
    }
  return NULL;
}

static GBytes *
two_pages (void)
{
  static const char letter[] =
      "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R 6 0 R]/Count 2"
      "/MediaBox[0 0 200 300]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>> endobj\n"
      "3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R>> endobj\n"
      "4 0 obj <</Length 38>> stream\nBT /F 20 Tf 9 50 Td (First) Tj ET     \nendstream endobj\n"
      "6 0 obj <</Type/Page/Parent 2 0 R/Contents 7 0 R>> endobj\n"
      "7 0 obj <</Length 38>> stream\nBT /F 20 Tf 9 50 Td (Second) Tj ET    \nendstream endobj\n"
      "trailer <</Root 1 0 R>>\n%%EOF\n";
  return g_bytes_new_static (letter, sizeof letter - 1);
}

static void
test_pages (void)
{
  AmtPageView *view = make_view ();
  g_autoptr (GBytes) pdf = two_pages ();

  amt_page_view_show (view, pdf, "application/pdf", "letter.pdf");
  wait_for_page (view);
  g_assert_cmpint (amt_page_view_get_problem (view), ==, 0);
  g_assert_cmpuint (amt_page_view_get_n_pages (view), ==, 2);
  g_assert_cmpstr (amt_page_view_get_text (view), ==, "First");
  GtkPicture *picture = GTK_PICTURE (find (GTK_WIDGET (view), GTK_TYPE_PICTURE));
  g_assert_cmpstr (gtk_picture_get_alternative_text (picture), ==, "letter.pdf, page 1 of 2");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "First");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (picture), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "letter.pdf, page 1 of 2");
  g_assert_false (gtk_widget_get_sensitive (find (GTK_WIDGET (view), GTK_TYPE_BUTTON))); /* back */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view), "page-view.next", NULL));
  while (strcmp (amt_page_view_get_text (view), "Second") != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (gtk_picture_get_alternative_text (picture), ==, "letter.pdf, page 2 of 2");
  drop_view ();
}

static void
test_zoom (void)
{
  AmtPageView *view = make_view ();
  g_autoptr (GBytes) png = file_png (100, 80, 0x336699, 255);

  amt_page_view_show (view, png, "image/png", "photo.png");
  wait_for_page (view);
  GtkPicture *picture = GTK_PICTURE (find (GTK_WIDGET (view), GTK_TYPE_PICTURE));
  int width = gdk_paintable_get_intrinsic_width (gtk_picture_get_paintable (picture));
  gtk_widget_activate_action (GTK_WIDGET (view), "page-view.zoom-in", NULL);
  while (gdk_paintable_get_intrinsic_width (gtk_picture_get_paintable (picture)) <= width)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (view), "page-view.fit", NULL);
  while (gdk_paintable_get_intrinsic_width (gtk_picture_get_paintable (picture)) > width)
    g_main_context_iteration (NULL, TRUE);
  drop_view ();
}

/* A view that was asked before it had a size, and one that grew later. */
static void
test_fits_the_width (void)
{
  AmtPageView *view = make_view ();
  g_autoptr (GBytes) png = file_png (4000, 200, 0x336699, 255);
  GtkPicture *picture = GTK_PICTURE (find (GTK_WIDGET (view), GTK_TYPE_PICTURE));

  amt_page_view_show (view, png, "image/png", "wide.png");
  wait_for_page (view);
  gtk_widget_set_size_request (GTK_WIDGET (view), 700, -1);
  for (int shown = 0; shown < 300 || abs (shown + 24 - gtk_widget_get_width (GTK_WIDGET (view))) > 2;)
    {
      g_main_context_iteration (NULL, TRUE);
      shown = gdk_paintable_get_intrinsic_width (gtk_picture_get_paintable (picture));
    }
  drop_view ();
}

static bool
retry_is_offered (AmtPageView *view)
{
  GtkStack *stack = GTK_STACK (find (GTK_WIDGET (view), GTK_TYPE_STACK));
  GtkWidget *page = gtk_stack_get_child_by_name (stack, "problem");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "problem");
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (find (page, GTK_TYPE_LABEL))), !=, "");
  return gtk_widget_get_visible (find (page, GTK_TYPE_BUTTON));
}

static void
test_crash_and_try_again (void)
{
  g_autofree char *stand_in = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "viewer", "viewer-stand-in", NULL);
  static const char *const ways[] = {"crash", "hang"};

  for (size_t i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      AmtPageView *view = make_view ();
      g_autoptr (GBytes) bytes = g_bytes_new_static (ways[i], strlen (ways[i]));
      amt_page_view_set_program (view, stand_in, i == 0 ? 30000 : 400);
      amt_page_view_show (view, bytes, "application/pdf", "bad.pdf");
      wait_for_page (view);
      g_assert_cmpint (amt_page_view_get_problem (view), ==, i == 0 ? AMT_VIEWER_STOPPED : AMT_VIEWER_TOO_SLOW);
      g_assert_true (retry_is_offered (view));
      /* the same bytes with the real viewer: a damaged file, which no trying mends */
      amt_page_view_set_program (view, g_getenv ("AMT_VIEWER"), 30000);
      gtk_widget_activate_action (GTK_WIDGET (view), "page-view.retry", NULL);
      while (amt_page_view_get_problem (view) != AMT_VIEWER_DAMAGED)
        g_main_context_iteration (NULL, TRUE);
      g_assert_false (retry_is_offered (view));
      drop_view ();
    }
}

/* Another file, or the end of the view, while the first is still being read. */
static void
test_change_of_mind (void)
{
  g_autofree char *stand_in = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "viewer", "viewer-stand-in", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("hang", 4);
  g_autoptr (GBytes) png = file_png (10, 10, 0x336699, 255);
  AmtPageView *view = make_view ();

  amt_page_view_set_program (view, stand_in, 30000);
  amt_page_view_show (view, bytes, "application/pdf", "bad.pdf");
  for (int i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  amt_page_view_set_program (view, g_getenv ("AMT_VIEWER"), 30000);
  amt_page_view_show (view, png, "image/png", "good.png");
  wait_for_page (view);
  g_assert_cmpint (amt_page_view_get_problem (view), ==, 0);
  amt_page_view_set_program (view, stand_in, 30000);
  amt_page_view_show (view, bytes, "application/pdf", "bad.pdf");
  for (int i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_object_ref (view);
  drop_view ();
  g_assert_finalize_object (view);
}

static void
test_problem_of_the_host (void)
{
  AmtPageView *view = make_view ();

  amt_page_view_show_problem (view, "The attachment cannot be fetched.", "win.retry");
  g_assert_true (retry_is_offered (view));
  amt_page_view_clear (view);
  g_assert_false (amt_page_view_get_ready (view));
  drop_view ();
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  dex_init ();
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_test_add_func ("/page-view/pages", test_pages);
  g_test_add_func ("/page-view/zoom", test_zoom);
  g_test_add_func ("/page-view/fits-the-width", test_fits_the_width);
  g_test_add_func ("/page-view/crash-and-try-again", test_crash_and_try_again);
  g_test_add_func ("/page-view/change-of-mind", test_change_of_mind);
  g_test_add_func ("/page-view/problem-of-the-host", test_problem_of_the_host);
  return g_test_run ();
}
