/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amtd-route.h"

G_BEGIN_DECLS

/* Files that hang on a request. */
extern const AmtdRoute amtd_attachment_routes[];

G_END_DECLS
