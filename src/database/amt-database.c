/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-database-private.h"

#include "amt-error.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#define BUSY_MS 5000

/* What every connection begins with. FULL: a commit that was answered survives a power cut. */
static const char *const pragmas[] = {
    "PRAGMA journal_mode = WAL",   "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",  "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON", NULL,
};

static const struct
{
  int result; /* primary result code of SQLite */
  AmtErrorCode code;
  const char *slug;
} failures[] = {
    {SQLITE_BUSY, AMT_ERROR_UNAVAILABLE, "busy"},
    {SQLITE_LOCKED, AMT_ERROR_UNAVAILABLE, "busy"},
    {SQLITE_FULL, AMT_ERROR_UNAVAILABLE, "disk-full"},
    {SQLITE_IOERR, AMT_ERROR_UNAVAILABLE, "storage-error"},
    {SQLITE_CANTOPEN, AMT_ERROR_UNAVAILABLE, "storage-error"},
    {SQLITE_READONLY, AMT_ERROR_UNAVAILABLE, "storage-error"},
    {SQLITE_NOMEM, AMT_ERROR_UNAVAILABLE, "storage-error"},
    {SQLITE_CONSTRAINT, AMT_ERROR_CONFLICT, "constraint"},
    {SQLITE_NOTADB, AMT_ERROR_UNTRUSTED, "not-a-database"},
    {SQLITE_CORRUPT, AMT_ERROR_UNTRUSTED, "not-a-database"},
};

void
amt_database_set_error (AmtDatabase *self, int code, GError **error)
{
  const char *message = self->handle ? sqlite3_errmsg (self->handle) : sqlite3_errstr (code);

  for (size_t i = 0; i < G_N_ELEMENTS (failures); i++)
    if (failures[i].result == (code & 0xff))
      {
        amt_error_set (error, failures[i].code, failures[i].slug, NULL, "Database: %s", message);
        return;
      }
  amt_error_set (error, AMT_ERROR_FAILED, "database", NULL, "Database: %s (%d)", message, code);
}

/* The file must never be readable by others, not even for a moment; WAL and shared memory take its mode. */
static bool
create_file (const char *path, GError **error)
{
  int fd = open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      amt_error_set (error, AMT_ERROR_UNAVAILABLE, "storage-error", NULL, "%s: %s", path, g_strerror (errno));
      return false;
    }
  close (fd);
  return true;
}

/* A raw key is written as a blob literal, which tells SQLCipher to derive nothing. */
static bool
set_key (AmtDatabase *self, GError **error)
{
  size_t size;
  const uint8_t *bytes = g_bytes_get_data (self->key, &size);
  char literal[2 * AMT_DATABASE_KEY_SIZE + 4] = "x'";
  int code;

  if (size != AMT_DATABASE_KEY_SIZE)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "bad-key", NULL, "A database key has %d bytes", AMT_DATABASE_KEY_SIZE);
      return false;
    }
  for (size_t i = 0; i < size; i++)
    g_snprintf (literal + 2 + 2 * i, 3, "%02x", bytes[i]);
  strcpy (literal + 2 + 2 * size, "'");
  code = sqlite3_key_v2 (self->handle, "main", literal, strlen (literal));
  explicit_bzero (literal, sizeof literal);
  if (code == SQLITE_OK)
    return true;
  amt_database_set_error (self, code, error);
  return false;
}

