/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values that stand in one column: objects and lists as JSON, enumerations as nicks. */

#pragma once

#include "amt-database.h"
#include "amt-person.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): NULL for NULL. */
char *amtd_row_from_object (JsonObject *object);
char *amtd_row_from_strings (const char *const *strings); /* never NULL */
char *amtd_row_from_record (const AmtRecordType *type, const void *record);

/* (transfer full): FAILED "bad-row" when the column does not hold what it should. */
JsonObject *amtd_row_get_object (AmtCursor *row, int column, GError **error);
void *amtd_row_get_record (AmtCursor *row, int column, const AmtRecordType *type, GError **error);
char **amtd_row_get_strings (AmtCursor *row, int column);
/* The value of a nick; 0 when unknown. */
int amtd_row_get_enum (AmtCursor *row, int column, const AmtEnum *type);
/* (transfer full) (nullable): NULL for an empty column of @id. */
void *amtd_row_get_colleague (AmtCursor *row, int id);
/* (transfer full): columns id, name, slug, zone, land, street, town, email, from @id on. */
AmtAuthority *amtd_row_get_authority (AmtCursor *row, int id);

G_END_DECLS
