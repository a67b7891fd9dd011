/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo office: the same each time, dates relative to the day it is made. */

#pragma once

#include "amtd-server.h"

G_BEGIN_DECLS

/* Fills the empty database of @server; writes the demo PKI into @directory/pki. */
bool amtd_demo_make (AmtdServer *server, const char *directory, GError **error);

G_END_DECLS
