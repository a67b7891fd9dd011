/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-unlock.h"

#include "amt-error.h"

typedef struct
{
  AmtApi *api;    /* (owned) */
  char *user;     /* (owned) */
  char *password; /* (owned) */
} Unlock;

static void
unlock_free (gpointer data)
{
  Unlock *unlock = data;

  g_clear_object (&unlock->api);
  g_clear_pointer (&unlock->user, g_free);
  if (unlock->password)
    explicit_bzero (unlock->password, strlen (unlock->password));
  g_clear_pointer (&unlock->password, g_free);
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

static DexFuture *
unlock_fiber (gpointer user_data)
{
  Unlock *unlock = user_data;
  g_autoptr (AmtApi) other = amt_api_new (amt_api_get_base_url (unlock->api), NULL);
  g_autoptr (AmtSession) session = NULL;
  GError *error = NULL;

  session = dex_await_boxed (amt_api_sign_in (other, unlock->user, unlock->password, g_get_host_name ()), &error);
  if (!session)
    return dex_future_new_for_error (error);
  if (is_over (unlock->api))
    amt_api_set_token (unlock->api, amt_api_get_token (other));
  else
    dex_await (amt_api_sign_out (other), NULL);
  return dex_future_new_true ();
}

DexFuture *
amt_unlock (AmtApi *api, const char *user, const char *password)
{
  Unlock *unlock;

  g_return_val_if_fail (AMT_IS_API (api), NULL);
  g_return_val_if_fail (user != NULL && password != NULL, NULL);

  unlock = g_new0 (Unlock, 1);
  unlock->api = g_object_ref (api);
  unlock->user = g_strdup (user);
  unlock->password = g_strdup (password);
  return dex_scheduler_spawn (NULL, 0, unlock_fiber, unlock, unlock_free);
}
