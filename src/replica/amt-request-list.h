/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lazy GListModel of AmtRequestItem over a replica: it holds one number a row and reads a row when it is shown.
 *
 * Follows the replica by itself. A few changed places are emitted as what they are, so selection and scroll position
 * survive; when a query is replaced (or nearly everything moved) the list is emptied and filled in two steps, because
 * GTK would read every row otherwise. */

#pragma once

#include "amt-replica.h"
#include "amt-request-item.h"

G_BEGIN_DECLS

#define AMT_TYPE_REQUEST_LIST (amt_request_list_get_type ())
G_DECLARE_FINAL_TYPE (AmtRequestList, amt_request_list, AMT, REQUEST_LIST, GObject)

/* @query: copied. Property "n-items" is notified. */
AmtRequestList *amt_request_list_new (AmtReplica *replica, const AmtQuery *query);
const AmtQuery *amt_request_list_get_query (AmtRequestList *self);
void amt_request_list_set_query (AmtRequestList *self, const AmtQuery *query);
/* Where @request_id stands; G_MAXUINT when it is not in the list. Reads no row. */
unsigned amt_request_list_find (AmtRequestList *self, const char *request_id);
/* Rows read from the file so far: for tests. */
unsigned amt_request_list_get_n_fetched (AmtRequestList *self);

G_END_DECLS
