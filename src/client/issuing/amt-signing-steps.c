/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-signing-steps.h"

#include "amt-pades.h"

typedef struct
{
  char *path;
  AmtSecret *secret; /* (owned) */
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->path);
  g_clear_pointer (&opening->secret, amt_secret_free);
  g_free (opening);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  GError *error = NULL;
  AmtSigner *signer = amt_file_signer_new (opening->path, opening->secret, &error);

  g_clear_pointer (&opening->secret, amt_secret_free);
  if (signer != NULL)
    g_task_return_pointer (task, signer, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;
  AmtSigner *signer = g_task_propagate_pointer (G_TASK (result), &error);

  if (signer != NULL)
    dex_promise_resolve_object (promise, signer);
  else
    dex_promise_reject (promise, error);
}

DexFuture *
amt_signing_open_key (const char *path, AmtSecret *secret)
{
  DexPromise *promise = dex_promise_new ();
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_opened, dex_ref (promise));
  Opening *opening = g_new0 (Opening, 1);

  opening->path = g_strdup (path);
  opening->secret = secret;
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_in_thread);
  return DEX_FUTURE (promise);
}

static void
on_signed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  GError *error = NULL;
  GBytes *bytes = amt_pades_sign_finish (result, &error);

  if (bytes != NULL)
    dex_promise_resolve_boxed (promise, G_TYPE_BYTES, bytes);
  else
    dex_promise_reject (promise, error);
}

DexFuture *
amt_signing_sign (GBytes *draft, AmtSigner *signer)
{
  DexPromise *promise = dex_promise_new ();

  amt_pades_sign_async (draft, signer, g_get_real_time (), NULL, on_signed, dex_ref (promise));
  return DEX_FUTURE (promise);
}
