/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the services keep loaded: catalogue, calendars, wordings, renderer. */

#pragma once

#include "amtd-server.h"

G_BEGIN_DECLS

/* Called when @server has its database, writer and live; seeds the catalogue where it grew.
 * Returns: (transfer full) (nullable) */
AmtdDomain *amtd_domain_new (AmtdServer *server, GError **error);
void amtd_domain_free (AmtdDomain *self);

G_END_DECLS
