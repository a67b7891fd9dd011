/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amtd-route.h"

G_BEGIN_DECLS

/* What a window asks about an authority. */
extern const AmtdRoute amtd_catalogue_routes[];

G_END_DECLS
