/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amtd-route.h"

G_BEGIN_DECLS

/* Requests and what staff do to them. */
extern const AmtdRoute amtd_request_routes[];

G_END_DECLS
