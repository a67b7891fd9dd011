/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-server.h"

#include "amt-error.h"
#include "amt-migration.h"
#include "amtd-domain.h"
#include "amtd-feed-store.h"
#include "amtd-live.h"
#include "amtd-log.h"
#include "amtd-request-store.h"
#include "amtd-sql-resources.h"

#include <errno.h>

#define DATABASE_FILE "amtsstube.db"

static const char *const directories[] = {"incoming", "files", NULL};

static bool
make_directories (const AmtdConfig *config, GError **error)
{
  for (unsigned i = 0; directories[i]; i++)
    {
      g_autofree char *path = amtd_config_state_path (config, directories[i]);

      if (g_mkdir_with_parents (path, 0700) != 0)
        {
          amt_error_set (error, AMT_ERROR_UNAVAILABLE, "storage-error", NULL, "%s: %s", path, g_strerror (errno));
          return false;
        }
    }
  return true;
}

static AmtDatabase *
open_database (AmtdServer *self, AmtDatabaseFlags flags, GError **error)
{
  g_autofree char *path = amtd_config_state_path (self->config, DATABASE_FILE);

  if (!(flags & AMT_DATABASE_CREATE) && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      amt_error_set (error, AMT_ERROR_NOT_FOUND, "no-database", NULL, "%s is not there: begin with init", path);
      return NULL;
    }
  return amt_database_open (path, self->database_key, flags, error);
}

/* In one transaction: workstations that rebuild their copies must find all of it. */
static bool
renew_summaries (AmtDatabase *db, GError **error)
{
  int64_t renewed;

  if (!amt_database_begin (db, error))
    return false;
  if (amtd_request_store_renew_summaries (db, &renewed, error) && (renewed == 0 || amtd_feed_store_renew (db, error)) &&
      amt_database_commit (db, error))
    {
      if (renewed > 0)
        amtd_log (AMTD_LOG_INFO, "summaries", "renewed=%" G_GINT64_FORMAT, renewed);
      return true;
    }
  amt_database_rollback (db);
  return false;
}

static bool
begin_database (AmtDatabase *db, GError **error)
{
  g_auto (GStrv) scripts = amt_migration_load (amtd_sql_get_resource (), "/org/amtsstube/server/sql", error);

  return scripts && amt_database_migrate (db, (const char *const *) scripts, error) &&
         amtd_feed_store_begin (db, error) && renew_summaries (db, error);
}

static void
published (GPtrArray *published, void *data)
{
  amtd_live_publish (data, published);
}

static bool
start (AmtdServer *self, bool create, GError **error)
{
  g_autoptr (AmtDatabase) database = NULL;
  AmtDatabase *reader;

  if (!amtd_config_read_database_key (self->config, &self->database_key, error) ||
      !make_directories (self->config, error) ||
      !(database = open_database (self, create ? AMT_DATABASE_CREATE : 0, error)) ||
      !begin_database (database, error) || !(reader = amtd_server_open_reader (self, error)))
    return false;
  self->live = amtd_live_new (reader);
  self->writer = amtd_writer_new (g_steal_pointer (&database));
  amtd_writer_set_published (self->writer, published, self->live);
  self->domain = amtd_domain_new (self, error);
  return self->domain != NULL;
}

AmtdServer *
amtd_server_new (AmtdConfig *config, bool create, GError **error)
{
  AmtdServer *self = g_new0 (AmtdServer, 1);

  self->config = config;
  g_mutex_init (&self->hashing);
  if (start (self, create, error))
    return self;
  amtd_server_free (self);
  return NULL;
}

void
amtd_server_free (AmtdServer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->domain, amtd_domain_free);
  g_clear_pointer (&self->writer, amtd_writer_free);
  g_clear_pointer (&self->live, amtd_live_free);
  g_clear_pointer (&self->database_key, g_bytes_unref);
  amtd_config_free (self->config);
  g_mutex_clear (&self->hashing);
  g_free (self);
}

AmtDatabase *
amtd_server_open_reader (AmtdServer *self, GError **error)
{
  return open_database (self, AMT_DATABASE_READ_ONLY, error);
}
