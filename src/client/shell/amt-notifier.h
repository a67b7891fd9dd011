/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells of what arrives while the window is not in front: the kind of service, never a name. */

#pragma once

#include "amt-desk.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMT_TYPE_NOTIFIER (amt_notifier_get_type ())
G_DECLARE_FINAL_TYPE (AmtNotifier, amt_notifier, AMT, NOTIFIER, GObject)

/* @window: with an application; a click on a notification activates app.open-request "s". */
AmtNotifier *amt_notifier_new (GtkWindow *window, AmtDesk *desk, GSettings *settings);

G_END_DECLS
