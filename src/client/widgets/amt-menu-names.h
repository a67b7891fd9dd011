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

/**
 * amt_menu_names_hold:
 * @button: shows a menu that is about to be built anew
 *
 * GTK closes a menu when the item with the focus goes, so that a menu would vanish under the finger when a colleague does
 * something. Until amt_menu_names_go_on() the menu itself has the focus.
 *
 * Returns: the place of the item that has the focus, counted from 0; -1 when the menu is not open or none has it
 */
int amt_menu_names_hold (GtkMenuButton *button);

/**
 * amt_menu_names_go_on:
 * @button: of amt_menu_names_hold()
 * @place: what that returned
 *
 * Gives the new items their names, and the focus to the one at @place or the last before it.
 */
void amt_menu_names_go_on (GtkMenuButton *button, int place);
