/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-toast.h"

#define LEAST_SECONDS 8
/* Slow readers, who were looking elsewhere. */
#define CHARS_A_SECOND 10
#define MOST_CHARS 50
/* A toast's margins, its padding, its two buttons. */
#define BESIDE_WORDS 150

AdwToast *
amt_toast_new (const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_timeout (toast, (unsigned) MAX (LEAST_SECONDS, g_utf8_strlen (text, -1) / CHARS_A_SECOND));
  return toast;
}

/* (nullable) */
static GtkWidget *
find_title (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "heading"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_title (child);

      if (found)
        return found;
    }
  return NULL;
}

/* The overlay gives a toast the height its natural width asks for, so the words must not be wider than their place. */
static int
chars_for (GtkWidget *label, int width)
{
  PangoContext *context = gtk_widget_get_pango_context (label);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int one = MAX (PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics)), 1);

  pango_font_metrics_unref (metrics);
  return CLAMP ((width - BESIDE_WORDS) / one, 10, MOST_CHARS);
}

void
amt_toast_wrap (AdwToastOverlay *overlay)
{
  GtkWidget *content = adw_toast_overlay_get_child (overlay);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (overlay)); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *title = child != content ? find_title (child) : NULL;

      if (!title)
        continue;
      gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_single_line_mode (GTK_LABEL (title), FALSE);
      gtk_label_set_wrap (GTK_LABEL (title), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (title), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_max_width_chars (GTK_LABEL (title), chars_for (title, gtk_widget_get_width (GTK_WIDGET (overlay))));
    }
}
