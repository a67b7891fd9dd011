/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: places and queues | inbox | request. Knows every feature; they know only its actions
 * (amt-action-table.h). */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AMT_TYPE_WINDOW (amt_window_get_type ())
G_DECLARE_FINAL_TYPE (AmtWindow, amt_window, AMT, WINDOW, AdwApplicationWindow)

GtkWindow *amt_window_new (GtkApplication *application);

G_END_DECLS
