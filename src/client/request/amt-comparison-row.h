/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field: stated, entered, and how they compare in icon and word. */

#pragma once

#include <gtk/gtk.h>

#include "amt-comparison.h"

G_BEGIN_DECLS

#define AMT_TYPE_COMPARISON_ROW (amt_comparison_row_get_type ())
G_DECLARE_FINAL_TYPE (AmtComparisonRow, amt_comparison_row, AMT, COMPARISON_ROW, GtkListBoxRow)

GtkWidget *amt_comparison_row_new (const AmtComparison *comparison);
void amt_comparison_row_set_narrow (AmtComparisonRow *self, bool narrow);
const char *amt_comparison_row_get_label (AmtComparisonRow *self);
/* What the register says. */
const char *amt_comparison_row_get_value (AmtComparisonRow *self);
/* The word that marks it. */
const char *amt_comparison_row_get_mark (AmtComparisonRow *self);

G_END_DECLS
