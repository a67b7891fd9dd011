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

/**
 * amt_menu_names_refused:
 * @label: of a menu item
 * @reason: why it may not be done now
 *
 * Returns: (transfer full): a label of two lines; when its menu opens, the item looks and is announced as disabled, but can be
 * reached and read.
 */
char *amt_menu_names_refused (const char *label, const char *reason);
