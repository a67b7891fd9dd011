/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-commands.h"

#include "amt-error.h"
#include "amtd-demo.h"
#include "amtd-domain.h"
#include "amtd-http.h"
#include "amtd-log.h"
#include "amtd-routes.h"
#include "amtd-session-service.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixsocketaddress.h>
#include <glib-unix.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define PRUNE_SECONDS 3600
#define DEMO_MEMORY_KIB 8192

/* Tells systemd how we are (sd_notify(3)): a datagram is all there is to it. */
static void
notify (const char *state)
{
  const char *path = g_getenv ("NOTIFY_SOCKET");
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketAddress) address = NULL;

  if (path == NULL || *path == '\0')
    return;
  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_DEFAULT, NULL);
  address = *path == '@' ? g_unix_socket_address_new_with_type (path + 1, -1, G_UNIX_SOCKET_ADDRESS_ABSTRACT)
                         : g_unix_socket_address_new (path);
  if (socket)
    g_socket_send_to (socket, address, state, strlen (state), NULL, NULL);
}

static gboolean
prune (void *data)
{
  g_autoptr (GError) error = NULL;

  if (!amtd_session_service_prune (data, &error))
    amtd_log (AMTD_LOG_WARNING, "prune", "error=\"%s\"", error->message);
  return G_SOURCE_CONTINUE;
}

static gboolean
stop (void *data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
add_routes (AmtdHttp *http)
{
  for (unsigned i = 0; amtd_routes[i]; i++)
    amtd_http_add_routes (http, amtd_routes[i]);
}

static void
say_ready (const AmtdConfig *config, int port)
{
  bool six = strchr (config->address, ':') != NULL;

  printf ("listening on %s://%s%s%s:%d\n", config->certificate ? "https" : "http", six ? "[" : "", config->address,
          six ? "]" : "", port);
  fflush (stdout);
  amtd_log (AMTD_LOG_NOTICE, "started", "port=%d threads=%d workers=%d", port, config->threads, config->workers);
  notify ("READY=1");
}

static bool
serve (AmtdServer *server, GError **error)
{
  g_autoptr (AmtdHttp) http = amtd_http_new (server);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  if (!amtd_domain_sweep (server, error))
    return false;
  add_routes (http);
  g_unix_signal_add (SIGTERM, stop, loop);
  g_unix_signal_add (SIGINT, stop, loop);
  prune (server);
  if (!amtd_http_start (http, error))
    return false;
  g_timeout_add_seconds (PRUNE_SECONDS, prune, server);
  say_ready (server->config, amtd_http_get_port (http));
  g_main_loop_run (loop);
  notify ("STOPPING=1");
  amtd_log (AMTD_LOG_NOTICE, "stopping", "seconds=%d", server->config->stop_seconds);
  amtd_http_stop (http);
  amtd_log (AMTD_LOG_NOTICE, "stopped", "status=0");
  return true;
}

/* Two servers on one directory would each sweep what the other is just writing. The lock is the directory's own, ends with
 * the process, and leaves nothing behind. @lock: (out): -1 where there is no directory yet, which is said elsewhere. */
static bool
lock_state (const char *directory, int *lock, GError **error)
{
  *lock = open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (*lock < 0 || flock (*lock, LOCK_EX | LOCK_NB) == 0)
    return true;
  if (errno == EWOULDBLOCK)
    amt_error_set (error, AMT_ERROR_CONFLICT, "in-use", NULL, "Another server is running on %s: stop it first",
                   directory);
  else
    amt_error_set (error, AMT_ERROR_UNAVAILABLE, "storage-error", NULL, "%s: %s", directory, g_strerror (errno));
  close (*lock);
  *lock = -1;
  return false;
}

/* The directory itself stays: it is locked. */
static void
empty_directory (GFile *file)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (file, G_FILE_ATTRIBUTE_STANDARD_NAME,
                                                                    G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (children && g_file_enumerator_iterate (children, NULL, &child, NULL, NULL) && child)
    {
      if (g_file_query_file_type (child, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL) == G_FILE_TYPE_DIRECTORY)
        empty_directory (child);
      g_file_delete (child, NULL, NULL);
    }
}

/* A demo is made once. One that was begun and not finished is made anew; what is no demo is never touched. */
static bool
prepare_demo (const char *directory, bool *make, GError **error)
{
  g_autofree char *begun = g_build_filename (directory, "demo-begun", NULL);
  g_autofree char *made = g_build_filename (directory, "demo-made", NULL);
  g_autofree char *database = g_build_filename (directory, "amtsstube.db", NULL);

  *make = !g_file_test (made, G_FILE_TEST_EXISTS);
  if (!*make)
    return true;
  if (g_file_test (begun, G_FILE_TEST_EXISTS))
    {
      g_autoptr (GFile) half = g_file_new_for_path (directory);

      empty_directory (half);
    }
  else if (g_file_test (database, G_FILE_TEST_EXISTS))
    {
      amt_error_set (error, AMT_ERROR_CONFLICT, "no-demo", NULL, "%s holds a real server's data", directory);
      return false;
    }
  return g_file_set_contents (begun, "", 0, error);
}

static AmtdServer *
open_demo (AmtdConfig *config, const char *directory, GError **error)
{
  g_autoptr (AmtdServer) server = NULL;
  g_autofree char *made = g_build_filename (directory, "demo-made", NULL);
  bool make;

  config->demo = true;
  config->argon2_memory_kib = DEMO_MEMORY_KIB;
  config->argon2_passes = 1;
  if (!prepare_demo (directory, &make, error))
    {
      amtd_config_free (config);
      return NULL;
    }
  server = amtd_server_new (config, make, error);
  if (server && make && (!amtd_demo_make (server, directory, error) || !g_file_set_contents (made, "", 0, error)))
    return NULL;
  return g_steal_pointer (&server);
}

bool
amtd_command_serve (int argc, char **argv, GError **error)
{
  g_autofree char *demo = NULL;
  g_autofree char *address = NULL;
  int port = -1;
  const GOptionEntry entries[] = {
      {"demo", 0, 0, G_OPTION_ARG_FILENAME, &demo, "Make an office to try things with in DIR, and serve it", "DIR"},
      {"port", 0, 0, G_OPTION_ARG_INT, &port, "Instead of listen.port; 0: any free one", "N"},
      {"address", 0, 0, G_OPTION_ARG_STRING, &address, "Instead of listen.address", "ADDRESS"},
      {NULL},
  };
  g_autoptr (AmtdConfig) config = amtd_options_parse (&argc, &argv, "serve", entries, error);
  g_autoptr (AmtdServer) server = NULL;
  int lock;
  bool done;

  if (config == NULL)
    return false;
  if (port >= 0)
    config->port = port;
  if (address)
    g_set_str (&config->address, address);
  if (!amtd_config_check (config, error))
    return false;
  if (demo)
    {
      g_mkdir_with_parents (demo, 0700);
      g_set_str (&config->state_directory, demo);
    }
  if (!lock_state (config->state_directory, &lock, error))
    return false;
  server = demo ? open_demo (g_steal_pointer (&config), demo, error)
                : amtd_server_new (g_steal_pointer (&config), false, error);
  done = server && serve (server, error);
  g_clear_pointer (&server, amtd_server_free);
  if (lock >= 0)
    close (lock);
  return done;
}
