/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was typed or entered into a field, as people read it. */

#pragma once

#include "amt-request.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): member @id of @values as the string it travels as; lists are joined by ", ". */
char *amt_field_raw (JsonObject *values, const char *id);
/* (transfer full): @raw as people read it: days in local order, yes and no, the label of a choice. "" for NULL. */
char *amt_field_display (const AmtFormField *field, const char *raw);
/* (transfer full) (nullable): a day as people type it ("17.11.2026", "2026-11-17") → "2026-11-17". All four digits of the
 * year have to be there: a register holds people of more than a hundred, and no century is guessed for them. */
char *amt_field_parse_day (const char *text);
/* (transfer full) (nullable): the same for a day to come: "17.11.26" is one of this century. */
char *amt_field_parse_coming_day (const char *text);
/* (transfer full) (nullable): what the citizen stated for @id: in the form, else for the subject (else the applicant). */
char *amt_request_stated (const AmtRequest *request, const char *id);
/* "9,50", "9.5", "9" → 950; FALSE for anything else. */
bool amt_field_parse_money (const char *text, int64_t *cents);
/* Whether @field is asked for in @variant. */
bool amt_field_in_variant (const AmtFormField *field, const char *variant);

G_END_DECLS
