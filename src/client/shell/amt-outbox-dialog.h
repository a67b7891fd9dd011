/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The notes that wait to be sent: for which request, since when; each can be discarded. */

#pragma once

#include "amt-catalogue.h"
#include "amt-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AMT_TYPE_OUTBOX_DIALOG (amt_outbox_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmtOutboxDialog, amt_outbox_dialog, AMT, OUTBOX_DIALOG, AdwDialog)

/* "Try Again" activates win.reload, a row win.open-request "s". */
AdwDialog *amt_outbox_dialog_new (AmtReplica *replica, AmtCatalogue *catalogue);

G_END_DECLS
