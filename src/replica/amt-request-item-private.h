/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a list fills its rows. Private to src/replica. */

#pragma once

#include "amt-request-item.h"

G_BEGIN_DECLS

/* @summary: (transfer none). */
AmtRequestItem *amt_request_item_new (AmtSummary *summary, bool unread, bool pending);
/* Notifies what is another now. */
void amt_request_item_update (AmtRequestItem *self, AmtSummary *summary, bool unread, bool pending);

G_END_DECLS
