/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection to a SQL database (SQLCipher). A connection belongs to one thread at a time.
 *
 * Statements are prepared once and kept. Parameters are written $1, $2, … and bound in that order by a string of types:
 *   t  const char *   text, NULL binds null
 *   i  int            also bool and enumerations
 *   n  int64_t        numbers, moments, money (cast literals: (int64_t) 0)
 *   b  GBytes *       blob, NULL binds null
 *
 *   amt_database_run (db, error, "UPDATE team SET name = $1 WHERE id = $2", "tt", name, id)
 *
 * Errors are in AMT_ERROR: UNAVAILABLE (slugs "busy", "disk-full", "storage-error"), CONFLICT (slug "constraint"),
 * UNTRUSTED (slug "not-a-database": damaged or the wrong key), FAILED (a defect: bad SQL). */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

#define AMT_DATABASE_KEY_SIZE 32

typedef struct _AmtDatabase AmtDatabase;
typedef struct _AmtCursor AmtCursor;

typedef enum
{
  AMT_DATABASE_CREATE = 1 << 0,    /* make the file (mode 0600) when there is none */
  AMT_DATABASE_READ_ONLY = 1 << 1, /* refuse every write */
} AmtDatabaseFlags;

/* Opens @path (":memory:" for one in memory) with WAL, synchronous=FULL, foreign keys, a busy timeout and secure_delete.
 * @key: (nullable): exactly AMT_DATABASE_KEY_SIZE bytes, used raw, so that opening costs no key derivation.
 * Returns: (transfer full) (nullable): NULL with the error set. */
AmtDatabase *amt_database_open (const char *path, GBytes *key, AmtDatabaseFlags flags, GError **error);
void amt_database_close (AmtDatabase *self);

/* Runs one statement to its end. */
bool amt_database_run (AmtDatabase *self, GError **error, const char *sql, const char *types, ...);
/* Runs a script of several statements without parameters. */
bool amt_database_run_script (AmtDatabase *self, const char *script, GError **error);
/* Rows changed by the last statement. */
int64_t amt_database_get_changes (AmtDatabase *self);
/* A number that changes when another connection has written. */
bool amt_database_get_data_version (AmtDatabase *self, int64_t *version, GError **error);

/* Returns: (transfer full) (nullable): a cursor before the first row; NULL with the error set. Cursors on the same SQL
 * may be open side by side. Close it before the connection. */
AmtCursor *amt_database_query (AmtDatabase *self, GError **error, const char *sql, const char *types, ...);
/* The same, standing on the first row already. NULL with NOT_FOUND (slug "not-found") when there is none. */
AmtCursor *amt_database_query_row (AmtDatabase *self, GError **error, const char *sql, const char *types, ...);
/* Reads the first column of the first row; NOT_FOUND when there is none. */
bool amt_database_query_int (AmtDatabase *self, GError **error, int64_t *value, const char *sql, const char *types,
                             ...);

/* Returns: whether it stands on a row now. FALSE at the end and on errors: amt_cursor_finish() tells which. */
bool amt_cursor_next (AmtCursor *self);
/* Returns: FALSE with the error that ended amt_cursor_next(); TRUE when all went well. The cursor is still to be freed. */
bool amt_cursor_finish (AmtCursor *self, GError **error);
void amt_cursor_free (AmtCursor *self);

/* Columns count from 0. Text is valid until the next step. */
bool amt_cursor_is_null (AmtCursor *self, int column);
int64_t amt_cursor_get_int (AmtCursor *self, int column);
const char *amt_cursor_get_text (AmtCursor *self, int column); /* (nullable) */
char *amt_cursor_dup_text (AmtCursor *self, int column);       /* (nullable) (transfer full) */
GBytes *amt_cursor_dup_blob (AmtCursor *self, int column);     /* (nullable) (transfer full) */

/* Transactions. Writing begins IMMEDIATE; reading gives one snapshot for several statements. */
bool amt_database_begin (AmtDatabase *self, GError **error);
bool amt_database_begin_read (AmtDatabase *self, GError **error);
/* On failure the transaction is rolled back. */
bool amt_database_commit (AmtDatabase *self, GError **error);
void amt_database_rollback (AmtDatabase *self);
bool amt_database_in_transaction (AmtDatabase *self);
/* One level inside a transaction; @name is an SQL identifier. */
bool amt_database_savepoint (AmtDatabase *self, const char *name, GError **error);
bool amt_database_release (AmtDatabase *self, const char *name, GError **error);
bool amt_database_rollback_to (AmtDatabase *self, const char *name, GError **error);

/* Writes a consistent copy to @path, encrypted with the same key; fails when @path exists. */
bool amt_database_backup (AmtDatabase *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtDatabase, amt_database_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtCursor, amt_cursor_free)

G_END_DECLS
