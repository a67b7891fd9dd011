/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-domain.h"

#include "amt-error.h"
#include "amt-json-reader.h"
#include "amtd-catalogue-store.h"
#include "amtd-office-store.h"

#define MAX_RENDERERS 8 /* kept; more are made and freed when so many workers render at once */

struct _AmtdDomain
{
  GMutex lock;           /* of the three below */
  GHashTable *services;  /* "authority/id/version" → AmtService */
  GHashTable *calendars; /* land → AmtCalendar */
  GPtrArray *renderers;  /* idle AmtDocumentRenderer */
  GPtrArray *catalogue;  /* of AmtService: the files, newest of each */
  char *data;
  AmtdFiles files;
  char *trust;
};

static GBytes *
read_file (const char *path, GError **error)
{
  char *text;
  gsize length;

  return g_file_get_contents (path, &text, &length, error) ? g_bytes_new_take (text, length) : NULL;
}

static bool
load_service (AmtdDomain *self, const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = read_file (path, error);
  AmtService *service;

  if (bytes == NULL)
    return false;
  service = amt_record_from_bytes (&amt_service_type, bytes, 4 * AMT_JSON_MAX_BYTES, error);
  if (service == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return false;
    }
  g_ptr_array_add (self->catalogue, service);
  return true;
}

static bool
load_catalogue (AmtdDomain *self, GError **error)
{
  g_autofree char *folder = g_build_filename (self->data, "catalogue", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);
  const char *name;

  if (dir == NULL)
    return false;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_suffix (name, ".json") && !load_service (self, path, error))
        return false;
    }
  return true;
}

bool
amtd_domain_seed_catalogue (AmtdDomain *self, AmtDatabase *db, const char *authority_id, GError **error)
{
  for (guint i = 0; i < self->catalogue->len; i++)
    {
      bool added;

      if (!amtd_catalogue_store_add (db, authority_id, g_ptr_array_index (self->catalogue, i), &added, error))
        return false;
      if (added)
        g_debug ("Catalogue: %s is new", ((AmtService *) g_ptr_array_index (self->catalogue, i))->id);
    }
  return true;
}

static bool
seed_all (AmtdTransaction *tx, void *data, GError **error)
{
  AmtDatabase *db = amtd_transaction_get_database (tx);
  g_autoptr (GPtrArray) authorities = NULL;

  if (!amtd_office_store_seed_roles (db, error))
    return false;
  authorities = amtd_office_store_list_authorities (db, error);
  for (guint i = 0; authorities != NULL && i < authorities->len; i++)
    {
      const AmtAuthority *authority = g_ptr_array_index (authorities, i);

      if (!amtd_domain_seed_catalogue (data, db, authority->id, error))
        return false;
    }
  return authorities != NULL;
}

AmtdDomain *
amtd_domain_new (AmtdServer *server, GError **error)
{
  AmtdDomain *self = g_new0 (AmtdDomain, 1);
  g_autoptr (AmtdActor) actor = amtd_actor_new (AMTD_ACTOR_SERVER, NULL, NULL);

  g_mutex_init (&self->lock);
  self->services = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) amt_service_unref);
  self->calendars = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) amt_calendar_unref);
  self->renderers = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_document_renderer_free);
  self->catalogue = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_service_unref);
  self->data = amtd_config_data_path (server->config, ".");
  self->files.directory = amtd_config_state_path (server->config, "files");
  self->files.key = server->database_key != NULL ? g_bytes_ref (server->database_key) : NULL;
  self->trust = amtd_config_state_path (server->config, "trust");

  if (!load_catalogue (self, error) || !amtd_writer_run (server->writer, actor, seed_all, self, error))
    g_clear_pointer (&self, amtd_domain_free);
  return self;
}

void
amtd_domain_free (AmtdDomain *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->services);
  g_hash_table_unref (self->calendars);
  g_ptr_array_unref (self->renderers);
  g_ptr_array_unref (self->catalogue);
  g_mutex_clear (&self->lock);
  g_free (self->data);
  g_free (self->files.directory);
  g_clear_pointer (&self->files.key, g_bytes_unref);
  g_free (self->trust);
  g_free (self);
}

bool
amtd_domain_sweep (AmtdServer *server, GError **error)
{
  g_autoptr (AmtDatabase) db = amtd_server_open_reader (server, error);
  int swept = db != NULL ? amtd_file_store_sweep (&server->domain->files, db, error) : -1;

  if (swept > 0)
    g_info ("Removed %d files that nothing names", swept);
  return swept >= 0;
}

