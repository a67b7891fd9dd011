/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server finds among requests that this workstation does not keep. */

#pragma once

#include "amt-catalogue.h"
#include "amt-replica.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define AMT_TYPE_OLDER_DIALOG (amt_older_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmtOlderDialog, amt_older_dialog, AMT, OLDER_DIALOG, AdwDialog)

/* Asks every authority one works for at once for @text. A row activates win.open-request "s" and closes the dialog. */
AdwDialog *amt_older_dialog_new (AmtReplica *replica, AmtCatalogue *catalogue, const char *text);

G_END_DECLS
