/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-desk.h"

#include "amt-error.h"
#include "amt-http.h"
#include "amt-json-reader.h"
#include "amt-secrets.h"

#include <glib/gstdio.h>
#include <sys/random.h>

#define KEY_BYTES 32
#define CATALOGUE_MAX_BYTES (8 * 1024 * 1024)

struct _AmtDesk
{
  GObject parent_instance;

  AmtApi *api;             /* (owned) */
  AmtSecrets *secrets;     /* (owned) */
  AmtReplica *replica;     /* (owned) */
  AmtCatalogue *catalogue; /* (owned) */
  GHashTable *services;    /* (owned) authority id → GPtrArray of AmtService */
  GError *problem;         /* (owned) (nullable) */
  char *passing;           /* (owned) (nullable): a folder to be removed with the desk */
  bool stay;
  bool asking;  /* for the catalogue */
  bool current; /* it is the server's of this run */
};

G_DEFINE_FINAL_TYPE (AmtDesk, amt_desk, G_TYPE_OBJECT)

static void
remove_passing (AmtDesk *self)
{
  g_autoptr (GError) error = NULL;

  if (self->replica && self->passing && !amt_replica_forget (self->replica, &error))
    g_warning ("The passing copy stays: %s", error->message);
  if (self->passing)
    g_rmdir (self->passing);
  g_clear_pointer (&self->passing, g_free);
}

static void
amt_desk_dispose (GObject *object)
{
  AmtDesk *self = AMT_DESK (object);

  if (self->api)
    g_signal_handlers_disconnect_by_data (self->api, self);
  if (self->replica)
    {
      g_signal_handlers_disconnect_by_data (self->replica, self);
      amt_replica_stop (self->replica);
    }
  remove_passing (self);
  if (self->replica)
    g_object_run_dispose (G_OBJECT (self->replica)); /* what is under way may hold it: its files are closed now */
  g_clear_object (&self->replica);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->secrets);
  g_clear_object (&self->api);
  g_clear_pointer (&self->services, g_hash_table_unref);
  g_clear_error (&self->problem);
  G_OBJECT_CLASS (amt_desk_parent_class)->dispose (object);
}

static void
amt_desk_class_init (AmtDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = amt_desk_dispose;
}

static void
amt_desk_init (AmtDesk *self)
{
  self->services = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
}

/* --- the catalogue --- */

static char *
kept_name (const char *authority_id)
{
  return g_strconcat ("catalogue/", authority_id, NULL);
}

static GPtrArray *
new_services (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) amt_service_unref);
}

/* All authorities' services as one list. */
static void
publish_services (AmtDesk *self)
{
  g_autoptr (GPtrArray) all = new_services ();
  GHashTableIter iter;
  GPtrArray *services;

  g_hash_table_iter_init (&iter, self->services);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &services))
    for (unsigned i = 0; i < services->len; i++)
      g_ptr_array_add (all, amt_service_ref (services->pdata[i]));
  amt_catalogue_set_services (self->catalogue, all);
}

/* Returns: whether they are others than those kept. */
static bool
keep_services (AmtDesk *self, const char *authority_id, GPtrArray *services)
{
  g_autoptr (AmtJsonWriter) out = amt_json_writer_new ();
  g_autofree char *name = kept_name (authority_id);
  g_autofree char *kept = amt_replica_get_kept (self->replica, name);
  g_autofree char *json = NULL;

  amt_json_writer_begin_object (out);
  amt_json_writer_name (out, "items");
  amt_json_writer_begin_array (out);
  for (unsigned i = 0; i < services->len; i++)
    amt_service_to_json (services->pdata[i], out);
  amt_json_writer_end_array (out);
  amt_json_writer_end_object (out);
  json = amt_json_writer_steal_string (out);
  if (g_strcmp0 (json, kept) == 0)
    return false;
  amt_replica_put_kept (self->replica, name, json);
  return true;
}

