/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-icons.h"

#include <gtk/gtk.h>

/* More than GTK keeps. */
#define MANY 130
#define SECONDS 3

static GtkIconPaintable *
look_up (const char *name, GtkIconLookupFlags flags)
{
  return gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (gdk_display_get_default ()), name, NULL, 16, 1,
                                     GTK_TEXT_DIR_LTR, flags);
}

static GStrv
names (void)
{
  GStrv all = gtk_icon_theme_get_icon_names (gtk_icon_theme_get_for_display (gdk_display_get_default ()));

  g_assert_cmpuint (g_strv_length (all), >, MANY);
  return all;
}

/* Until GTK keeps others. */
static void
push_out (const GStrv all)
{
  for (unsigned i = 1; i < MANY; i++)
    g_object_unref (look_up (all[i], 0));
}

static gpointer
drop (gpointer icon)
{
  g_object_unref (icon);
  return NULL;
}

static void
test_last_in_thread (void)
{
  g_auto (GStrv) all = names ();
  GtkIconPaintable *icon = look_up (all[0], 0);
  GtkIconPaintable *watched = icon;

  g_object_add_weak_pointer (G_OBJECT (icon), (gpointer *) &watched);
  push_out (all);
  g_thread_join (g_thread_new ("loads", drop, icon));
  g_assert_nonnull (watched);

  icon = look_up (all[0], 0);
  g_assert_true (icon == watched);
  g_object_unref (icon);
}

static void
test_last_at_home (void)
{
  g_auto (GStrv) all = names ();
  GtkIconPaintable *icon = look_up (all[MANY], 0);
  GtkIconPaintable *watched = icon;

  g_object_add_weak_pointer (G_OBJECT (icon), (gpointer *) &watched);
  push_out (all);
  g_object_unref (icon);
  g_assert_null (watched);
}

/* What GTK did to us: icons come, are loaded in threads and go. */
static void
test_busy (void)
{
  g_auto (GStrv) all = names ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  int64_t end = g_get_monotonic_time () + SECONDS * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    {
      GtkIconPaintable *icon = look_up (all[g_rand_int_range (rand, 0, MANY)], GTK_ICON_LOOKUP_PRELOAD);

      g_assert_nonnull (icon);
      g_object_unref (icon);
      g_main_context_iteration (NULL, FALSE);
    }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  amt_icons_keep ();
  g_test_add_func ("/icon-threads/last-in-thread", test_last_in_thread);
  g_test_add_func ("/icon-threads/last-at-home", test_last_at_home);
  g_test_add_func ("/icon-threads/busy", test_busy);
  return g_test_run ();
}
