/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>
#include <stdbool.h>

/* While what was typed is on its way @widget, a form or a field, is insensitive and the focus is out of it; afterwards the
 * focus comes back, unless it has gone elsewhere. To be used instead of gtk_widget_set_sensitive() on whatever may hold an
 * entry: GTK takes the focus from a field that becomes insensitive without telling it, and the field complains. */
void amt_busy_set (GtkWidget *widget, bool busy);
