/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amtd-route.h"

G_BEGIN_DECLS

/* What citizens do. Signing in is elsewhere: amtd-session-routes.c. */
extern const AmtdRoute amtd_portal_routes[];

G_END_DECLS
