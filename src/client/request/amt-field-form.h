/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields in groups, side by side as far as there is room. All of them are one stop for Tab; the arrow keys, Home and End go
 * from field to field, across the groups, and Tab comes back to the field it left. */

#pragma once

#include "amt-field-box.h"

G_BEGIN_DECLS

#define AMT_TYPE_FIELD_FORM (amt_field_form_get_type ())
G_DECLARE_FINAL_TYPE (AmtFieldForm, amt_field_form, AMT, FIELD_FORM, GtkWidget)

void amt_field_form_clear (AmtFieldForm *self);
/* What is added next stands below a line, as a list of this name. */
void amt_field_form_begin_group (AmtFieldForm *self, const char *name);
void amt_field_form_add (AmtFieldForm *self, const char *label, const char *value);
void amt_field_form_set_columns (AmtFieldForm *self, unsigned columns);
unsigned amt_field_form_get_columns (AmtFieldForm *self);

G_END_DECLS
