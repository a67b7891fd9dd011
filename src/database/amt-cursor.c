/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-database-private.h"

#include "amt-error.h"

struct _AmtCursor
{
  AmtDatabase *database;   /* (unowned) outlives the cursor */
  sqlite3_stmt *statement; /* (owned) */
  int code;                /* of the last step */
};

static AmtCursor *
cursor_new (AmtDatabase *database, sqlite3_stmt *statement)
{
  AmtCursor *self;

  if (statement == NULL)
    return NULL;
  self = g_new0 (AmtCursor, 1);
  self->database = database;
  self->statement = statement;
  self->code = SQLITE_OK;
  return self;
}

AmtCursor *
amt_database_query (AmtDatabase *self, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, types);
  statement = amt_database_bind (self, error, sql, types, values);
  va_end (values);
  return cursor_new (self, statement);
}

/* Steps to the first row; frees the cursor and sets the error when there is none. */
static AmtCursor *
cursor_at_first (AmtCursor *self, GError **error)
{
  if (self == NULL || amt_cursor_next (self))
    return self;
  if (amt_cursor_finish (self, error))
    amt_error_set (error, AMT_ERROR_NOT_FOUND, "not-found", NULL, "Not found");
  amt_cursor_free (self);
  return NULL;
}

AmtCursor *
amt_database_query_row (AmtDatabase *self, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, types);
  statement = amt_database_bind (self, error, sql, types, values);
  va_end (values);
  return cursor_at_first (cursor_new (self, statement), error);
}

bool
amt_database_query_int (AmtDatabase *self, GError **error, int64_t *value, const char *sql, const char *types, ...)
{
  g_autoptr (AmtCursor) cursor = NULL;
  sqlite3_stmt *statement;
  va_list values;

  va_start (values, types);
  statement = amt_database_bind (self, error, sql, types, values);
  va_end (values);
  if (!(cursor = cursor_at_first (cursor_new (self, statement), error)))
    return false;
  *value = amt_cursor_get_int (cursor, 0);
  return true;
}

bool
amt_cursor_next (AmtCursor *self)
{
  if (self->code == SQLITE_OK || self->code == SQLITE_ROW)
    self->code = sqlite3_step (self->statement);
  return self->code == SQLITE_ROW;
}

bool
amt_cursor_finish (AmtCursor *self, GError **error)
{
  if (self->code == SQLITE_OK || self->code == SQLITE_ROW || self->code == SQLITE_DONE)
    return true;
  amt_database_set_error (self->database, self->code, error);
  return false;
}

void
amt_cursor_free (AmtCursor *self)
{
  if (self == NULL)
    return;
  amt_database_give_back (self->database, self->statement);
  g_free (self);
}

bool
amt_cursor_is_null (AmtCursor *self, int column)
{
  return sqlite3_column_type (self->statement, column) == SQLITE_NULL;
}

int64_t
amt_cursor_get_int (AmtCursor *self, int column)
{
  return sqlite3_column_int64 (self->statement, column);
}

const char *
amt_cursor_get_text (AmtCursor *self, int column)
{
  return (const char *) sqlite3_column_text (self->statement, column);
}

char *
amt_cursor_dup_text (AmtCursor *self, int column)
{
  return g_strdup (amt_cursor_get_text (self, column));
}

GBytes *
amt_cursor_dup_blob (AmtCursor *self, int column)
{
  const void *data;

  if (amt_cursor_is_null (self, column))
    return NULL;
  data = sqlite3_column_blob (self->statement, column);
  return g_bytes_new (data, sqlite3_column_bytes (self->statement, column));
}
