/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/**
 * amt_menu_names_give:
 * @page: holds menu buttons
 *
 * Gives the items of their menus the names that are written on them. GTK 4.18 labels an item by a label that has no name on
 * the accessibility bus, so a screen reader would say "menu item" only.
 */
void amt_menu_names_give (GtkWidget *page);
