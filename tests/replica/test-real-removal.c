/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever leaves the office leaves no copy on the workstation, whichever connection the server says it to first. */
#include "real-server.h"

#include "amt-http.h"
#include "amt-replica-private.h"

#include <signal.h>

#define USER "k.petersen"
#define PERSON "(SELECT id FROM people WHERE user_name = '" USER "')"
#define DISABLE "UPDATE people SET active = 0 WHERE user_name = '" USER "'; "
#define LEAVE                                                                                                          \
  "DELETE FROM memberships WHERE person_id = " PERSON                                                                  \
  "; UPDATE people SET membership_version = membership_version + 1 WHERE user_name = '" USER "'; "
#define END_SESSIONS "DELETE FROM sessions WHERE person_id = " PERSON "; "
#define EXPIRE "UPDATE sessions SET expires_at = expires_at - 40 * 86400000000 WHERE person_id = " PERSON "; "

typedef struct
{
  RealServer *server;
  Desk *desk;
  char *files;
} Office;

static void
up (Office *office, gconstpointer data)
{
  office->server = real_server_start ();
  office->desk = desk_open (office->server, USER);
  office->files = g_build_filename (office->server->directory, USER, NULL);
}

static void
down (Office *office, gconstpointer data)
{
  desk_free (office->desk);
  real_server_free (office->server);
  g_free (office->files);
}

static bool
is_gone (Office *office)
{
  g_autoptr (GDir) dir = g_dir_open (office->files, 0, NULL);

  return amt_replica_get_status (office->desk->replica) == AMT_REPLICA_REMOVED && dir != NULL &&
         g_dir_read_name (dir) == NULL;
}

static void
assert_kept (Office *office)
{
  g_assert_cmpuint (amt_replica_count (office->desk->replica, AMT_QUEUE_EVERYTHING, NULL), >, 0);
}

static void
assert_gone (Office *office)
{
  await_that (is_gone (office));
  g_assert_cmpuint (amt_replica_count (office->desk->replica, AMT_QUEUE_EVERYTHING, NULL), ==, 0);
  g_assert_false (amt_replica_add_note (office->desk->replica, "x", "y", NULL));
}

/* What the window asks; refused, and one stays refused. */
static void
assert_refused (DexFuture *future, const char *slug)
{
  g_autoptr (AmtSession) session = NULL;
  g_autoptr (GError) error = NULL;

  session = await_boxed (future, &error);
  g_assert_error (error, AMT_ERROR, AMT_ERROR_UNAUTHENTICATED);
  g_assert_cmpstr (amt_error_get_slug (error), ==, slug);
}

/* The follower has no token any more before the window's call is answered, and will not learn anything by itself. */
static void
test_window_first (Office *office, gconstpointer data)
{
  amt_follower_set_token (office->desk->replica->follower, NULL);
  amt_follower_nudge (office->desk->replica->follower);
  await_that (amt_replica_get_status (office->desk->replica) == AMT_REPLICA_SIGNED_OUT);
  real_server_change (office->server, DISABLE);
  assert_kept (office);
  assert_refused (amt_api_get_session (office->desk->api), "person-disabled");
  g_assert_true (is_gone (office)); /* before anybody else learns of the answer */
  assert_gone (office);
  g_assert_null (amt_api_get_token (office->desk->api));
}

/* The same when nothing follows: closing down, or not yet begun. */
static void
test_window_alone (Office *office, gconstpointer data)
{
  amt_replica_stop (office->desk->replica);
  real_server_change (office->server, DISABLE);
  assert_kept (office);
  assert_refused (amt_api_get_session (office->desk->api), "person-disabled");
  assert_gone (office);
}

static void
test_follower_first (Office *office, gconstpointer data)
{
  real_server_change (office->server, DISABLE);
  amt_replica_sync_now (office->desk->replica);
  assert_gone (office);
  g_assert_nonnull (amt_api_get_token (office->desk->api)); /* no call of the window was answered */
  assert_refused (amt_api_get_session (office->desk->api), "person-disabled");
  assert_gone (office);
}

/* The follower has handed its news over, and the answer of the window's call lies there too, before anybody looks. */
static void
test_both (Office *office, gconstpointer data)
{
  DexFuture *asked;

  real_server_change (office->server, DISABLE);
  asked = amt_api_get_session (office->desk->api);
  amt_replica_sync_now (office->desk->replica);
  for (unsigned i = 0; i < GPOINTER_TO_UINT (data); i++)
    g_main_context_iteration (NULL, FALSE);
  g_usleep (300000);
  assert_refused (asked, "person-disabled");
  assert_gone (office);
}

/* Nobody hears it while the server is away; then the follower, or the window, is the first to come through. */
static void
test_offline (Office *office, gconstpointer data)
{
  bool window = GPOINTER_TO_INT (data);
  g_autoptr (GError) error = NULL;

  real_server_end (office->server, SIGKILL);
  await_that (amt_replica_get_status (office->desk->replica) == AMT_REPLICA_OFFLINE);
  real_server_change (office->server, DISABLE);
  g_assert_null (await_boxed (amt_api_get_session (office->desk->api), &error));
  g_assert_error (error, AMT_ERROR, AMT_ERROR_OFFLINE);
  assert_kept (office);
  if (window)
    amt_follower_set_token (office->desk->replica->follower, NULL);
  real_server_resume (office->server);
  if (window)
    assert_refused (amt_api_get_session (office->desk->api), "person-disabled");
  assert_gone (office);
}

