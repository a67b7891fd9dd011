/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-database.h"
#include "amt-error.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *directory;
  char *path;
} Fixture;

static void
set_up (Fixture *f, const void *data)
{
  f->directory = g_dir_make_tmp ("amt-database-XXXXXX", NULL);
  f->path = g_build_filename (f->directory, "a.db", NULL);
}

static void
tear_down (Fixture *f, const void *data)
{
  g_autoptr (GDir) dir = g_dir_open (f->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (f->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->directory);
  g_free (f->directory);
  g_free (f->path);
}

static AmtDatabase *
open_memory (const char *script)
{
  g_autoptr (GError) error = NULL;
  AmtDatabase *db = amt_database_open (":memory:", NULL, AMT_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  amt_database_run_script (db, script, &error);
  g_assert_no_error (error);
  return db;
}

static GBytes *
make_key (char byte)
{
  char bytes[AMT_DATABASE_KEY_SIZE];

  memset (bytes, byte, sizeof bytes);
  return g_bytes_new (bytes, sizeof bytes);
}

static void
test_types (void)
{
  g_autoptr (AmtDatabase) db = open_memory ("CREATE TABLE t (a TEXT, b INTEGER, c INTEGER, d BLOB)");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) blob = g_bytes_new ("\0\1\2", 3);
  g_autoptr (GBytes) read = NULL;
  g_autoptr (AmtCursor) row = NULL;

  g_assert_true (
      amt_database_run (db, &error, "INSERT INTO t VALUES ($1, $2, $3, $4)", "tinb", "Żaneta", -5, G_MAXINT64, blob));
  g_assert_cmpint (amt_database_get_changes (db), ==, 1);
  row = amt_database_query_row (db, &error, "SELECT a, b, c, d, NULL FROM t", "");
  g_assert_no_error (error);
  g_assert_cmpstr (amt_cursor_get_text (row, 0), ==, "Żaneta");
  g_assert_cmpint (amt_cursor_get_int (row, 1), ==, -5);
  g_assert_cmpint (amt_cursor_get_int (row, 2), ==, G_MAXINT64);
  read = amt_cursor_dup_blob (row, 3);
  g_assert_true (g_bytes_equal (read, blob));
  g_assert_true (amt_cursor_is_null (row, 4));
  g_assert_null (amt_cursor_get_text (row, 4));
  g_assert_null (amt_cursor_dup_blob (row, 4));
}

static void
test_nulls (void)
{
  g_autoptr (AmtDatabase) db = open_memory ("CREATE TABLE t (a TEXT, b BLOB)");
  g_autoptr (AmtCursor) row = NULL;
  g_autoptr (GBytes) empty = g_bytes_new ("", 0);

  g_assert_true (amt_database_run (db, NULL, "INSERT INTO t VALUES ($1, $2)", "tb", NULL, NULL));
  g_assert_true (amt_database_run (db, NULL, "INSERT INTO t VALUES ($1, $2)", "tb", "", empty));
  row = amt_database_query (db, NULL, "SELECT a IS NULL, b IS NULL FROM t ORDER BY rowid", "");
  for (int i = 0; i < 2; i++)
    {
      g_assert_true (amt_cursor_next (row));
      g_assert_cmpint (amt_cursor_get_int (row, 0), ==, i == 0);
      g_assert_cmpint (amt_cursor_get_int (row, 1), ==, i == 0);
    }
  g_assert_false (amt_cursor_next (row));
  g_assert_false (amt_cursor_next (row));
  g_assert_true (amt_cursor_finish (row, NULL));
}

/* $2 before $1, and one of them twice. */
static void
test_parameters_by_name (void)
{
  g_autoptr (AmtDatabase) db = open_memory ("");
  g_autoptr (AmtCursor) row = amt_database_query_row (db, NULL, "SELECT $2 || $1 || $2", "tt", "first", "second");

  g_assert_cmpstr (amt_cursor_get_text (row, 0), ==, "secondfirstsecond");
}

static void
test_wrong_parameters (void)
{
  static const struct
  {
    const char *sql;
    const char *types;
  } cases[] = {{"SELECT $1", "tt"}, {"SELECT $1, $2", "t"}, {"SELECT $1", "x"}, {"SELECT $3", "t"}, {"SELEC", ""}};
  g_autoptr (AmtDatabase) db = open_memory ("");

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (amt_database_run (db, &error, cases[i].sql, cases[i].types, "a", "b"));
      g_assert_error (error, AMT_ERROR, AMT_ERROR_FAILED);
    }
}

static void
test_bound_not_printed (void)
{
  g_autoptr (AmtDatabase) db = open_memory ("CREATE TABLE t (a TEXT)");
  const char *text = "'); DROP TABLE t; --";
  g_autoptr (AmtCursor) row = NULL;

  g_assert_true (amt_database_run (db, NULL, "INSERT INTO t VALUES ($1)", "t", text));
  row = amt_database_query_row (db, NULL, "SELECT a FROM t", "");
  g_assert_cmpstr (amt_cursor_get_text (row, 0), ==, text);
}

