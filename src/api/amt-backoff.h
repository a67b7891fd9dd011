/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Milliseconds to wait after @failures failures in a row: 1, 2, 4 … 60 seconds, give or take a third, so that a thousand
 * workstations do not come back in the same moment. */
unsigned amt_backoff_delay (unsigned failures);

G_END_DECLS
