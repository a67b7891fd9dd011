/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every table of routes the server answers. */

#pragma once

#include "amtd-route.h"

G_BEGIN_DECLS

extern const AmtdRoute *const amtd_routes[]; /* ends with NULL */

G_END_DECLS
