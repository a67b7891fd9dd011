/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feed of an authority for one member of its staff. */

#pragma once

#include "amtd-server.h"

G_BEGIN_DECLS

/* Writes an AmtFeedPage. @epoch: (nullable): what the caller has; GONE "epoch-changed" when it is another now.
 * NOT_FOUND unless a member. */
bool amtd_feed_service_page (AmtDatabase *db, const AmtdActor *actor, const char *authority_id, int64_t after,
                             int limit, const char *epoch, AmtJsonWriter *out, GError **error);

/* After a restore: every workstation rebuilds its copy at the next contact. */
bool amtd_feed_service_renew (AmtdServer *server, GError **error);

G_END_DECLS
