/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of a request list: the request's summary, which is replaced, never changed, and what the workstation knows. */

#pragma once

#include "amt-request.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define AMT_TYPE_REQUEST_ITEM (amt_request_item_get_type ())
G_DECLARE_FINAL_TYPE (AmtRequestItem, amt_request_item, AMT, REQUEST_ITEM, GObject)

/* Properties, all read-only and notified: "summary" (boxed AMT_TYPE_SUMMARY), "id" (string), "unread" (boolean: changed
 * since one looked), "pending" (boolean: a claim is on its way). The same request is the same object as long as anybody
 * holds it, so bind to it once. */
const char *amt_request_item_get_id (AmtRequestItem *self);
/* (transfer none): valid until the next change; ref it to keep it. */
const AmtSummary *amt_request_item_get_summary (AmtRequestItem *self);
bool amt_request_item_get_unread (AmtRequestItem *self);
bool amt_request_item_get_pending (AmtRequestItem *self);

G_END_DECLS