static void
test_cursors_side_by_side (void)
{
  g_autoptr (AmtDatabase) db = open_memory ("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2)");
  const char *sql = "SELECT a FROM t ORDER BY a";
  g_autoptr (AmtCursor) a = amt_database_query (db, NULL, sql, "");
  g_autoptr (AmtCursor) b = NULL;

  g_assert_true (amt_cursor_next (a) && amt_cursor_next (a));
  b = amt_database_query (db, NULL, sql, "");
  g_assert_true (amt_cursor_next (b));
  g_assert_cmpint (amt_cursor_get_int (a, 0), ==, 2);
  g_assert_cmpint (amt_cursor_get_int (b, 0), ==, 1);
}

static void
test_no_row (void)
{
  g_autoptr (AmtDatabase) db = open_memory ("CREATE TABLE t (a INTEGER)");
  g_autoptr (GError) error = NULL;
  int64_t value = 7;

  g_assert_null (amt_database_query_row (db, &error, "SELECT a FROM t", ""));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_NOT_FOUND);
  g_assert_cmpstr (amt_error_get_slug (error), ==, "not-found");
  g_assert_false (amt_database_query_int (db, NULL, &value, "SELECT a FROM t", ""));
  g_assert_cmpint (value, ==, 7);
}

static void
test_constraint (void)
{
  g_autoptr (AmtDatabase) db = open_memory ("CREATE TABLE p (id INTEGER PRIMARY KEY);"
                                            "CREATE TABLE c (p INTEGER REFERENCES p (id))");
  g_autoptr (GError) error = NULL;

  g_assert_false (amt_database_run (db, &error, "INSERT INTO c VALUES ($1)", "i", 1));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_CONFLICT);
  g_assert_cmpstr (amt_error_get_slug (error), ==, "constraint");
}

static void
test_savepoints (void)
{
  g_autoptr (AmtDatabase) db = open_memory ("CREATE TABLE t (a INTEGER)");
  int64_t count;

  g_assert_true (amt_database_begin (db, NULL));
  g_assert_true (amt_database_in_transaction (db));
  amt_database_run (db, NULL, "INSERT INTO t VALUES (1)", "");
  g_assert_true (amt_database_savepoint (db, "one", NULL));
  amt_database_run (db, NULL, "INSERT INTO t VALUES (2)", "");
  g_assert_true (amt_database_rollback_to (db, "one", NULL) && amt_database_release (db, "one", NULL));
  g_assert_true (amt_database_commit (db, NULL));
  g_assert_false (amt_database_in_transaction (db));
  amt_database_query_int (db, NULL, &count, "SELECT count(*) FROM t", "");
  g_assert_cmpint (count, ==, 1);
  amt_database_begin (db, NULL);
  amt_database_run (db, NULL, "DELETE FROM t", "");
  amt_database_rollback (db);
  amt_database_rollback (db); /* harmless outside */
  amt_database_query_int (db, NULL, &count, "SELECT count(*) FROM t", "");
  g_assert_cmpint (count, ==, 1);
}