static bool
prepare_connection (AmtDatabase *self, AmtDatabaseFlags flags, GError **error)
{
  g_autoptr (AmtCursor) cursor = NULL;
  int64_t objects;

  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_busy_timeout (self->handle, BUSY_MS);
  /* Errors come back as errors; SQLCipher would also print them. */
  sqlite3_exec (self->handle, "PRAGMA cipher_log_level = NONE", NULL, NULL, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  if (self->key && !set_key (self, error))
    return false;
  /* The first read tells whether the key is right, before any pragma writes. */
  if (!amt_database_query_int (self, error, &objects, "SELECT count(*) FROM sqlite_schema", ""))
    return false;
  for (size_t i = 0; pragmas[i]; i++)
    if (!amt_database_run_script (self, pragmas[i], error))
      return false;
  return !(flags & AMT_DATABASE_READ_ONLY) || amt_database_run_script (self, "PRAGMA query_only = ON", error);
}

static void
finalize_statement (void *statement)
{
  sqlite3_finalize (statement);
}

AmtDatabase *
amt_database_open (const char *path, GBytes *key, AmtDatabaseFlags flags, GError **error)
{
  g_autoptr (AmtDatabase) self = g_new0 (AmtDatabase, 1);
  int code;

  g_return_val_if_fail (path != NULL, NULL);
  self->key = key ? g_bytes_ref (key) : NULL;
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, finalize_statement);
  if ((flags & AMT_DATABASE_CREATE) && !g_str_equal (path, ":memory:") && !create_file (path, error))
    return NULL;
  code = sqlite3_open_v2 (path, &self->handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK)
    {
      amt_database_set_error (self, code, error);
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  if (!prepare_connection (self, flags, error))
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
amt_database_close (AmtDatabase *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->statements, g_hash_table_unref);
  if (self->handle && sqlite3_close (self->handle) != SQLITE_OK)
    g_critical ("A database was closed with open cursors");
  g_clear_pointer (&self->key, g_bytes_unref);
  g_free (self);
}

static sqlite3_stmt *
take_statement (AmtDatabase *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  char *key = NULL;
  int code;

  if (g_hash_table_steal_extended (self->statements, sql, (void **) &key, (void **) &statement))
    {
      g_free (key);
      return statement;
    }
  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (code == SQLITE_OK)
    return statement;
  amt_database_set_error (self, code, error);
  return NULL;
}

void
amt_database_give_back (AmtDatabase *self, sqlite3_stmt *statement)
{
  const char *sql = sqlite3_sql (statement);

  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  if (g_hash_table_contains (self->statements, sql))
    sqlite3_finalize (statement);
  else
    g_hash_table_insert (self->statements, g_strdup (sql), statement);
}

static int
bind_blob (sqlite3_stmt *statement, int index, GBytes *blob)
{
  size_t size;
  const void *data;

  if (blob == NULL)
    return sqlite3_bind_null (statement, index);
  data = g_bytes_get_data (blob, &size);
  return sqlite3_bind_blob64 (statement, index, data ? data : "", size, SQLITE_TRANSIENT);
}

static int
bind_one (sqlite3_stmt *statement, int index, char type, va_list *values)
{
  switch (type)
    {
    case 't':
      return sqlite3_bind_text (statement, index, va_arg (*values, const char *), -1, SQLITE_TRANSIENT);
    case 'i':
      return sqlite3_bind_int (statement, index, va_arg (*values, int));
    case 'n':
      return sqlite3_bind_int64 (statement, index, va_arg (*values, int64_t));
    case 'b':
      return bind_blob (statement, index, va_arg (*values, GBytes *));
    default:
      return SQLITE_MISUSE;
    }
}

/* $2 may stand before $1 in the text: SQLite numbers them by place, we bind them by name. */
sqlite3_stmt *
amt_database_bind (AmtDatabase *self, GError **error, const char *sql, const char *types, va_list values)
{
  sqlite3_stmt *statement = take_statement (self, sql, error);
  va_list copy;
  int code = SQLITE_OK;

  if (statement == NULL)
    return NULL;
  va_copy (copy, values);
  for (int i = 0; code == SQLITE_OK && types[i]; i++)
    {
      char name[16];
      int index;

      g_snprintf (name, sizeof name, "$%d", i + 1);
      index = sqlite3_bind_parameter_index (statement, name);
      code = index ? bind_one (statement, index, types[i], &copy) : SQLITE_RANGE;
    }
  va_end (copy);
  if (code == SQLITE_OK && sqlite3_bind_parameter_count (statement) == (int) strlen (types))
    return statement;
  sqlite3_finalize (statement);
  amt_error_set (error, AMT_ERROR_FAILED, "database", NULL, "Parameters \"%s\" do not fit: %s", types, sql);
  return NULL;
}

bool
amt_database_run (AmtDatabase *self, GError **error, const char *sql, const char *types, ...)
{
  sqlite3_stmt *statement;
  va_list values;
  int code;

  va_start (values, types);
  statement = amt_database_bind (self, error, sql, types, values);
  va_end (values);
  if (statement == NULL)
    return false;
  do
    code = sqlite3_step (statement);
  while (code == SQLITE_ROW);
  if (code != SQLITE_DONE)
    amt_database_set_error (self, code, error);
  amt_database_give_back (self, statement);
  return code == SQLITE_DONE;
}

bool
amt_database_run_script (AmtDatabase *self, const char *script, GError **error)
{
  int code = sqlite3_exec (self->handle, script, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return true;
  amt_database_set_error (self, code, error);
  return false;
}

int64_t
amt_database_get_changes (AmtDatabase *self)
{
  return sqlite3_changes64 (self->handle);
}

bool
amt_database_get_data_version (AmtDatabase *self, int64_t *version, GError **error)
{
  return amt_database_query_int (self, error, version, "PRAGMA data_version", "");
}

bool
amt_database_begin (AmtDatabase *self, GError **error)
{
  return amt_database_run (self, error, "BEGIN IMMEDIATE", "");
}

bool
amt_database_begin_read (AmtDatabase *self, GError **error)
{
  return amt_database_run (self, error, "BEGIN", "");
}

bool
amt_database_commit (AmtDatabase *self, GError **error)
{
  if (amt_database_run (self, error, "COMMIT", ""))
    return true;
  amt_database_rollback (self);
  return false;
}

void
amt_database_rollback (AmtDatabase *self)
{
  if (amt_database_in_transaction (self))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

bool
amt_database_in_transaction (AmtDatabase *self)
{
  return !sqlite3_get_autocommit (self->handle);
}

static bool
run_named (AmtDatabase *self, const char *command, const char *name, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("%s \"%s\"", command, name);

  return amt_database_run (self, error, sql, "");
}

bool
amt_database_savepoint (AmtDatabase *self, const char *name, GError **error)
{
  return run_named (self, "SAVEPOINT", name, error);
}

bool
amt_database_release (AmtDatabase *self, const char *name, GError **error)
{
  return run_named (self, "RELEASE", name, error);
}

bool
amt_database_rollback_to (AmtDatabase *self, const char *name, GError **error)
{
  return run_named (self, "ROLLBACK TO", name, error);
}

bool
amt_database_backup (AmtDatabase *self, const char *path, GError **error)
{
  g_autoptr (AmtDatabase) copy = NULL;
  sqlite3_backup *backup;
  int code = SQLITE_ERROR;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      amt_error_set (error, AMT_ERROR_CONFLICT, "file-exists", NULL, "%s is there already", path);
      return false;
    }
  if (!(copy = amt_database_open (path, self->key, AMT_DATABASE_CREATE, error)))
    return false;
  if ((backup = sqlite3_backup_init (copy->handle, "main", self->handle, "main")))
    {
      int step = sqlite3_backup_step (backup, -1); /* what was busy is no error to finish(), and yet no copy */

      code = sqlite3_backup_finish (backup);
      if (code == SQLITE_OK && step != SQLITE_DONE)
        code = step;
    }
  if (code == SQLITE_OK)
    return true;
  amt_database_set_error (copy, code, error);
  return false;
}
