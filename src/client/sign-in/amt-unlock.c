/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-unlock.h"

#include "amt-error.h"
#include "amt-http.h"
#include "amt-password.h"

/* A network that swallows everything is no network. */
#define SILENCE_SECONDS 8

typedef struct
{
  AmtApi *api;           /* (owned) */
  AmtApi *other;         /* (owned): asks in its place */
  AmtVerifier *verifier; /* (owned) */
  char *user;            /* (owned) */
  char *password;        /* (owned) */
  DexFuture *asked;      /* (owned) (nullable) */
  bool offline;
} Unlock;

static void
unlock_free (gpointer data)
{
  Unlock *unlock = data;

  dex_clear (&unlock->asked);
  g_clear_object (&unlock->api);
  g_clear_object (&unlock->other);
  g_clear_object (&unlock->verifier);
  g_clear_pointer (&unlock->user, g_free);
  amt_password_wipe (unlock->password);
  g_free (unlock);
}

/* Whether the session that @api goes by has ended; not known for sure is no. */
static bool
is_over (AmtApi *api)
{
  g_autoptr (AmtSession) session = NULL;
  g_autoptr (GError) error = NULL;

  if (!amt_api_get_token (api))
    return true;
  session = dex_await_boxed (amt_api_get_session (api), &error);
  return !session && g_error_matches (error, AMT_ERROR, AMT_ERROR_UNAUTHENTICATED);
}

/* (nullable): what the server says; who can do without it does not wait for ever. */
static AmtSession *
ask (Unlock *unlock, GError **error)
{
  unlock->asked = amt_api_sign_in (unlock->other, unlock->user, unlock->password, g_get_host_name ());
  if (unlock->offline && amt_verifier_knows (unlock->verifier))
    {
      dex_await (dex_future_first (dex_ref (unlock->asked), dex_timeout_new_seconds (SILENCE_SECONDS), NULL), NULL);
      if (dex_future_is_pending (unlock->asked))
        {
          amt_error_set (error, AMT_ERROR_OFFLINE, "timed-out", NULL, "No answer within %d seconds", SILENCE_SECONDS);
          return NULL;
        }
    }
  return dex_await_boxed (g_steal_pointer (&unlock->asked), error);
}

/* Nobody is there to ask; a server that is busy, or one that nobody vouches for, is there. */
static bool
is_away (const GError *error)
{
  return g_error_matches (error, AMT_ERROR, AMT_ERROR_OFFLINE) ||
         (g_error_matches (error, AMT_ERROR, AMT_ERROR_UNAVAILABLE) &&
          g_strcmp0 (amt_error_get_slug (error), "unavailable") == 0);
}

/* The server did not let in. @error: (transfer full) */
static DexFuture *
refused (Unlock *unlock, GError *error)
{
  if (amt_http_is_removal (error))
    amt_api_tell_removed (unlock->api, error);
  if (!unlock->offline || !is_away (error))
    return dex_future_new_for_error (error);
  g_error_free (error);
  return amt_verifier_check (unlock->verifier, unlock->password);
}

static DexFuture *
unlock_fiber (gpointer user_data)
{
  Unlock *unlock = user_data;
  GError *error = NULL;
  AmtSession *session = ask (unlock, &error);

  if (!session)
    return refused (unlock, error);
  amt_session_unref (session);
  amt_verifier_learn (unlock->verifier, unlock->password);
  if (is_over (unlock->api))
    amt_api_set_token (unlock->api, amt_api_get_token (unlock->other));
  else
    dex_await (amt_api_sign_out (unlock->other), NULL);
  return dex_future_new_true ();
}

DexFuture *
amt_unlock (AmtApi *api, const char *user, const char *password, AmtVerifier *verifier, bool offline)
{
  Unlock *unlock;

  g_return_val_if_fail (AMT_IS_API (api) && AMT_IS_VERIFIER (verifier), NULL);
  g_return_val_if_fail (user != NULL && password != NULL, NULL);

  unlock = g_new0 (Unlock, 1);
  unlock->api = g_object_ref (api);
  unlock->other = amt_api_new (amt_api_get_base_url (api), NULL);
  unlock->verifier = g_object_ref (verifier);
  unlock->user = g_strdup (user);
  unlock->password = g_strdup (password);
  unlock->offline = offline;
  return dex_scheduler_spawn (NULL, 0, unlock_fiber, unlock, unlock_free);
}
