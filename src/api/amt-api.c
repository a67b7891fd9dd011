/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-api.h"

#include "amt-api-private.h"
#include "amt-error.h"
#include "amt-http.h"
#include "amt-uuid.h"

/* How many acts of unknown outcome are remembered. */
#define MAX_ACTS 256

struct _AmtApi
{
  GObject parent_instance;

  char *base_url;
  SoupSession *session;      /* (owned) */
  char *token;               /* (owned) (nullable) */
  GCancellable *cancellable; /* (owned) of all calls */
  int64_t retry_at;          /* monotonic; when signing in may be tried again */
  GHashTable *keys;          /* act → idempotency key, outcome not known */
  GQueue acts;               /* of the keys in @keys, oldest first (not owned) */
  GHashTable *catalogues;    /* authority → Catalogue */
};

typedef struct
{
  char *etag;
  GPtrArray *services;
} Catalogue;

typedef enum
{
  PROP_BASE_URL = 1,
  PROP_SESSION,
  PROP_TOKEN
} AmtApiProperty;
static GParamSpec *properties[PROP_TOKEN + 1];

enum
{
  SIGNED_OUT,
  REMOVED,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AmtApi, amt_api, G_TYPE_OBJECT)

static void
catalogue_free (gpointer data)
{
  Catalogue *catalogue = data;

  g_free (catalogue->etag);
  g_ptr_array_unref (catalogue->services);
  g_free (catalogue);
}

static void
amt_api_constructed (GObject *object)
{
  AmtApi *self = AMT_API (object);

  G_OBJECT_CLASS (amt_api_parent_class)->constructed (object);
  if (self->session == NULL)
    self->session = amt_http_session_new ();
}

static void
amt_api_dispose (GObject *object)
{
  AmtApi *self = AMT_API (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (amt_api_parent_class)->dispose (object);
}

static void
amt_api_finalize (GObject *object)
{
  AmtApi *self = AMT_API (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_queue_clear (&self->acts);
  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_clear_pointer (&self->catalogues, g_hash_table_unref);
  g_free (self->base_url);
  g_free (self->token);
  G_OBJECT_CLASS (amt_api_parent_class)->finalize (object);
}

static void
amt_api_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmtApi *self = AMT_API (object);

  switch ((AmtApiProperty) id)
    {
    case PROP_BASE_URL:
      g_value_set_string (value, self->base_url);
      break;
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_TOKEN:
      g_value_set_string (value, self->token);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amt_api_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  AmtApi *self = AMT_API (object);

  switch ((AmtApiProperty) id)
    {
    case PROP_BASE_URL:
      self->base_url = g_value_dup_string (value);
      break;
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    case PROP_TOKEN:
      amt_api_set_token (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amt_api_class_init (AmtApiClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  dex_init ();
  object_class->constructed = amt_api_constructed;
  object_class->dispose = amt_api_dispose;
  object_class->finalize = amt_api_finalize;
  object_class->get_property = amt_api_get_property;
  object_class->set_property = amt_api_set_property;
  properties[PROP_BASE_URL] = g_param_spec_string ("base-url", NULL, NULL, NULL,
                                                   G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, SOUP_TYPE_SESSION,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TOKEN] = g_param_spec_string ("token", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNED_OUT] = g_signal_new ("signed-out", AMT_TYPE_API, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                      1, G_TYPE_STRING);
  signals[REMOVED] = g_signal_new ("removed", AMT_TYPE_API, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_ERROR);
}

static void
amt_api_init (AmtApi *self)
{
  self->cancellable = g_cancellable_new ();
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->catalogues = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, catalogue_free);
  g_queue_init (&self->acts);
}

AmtApi *
amt_api_new (const char *base_url, SoupSession *session)
{
  return g_object_new (AMT_TYPE_API, "base-url", base_url, "session", session, NULL);
}

const char *
amt_api_get_base_url (AmtApi *self)
{
  return self->base_url;
}

const char *
amt_api_get_token (AmtApi *self)
{
  return self->token;
}

void
amt_api_set_token (AmtApi *self, const char *token)
{
  if (g_set_str (&self->token, token))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOKEN]);
}

SoupSession *
amt_api_get_soup (AmtApi *self)
{
  return self->session;
}

GCancellable *
amt_api_get_cancellable (AmtApi *self)
{
  return self->cancellable;
}

int
amt_api_get_retry_after (AmtApi *self)
{
  int64_t left = self->retry_at - g_get_monotonic_time ();

  return left > 0 ? (int) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC) : 0;
}

char *
amt_api_begin_act (AmtApi *self, const char *act)
{
  const char *known = g_hash_table_lookup (self->keys, act);
  char *name;

  if (known != NULL)
    return g_strdup (known);
  if (g_hash_table_size (self->keys) >= MAX_ACTS)
    g_hash_table_remove (self->keys, g_queue_pop_head (&self->acts));
  name = g_strdup (act);
  g_queue_push_tail (&self->acts, name);
  g_hash_table_insert (self->keys, name, amt_uuid_new ());
  return g_strdup (g_hash_table_lookup (self->keys, act));
}

void
amt_api_end_act (AmtApi *self, const char *act)
{
  gpointer name;

  if (!g_hash_table_lookup_extended (self->keys, act, &name, NULL))
    return;
  g_queue_remove (&self->acts, name);
  g_hash_table_remove (self->keys, act);
}

void
amt_api_note_error (AmtApi *self, AmtCall *call, const GError *error)
{
  if (g_error_matches (error, AMT_ERROR, AMT_ERROR_LIMITED))
    self->retry_at = g_get_monotonic_time () + amt_http_get_retry_after (call->message) * (int64_t) G_USEC_PER_SEC;
  /* This is about the person, whatever token it was said of, and before anybody learns that the token is void. */
  if (amt_http_is_removal (error))
    amt_api_tell_removed (self, error);
  /* A call that was on its way while one signed in anew says nothing about the new token. */
  if (!g_error_matches (error, AMT_ERROR, AMT_ERROR_UNAUTHENTICATED) || self->token == NULL ||
      g_strcmp0 (call->token, self->token) != 0)
    return;
  amt_api_set_token (self, NULL);
  g_signal_emit (self, signals[SIGNED_OUT], 0, amt_error_get_slug (error));
}

void
amt_api_tell_removed (AmtApi *self, const GError *error)
{
  g_return_if_fail (AMT_IS_API (self) && error != NULL);
  g_signal_emit (self, signals[REMOVED], 0, error);
}

const char *
amt_api_get_catalogue_etag (AmtApi *self, const char *authority_id)
{
  Catalogue *kept = g_hash_table_lookup (self->catalogues, authority_id);

  return kept != NULL ? kept->etag : NULL;
}

GPtrArray *
amt_api_get_kept_catalogue (AmtApi *self, const char *authority_id)
{
  Catalogue *kept = g_hash_table_lookup (self->catalogues, authority_id);

  return kept != NULL ? g_ptr_array_ref (kept->services) : NULL;
}

void
amt_api_keep_catalogue (AmtApi *self, const char *authority_id, const char *etag, GPtrArray *services)
{
  Catalogue *kept = g_new0 (Catalogue, 1);

  kept->etag = g_strdup (etag);
  kept->services = g_ptr_array_ref (services);
  g_hash_table_replace (self->catalogues, g_strdup (authority_id), kept);
}
