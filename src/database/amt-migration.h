/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Migrations: numbered scripts that only grow. A script that has been released is never changed again. */

#pragma once

#include "amt-database.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Brings the schema to the last of @scripts (NULL-terminated; the first is number 1), each in its own transaction; the
 * number reached is kept in user_version.
 * Errors: CONFLICT "newer-schema" when the database was made by a newer program; what a statement gives otherwise. */
bool amt_database_migrate (AmtDatabase *self, const char *const *scripts, GError **error);

/* The scripts below @path of @resource (NULL: the registered ones): files named "0001.sql", "0002.sql", without gaps.
 * Returns: (transfer full) (nullable) */
GStrv amt_migration_load (GResource *resource, const char *path, GError **error);

/* (transfer full): the schema as text, sorted, for comparing two databases. */
char *amt_database_describe (AmtDatabase *self, GError **error);

G_END_DECLS
