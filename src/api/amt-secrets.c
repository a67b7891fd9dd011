/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-secrets.h"

#include "amt-error.h"

#include <libsecret/secret.h>
#include <stdbool.h>
#include <sys/random.h>

#define KEY_BYTES 32

static const SecretSchema schema = {
    "org.amtsstube.Amtsstube",
    SECRET_SCHEMA_NONE,
    {
        {"server", SECRET_SCHEMA_ATTRIBUTE_STRING},
        {"user", SECRET_SCHEMA_ATTRIBUTE_STRING},
        {"kind", SECRET_SCHEMA_ATTRIBUTE_STRING},
        {NULL, 0},
    },
};

struct _AmtSecrets
{
  GObject parent_instance;
  char *server;
  char *user;
  GPtrArray *rounds; /* (owned) of Round, unowned: the keyring has not answered them */
  bool given_up;
};

G_DEFINE_FINAL_TYPE (AmtSecrets, amt_secrets, G_TYPE_OBJECT)

static void
amt_secrets_finalize (GObject *object)
{
  AmtSecrets *self = AMT_SECRETS (object);

  g_free (self->server);
  g_free (self->user);
  g_ptr_array_unref (self->rounds);
  G_OBJECT_CLASS (amt_secrets_parent_class)->finalize (object);
}

static void
amt_secrets_class_init (AmtSecretsClass *klass)
{
  dex_init ();
  G_OBJECT_CLASS (klass)->finalize = amt_secrets_finalize;
}

static void
amt_secrets_init (AmtSecrets *self)
{
  self->rounds = g_ptr_array_new ();
}

AmtSecrets *
amt_secrets_new (const char *server, const char *user)
{
  AmtSecrets *self = g_object_new (AMT_TYPE_SECRETS, NULL);

  self->server = g_strdup (server);
  self->user = g_strdup (user);
  return self;
}

static GHashTable *
attributes (AmtSecrets *self, const char *kind)
{
  /* A lookup without the kind would find the other one. */
  return secret_attributes_build (&schema, "server", self->server, "user", self->user, "kind", kind, NULL);
}

/* What libsecret says, in our words. */
static GError *
keyring_error (GError *from)
{
  g_autoptr (GError) original = from;
  GError *error = NULL;
  bool locked = g_error_matches (original, SECRET_ERROR, SECRET_ERROR_IS_LOCKED) ||
                g_error_matches (original, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  amt_error_set (&error, AMT_ERROR_UNAVAILABLE, locked ? "keyring-locked" : "no-keyring", NULL, "%s",
                 original->message);
  return error;
}

/* --- one round to the keyring each, as futures --- */

typedef struct
{
  AmtSecrets *self;    /* (owned) */
  DexPromise *promise; /* (owned) (nullable) NULL: given up, nobody waits for the answer */
  GHashTable *found;   /* (owned) what is looked for */
} Round;

static void
reject (Round *round, GError *error)
{
  if (round->promise != NULL)
    dex_promise_reject (round->promise, error);
  else
    g_error_free (error);
  dex_clear (&round->promise);
}

static void
give_up (Round *round)
{
  GError *error = NULL;

  amt_error_set (&error, AMT_ERROR_UNAVAILABLE, "keyring-locked", NULL, "The keyring stays locked");
  reject (round, error);
}

static void
round_free (Round *round)
{
  g_ptr_array_remove_fast (round->self->rounds, round);
  g_object_unref (round->self);
  dex_clear (&round->promise);
  g_hash_table_unref (round->found);
  g_free (round);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Round, round_free)

/* (nullable): NULL when nothing is to be asked any more; @future then says so. */
static Round *
round_new (AmtSecrets *self, GHashTable *found, DexFuture **future)
{
  g_autoptr (Round) round = g_new0 (Round, 1);

  round->self = g_object_ref (self);
  round->promise = dex_promise_new ();
  round->found = g_hash_table_ref (found);
  g_ptr_array_add (self->rounds, round);
  *future = dex_ref (round->promise);
  if (!self->given_up)
    return g_steal_pointer (&round);
  give_up (round);
  return NULL;
}

bool
amt_secrets_is_waiting (AmtSecrets *self)
{
  g_return_val_if_fail (AMT_IS_SECRETS (self), false);
  return self->rounds->len > 0;
}

/* Cancelling what asks for the password ends libsecret 0.21 in a task that returns twice, and gnome-keyring 48 altogether:
 * so it is left alone, and what it says later is not listened to. */
void
amt_secrets_give_up (AmtSecrets *self)
{
  g_return_if_fail (AMT_IS_SECRETS (self));
  self->given_up = true;
  for (unsigned i = 0; i < self->rounds->len; i++)
    give_up (self->rounds->pdata[i]);
}

/* Who does not unlock the keyring is told by libsecret that there is nothing in it. A key made in the place of the one
 * that cannot be seen would make noise of the copy and of everything typed. */
static void
on_searched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Round) round = data;
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error == NULL && items != NULL)
    amt_error_set (&error, AMT_ERROR_UNAVAILABLE, "keyring-locked", NULL, "The keyring stays locked");
  else if (error != NULL)
    error = keyring_error (error);
  g_list_free_full (items, g_object_unref);
  if (error != NULL)
    reject (round, error);
  else if (round->promise != NULL)
    dex_promise_resolve_string (round->promise, NULL); /* there is none */
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Round) round = data;
  GError *error = NULL;
  g_autofree char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    reject (round, keyring_error (error));
  else if (secret != NULL && round->promise != NULL)
    dex_promise_resolve_string (round->promise, g_steal_pointer (&secret));
  else if (round->promise != NULL)
    {
      Round *next = g_steal_pointer (&round);

      secret_password_searchv (&schema, next->found, SECRET_SEARCH_ALL, NULL, on_searched, next);
    }
}

