/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the citizen stated beside what the register says. */

#pragma once

#include "amt-request.h"

G_BEGIN_DECLS

typedef enum
{
  AMT_COMPARISON_SAME, /* the same to a reader */
  AMT_COMPARISON_DIFFERENT,
  AMT_COMPARISON_REGISTER, /* only the register says it: not asked for, or left empty */
  AMT_COMPARISON_STATED,   /* only the citizen says it */
} AmtComparisonVerdict;

typedef struct
{
  char *id;
  char *label;
  char *stated;  /* as people read it; "" when nothing was stated */
  char *entered; /* likewise, from the extract */
  AmtComparisonVerdict verdict;
} AmtComparison;

void amt_comparison_free (AmtComparison *self);
/* (transfer full) (element-type AmtComparison): in the order of the service's extract; fields both leave empty are left
 * out. Empty when there is no extract. */
GPtrArray *amt_comparison_list (const AmtRequest *request, const AmtService *service);
/* How many differ or are missing in the register. */
unsigned amt_comparison_count (GPtrArray *list);
/* The word and the icon that mark it; never colour alone. (transfer none) (nullable) */
const char *amt_comparison_word (AmtComparisonVerdict verdict);
const char *amt_comparison_icon (AmtComparisonVerdict verdict);

G_END_DECLS
