/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request in the list: who and how urgent, what and what stands in the way. */

#pragma once

#include "amt-catalogue.h"
#include "amt-request-item.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AMT_TYPE_INBOX_ROW (amt_inbox_row_get_type ())
G_DECLARE_FINAL_TYPE (AmtInboxRow, amt_inbox_row, AMT, INBOX_ROW, AdwBin)

/* Property "sentence" (string, notified): the whole row, for the accessible name of its list item.
 * Property "dense" (boolean): one line. */
GtkWidget *amt_inbox_row_new (AmtCatalogue *catalogue);
/* @item: (nullable) */
void amt_inbox_row_set_item (AmtInboxRow *self, AmtRequestItem *item);

G_END_DECLS
