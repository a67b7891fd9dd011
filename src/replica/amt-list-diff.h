/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How one order of rows becomes another with few splices. Private to src/replica. */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* At @position, @removed rows go and @added come; positions are those of the list as it stands then. */
typedef struct
{
  unsigned position;
  unsigned removed;
  unsigned added;
} AmtSplice;

/* @before, @after: of int64_t, each number once. Returns: (transfer full) (nullable): of AmtSplice, to be done in order;
 * NULL when it takes more than @max of them. */
GArray *amt_list_diff (GArray *before, GArray *after, unsigned max);

G_END_DECLS
