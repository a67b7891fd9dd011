/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amtd-route.h"

G_BEGIN_DECLS

/* Signing in and out for staff and citizens, health, the description of the interface, feed and live. */
extern const AmtdRoute amtd_session_routes[];
extern const AmtdRoute amtd_feed_routes[];

G_END_DECLS
