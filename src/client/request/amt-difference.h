/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs between two versions of a request, for people. */

#pragma once

#include "amt-request.h"

G_BEGIN_DECLS

typedef struct
{
  char *label;
  char *yours;
  char *theirs;
} AmtDifference;

void amt_difference_free (AmtDifference *self);
/* (transfer full) (element-type AmtDifference): what stood in @before and stands in @now: who handles it, state,
 * details, extract, gates, and what is due and paid. @service: (nullable). */
GPtrArray *amt_difference_list (const AmtRequest *before, const AmtRequest *now, const AmtService *service);

G_END_DECLS
