/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

/**
 * amt_focus:
 * @widget: in @dialog
 *
 * gtk_widget_grab_focus () in a dialog that may be only just opening, or not presented yet. GTK 4.18 tells a screen reader
 * nothing of a focus that comes to a widget which is not realized, and libadwaita realizes the content of a dialog two
 * frames after it was presented: whoever is quicker has the keys in a place nobody hears of. So it is kept for then.
 */
void amt_focus (AdwDialog *dialog, GtkWidget *widget);
