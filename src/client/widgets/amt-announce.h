/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told to who does not see the window. Orca ignores what a program announces within a tenth of a second of
 * something else, so what comes together is told one after another. */
#pragma once

#include <adwaita.h>

/**
 * amt_announce:
 * @widget: in a window; what is said does not end with it
 * @priority: what is LOW tells how something goes on: it is said only when nothing else is to be said for a while
 *
 * A sentence that still waits is not said twice.
 */
void amt_announce (GtkWidget *widget, const char *sentence, GtkAccessibleAnnouncementPriority priority);

/**
 * amt_announce_toast:
 *
 * Shows @toast, which announces itself, as soon as it will be heard: at once, or a moment after what was said last. One
 * that was still waiting is not shown any more.
 */
void amt_announce_toast (AdwToastOverlay *overlay, AdwToast *toast);
