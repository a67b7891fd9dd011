/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "real-server.h"

#include "amt-database.h"

#include <signal.h>
#include <sys/prctl.h>

static void
end_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* @port: 0 picks one. */
static void
start (RealServer *self, const char *port)
{
  g_autofree char *binary = g_build_filename (g_getenv ("AMT_BUILD"), "src", "server", "amtsstube-server", NULL);
  g_autofree char *config = g_build_filename (self->directory, "server.conf", NULL);
  g_autofree char *state = g_build_filename (self->directory, "state", NULL);
  g_autoptr (GSubprocessLauncher)
      launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  GError *error = NULL;

  g_assert_true (g_file_set_contents (config, "[sign-in]\nargon2-memory-kib=64\nargon2-passes=1\n", -1, &error));
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, &error, binary, "serve", "--config", config, "--demo", state,
                                               "--port", port, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "listening on "));
  g_free (self->address);
  self->address = g_strdup (line + strlen ("listening on "));
}

RealServer *
real_server_start (void)
{
  RealServer *self = g_new0 (RealServer, 1);

  self->directory = g_dir_make_tmp ("amt-XXXXXX", NULL);
  start (self, "0");
  return self;
}

void
real_server_end (RealServer *self, int signal)
{
  g_subprocess_send_signal (self->process, signal);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

void
real_server_resume (RealServer *self)
{
  g_autofree char *port = g_strdup (strrchr (self->address, ':') + 1);

  start (self, port);
}

void
real_server_change (RealServer *self, const char *sql)
{
  g_autofree char *path = g_build_filename (self->directory, "state", "amtsstube.db", NULL);
  GError *error = NULL;
  g_autoptr (AmtDatabase) database = amt_database_open (path, NULL, 0, &error);

  g_assert_no_error (error);
  amt_database_run_script (database, sql, &error);
  g_assert_no_error (error);
}

void
real_server_free (RealServer *self)
{
  g_autofree char *remove = g_strdup_printf ("rm -rf %s", self->directory);

  if (self->process != NULL)
    real_server_end (self, SIGTERM);
  g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL);
  g_free (self->directory);
  g_free (self->address);
  g_free (self);
}

Desk *
desk_open (RealServer *server, const char *user)
{
  Desk *self = g_new0 (Desk, 1);
  g_autofree char *directory = g_build_filename (server->directory, user, NULL);
  g_autoptr (GBytes) key = g_bytes_new ("0123456789abcdef0123456789abcdef", 32);
  GError *error = NULL;

  self->api = amt_api_new (server->address, NULL);
  self->session = await_boxed (amt_api_sign_in (self->api, user, "demo-amtsstube", "test"), &error);
  g_assert_no_error (error);
  self->replica = amt_replica_open (directory, self->api, user, self->session, key, &error);
  g_assert_no_error (error);
  amt_replica_start (self->replica);
  await_that (amt_replica_get_status (self->replica) == AMT_REPLICA_UP_TO_DATE);
  return self;
}

void
desk_free (Desk *self)
{
  amt_replica_stop (self->replica);
  g_clear_object (&self->replica);
  g_clear_object (&self->api);
  amt_session_unref (self->session);
  g_free (self);
}
