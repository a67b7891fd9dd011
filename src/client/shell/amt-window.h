/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: signing in, what one signed in sees, and the lock over it. Knows every feature; they know only its
 * actions (amt-action-table.h). */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AMT_TYPE_WINDOW (amt_window_get_type ())
G_DECLARE_FINAL_TYPE (AmtWindow, amt_window, AMT, WINDOW, AdwApplicationWindow)

GtkWindow *amt_window_new (GtkApplication *application, GSettings *settings);
/* Opens the desk of the one who stayed signed in, or asks. @server, @user: (nullable): instead of those used last.
 * @password: (nullable): signs in with it at once; taken for loopback addresses only. */
void amt_window_start (AmtWindow *self, const char *server, const char *user, const char *password);
/* From a notification; does nothing while locked or signed out. */
void amt_window_open_request (AmtWindow *self, const char *request_id);

G_END_DECLS