/* (nullable): NULL when nothing was kept or a newer program kept it. */
static GPtrArray *
parse_services (const char *json)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (JsonObject) object = amt_json_read (bytes, CATALOGUE_MAX_BYTES, NULL);
  g_autoptr (GPtrArray) services = new_services ();
  JsonArray *items = object && json_object_has_member (object, "items") ? json_object_get_array_member (object, "items")
                                                                        : NULL;

  for (unsigned i = 0; items && i < json_array_get_length (items); i++)
    {
      AmtService *service = amt_service_from_answer (json_array_get_object_element (items, i), NULL);

      if (service)
        g_ptr_array_add (services, service);
    }
  return services->len > 0 ? g_steal_pointer (&services) : NULL;
}

/* The ids of the authorities one works for, each once. */
static GPtrArray *
authority_ids (AmtDesk *self)
{
  const AmtSession *session = amt_replica_get_session (self->replica);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (unsigned i = 0; i < session->memberships->len; i++)
    {
      const AmtMembership *membership = session->memberships->pdata[i];

      if (!g_ptr_array_find_with_equal_func (ids, membership->authority->id, g_str_equal, NULL))
        g_ptr_array_add (ids, g_strdup (membership->authority->id));
    }
  return ids;
}

static void
load_kept_services (AmtDesk *self)
{
  g_autoptr (GPtrArray) ids = authority_ids (self);

  for (unsigned i = 0; i < ids->len; i++)
    {
      g_autofree char *name = kept_name (ids->pdata[i]);
      g_autofree char *json = amt_replica_get_kept (self->replica, name);
      GPtrArray *services = json ? parse_services (json) : NULL;

      if (services)
        g_hash_table_replace (self->services, g_strdup (ids->pdata[i]), services);
    }
  publish_services (self);
}

/* Everything that is shown is told of other services: not for those it shows already. */
static void
take_services (AmtDesk *self, const char *authority_id, GPtrArray *services)
{
  bool known = g_hash_table_contains (self->services, authority_id);

  if (!keep_services (self, authority_id, services) && known)
    return;
  g_hash_table_replace (self->services, g_strdup (authority_id), g_ptr_array_ref (services));
  publish_services (self);
}

static DexFuture *
catalogue_fiber (gpointer user_data)
{
  AmtDesk *self = user_data;
  g_autoptr (GPtrArray) ids = NULL;
  bool all = true;

  if (!self->replica) /* closed before we began */
    return dex_future_new_true ();
  ids = authority_ids (self);
  for (unsigned i = 0; i < ids->len; i++)
    {
      g_autoptr (GPtrArray) services = NULL;
      g_autoptr (GError) error = NULL;

      services = dex_await_boxed (amt_api_get_catalogue (self->api, ids->pdata[i]), &error);
      if (!self->replica) /* closed meanwhile */
        return dex_future_new_true ();
      if (services)
        take_services (self, ids->pdata[i], services);
      else
        g_debug ("No catalogue: %s", error->message);
      all = all && services;
    }
  self->asking = false;
  self->current = all;
  return dex_future_new_true ();
}

static void
fetch_catalogue (AmtDesk *self)
{
  if (self->asking)
    return;
  self->asking = true;
  dex_future_disown (dex_scheduler_spawn (NULL, 0, catalogue_fiber, g_object_ref (self), g_object_unref));
}

/* Begun without network: with it comes the catalogue. */
static void
on_status (AmtDesk *self)
{
  if (!self->current && amt_replica_get_status (self->replica) == AMT_REPLICA_UP_TO_DATE)
    fetch_catalogue (self);
}

/* --- opening --- */

static void
on_token (AmtDesk *self)
{
  const char *token = amt_api_get_token (self->api);

  if (self->stay && token)
    dex_future_disown (amt_secrets_store_token (self->secrets, token));
  if (token)
    amt_replica_start (self->replica);
}

typedef struct
{
  AmtDesk *desk; /* (owned) what becomes of it; not on the fiber's stack, which nobody clears when the program ends */
  AmtSession *session; /* (owned) (nullable) */
  char *user;          /* (owned) */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_clear_object (&opening->desk);
  g_clear_pointer (&opening->session, amt_session_unref);
  g_free (opening->user);
  g_free (opening);
}

static char *
copies_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "amtsstube", NULL);
}

