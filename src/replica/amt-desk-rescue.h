/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What nobody else has, carried from a desk file that is of no use into a new one: what was typed and what waits to be
 * sent. Private to src/replica. */

#pragma once

#include "amt-database.h"

G_BEGIN_DECLS

typedef struct _AmtDeskRescue AmtDeskRescue;

/* (transfer full): as much of it as can be read. */
AmtDeskRescue *amt_desk_rescue_read (AmtDatabase *desk);
bool amt_desk_rescue_write (AmtDeskRescue *self, AmtDatabase *desk, GError **error);
void amt_desk_rescue_free (AmtDeskRescue *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtDeskRescue, amt_desk_rescue_free)

G_END_DECLS