AmtService *
amtd_domain_get_service (AmtdDomain *self, AmtDatabase *db, const char *authority_id, const char *id, int64_t version,
                         GError **error)
{
  g_autofree char *key = g_strdup_printf ("%s/%s/%" G_GINT64_FORMAT, authority_id, id, version);
  AmtService *service;

  g_mutex_lock (&self->lock);
  service = g_hash_table_lookup (self->services, key);
  if (service != NULL)
    amt_service_ref (service);
  g_mutex_unlock (&self->lock);
  if (service != NULL)
    return service;

  service = amtd_catalogue_store_get (db, authority_id, id, version, error);
  if (service == NULL)
    return NULL;
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->services, g_steal_pointer (&key), amt_service_ref (service));
  g_mutex_unlock (&self->lock);
  return service;
}

GBytes *
amtd_domain_read_calendar (AmtdDomain *self, const char *land, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (land, -1);
  g_autofree char *name = g_strconcat (lower, ".json", NULL);
  g_autofree char *path = g_build_filename (self->data, "calendar", name, NULL);
  g_autoptr (GError) local = NULL;
  GBytes *bytes = strchr (land, '/') == NULL ? read_file (path, &local) : NULL;

  if (bytes == NULL)
    amt_error_set (error, AMT_ERROR_INVALID, "unknown-land", "land", "There is no calendar for “%s”", land);
  return bytes;
}

AmtCalendar *
amtd_domain_get_calendar (AmtdDomain *self, const char *land, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  AmtCalendar *calendar;

  g_mutex_lock (&self->lock);
  calendar = g_hash_table_lookup (self->calendars, land);
  if (calendar != NULL)
    amt_calendar_ref (calendar);
  g_mutex_unlock (&self->lock);
  if (calendar != NULL)
    return calendar;

  bytes = amtd_domain_read_calendar (self, land, error);
  calendar = bytes != NULL ? amt_calendar_new_from_bytes (bytes, error) : NULL;
  if (calendar == NULL)
    return NULL;
  g_mutex_lock (&self->lock);
  g_hash_table_replace (self->calendars, g_strdup (land), amt_calendar_ref (calendar));
  g_mutex_unlock (&self->lock);
  return calendar;
}

GBytes *
amtd_domain_render (AmtdDomain *self, const AmtDocumentInput *input, GError **error)
{
  AmtDocumentRenderer *renderer = NULL;
  GBytes *bytes;

  g_mutex_lock (&self->lock);
  if (self->renderers->len > 0)
    renderer = g_ptr_array_steal_index (self->renderers, self->renderers->len - 1);
  g_mutex_unlock (&self->lock);
  if (renderer == NULL)
    renderer = amt_document_renderer_new (NULL, error);
  if (renderer == NULL)
    return NULL;

  bytes = amt_document_renderer_render (renderer, input, error);

  g_mutex_lock (&self->lock);
  if (self->renderers->len < MAX_RENDERERS)
    g_ptr_array_add (self->renderers, g_steal_pointer (&renderer));
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&renderer, amt_document_renderer_free);
  return bytes;
}

AmtTrust *
amtd_domain_load_trust (AmtdDomain *self, GError **error)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_autoptr (GDir) dir = g_dir_open (self->trust, 0, NULL);
  g_auto (GStrv) list = NULL;
  g_autoptr (GError) local = NULL;
  AmtTrust *trust;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".pem"))
      g_strv_builder_take (paths, g_build_filename (self->trust, name, NULL));

  list = g_strv_builder_end (paths);
  if (list[0] == NULL)
    {
      amt_error_set (error, AMT_ERROR_UNAVAILABLE, "no-trust", NULL,
                     "No root certificate lies in the folder “trust” of the server's state");
      return NULL;
    }
  trust = amt_trust_new ((const char *const *) list, &local);
  if (trust == NULL)
    amt_error_set (error, AMT_ERROR_UNAVAILABLE, "no-trust", NULL,
                   "A root certificate in the folder “trust” cannot be read");
  return trust;
}

const AmtdFiles *
amtd_domain_get_files (AmtdDomain *self)
{
  return &self->files;
}

const char *
amtd_domain_get_data (AmtdDomain *self)
{
  return self->data;
}
