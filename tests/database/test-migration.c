/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-error.h"
#include "amt-migration.h"

#include <string.h>

static AmtDatabase *
open_memory (void)
{
  return amt_database_open (":memory:", NULL, AMT_DATABASE_CREATE, NULL);
}

static const char *const steps[] = {"CREATE TABLE a (x TEXT)",
                                    "ALTER TABLE a ADD COLUMN y TEXT; CREATE TABLE b (z TEXT)",
                                    "CREATE INDEX i ON a (y)", NULL};

static char *
describe (AmtDatabase *db)
{
  g_autoptr (GError) error = NULL;
  char *text = amt_database_describe (db, &error);

  g_assert_no_error (error);
  return text;
}

/* From every earlier schema to the last is the same as from nothing. */
static void
assert_upgrades_equal_fresh (const char *const *scripts)
{
  g_autoptr (AmtDatabase) fresh = open_memory ();
  g_autofree char *expected = NULL;
  g_autoptr (GError) error = NULL;

  amt_database_migrate (fresh, scripts, &error);
  g_assert_no_error (error);
  expected = describe (fresh);
  g_assert_cmpint (strlen (expected), >, 0);
  for (unsigned n = 1; n <= g_strv_length ((GStrv) scripts); n++)
    {
      g_autoptr (AmtDatabase) db = open_memory ();
      g_autoptr (GPtrArray) first = g_ptr_array_new ();
      g_autofree char *text = NULL;

      for (unsigned i = 0; i < n; i++)
        g_ptr_array_add (first, (void *) scripts[i]);
      g_ptr_array_add (first, NULL);
      amt_database_migrate (db, (const char *const *) first->pdata, &error);
      g_assert_no_error (error);
      amt_database_migrate (db, scripts, &error);
      g_assert_no_error (error);
      text = describe (db);
      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_upgrade_equals_fresh (void)
{
  assert_upgrades_equal_fresh (steps);
}

/* The server's own, as they are released. */
static void
test_server_schema (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) scripts = NULL;

  for (int i = 1;; i++)
    {
      g_autofree char *name = g_strdup_printf ("%04d.sql", i);
      g_autofree char *path = g_build_filename (g_getenv ("AMT_SOURCE"), "resources", "sql", name, NULL);
      char *text;

      if (!g_file_get_contents (path, &text, NULL, NULL))
        break;
      g_strv_builder_take (builder, text);
    }
  scripts = g_strv_builder_end (builder);
  g_assert_cmpuint (g_strv_length (scripts), >, 0);
  assert_upgrades_equal_fresh ((const char *const *) scripts);
}

static void
test_newer_is_refused (void)
{
  static const char *const older[] = {"CREATE TABLE a (x TEXT)", NULL};
  g_autoptr (AmtDatabase) db = open_memory ();
  g_autoptr (GError) error = NULL;

  g_assert_true (amt_database_migrate (db, steps, NULL));
  g_assert_false (amt_database_migrate (db, older, &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_CONFLICT);
  g_assert_cmpstr (amt_error_get_slug (error), ==, "newer-schema");
}

/* A step that fails leaves the schema of the step before, whole. */
static void
test_failing_step_undoes_itself (void)
{
  static const char *const broken[] = {"CREATE TABLE a (x TEXT)", "CREATE TABLE b (y TEXT); CREATE TABLE a (x TEXT)",
                                       NULL};
  g_autoptr (AmtDatabase) db = open_memory ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int64_t version;

  g_assert_false (amt_database_migrate (db, broken, &error));
  g_assert_nonnull (error);
  g_assert_false (amt_database_in_transaction (db));
  text = describe (db);
  g_assert_cmpstr (text, ==, "table a: CREATE TABLE a (x TEXT)\n");
  amt_database_query_int (db, NULL, &version, "PRAGMA user_version", "");
  g_assert_cmpint (version, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/migration/upgrade-equals-fresh", test_upgrade_equals_fresh);
  g_test_add_func ("/migration/server-schema", test_server_schema);
  g_test_add_func ("/migration/newer-is-refused", test_newer_is_refused);
  g_test_add_func ("/migration/failing-step-undoes-itself", test_failing_step_undoes_itself);
  return g_test_run ();
}
