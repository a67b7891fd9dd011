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
};

G_DEFINE_FINAL_TYPE (AmtSecrets, amt_secrets, G_TYPE_OBJECT)

static void
amt_secrets_finalize (GObject *object)
{
  AmtSecrets *self = AMT_SECRETS (object);

  g_free (self->server);
  g_free (self->user);
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

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    dex_promise_reject (promise, keyring_error (error));
  else
    dex_promise_resolve_string (promise, secret); /* NULL: there is none */
}

static DexFuture *
lookup (AmtSecrets *self, const char *kind)
{
  g_autoptr (GHashTable) found = attributes (self, kind);
  DexPromise *promise = dex_promise_new ();

  secret_password_lookupv (&schema, found, NULL, on_looked_up, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    dex_promise_resolve_boolean (promise, TRUE);
  else
    dex_promise_reject (promise, keyring_error (error));
}

static DexFuture *
store (AmtSecrets *self, const char *kind, const char *secret)
{
  g_autoptr (GHashTable) found = attributes (self, kind);
  g_autofree char *label = g_strdup_printf ("Amtsstube: %s, %s", self->user, self->server);
  DexPromise *promise = dex_promise_new ();

  secret_password_storev (&schema, found, SECRET_COLLECTION_DEFAULT, label, secret, NULL, on_stored, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL)
    dex_promise_reject (promise, keyring_error (error));
  else
    dex_promise_resolve_boolean (promise, TRUE);
}

static DexFuture *
clear (AmtSecrets *self, const char *kind)
{
  g_autoptr (GHashTable) found = attributes (self, kind);
  DexPromise *promise = dex_promise_new ();

  secret_password_clearv (&schema, found, NULL, on_cleared, dex_ref (promise));
  return DEX_FUTURE (promise);
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