static void
test_pragmas (Fixture *f, const void *data)
{
  static const struct
  {
    const char *pragma;
    int64_t value;
  } expected[] = {{"PRAGMA foreign_keys", 1},
                  {"PRAGMA synchronous", 2},
                  {"PRAGMA secure_delete", 1},
                  {"PRAGMA temp_store", 2},
                  {"PRAGMA trusted_schema", 0}};
  g_autoptr (AmtDatabase) db = amt_database_open (f->path, NULL, AMT_DATABASE_CREATE, NULL);
  g_autoptr (AmtCursor) row = amt_database_query_row (db, NULL, "PRAGMA journal_mode", "");
  g_autoptr (AmtCursor) cipher = amt_database_query_row (db, NULL, "PRAGMA cipher_version", "");
  GStatBuf info;

  g_assert_cmpstr (amt_cursor_get_text (row, 0), ==, "wal");
  g_assert_nonnull (cipher); /* a plain SQLite knows no such pragma and gives no row */
  g_assert_cmpint (amt_cursor_get_text (cipher, 0)[0], ==, '4');
  for (size_t i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      int64_t value = -1;

      g_assert_true (amt_database_query_int (db, NULL, &value, expected[i].pragma, ""));
      g_assert_cmpint (value, ==, expected[i].value);
    }
  g_assert_cmpint (g_stat (f->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_missing_file (Fixture *f, const void *data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (amt_database_open (f->path, NULL, 0, &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_UNAVAILABLE);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
}

static void
write_secret (const char *path, GBytes *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtDatabase) db = amt_database_open (path, key, AMT_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  amt_database_run_script (db, "CREATE TABLE t (a TEXT)", &error);
  amt_database_run (db, &error, "INSERT INTO t VALUES ($1)", "t", "Geheimnis");
  g_assert_no_error (error);
}

static void
assert_no_secret (const char *path)
{
  g_autofree char *content = NULL;
  size_t length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 0);
  g_assert_cmpint (memcmp (content, "SQLite format 3", 15), !=, 0);
  g_assert_null (memmem (content, length, "Geheimnis", 9));
}

static void
test_encrypted (Fixture *f, const void *data)
{
  g_autoptr (GBytes) key = make_key ('k');
  g_autoptr (GBytes) other = make_key ('o');
  g_autoptr (GBytes) brief = g_bytes_new ("short", 5);
  GBytes *wrong[] = {other, NULL};
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtDatabase) db = NULL;
  g_autoptr (AmtCursor) row = NULL;

  write_secret (f->path, key);
  assert_no_secret (f->path);
  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) local = NULL;

      g_assert_null (amt_database_open (f->path, wrong[i], 0, &local));
      g_assert_error (local, AMT_ERROR, AMT_ERROR_UNTRUSTED);
      g_assert_cmpstr (amt_error_get_slug (local), ==, "not-a-database");
    }
  g_assert_null (amt_database_open (f->path, brief, 0, &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_INVALID);
  db = amt_database_open (f->path, key, 0, NULL);
  row = amt_database_query_row (db, NULL, "SELECT a FROM t", "");
  g_assert_cmpstr (amt_cursor_get_text (row, 0), ==, "Geheimnis");
}

static void
test_backup (Fixture *f, const void *data)
{
  g_autofree char *copy = g_build_filename (f->directory, "copy.db", NULL);
  g_autoptr (GBytes) key = make_key ('k');
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtDatabase) db = NULL;
  g_autoptr (AmtDatabase) read = NULL;
  g_autoptr (AmtCursor) row = NULL;

  write_secret (f->path, key);
  db = amt_database_open (f->path, key, AMT_DATABASE_READ_ONLY, NULL);
  g_assert_true (amt_database_backup (db, copy, &error));
  g_assert_no_error (error);
  assert_no_secret (copy);
  read = amt_database_open (copy, key, 0, &error);
  g_assert_no_error (error);
  row = amt_database_query_row (read, NULL, "SELECT a FROM t", "");
  g_assert_cmpstr (amt_cursor_get_text (row, 0), ==, "Geheimnis");
  g_assert_false (amt_database_backup (db, copy, &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_CONFLICT);
}

static void
test_noise (Fixture *f, const void *data)
{
  g_autoptr (GString) noise = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 20000; i++)
    g_string_append_c (noise, g_random_int ());
  g_file_set_contents (f->path, noise->str, noise->len, NULL);
  g_assert_null (amt_database_open (f->path, NULL, 0, &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_UNTRUSTED);
}

static void
test_read_only_and_version (Fixture *f, const void *data)
{
  g_autoptr (AmtDatabase) db = amt_database_open (f->path, NULL, AMT_DATABASE_CREATE, NULL);
  g_autoptr (AmtDatabase) reader = NULL;
  g_autoptr (GError) error = NULL;
  int64_t before, after, count;

  amt_database_run_script (db, "CREATE TABLE t (a INTEGER)", NULL);
  reader = amt_database_open (f->path, NULL, AMT_DATABASE_READ_ONLY, NULL);
  g_assert_false (amt_database_run (reader, &error, "INSERT INTO t VALUES (1)", ""));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_UNAVAILABLE);
  amt_database_get_data_version (reader, &before, NULL);
  g_assert_true (amt_database_begin_read (reader, NULL));
  amt_database_query_int (reader, NULL, &count, "SELECT count(*) FROM t", "");
  amt_database_run (db, NULL, "INSERT INTO t VALUES (1)", "");
  amt_database_query_int (reader, NULL, &count, "SELECT count(*) FROM t", "");
  g_assert_cmpint (count, ==, 0); /* one snapshot */
  amt_database_rollback (reader);
  amt_database_query_int (reader, NULL, &count, "SELECT count(*) FROM t", "");
  g_assert_cmpint (count, ==, 1);
  amt_database_get_data_version (reader, &after, NULL);
  g_assert_cmpint (after, !=, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define PLAIN(name) g_test_add_func ("/database/" #name, test_##name)
#define FILE(name) g_test_add ("/database/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  PLAIN (types);
  PLAIN (nulls);
  PLAIN (parameters_by_name);
  PLAIN (wrong_parameters);
  PLAIN (bound_not_printed);
  PLAIN (cursors_side_by_side);
  PLAIN (no_row);
  PLAIN (constraint);
  PLAIN (savepoints);
  FILE (pragmas);
  FILE (missing_file);
  FILE (encrypted);
  FILE (backup);
  FILE (noise);
  FILE (read_only_and_version);
  return g_test_run ();
}
