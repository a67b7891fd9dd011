/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amtd-route.h"

G_BEGIN_DECLS

/* Drafts, signatures, documents and their delivery. */
extern const AmtdRoute amtd_draft_routes[];

G_END_DECLS
