/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows to fill in the fields of a form, each with what was stated in its title and a button to take that over. Signal
 * "changed" (const char *field_id). */

#pragma once

#include <adwaita.h>

#include "amt-service.h"

G_BEGIN_DECLS

#define AMT_TYPE_FORM_EDITOR (amt_form_editor_get_type ())
G_DECLARE_FINAL_TYPE (AmtFormEditor, amt_form_editor, AMT, FORM_EDITOR, AdwBin)

/* (transfer full) (nullable): what was stated for @field, raw. */
typedef char *(*AmtFormStated) (const AmtFormField *field, gpointer data);

/* @fields (element-type AmtFormField) in @variant (nullable). @values: (nullable) what stands in the fields at first.
 * @stated: (nullable) called at once for every field, not kept. */
void amt_form_editor_fill (AmtFormEditor *self, GPtrArray *fields, const char *variant, JsonObject *values,
                           AmtFormStated stated, gpointer data);
/* (transfer full): what stands there, without the empty ones; days as "YYYY-MM-DD" where they are days. */
JsonObject *amt_form_editor_get_values (AmtFormEditor *self);
/* (transfer full) (nullable) */
char *amt_form_editor_get_value (AmtFormEditor *self, const char *field_id);
/* @raw: (nullable) */
void amt_form_editor_set_value (AmtFormEditor *self, const char *field_id, const char *raw);
/* Marks the row as wrong and moves the focus there; NULL clears the marks. */
void amt_form_editor_mark (AmtFormEditor *self, const char *field_id);
/* What was stated, into the row that has the focus; FALSE when there is none. */
bool amt_form_editor_take_over_focused (AmtFormEditor *self);
/* (nullable): label of a field. */
const char *amt_form_editor_get_label (AmtFormEditor *self, const char *field_id);

G_END_DECLS
