/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amt-database.h"

#include <sqlite3.h>
#include <stdarg.h>

G_BEGIN_DECLS

struct _AmtDatabase
{
  sqlite3 *handle;        /* (owned) */
  GBytes *key;            /* (owned) (nullable) */
  GHashTable *statements; /* (owned) SQL → idle sqlite3_stmt */
};

/* Sets @error for @code, the last result of @self's connection. */
void amt_database_set_error (AmtDatabase *self, int code, GError **error);
/* Returns: (transfer full) (nullable): prepared and bound; give it back with amt_database_give_back(). */
sqlite3_stmt *amt_database_bind (AmtDatabase *self, GError **error, const char *sql, const char *types, va_list values);
void amt_database_give_back (AmtDatabase *self, sqlite3_stmt *statement);

G_END_DECLS
