/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock with and without the server: who may open it, and how often one may try. */
#include "amt-error.h"
#include "amt-unlock.h"

#include "await.h"
#include "fake-server.h"

#define USER "a.thiessen"
#define RIGHT "Grün & Blau"
#define SILENCE_SECONDS 8

static AmtVerifier *
verifier_new (unsigned first_wait_ms)
{
  AmtVerifier *verifier = amt_verifier_new ();

  amt_verifier_set_cost (verifier, 64, 1, first_wait_ms);
  return verifier;
}

static void
assert_slug (DexFuture *future, const char *slug)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (await_true (future, &error));
  g_assert_cmpstr (amt_error_get_slug (error), ==, slug);
}

static void
assert_opens (DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  bool opens = await_true (future, &error);

  g_assert_no_error (error);
  g_assert_true (opens);
}

static void
test_knows_nothing (void)
{
  g_autoptr (AmtVerifier) verifier = verifier_new (0);

  g_assert_false (amt_verifier_knows (verifier));
  assert_slug (amt_verifier_check (verifier, ""), "unlock-needs-server");
  assert_slug (amt_verifier_check (verifier, RIGHT), "unlock-needs-server");
  amt_verifier_learn (verifier, RIGHT);
  amt_verifier_forget (verifier); /* while it is still being learnt */
  assert_slug (amt_verifier_check (verifier, RIGHT), "unlock-needs-server");
  await_that (!g_main_context_iteration (NULL, FALSE));
  g_usleep (100000);
  await_that (!g_main_context_iteration (NULL, FALSE));
  g_assert_false (amt_verifier_knows (verifier));
}

static void
test_right_and_wrong (void)
{
  g_autoptr (AmtVerifier) verifier = verifier_new (0);

  amt_verifier_learn (verifier, RIGHT);
  assert_opens (amt_verifier_check (verifier, RIGHT)); /* asked before it was learnt */
  assert_slug (amt_verifier_check (verifier, "grün & Blau"), "wrong-password-offline");
  assert_slug (amt_verifier_check (verifier, ""), "wrong-password-offline");
  g_assert_cmpuint (amt_verifier_get_tries_left (verifier), ==, AMT_VERIFIER_TRIES - 2);
  assert_opens (amt_verifier_check (verifier, RIGHT));
  g_assert_cmpuint (amt_verifier_get_tries_left (verifier), ==, AMT_VERIFIER_TRIES);
  amt_verifier_learn (verifier, "another");
  assert_slug (amt_verifier_check (verifier, RIGHT), "wrong-password-offline");
  assert_opens (amt_verifier_check (verifier, "another"));
}

/* 50, 100, 200 ms: also for the right one, and for many at once. */
static void
test_waits_grow (void)
{
  g_autoptr (AmtVerifier) verifier = verifier_new (50);
  DexFuture *tries[4];
  int64_t began;

  amt_verifier_learn (verifier, RIGHT);
  assert_opens (amt_verifier_check (verifier, RIGHT));
  began = g_get_monotonic_time ();
  for (int i = 0; i < 3; i++)
    assert_slug (amt_verifier_check (verifier, "x"), "wrong-password-offline");
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 150 * 1000);
  assert_opens (amt_verifier_check (verifier, RIGHT));
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 350 * 1000);

  began = g_get_monotonic_time ();
  for (size_t i = 0; i < G_N_ELEMENTS (tries); i++)
    tries[i] = amt_verifier_check (verifier, "x");
  for (size_t i = 0; i < G_N_ELEMENTS (tries); i++)
    assert_slug (tries[i], "wrong-password-offline");
  g_assert_cmpint (g_get_monotonic_time () - began, >=, 350 * 1000);
  g_assert_cmpuint (amt_verifier_get_tries_left (verifier), ==, AMT_VERIFIER_TRIES - 4);
}

static void
test_locked_out (void)
{
  g_autoptr (AmtVerifier) verifier = verifier_new (0);

  amt_verifier_learn (verifier, RIGHT);
  for (int i = 1; i < AMT_VERIFIER_TRIES; i++)
    assert_slug (amt_verifier_check (verifier, "x"), "wrong-password-offline");
  assert_slug (amt_verifier_check (verifier, "x"), "locked-out");
  g_assert_false (amt_verifier_knows (verifier));
  assert_slug (amt_verifier_check (verifier, RIGHT), "unlock-needs-server");
}

/* Breaking off a try before its answer is a try all the same. */
static void
test_broken_off (void)
{
  g_autoptr (AmtVerifier) verifier = verifier_new (0);

  amt_verifier_learn (verifier, RIGHT);
  assert_opens (amt_verifier_check (verifier, RIGHT));
  for (int i = 1; i < AMT_VERIFIER_TRIES; i++)
    {
      DexFuture *attempt = amt_verifier_check (verifier, "x");

      await_that (amt_verifier_get_tries_left (verifier) == (unsigned) (AMT_VERIFIER_TRIES - i));
      dex_unref (attempt);
    }
  assert_slug (amt_verifier_check (verifier, "x"), "locked-out");
}

