/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notices that nobody has touched a window for a while. */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMT_TYPE_IDLE (amt_idle_get_type ())
G_DECLARE_FINAL_TYPE (AmtIdle, amt_idle, AMT, IDLE, GObject)

/* Signal "idle": once, until the next key, click or movement. @settings: has "idle-minutes"; 0: never. */
AmtIdle *amt_idle_new (GtkWidget *window, GSettings *settings);
/* Keys, clicks and movements in @widget count too, as long as both are there. */
void amt_idle_watch (AmtIdle *self, GtkWidget *widget);
/* As if a key had been pressed. */
void amt_idle_touch (AmtIdle *self);

G_END_DECLS
