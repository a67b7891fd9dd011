/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the rows of the inbox. GTK wants a hundred of them either side of what is seen; those that are seen are made at
 * once, those near by a few a frame, and the others not before somebody scrolls to them: so a queue is shown as fast, and
 * weighs as much, as what fits the window. */

#pragma once

#include "amt-catalogue.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AMT_TYPE_INBOX_ROWS (amt_inbox_rows_get_type ())
G_DECLARE_FINAL_TYPE (AmtInboxRows, amt_inbox_rows, AMT, INBOX_ROWS, GObject)

/* @view: gets a factory; not owned, so amt_inbox_rows_stop() before it goes. @settings: (nullable) of "dense-rows". */
AmtInboxRows *amt_inbox_rows_new (GtkListView *view, AmtCatalogue *catalogue, GSettings *settings);
void amt_inbox_rows_stop (AmtInboxRows *self);

G_END_DECLS
