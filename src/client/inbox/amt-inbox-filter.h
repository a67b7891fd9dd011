/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which requests of the queue the list shows, and in which order. */

#pragma once

#include "amt-catalogue.h"
#include "amt-query.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AMT_TYPE_INBOX_FILTER (amt_inbox_filter_get_type ())
G_DECLARE_FINAL_TYPE (AmtInboxFilter, amt_inbox_filter, AMT, INBOX_FILTER, GtkPopover)

/* Signal "changed": something was chosen; amt_inbox_filter_apply() says what. */
void amt_inbox_filter_set_catalogue (AmtInboxFilter *self, AmtCatalogue *catalogue);
/* Writes service, state, deadline, payment, identity and order into @query. */
void amt_inbox_filter_apply (AmtInboxFilter *self, AmtQuery *query);
void amt_inbox_filter_set_sort (AmtInboxFilter *self, AmtSort sort, bool reversed);
/* Takes order and filters from @settings and keeps there whatever is chosen from now on. What @settings holds and this
 * program does not know, or the catalogue no more, is as if it had not been chosen. */
void amt_inbox_filter_attach (AmtInboxFilter *self, GSettings *settings);
/* Takes back all filters, not the order. */
void amt_inbox_filter_reset (AmtInboxFilter *self);

G_END_DECLS
