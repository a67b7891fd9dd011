/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-replica-files.h"

#include "amt-error.h"
#include "amt-migration.h"

#include <errno.h>
#include <glib/gstdio.h>

/* Rows narrow enough to be scanned stand apart from what a row shows. "queues" are bits of AmtQueue. Ids are never
 * used twice, since lists hold them. */
static const char *const feed_scripts[] = {
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE feed (authority_id TEXT PRIMARY KEY, epoch TEXT, last INTEGER NOT NULL, head INTEGER NOT NULL,"
    "  generation INTEGER NOT NULL, complete INTEGER NOT NULL, synced_at INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE request (id INTEGER PRIMARY KEY AUTOINCREMENT, request_id TEXT NOT NULL UNIQUE,"
    "  authority_id TEXT NOT NULL, team_id TEXT NOT NULL, service_id TEXT NOT NULL, state INTEGER NOT NULL,"
    "  version INTEGER NOT NULL, handler_id TEXT, due_on TEXT, follow_up_on TEXT, received_on TEXT NOT NULL,"
    "  identity INTEGER NOT NULL, payment INTEGER NOT NULL, name_key TEXT NOT NULL, updated_at INTEGER NOT NULL,"
    "  queues INTEGER NOT NULL, late INTEGER NOT NULL, base_version INTEGER NOT NULL, generation INTEGER NOT NULL);"
    "CREATE TABLE summary (id INTEGER PRIMARY KEY, json TEXT NOT NULL);"
    "CREATE VIRTUAL TABLE search USING fts5 (words, tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3',"
    "  detail = none);"
    "INSERT INTO search (search, rank) VALUES ('secure-delete', 1);"
    "CREATE TABLE service (authority_id TEXT NOT NULL, service_id TEXT NOT NULL, words TEXT NOT NULL,"
    "  PRIMARY KEY (authority_id, service_id)) WITHOUT ROWID;"
    "CREATE TABLE kept (name TEXT PRIMARY KEY, etag TEXT, json TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE queue_count (team_id TEXT NOT NULL, queue INTEGER NOT NULL, total INTEGER NOT NULL,"
    "  late INTEGER NOT NULL, PRIMARY KEY (team_id, queue)) WITHOUT ROWID;",
    /* The usual orders with all they ask of a row (see the orders of amt-feed-reader.c): a list is read whole after each
     * change, on the main thread. In this order nothing is sorted, and what is not read need not be deciphered. */
    "CREATE INDEX request_by_due ON request (due_on IS NULL, due_on, received_on, id, queues, team_id);"
    "CREATE INDEX request_by_receipt ON request (received_on, id, queues, team_id);",
    /* To whom it was sent to sign, and which right signs a service: what is there already is read once more. */
    "ALTER TABLE request ADD COLUMN signer_id TEXT;"
    "ALTER TABLE service ADD COLUMN signs INTEGER;"
    "UPDATE kept SET etag = NULL WHERE name LIKE 'catalogue/%';"
    "UPDATE feed SET epoch = NULL, last = 0, complete = 0, generation = generation + 1;",
    NULL,
};

static const char *const desk_scripts[] = {
    "CREATE TABLE owner (id INTEGER PRIMARY KEY CHECK (id = 1), server TEXT NOT NULL, person_id TEXT NOT NULL);"
    "CREATE TABLE seen (request_id TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE fetched (request_id TEXT PRIMARY KEY, at INTEGER NOT NULL, size INTEGER NOT NULL, json TEXT NOT "
    "NULL);"
    "CREATE TABLE content (id TEXT PRIMARY KEY, request_id TEXT NOT NULL, at INTEGER NOT NULL, size INTEGER NOT NULL,"
    "  bytes BLOB NOT NULL);"
    "CREATE TABLE kept (name TEXT PRIMARY KEY, json TEXT NOT NULL);"
    "CREATE TABLE composition (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;"
    "CREATE TABLE outbox (id TEXT PRIMARY KEY, request_id TEXT NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL);"
    "CREATE TABLE journal_head (authority_id TEXT PRIMARY KEY, number INTEGER NOT NULL, hash TEXT NOT NULL)"
    "  WITHOUT ROWID;",
    NULL,
};

/* How many unreadable desk files are kept. */
#define MAX_ASIDE 2

/* What the server has can be read again, so a power cut may take the last moments (never half of them); being killed
 * takes nothing. */
#define FEED_PRAGMAS "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 2000;"
#define DESK_PRAGMAS "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -4096;"

AmtReplicaFiles *
amt_replica_files_new (const char *directory, const char *server, const char *user, GBytes *key)
{
  AmtReplicaFiles *self = g_new0 (AmtReplicaFiles, 1);
  g_autofree char *both = g_strconcat (server, "\n", user, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);

  /* Neither the server's nor the person's name stands in the file names. */
  sum[24] = '\0';
  self->directory = g_strdup (directory);
  self->feed = g_strdup_printf ("%s/%s.feed", directory, sum);
  self->desk = g_strdup_printf ("%s/%s.desk", directory, sum);
  self->key = key != NULL ? g_bytes_ref (key) : NULL;
  return self;
}

AmtReplicaFiles *
amt_replica_files_copy (const AmtReplicaFiles *self)
{
  AmtReplicaFiles *copy = g_new0 (AmtReplicaFiles, 1);

  copy->directory = g_strdup (self->directory);
  copy->feed = g_strdup (self->feed);
  copy->desk = g_strdup (self->desk);
  copy->key = g_bytes_ref (self->key);
  return copy;
}

void
amt_replica_files_free (AmtReplicaFiles *self)
{
  g_free (self->directory);
  g_free (self->feed);
  g_free (self->desk);
  g_clear_pointer (&self->key, g_bytes_unref);
  g_free (self);
}

static bool
set_not_writable (const char *path, GError **error)
{
  amt_error_set (error, AMT_ERROR_FAILED, "not-writable", NULL, "%s: %s", path, g_strerror (errno));
  return false;
}

bool
amt_replica_files_prepare (const AmtReplicaFiles *self, GError **error)
{
  return g_mkdir_with_parents (self->directory, 0700) == 0 || set_not_writable (self->directory, error);
}

static AmtDatabase *
open_migrated (const char *path, GBytes *key, const char *pragmas, const char *const *scripts, GError **error)
{
  g_autoptr (AmtDatabase) database = amt_database_open (path, key, AMT_DATABASE_CREATE, error);

  if (database == NULL || !amt_database_run_script (database, pragmas, error) ||
      !amt_database_migrate (database, scripts, error))
    return NULL;
  return g_steal_pointer (&database);
}

AmtDatabase *
amt_replica_files_open_feed (const AmtReplicaFiles *self, GError **error)
{
  return open_migrated (self->feed, self->key, FEED_PRAGMAS, feed_scripts, error);
}

AmtDatabase *
amt_replica_files_open_desk (const AmtReplicaFiles *self, GError **error)
{
  return open_migrated (self->desk, self->key, DESK_PRAGMAS, desk_scripts, error);
}

AmtDatabase *
amt_replica_files_open_reader (const AmtReplicaFiles *self, GError **error)
{
  g_autoptr (AmtDatabase) database = amt_database_open (self->feed, self->key, AMT_DATABASE_READ_ONLY, error);

  if (database == NULL || !amt_database_run_script (database, "PRAGMA cache_size = -32768;", error))
    return NULL;
  return g_steal_pointer (&database);
}

bool
amt_replica_files_remove (const char *path, GError **error)
{
  static const char *const endings[] = {"-wal", "-shm", ""};

  for (size_t i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *file = g_strconcat (path, endings[i], NULL);

      if (g_unlink (file) != 0 && errno != ENOENT)
        return set_not_writable (file, error);
    }
  return true;
}

static char *
aside_name (const AmtReplicaFiles *self, int number)
{
  return g_strdup_printf ("%s.damaged-%d", self->desk, number);
}

static bool
move_file (const char *from, const char *to, GError **error)
{
  static const char *const endings[] = {"-wal", ""};

  for (size_t i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *source = g_strconcat (from, endings[i], NULL);
      g_autofree char *target = g_strconcat (to, endings[i], NULL);

      if (g_rename (source, target) != 0 && errno != ENOENT)
        return set_not_writable (source, error);
    }
  return amt_replica_files_remove (from, error);
}

bool
amt_replica_files_set_desk_aside (const AmtReplicaFiles *self, char **kept_at, GError **error)
{
  g_autofree char *oldest = aside_name (self, MAX_ASIDE);
  g_autofree char *newest = aside_name (self, 1);

  if (!amt_replica_files_remove (oldest, error))
    return false;
  for (int i = MAX_ASIDE - 1; i >= 1; i--)
    {
      g_autofree char *from = aside_name (self, i);
      g_autofree char *to = aside_name (self, i + 1);

      if (!move_file (from, to, error))
        return false;
    }
  if (!move_file (self->desk, newest, error))
    return false;
  *kept_at = g_steal_pointer (&newest);
  return true;
}

bool
amt_replica_files_remove_aside (const AmtReplicaFiles *self, GError **error)
{
  for (int i = 1; i <= MAX_ASIDE; i++)
    {
      g_autofree char *aside = aside_name (self, i);

      if (!amt_replica_files_remove (aside, error))
        return false;
    }
  return true;
}

bool
amt_replica_files_forget (const AmtReplicaFiles *self, GError **error)
{
  return amt_replica_files_remove_aside (self, error) && amt_replica_files_remove (self->feed, error) &&
         amt_replica_files_remove (self->desk, error);
}

bool
amt_replica_files_is_damage (const GError *error)
{
  const char *slug = amt_error_get_slug (error);

  /* By slug: a server's certificate that does not hold is UNTRUSTED as well. */
  return (g_error_matches (error, AMT_ERROR, AMT_ERROR_UNTRUSTED) && g_strcmp0 (slug, "not-a-database") == 0) ||
         (g_error_matches (error, AMT_ERROR, AMT_ERROR_CONFLICT) && g_strcmp0 (slug, "newer-schema") == 0);
}