static void
on_removed (AmtApi *api, const GError *error, bool *removed)
{
  *removed = true;
}

/* With the server it alone decides, whatever is known here. */
static void
test_server_decides (void)
{
  g_autoptr (FakeServer) server = fake_server_new ();
  g_autoptr (AmtApi) api = amt_api_new (fake_server_get_address (server), NULL);
  g_autoptr (AmtVerifier) verifier = verifier_new (0);
  bool removed = false;

  g_signal_connect (api, "removed", G_CALLBACK (on_removed), &removed);
  amt_verifier_learn (verifier, RIGHT);
  fake_server_fail (server, "/v1/sessions", 1, 401, "application/problem+json",
                    "{\"type\":\"wrong-credentials\",\"title\":\"No\",\"status\":401}");
  assert_slug (amt_unlock (api, USER, RIGHT, verifier, true), "wrong-credentials");
  fake_server_fail (server, "/v1/sessions", 1, 503, "application/problem+json",
                    "{\"type\":\"busy\",\"title\":\"No\",\"status\":503}");
  assert_slug (amt_unlock (api, USER, RIGHT, verifier, true), "busy");
  g_assert_false (removed);
  fake_server_fail (server, "/v1/sessions", 1, 401, "application/problem+json",
                    "{\"type\":\"person-disabled\",\"title\":\"No\",\"status\":401}");
  assert_slug (amt_unlock (api, USER, RIGHT, verifier, true), "person-disabled");
  g_assert_true (removed);
}

/* Without it what was typed since the start does; but not to sign in anew. */
static void
test_without_server (void)
{
  g_autoptr (AmtApi) api = NULL;
  g_autoptr (AmtVerifier) verifier = verifier_new (0);
  FakeServer *server = fake_server_new ();

  api = amt_api_new (fake_server_get_address (server), NULL);
  fake_server_free (server);
  assert_slug (amt_unlock (api, USER, RIGHT, verifier, true), "unlock-needs-server");
  amt_verifier_learn (verifier, RIGHT);
  assert_opens (amt_unlock (api, USER, RIGHT, verifier, true));
  assert_slug (amt_unlock (api, USER, "x", verifier, true), "wrong-password-offline");
  assert_slug (amt_unlock (api, USER, RIGHT, verifier, false), "connection-refused");
  g_assert_null (amt_api_get_token (api));
}

/* A password the server takes is the one that opens from then on. */
static void
test_learns (void)
{
  g_autoptr (AmtApi) api = NULL;
  g_autoptr (AmtVerifier) verifier = verifier_new (0);
  FakeServer *server = fake_server_new ();

  api = amt_api_new (fake_server_get_address (server), NULL);
  amt_verifier_learn (verifier, "of yesterday");
  assert_opens (amt_unlock (api, USER, "demo-amtsstube", verifier, true));
  fake_server_free (server);
  assert_slug (amt_unlock (api, USER, "of yesterday", verifier, true), "wrong-password-offline");
  assert_opens (amt_unlock (api, USER, "demo-amtsstube", verifier, true));
}

/* Something listens and says nothing. */
static void
test_silent_server (void)
{
  g_autoptr (GSocketListener) silent = g_socket_listener_new ();
  unsigned port = g_socket_listener_add_any_inet_port (silent, NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u", port);
  g_autoptr (AmtApi) api = amt_api_new (address, NULL);
  g_autoptr (AmtVerifier) verifier = verifier_new (0);
  int64_t began = g_get_monotonic_time ();

  amt_verifier_learn (verifier, RIGHT);
  assert_opens (amt_unlock (api, USER, RIGHT, verifier, true));
  g_assert_cmpint (g_get_monotonic_time () - began, >=, (SILENCE_SECONDS - 1) * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_func ("/verifier/knows-nothing", test_knows_nothing);
  g_test_add_func ("/verifier/right-and-wrong", test_right_and_wrong);
  g_test_add_func ("/verifier/waits-grow", test_waits_grow);
  g_test_add_func ("/verifier/locked-out", test_locked_out);
  g_test_add_func ("/verifier/broken-off", test_broken_off);
  g_test_add_func ("/unlock/server-decides", test_server_decides);
  g_test_add_func ("/unlock/without-server", test_without_server);
  g_test_add_func ("/unlock/learns", test_learns);
  g_test_add_func ("/unlock/silent-server", test_silent_server);
  return g_test_run ();
}
