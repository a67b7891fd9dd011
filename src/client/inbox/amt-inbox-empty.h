/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the inbox says when no request is in the list, and what to do then. */

#pragma once

#include "amt-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AMT_TYPE_INBOX_EMPTY (amt_inbox_empty_get_type ())
G_DECLARE_FINAL_TYPE (AmtInboxEmpty, amt_inbox_empty, AMT, INBOX_EMPTY, AdwBin)

/* Signals: "widen" (search everything), "reset" (take back the filter).
 * @searched: a text is searched for; @filtered: a filter is set; @everywhere: the search was widened already. */
void amt_inbox_empty_update (AmtInboxEmpty *self, AmtReplica *replica, AmtQueue queue, bool searched, bool filtered,
                             bool everywhere);

/* (transfer full): what is on it, as one sentence after another. */
char *amt_inbox_empty_describe (AmtInboxEmpty *self);

G_END_DECLS
