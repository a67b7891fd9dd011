/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-error.h"
#include "amt-secrets.h"
#include "await.h"

#include <glib/gstdio.h>

static char *
await_text (DexFuture *future, GError **error)
{
  const GValue *value;
  char *text = NULL;

  await_that (!dex_future_is_pending (future));
  if ((value = dex_future_get_value (future, error)))
    text = g_value_dup_string (value);
  dex_unref (future);
  return text;
}

static DexFuture *
store (AmtSecrets *secrets)
{
  return amt_secrets_store_token (secrets, "tok");
}

static void
test_keep (void)
{
  g_autoptr (AmtSecrets) secrets = amt_secrets_new ("https://amt.example", "a.thiessen");
  g_autoptr (AmtSecrets) other = amt_secrets_new ("https://amt.example", "j.dordevic");
  g_autoptr (GBytes) key = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GBytes) others = NULL;
  g_autoptr (GBytes) anew = NULL;
  g_autofree char *token = NULL;
  GError *error = NULL;

  g_assert_null (await_text (amt_secrets_load_token (secrets), &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (await_true (amt_secrets_store_token (secrets, "tok"), &error));
  token = await_text (amt_secrets_load_token (secrets), &error);
  g_assert_cmpstr (token, ==, "tok");
  key = await_boxed (amt_secrets_ensure_key (secrets), &error);
  again = await_boxed (amt_secrets_ensure_key (secrets), &error);
  others = await_boxed (amt_secrets_ensure_key (other), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (key), ==, 32);
  g_assert_true (g_bytes_equal (key, again));
  g_assert_false (g_bytes_equal (key, others));
  g_assert_true (await_true (amt_secrets_forget (secrets), &error));
  anew = await_boxed (amt_secrets_ensure_key (secrets), &error);
  g_assert_false (g_bytes_equal (key, anew));
  g_assert_null (await_text (amt_secrets_load_token (secrets), &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_NOT_FOUND);
  g_clear_error (&error);
}

/* What the keyring says later is not listened to, whatever it was asked. */
static void
test_given_up (void)
{
  static DexFuture *(*const acts[]) (AmtSecrets *) = {amt_secrets_load_token, amt_secrets_ensure_key,
                                                      amt_secrets_forget, store};

  for (size_t i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autoptr (AmtSecrets) secrets = amt_secrets_new ("https://amt.example", "m.roehrs");
      DexFuture *act = acts[i](secrets);
      GError *error = NULL;

      await_that (amt_secrets_is_waiting (secrets));
      amt_secrets_give_up (secrets);
      g_assert_false (await_true (act, &error));
      g_assert_cmpstr (amt_error_get_slug (error), ==, "keyring-locked");
      g_clear_error (&error);
      await_that (!amt_secrets_is_waiting (secrets));
    }
}

/* Without a bus there is no keyring: said, not waited for. */
static void
test_no_keyring (void)
{
  g_autoptr (AmtSecrets) secrets = NULL;
  GError *error = NULL;

  if (!g_test_subprocess ())
    {
      g_unsetenv ("SECRET_BACKEND");
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
      g_test_trap_subprocess (NULL, 20 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }
  secrets = amt_secrets_new ("https://amt.example", "a.thiessen");
  g_assert_null (await_text (amt_secrets_load_token (secrets), &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_UNAVAILABLE);
  g_assert_cmpstr (amt_error_get_slug (error), ==, "no-keyring");
  g_clear_error (&error);
  g_assert_null (await_boxed (amt_secrets_ensure_key (secrets), &error));
  g_assert_cmpstr (amt_error_get_slug (error), ==, "no-keyring");
  g_clear_error (&error);
}

int
main (int argc, char **argv)
{
  g_autofree char *directory = NULL;
  g_autofree char *file = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!g_test_subprocess ())
    {
      directory = g_dir_make_tmp ("amt-XXXXXX", NULL);
      file = g_build_filename (directory, "keyring", NULL);
      g_setenv ("SECRET_BACKEND", "file", TRUE);
      g_setenv ("SECRET_FILE_TEST_PATH", file, TRUE);
      g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
    }
  g_test_add_func ("/api/secrets/keep", test_keep);
  g_test_add_func ("/api/secrets/given-up", test_given_up);
  g_test_add_func ("/api/secrets/no-keyring", test_no_keyring);
  return g_test_run ();
}