/* The session had ended, which is no reason; signing in anew tells whoever knows the password, and nobody else. */
static void
test_sign_in (Office *office, gconstpointer data)
{
  g_autoptr (AmtApi) other = amt_api_new (office->server->address, NULL);
  g_autoptr (AmtSession) session = NULL;
  g_autoptr (GError) error = NULL;

  real_server_change (office->server, END_SESSIONS DISABLE);
  amt_replica_sync_now (office->desk->replica);
  assert_refused (amt_api_get_session (office->desk->api), "no-session");
  await_that (amt_replica_get_status (office->desk->replica) == AMT_REPLICA_SIGNED_OUT);
  assert_refused (amt_api_sign_in (office->desk->api, USER, "wrong", NULL), "wrong-credentials");
  assert_kept (office);
  session = await_boxed (amt_api_sign_in (other, USER, "demo-amtsstube", NULL), &error);
  g_assert_true (amt_http_is_removal (error));
  assert_kept (office);
  amt_api_tell_removed (office->desk->api, error); /* as the lock does */
  assert_gone (office);
}

/* A member of no team may sign in; there is nothing for them to keep. */
static void
test_sign_in_without_team (Office *office, gconstpointer data)
{
  g_autoptr (AmtSession) session = NULL;
  g_autoptr (GError) error = NULL;

  real_server_change (office->server, END_SESSIONS LEAVE);
  assert_refused (amt_api_get_session (office->desk->api), "no-session");
  await_that (amt_replica_get_status (office->desk->replica) == AMT_REPLICA_SIGNED_OUT);
  session = await_boxed (amt_api_sign_in (office->desk->api, USER, "demo-amtsstube", NULL), &error);
  g_assert_no_error (error);
  assert_gone (office);
}

/* The session ended over night and nobody signs in: the copy goes all the same. */
static void
test_over_night (Office *office, gconstpointer data)
{
  amt_replica_stop (office->desk->replica);
  office->desk->replica->refused_seconds = 1;
  amt_replica_start (office->desk->replica);
  await_that (amt_replica_get_status (office->desk->replica) == AMT_REPLICA_UP_TO_DATE);
  real_server_change (office->server, EXPIRE);
  assert_refused (amt_api_get_session (office->desk->api), "session-expired");
  await_that (amt_replica_get_status (office->desk->replica) == AMT_REPLICA_SIGNED_OUT);
  assert_kept (office);
  real_server_end (office->server, SIGTERM); /* what is over is cleaned away when it starts */
  real_server_change (office->server, data);
  real_server_resume (office->server);
  assert_gone (office);
}

/* Of a workstation that nobody opens a window on. */
static void
test_delete (Office *office, gconstpointer data)
{
  GError *error = NULL;

  amt_replica_stop (office->desk->replica);
  g_object_run_dispose (G_OBJECT (office->desk->replica));
  g_assert_true (amt_replica_delete (office->files, office->server->address, "somebody.else", &error));
  {
    g_autoptr (GDir) dir = g_dir_open (office->files, 0, NULL);
    g_assert_nonnull (g_dir_read_name (dir));
  }
  g_assert_true (amt_replica_delete (office->files, office->server->address, USER, &error));
  g_assert_no_error (error);
  {
    g_autoptr (GDir) dir = g_dir_open (office->files, 0, NULL);
    g_assert_null (g_dir_read_name (dir));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/replica/real-removal/window-first", Office, NULL, up, test_window_first, down);
  g_test_add ("/replica/real-removal/window-alone", Office, NULL, up, test_window_alone, down);
  g_test_add ("/replica/real-removal/follower-first", Office, NULL, up, test_follower_first, down);
  g_test_add ("/replica/real-removal/both", Office, GUINT_TO_POINTER (0), up, test_both, down);
  g_test_add ("/replica/real-removal/both-under-way", Office, GUINT_TO_POINTER (3), up, test_both, down);
  g_test_add ("/replica/real-removal/offline-follower", Office, GINT_TO_POINTER (false), up, test_offline, down);
  g_test_add ("/replica/real-removal/offline-window", Office, GINT_TO_POINTER (true), up, test_offline, down);
  g_test_add ("/replica/real-removal/sign-in", Office, NULL, up, test_sign_in, down);
  g_test_add ("/replica/real-removal/sign-in-without-team", Office, NULL, up, test_sign_in_without_team, down);
  g_test_add ("/replica/real-removal/over-night", Office, DISABLE, up, test_over_night, down);
  g_test_add ("/replica/real-removal/over-night-without-team", Office, LEAVE, up, test_over_night, down);
  g_test_add ("/replica/real-removal/delete", Office, NULL, up, test_delete, down);
  return g_test_run ();
}