/* The key of the copy; without a keyring one for this run only, with a folder of its own. */
static GBytes *
find_key (AmtDesk *self)
{
  GBytes *key = dex_await_boxed (amt_secrets_ensure_key (self->secrets), &self->problem);
  uint8_t random[KEY_BYTES];

  if (key)
    return key;
  if (getrandom (random, sizeof random, 0) != sizeof random)
    return NULL;
  self->stay = false;
  self->passing = g_dir_make_tmp ("amtsstube-XXXXXX", NULL);
  return self->passing ? g_bytes_new (random, sizeof random) : NULL;
}

static bool
open_replica (AmtDesk *self, Opening *opening, GError **error)
{
  g_autoptr (GBytes) key = find_key (self);
  g_autofree char *directory = self->passing ? g_strdup (self->passing) : copies_folder ();
  g_autoptr (GError) local = NULL;

  if (!key)
    {
      amt_error_set (error, AMT_ERROR_FAILED, "not-writable", NULL, "No place for a copy of the requests");
      return false;
    }
  self->replica = amt_replica_open (directory, self->api, opening->user, opening->session, key, &local);
  if (!self->replica && g_error_matches (local, AMT_ERROR, AMT_ERROR_NOT_FOUND))
    {
      opening->session = dex_await_boxed (amt_api_get_session (self->api), error);
      if (!opening->session)
        return false;
      g_clear_error (&local);
      self->replica = amt_replica_open (directory, self->api, opening->user, opening->session, key, &local);
    }
  if (!self->replica)
    g_propagate_error (error, g_steal_pointer (&local));
  return self->replica != NULL;
}

static bool
load_token (AmtDesk *self, GError **error)
{
  g_autofree char *token = dex_await_string (amt_secrets_load_token (self->secrets), error);

  if (!token)
    return false;
  amt_api_set_token (self->api, token);
  return true;
}

static DexFuture *
open_fiber (gpointer user_data)
{
  Opening *opening = user_data;
  AmtDesk *self = opening->desk;
  GError *error = NULL;

  if (!opening->session && !load_token (self, &error))
    return dex_future_new_for_error (error);
  if (!open_replica (self, opening, &error))
    {
      if (amt_http_is_removal (error))
        dex_await (amt_desk_forget (amt_api_get_base_url (self->api), opening->user), NULL);
      return dex_future_new_for_error (error);
    }
  if (self->stay && opening->session) /* else it came from there */
    dex_await (amt_secrets_store_token (self->secrets, amt_api_get_token (self->api)),
               self->problem ? NULL : &self->problem);
  self->catalogue = amt_catalogue_new (amt_replica_get_session (self->replica));
  load_kept_services (self);
  g_signal_connect_swapped (self->api, "notify::token", G_CALLBACK (on_token), self);
  g_signal_connect_swapped (self->replica, "notify::status", G_CALLBACK (on_status), self);
  amt_replica_start (self->replica);
  fetch_catalogue (self);
  return dex_future_new_take_object (g_steal_pointer (&opening->desk));
}

typedef struct
{
  char *server; /* (owned) */
  char *user;   /* (owned) */
} Leavings;

static void
leavings_free (gpointer data)
{
  Leavings *leavings = data;

  g_free (leavings->server);
  g_free (leavings->user);
  g_free (leavings);
}

