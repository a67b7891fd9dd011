/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as its citizen may see it. */

#pragma once

#include "amt-request.h"

G_BEGIN_DECLS

/* (transfer full): without notes, follow-up, extract, staff and what they judged gates by. */
AmtRequest *amtd_portal_view (const AmtRequest *request);

G_END_DECLS
