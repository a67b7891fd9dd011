/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The writer's promises: groups, isolation, journal, feed. */
#include "amt-error.h"
#include "amtd-feed-store.h"
#include "amtd-journal-store.h"
#include "amtd-session-store.h"
#include "amtd-writer.h"

#include <glib/gstdio.h>

typedef struct
{
  char *directory;
  char *path;
  AmtdWriter *writer;
  AmtDatabase *reader;
  AmtdActor *actor;
  GPtrArray *published; /* what the last commit told */
} Fixture;

static const char data[] = "INSERT INTO authorities VALUES ('a', 'a', 'A', 'Europe/Berlin', 'NI', NULL, NULL, NULL, 1);"
                           "INSERT INTO teams VALUES ('t1', 'a', 'One', 'residents'), ('t2', 'a', 'Two', 'trade');"
                           "INSERT INTO settings VALUES ('feed-epoch', 'e');"
                           "CREATE TABLE probe (x INTEGER UNIQUE);";

static void
keep_published (GPtrArray *published, void *user)
{
  Fixture *f = user;

  g_clear_pointer (&f->published, g_ptr_array_unref);
  f->published = g_ptr_array_ref (published);
}

static void
set_up (Fixture *f, const void *user)
{
  g_autofree char *schema = g_build_filename (g_getenv ("AMT_SOURCE"), "resources", "sql", "0001.sql", NULL);
  g_autofree char *script = NULL;
  g_autoptr (GError) error = NULL;
  AmtDatabase *db;

  f->directory = g_dir_make_tmp ("amtd-writer-XXXXXX", NULL);
  f->path = g_build_filename (f->directory, "a.db", NULL);
  g_file_get_contents (schema, &script, NULL, &error);
  db = amt_database_open (f->path, NULL, AMT_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  amt_database_run_script (db, script, &error);
  g_assert_no_error (error);
  amt_database_run_script (db, data, &error);
  g_assert_no_error (error);
  f->writer = amtd_writer_new (db);
  amtd_writer_set_published (f->writer, keep_published, f);
  f->reader = amt_database_open (f->path, NULL, AMT_DATABASE_READ_ONLY, NULL);
  f->actor = amtd_actor_new (AMTD_ACTOR_STAFF, "p", "Anna Öztürk");
}

static void
tear_down (Fixture *f, const void *user)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  amtd_writer_free (f->writer);
  amt_database_close (f->reader);
  amtd_actor_free (f->actor);
  g_clear_pointer (&f->published, g_ptr_array_unref);
  dir = g_dir_open (f->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (f->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (f->directory);
  g_free (f->directory);
  g_free (f->path);
}

static int64_t
count (Fixture *f, const char *sql)
{
  int64_t value = -1;

  g_assert_true (amt_database_query_int (f->reader, NULL, &value, sql, ""));
  return value;
}

static bool
insert (AmtdTransaction *tx, void *number, GError **error)
{
  return amt_database_run (amtd_transaction_get_database (tx), error, "INSERT INTO probe VALUES ($1)", "i",
                           GPOINTER_TO_INT (number));
}

/* Writes, then fails: nothing of it may stay, not even journal and feed. */
static bool
insert_and_fail (AmtdTransaction *tx, void *number, GError **error)
{
  AmtdJournalLine line = {.authority_id = "a", .action = "x"};

  if (!insert (tx, number, error) || !amtd_transaction_journal (tx, &line, error))
    return false;
  amt_error_set (error, AMT_ERROR_CONFLICT, "state", NULL, "no");
  return false;
}

static bool
fail_silently (AmtdTransaction *tx, void *number, GError **error)
{
  return false;
}

typedef struct
{
  Fixture *f;
  int number;
  AmtdChange change;
  GError *error;
} Call;

static void *
call (void *user)
{
  Call *c = user;

  amtd_writer_run (c->f->writer, c->f->actor, c->change, GINT_TO_POINTER (c->number), &c->error);
  return NULL;
}

/* Many at once, every third fails: the others are all there. */
static void
test_isolation (Fixture *f, const void *user)
{
  Call calls[60];
  GThread *threads[G_N_ELEMENTS (calls)];

  for (size_t i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      calls[i] = (Call) {f, i, i % 3 ? insert : insert_and_fail, NULL};
      threads[i] = g_thread_new (NULL, call, &calls[i]);
    }
  for (size_t i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_thread_join (threads[i]);
      if (i % 3)
        g_assert_no_error (calls[i].error);
      else
        g_assert_error (calls[i].error, AMT_ERROR, AMT_ERROR_CONFLICT);
      g_clear_error (&calls[i].error);
    }
  g_assert_cmpint (count (f, "SELECT count(*) FROM probe"), ==, 40);
  g_assert_cmpint (count (f, "SELECT count(*) FROM journal"), ==, 0);
}

static void
test_errors (Fixture *f, const void *user)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (amtd_writer_run (f->writer, f->actor, insert, GINT_TO_POINTER (1), NULL));
  g_assert_false (amtd_writer_run (f->writer, f->actor, insert, GINT_TO_POINTER (1), &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (amtd_writer_run (f->writer, f->actor, fail_silently, NULL, &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_FAILED);
}

static bool
write_journal (AmtdTransaction *tx, void *request, GError **error)
{
  AmtdJournalLine line = {
      "a", request, "note", "new", "in-review", "Grund: Übergabe", "{\"gate\":\"payment\",\"outcome\":\"met\"}"};

  return amtd_transaction_journal (tx, &line, error);
}

static void
test_journal (Fixture *f, const void *user)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtJournalHead) before = NULL;
  g_autoptr (AmtJournalHead) after = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) forgotten = NULL;
  AmtDatabase *other = amt_database_open (f->path, NULL, 0, NULL);

  for (int i = 0; i < 4; i++)
    g_assert_true (amtd_writer_run (f->writer, f->actor, write_journal, (void *) (i % 2 ? "r1" : "r2"), NULL));
  g_assert_true (amtd_journal_store_verify (f->reader, "a", &error));
  before = amtd_journal_store_head (f->reader, "a", NULL);
  g_assert_cmpint (before->number, ==, 4);
  entries = amtd_journal_store_list (f->reader, "r1", NULL, NULL);
  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_cmpint (((AmtJournalEntry *) entries->pdata[0])->number, ==, 4);
  g_assert_cmpstr (((AmtJournalEntry *) entries->pdata[0])->text, ==, "Grund: Übergabe");
  g_assert_cmpstr (((AmtJournalEntry *) entries->pdata[0])->by_name, ==, "Anna Öztürk");
  g_assert_cmpstr (((AmtJournalEntry *) entries->pdata[0])->gate, ==, "payment");
  g_assert_cmpstr (((AmtJournalEntry *) entries->pdata[0])->outcome, ==, "met");
  g_assert_cmpstr (((AmtJournalEntry *) entries->pdata[0])->hash, ==, before->hash);

  /* What people could read goes, the chain holds. */
  g_assert_true (amtd_journal_store_forget (other, "r1", NULL));
  g_assert_true (amtd_journal_store_verify (f->reader, "a", &error));
  forgotten = amtd_journal_store_list (f->reader, "r1", NULL, NULL);
  g_assert_cmpuint (forgotten->len, ==, 2);
  g_assert_null (((AmtJournalEntry *) forgotten->pdata[0])->text);
  g_assert_null (((AmtJournalEntry *) forgotten->pdata[0])->by_name);
  after = amtd_journal_store_head (f->reader, "a", NULL);
  g_assert_cmpstr (after->hash, ==, before->hash);

  g_assert_true (amt_database_run (other, NULL, "UPDATE journal_payloads SET text = 'Anderes' WHERE number = 3", ""));
  g_assert_false (amtd_journal_store_verify (f->reader, "a", &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_UNTRUSTED);
  amt_database_close (other);
}

static void
test_journal_only_grows (Fixture *f, const void *user)
{
  AmtDatabase *other = amt_database_open (f->path, NULL, 0, NULL);

  g_assert_true (amtd_writer_run (f->writer, f->actor, write_journal, (void *) "r", NULL));
  g_assert_false (amt_database_run (other, NULL, "DELETE FROM journal", ""));
  g_assert_false (amt_database_run (other, NULL, "UPDATE journal SET action = 'y'", ""));
  amt_database_close (other);
}

/* A request in @team, by the columns the feed reads. */
static bool
put_request (AmtdTransaction *tx, void *team, GError **error)
{
  return amt_database_run (amtd_transaction_get_database (tx), error,
                           "INSERT INTO requests (id, authority_id, team_id, file_number, version, content_version, "
                           "state, channel, service_id, service_version, received_on, received_at, fee_cents, "
                           "assurance, state_at, updated_at, search_text, summary) VALUES ('r', 'a', $1, '1', 1, 1, "
                           "'new', 'online', 's', 1, '2026-01-01', 1, 0, 'low', 1, $2, '', '{\"id\":\"r\"}')",
                           "tn", team, amtd_transaction_get_now (tx)) &&
         amtd_transaction_publish (tx, "r", NULL, "created", error);
}

static bool
move_request (AmtdTransaction *tx, void *teams, GError **error)
{
  const char *const *from_to = teams;

  return amt_database_run (amtd_transaction_get_database (tx), error, "UPDATE requests SET team_id = $1 WHERE id = 'r'",
                           "t", from_to[1]) &&
         amtd_transaction_publish (tx, "r", from_to[0], "hand-over", error);
}

static AmtdActor *
member_of (const char *const *teams)
{
  AmtdActor *actor = amtd_actor_new (AMTD_ACTOR_STAFF, "p", "P");

  actor->session = amt_session_new ();
  g_clear_pointer (&actor->session->memberships, g_ptr_array_unref);
  actor->session->memberships = amt_record_list_new ();
  for (unsigned i = 0; teams[i]; i++)
    {
      AmtMembership *membership = amt_membership_new ();

      membership->authority = amt_authority_new ();
      membership->authority->id = g_strdup ("a");
      membership->team = amt_team_new ();
      membership->team->id = g_strdup (teams[i]);
      membership->permissions = 1u << AMT_PERMISSION_READ;
      g_ptr_array_add (actor->session->memberships, membership);
    }
  return actor;
}

static void
assert_page (Fixture *f, const char *const *teams, int64_t after, const char *expected)
{
  g_autoptr (AmtdActor) actor = member_of (teams);
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const char *items;

  g_assert_true (amtd_feed_store_page (f->reader, actor, "a", after, 10, out, &error));
  text = amt_json_writer_steal_string (out);
  items = strstr (text, "\"items\":") + strlen ("\"items\":");
  g_assert_true (g_str_has_prefix (items, expected));
}

static void
test_feed_says_what_is_gone (Fixture *f, const void *user)
{
  const char *there[] = {"t1", "t2"}, *back[] = {"t2", "t1"};
  const char *const one[] = {"t1", NULL}, *const two[] = {"t2", NULL}, *const both[] = {"t1", "t2", NULL};

  g_assert_true (amtd_writer_run (f->writer, f->actor, put_request, (void *) "t1", NULL));
  assert_page (f, one, 0, "[{\"seq\":1,\"kind\":\"request\",\"id\":\"r\",\"request\":{\"id\":\"r\"}");
  assert_page (f, two, 0, "[]");
  g_assert_true (amtd_writer_run (f->writer, f->actor, move_request, there, NULL));
  assert_page (f, one, 1, "[{\"seq\":2,\"kind\":\"gone\",\"id\":\"r\"");
  assert_page (f, one, 0, "[]"); /* from the beginning nothing is gone */
  assert_page (f, two, 0, "[{\"seq\":3,\"kind\":\"request\"");
  assert_page (f, both, 1, "[{\"seq\":3,\"kind\":\"request\"");
  g_assert_true (amtd_writer_run (f->writer, f->actor, move_request, back, NULL));
  assert_page (f, one, 1, "[{\"seq\":5,\"kind\":\"request\"");
  assert_page (f, two, 3, "[{\"seq\":4,\"kind\":\"gone\"");
  g_assert_cmpint (count (f, "SELECT count(*) FROM feed"), ==, 2);
}

static void
test_feed_forgets_what_is_old (Fixture *f, const void *user)
{
  const char *const one[] = {"t1", NULL};
  AmtDatabase *other = amt_database_open (f->path, NULL, 0, NULL);

  g_assert_true (amtd_writer_run (f->writer, f->actor, put_request, (void *) "t1", NULL));
  amt_database_run (other, NULL, "UPDATE requests SET state = 'issued'", "");
  assert_page (f, one, 0, "[{\"seq\":1,\"kind\":\"request\"");
  amt_database_run (other, NULL, "UPDATE requests SET updated_at = updated_at - 91 * 86400000000", "");
  assert_page (f, one, 0, "[]");
  amt_database_run (other, NULL, "UPDATE feed SET seq = 2", "");
  assert_page (f, one, 1, "[{\"seq\":2,\"kind\":\"gone\"");
  amt_database_run (other, NULL, "UPDATE requests SET state = 'new'", "");
  assert_page (f, one, 0, "[{\"seq\":2,\"kind\":\"request\"");
  amt_database_close (other);
}

#define HOUR (INT64_C (60) * 60 * G_USEC_PER_SEC)

/* Until when "office" is blocked after @n wrong passwords an hour, for eight hours a day, for three weeks; at most. */
static bool
mistype (AmtdTransaction *tx, void *n, GError **error)
{
  static const char *const subjects[] = {"office", NULL};
  AmtDatabase *db = amtd_transaction_get_database (tx);
  int64_t until, begin = 20000 * 24 * HOUR;

  for (int hour = 0; hour < 21 * 24; hour++)
    for (int i = 0; hour % 24 < 8 && i < GPOINTER_TO_INT (n); i++)
      if (!amtd_session_store_count_failure (db, "office", 200, 30 * G_USEC_PER_SEC, begin + hour * HOUR, error))
        return false;
  if (!amtd_session_store_blocked_until (db, subjects, &until, error))
    return false;
  return until == 0 || (amt_error_set (error, AMT_ERROR_LIMITED, NULL, NULL, "blocked"), false);
}

static void
test_failures_of_a_day (Fixture *f, const void *user)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (amtd_writer_run (f->writer, f->actor, mistype, GINT_TO_POINTER (20), &error));
  g_assert_no_error (error);
  g_assert_false (amtd_writer_run (f->writer, f->actor, mistype, GINT_TO_POINTER (30), &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_LIMITED);
}

static void
test_published_after_commit (Fixture *f, const void *user)
{
  const AmtdPublished *item;

  g_assert_true (amtd_writer_run (f->writer, f->actor, put_request, (void *) "t1", NULL));
  /* The callback follows the answer; another round makes sure that it has been. */
  g_assert_true (amtd_writer_run (f->writer, f->actor, insert, GINT_TO_POINTER (1), NULL));
  g_assert_nonnull (f->published);
  g_assert_cmpuint (f->published->len, ==, 1);
  item = f->published->pdata[0];
  g_assert_cmpstr (item->team_id, ==, "t1");
  g_assert_cmpstr (item->by_name, ==, "Anna Öztürk");
  g_assert_cmpint (item->seq, ==, 1);
  g_assert_null (item->old_team_id);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add ("/writer/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (isolation);
  ADD (errors);
  ADD (journal);
  ADD (journal_only_grows);
  ADD (feed_says_what_is_gone);
  ADD (feed_forgets_what_is_old);
  ADD (published_after_commit);
  ADD (failures_of_a_day);
  return g_test_run ();
}
