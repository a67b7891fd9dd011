/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menu of the request page, in which an item that may not be done says why under its name. */

#pragma once

#include <gtk/gtk.h>

#include "amt-case.h"

G_BEGIN_DECLS

/* Fills @menu anew from @plain (sections of items with actions of the group "request"), unless it says the same already.
 * An item that may not be done has its reason as a second line and turns to request.refused "s", which speaks it:
 * insensitive items never get the focus, so nobody at a screen reader would hear why.
 * @button shows the menu: when it is open, it stays open without an item that has the keys; once the actions have changed
 * too, amt_menu_names_go_on() gives them back. Returns: the place to go on with. */
int amt_request_menu_update (GMenu *menu, GtkMenuButton *button, GMenuModel *plain, AmtCase *amt_case);

G_END_DECLS
