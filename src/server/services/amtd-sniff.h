/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the first bytes say they are, whatever the name says: "application/pdf", "image/png", "image/jpeg".
 * (nullable): INVALID "unsupported-type" for anything else. */
const char *amtd_sniff (const void *head, gsize size, GError **error);

G_END_DECLS
