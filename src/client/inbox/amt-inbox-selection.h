/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The selected request of a list, kept by its id: rows may come, go, move and be read anew around it. */

#pragma once

#include "amt-request-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define AMT_TYPE_INBOX_SELECTION (amt_inbox_selection_get_type ())
G_DECLARE_FINAL_TYPE (AmtInboxSelection, amt_inbox_selection, AMT, INBOX_SELECTION, GObject)

/* Signal "selected" (const char *id): somebody selected another request; not when the rows moved around it. */
AmtInboxSelection *amt_inbox_selection_new (AmtRequestList *list);
/* (transfer none): for the list view */
GtkSelectionModel *amt_inbox_selection_get_model (AmtInboxSelection *self);
/* (nullable): also when the list does not show it just now. */
const char *amt_inbox_selection_get_id (AmtInboxSelection *self);
/* Where the selected request stands; G_MAXUINT when the list does not show it. */
unsigned amt_inbox_selection_get_position (AmtInboxSelection *self);
/* Selects without "selected"; @id: (nullable) none. */
void amt_inbox_selection_set_id (AmtInboxSelection *self, const char *id);
/* To the row @delta further, or, when the selected one has gone, to what stands in its place. Returns: whether there
 * was one; "selected" follows. */
bool amt_inbox_selection_move (AmtInboxSelection *self, int delta);

G_END_DECLS