/* Without a keyring there is no key in it; the files go in any case. */
static DexFuture *
forget_fiber (gpointer user_data)
{
  Leavings *leavings = user_data;
  g_autoptr (AmtSecrets) secrets = amt_secrets_new (leavings->server, leavings->user);
  g_autofree char *directory = copies_folder ();
  GError *error = NULL;

  dex_await (amt_secrets_forget (secrets), NULL);
  if (!amt_replica_delete (directory, leavings->server, leavings->user, &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

DexFuture *
amt_desk_forget (const char *server, const char *user)
{
  Leavings *leavings;

  g_return_val_if_fail (server != NULL && user != NULL, NULL);

  leavings = g_new0 (Leavings, 1);
  leavings->server = g_strdup (server);
  leavings->user = g_strdup (user);
  return dex_scheduler_spawn (NULL, 0, forget_fiber, leavings, leavings_free);
}

DexFuture *
amt_desk_open (AmtApi *api, AmtSecrets *secrets, AmtSession *session, const char *user, bool stay)
{
  Opening *opening;

  g_return_val_if_fail (AMT_IS_API (api) && AMT_IS_SECRETS (secrets) && user != NULL, NULL);

  opening = g_new0 (Opening, 1);
  opening->desk = g_object_new (AMT_TYPE_DESK, NULL);
  opening->desk->api = g_object_ref (api);
  opening->desk->stay = stay;
  opening->desk->secrets = g_object_ref (secrets);
  opening->session = session ? amt_session_ref (session) : NULL;
  opening->user = g_strdup (user);
  return dex_scheduler_spawn (NULL, 0, open_fiber, opening, opening_free);
}

AmtApi *
amt_desk_get_api (AmtDesk *self)
{
  g_return_val_if_fail (AMT_IS_DESK (self), NULL);
  return self->api;
}

AmtReplica *
amt_desk_get_replica (AmtDesk *self)
{
  g_return_val_if_fail (AMT_IS_DESK (self), NULL);
  return self->replica;
}

AmtCatalogue *
amt_desk_get_catalogue (AmtDesk *self)
{
  g_return_val_if_fail (AMT_IS_DESK (self), NULL);
  return self->catalogue;
}

AmtSession *
amt_desk_get_session (AmtDesk *self)
{
  g_return_val_if_fail (AMT_IS_DESK (self), NULL);
  return amt_replica_get_session (self->replica);
}

const GError *
amt_desk_get_problem (AmtDesk *self)
{
  g_return_val_if_fail (AMT_IS_DESK (self), NULL);
  return self->problem;
}

void
amt_desk_close (AmtDesk *self)
{
  g_return_if_fail (AMT_IS_DESK (self));
  g_object_run_dispose (G_OBJECT (self));
}

void
amt_desk_reload (AmtDesk *self)
{
  g_return_if_fail (AMT_IS_DESK (self));
  amt_replica_sync_now (self->replica);
  fetch_catalogue (self);
}

typedef struct
{
  AmtDesk *desk; /* (owned) */
  bool forget;
} SignOut;

static void
sign_out_free (gpointer data)
{
  SignOut *sign_out = data;

  g_clear_object (&sign_out->desk);
  g_free (sign_out);
}

/* Where we work in a folder for this run only, an earlier run's copy may lie in the right one: behind a key that nobody
 * unlocks, but there. */
static bool
delete_kept_copy (AmtDesk *self, GError **error)
{
  g_autofree char *directory = copies_folder ();

  return !self->passing || amt_replica_delete (directory, amt_api_get_base_url (self->api),
                                               amt_replica_get_session (self->replica)->user, error);
}

static DexFuture *
sign_out_fiber (gpointer user_data)
{
  SignOut *sign_out = user_data;
  AmtDesk *self = sign_out->desk;
  GError *error = NULL;

  amt_replica_stop (self->replica);
  if (sign_out->forget)
    dex_await (amt_secrets_forget (self->secrets),
               self->passing ? NULL : &error); /* without a keyring nothing is there */
  else
    dex_await (amt_secrets_store_token (self->secrets, NULL), NULL);
  dex_await (amt_api_sign_out (self->api), NULL);
  if (!sign_out->forget && amt_replica_get_status (self->replica) == AMT_REPLICA_REMOVED) /* the answer was that */
    dex_await (amt_secrets_forget (self->secrets), NULL);
  if (sign_out->forget)
    {
      amt_replica_forget (self->replica, error ? NULL : &error);
      delete_kept_copy (self, error ? NULL : &error);
    }
  return error ? dex_future_new_for_error (error) : dex_future_new_true ();
}

DexFuture *
amt_desk_sign_out (AmtDesk *self, bool forget)
{
  SignOut *sign_out;

  g_return_val_if_fail (AMT_IS_DESK (self), NULL);

  g_signal_handlers_disconnect_by_data (self->api, self);
  g_signal_handlers_disconnect_by_data (self->replica, self);
  sign_out = g_new0 (SignOut, 1);
  sign_out->desk = g_object_ref (self);
  sign_out->forget = forget;
  return dex_scheduler_spawn (NULL, 0, sign_out_fiber, sign_out, sign_out_free);
}
