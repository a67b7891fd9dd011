/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line below the sidebar: how the copy on this workstation stands to the server. */

#pragma once

#include "amt-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AMT_TYPE_SYNC_STATUS (amt_sync_status_get_type ())
G_DECLARE_FINAL_TYPE (AmtSyncStatus, amt_sync_status, AMT, SYNC_STATUS, AdwBin)

/* @zone: IANA name, for times. */
void amt_sync_status_attach (AmtSyncStatus *self, AmtReplica *replica, const char *zone);
/* (transfer full) (nullable): what a banner says while it lasts: "Offline since 10:31 · 3 waiting", or why the
 * copy does not follow or keep what is typed. */
char *amt_sync_status_banner (AmtReplica *replica, const char *zone);

G_END_DECLS