static DexFuture *
lookup (AmtSecrets *self, const char *kind)
{
  g_autoptr (GHashTable) found = attributes (self, kind);
  DexFuture *future = NULL;
  Round *round = round_new (self, found, &future);

  if (round != NULL)
    secret_password_lookupv (&schema, found, NULL, on_looked_up, round);
  return future;
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Round) round = data;
  GError *error = NULL;

  if (!secret_password_store_finish (result, &error))
    reject (round, keyring_error (error));
  else if (round->promise != NULL)
    dex_promise_resolve_boolean (round->promise, TRUE);
}

static DexFuture *
store (AmtSecrets *self, const char *kind, const char *secret)
{
  g_autoptr (GHashTable) found = attributes (self, kind);
  g_autofree char *label = g_strdup_printf ("Amtsstube: %s, %s", self->user, self->server);
  DexFuture *future = NULL;
  Round *round = round_new (self, found, &future);

  if (round != NULL)
    secret_password_storev (&schema, found, SECRET_COLLECTION_DEFAULT, label, secret, NULL, on_stored, round);
  return future;
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Round) round = data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    reject (round, keyring_error (error));
  else if (round->promise != NULL)
    dex_promise_resolve_boolean (round->promise, TRUE);
}

static DexFuture *
clear (AmtSecrets *self, const char *kind)
{
  g_autoptr (GHashTable) found = attributes (self, kind);
  DexFuture *future = NULL;
  Round *round = round_new (self, found, &future);

  if (round != NULL)
    secret_password_clearv (&schema, found, NULL, on_cleared, round);
  return future;
}

/* --- the acts --- */

static DexFuture *
load_token_fiber (gpointer data)
{
  GError *error = NULL;
  g_autofree char *token = dex_await_string (lookup (data, "token"), &error);

  if (token != NULL)
    return dex_future_new_take_string (g_steal_pointer (&token));
  if (error == NULL)
    amt_error_set (&error, AMT_ERROR_NOT_FOUND, "no-secret", NULL, "The keyring holds no token");
  return dex_future_new_for_error (error);
}

DexFuture *
amt_secrets_load_token (AmtSecrets *self)
{
  return dex_scheduler_spawn (NULL, 0, load_token_fiber, g_object_ref (self), g_object_unref);
}

DexFuture *
amt_secrets_store_token (AmtSecrets *self, const char *token)
{
  return token != NULL ? store (self, "token", token) : clear (self, "token");
}

static GBytes *
decode_key (const char *base64)
{
  gsize length = 0;
  guchar *key = g_base64_decode (base64, &length);
  g_autoptr (GBytes) bytes = g_bytes_new_take (key, length);

  return length == KEY_BYTES ? g_steal_pointer (&bytes) : NULL;
}

static DexFuture *
ensure_key_fiber (gpointer data)
{
  GError *error = NULL;
  g_autofree char *kept = dex_await_string (lookup (data, "replica-key"), &error);
  GBytes *key = kept != NULL ? decode_key (kept) : NULL;
  unsigned char random[KEY_BYTES];
  g_autofree char *text = NULL;

  if (error != NULL)
    return dex_future_new_for_error (error);
  if (key != NULL)
    return dex_future_new_take_boxed (G_TYPE_BYTES, key);
  if (getrandom (random, sizeof random, 0) != sizeof random)
    return dex_future_new_for_errno (errno);
  text = g_base64_encode (random, sizeof random);
  if (!dex_await (store (data, "replica-key", text), &error))
    return dex_future_new_for_error (error);
  key = g_bytes_new (random, sizeof random);
  explicit_bzero (random, sizeof random);
  explicit_bzero (text, strlen (text));
  return dex_future_new_take_boxed (G_TYPE_BYTES, key);
}

DexFuture *
amt_secrets_ensure_key (AmtSecrets *self)
{
  return dex_scheduler_spawn (NULL, 0, ensure_key_fiber, g_object_ref (self), g_object_unref);
}

static DexFuture *
forget_fiber (gpointer data)
{
  GError *error = NULL;

  /* The key first: from then on the files are noise, whatever happens next. */
  if (!dex_await (clear (data, "replica-key"), &error) || !dex_await (clear (data, "token"), &error))
    return dex_future_new_for_error (error);
  return dex_future_new_true ();
}

DexFuture *
amt_secrets_forget (AmtSecrets *self)
{
  return dex_scheduler_spawn (NULL, 0, forget_fiber, g_object_ref (self), g_object_unref);
}
