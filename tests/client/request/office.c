/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "office.h"

#include <signal.h>
#include <sys/prctl.h>

static GSubprocess *server;
static char *folder;
static char *address;

static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

void
office_start (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program = g_strdup_printf ("%s/src/server/amtsstube-server", g_getenv ("AMT_BUILD"));
  g_autoptr (GDataInputStream) out = NULL;
  g_autoptr (GError) error = NULL;
  char *line;

  folder = g_dir_make_tmp ("issue-XXXXXX", NULL);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  server = g_subprocess_launcher_spawn (launcher, &error, program, "serve", "--demo", folder, "--port", "0", NULL);
  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  while ((line = g_data_input_stream_read_line (out, NULL, NULL, &error)) != NULL && address == NULL)
    {
      if (g_str_has_prefix (line, "listening on "))
        address = g_strdup (line + strlen ("listening on "));
      g_free (line);
      if (address != NULL)
        break;
    }
  g_assert_nonnull (address);
}

void
office_stop (void)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", folder);

  g_subprocess_force_exit (server);
  g_subprocess_wait (server, NULL, NULL);
  g_clear_object (&server);
  g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL);
}

/* (transfer full) */
gpointer
office_await (DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  const GValue *value;
  gpointer boxed;

  while (dex_future_is_pending (future))
    g_main_context_iteration (NULL, true);
  value = dex_future_get_value (future, &error);
  g_assert_no_error (error);
  boxed = g_value_dup_boxed (value);
  dex_unref (future);
  return boxed;
}

static const AmtService *
find_service (GPtrArray *services, const char *id)
{
  for (unsigned i = 0; i < services->len; i++)
    if (g_str_equal (((AmtService *) services->pdata[i])->id, id))
      return services->pdata[i];
  g_assert_not_reached ();
}

const char *
office_get_folder (void)
{
  return folder;
}

void
office_open (Office *office, const char *user)
{
  const char *authority;

  *office = (Office) {0};
  office->api = amt_api_new (address, NULL);
  office->session = office_await (amt_api_sign_in (office->api, user, "demo-amtsstube", "test"));
  authority = ((AmtMembership *) office->session->memberships->pdata[0])->authority->id;
  office->services = office_await (amt_api_get_catalogue (office->api, authority));
}

static bool
fits (const Office *office, const AmtSummary *summary, AmtState state, const char *service, AmtCarrier carrier)
{
  return summary != NULL && summary->state == (int) state && summary->carrier == (int) carrier &&
         g_str_equal (summary->service_id, service) &&
         (state == AMT_STATE_NEW ||
          (summary->gates_pass && g_strcmp0 (summary->handler_id, office->session->person_id) == 0));
}

void
office_take (Office *office, AmtState state, const char *service, AmtCarrier carrier)
{
  const char *authority = ((AmtMembership *) office->session->memberships->pdata[0])->authority->id;
  g_autoptr (AmtFeedPage) page = office_await (amt_api_get_feed (office->api, authority, 0, 500, NULL));

  g_clear_pointer (&office->request, amt_request_unref);
  for (unsigned i = 0; i < page->items->len && office->request == NULL; i++)
    {
      const AmtSummary *summary = ((AmtFeedItem *) page->items->pdata[i])->request;

      if (fits (office, summary, state, service, carrier))
        office->request = office_await (amt_api_get_request (office->api, summary->id));
    }
  g_assert_nonnull (office->request);
  office->service = find_service (office->services, service);
}

void
office_close (Office *office)
{
  g_clear_object (&office->api);
  g_clear_pointer (&office->session, amt_session_unref);
  g_clear_pointer (&office->services, g_ptr_array_unref);
  g_clear_pointer (&office->request, amt_request_unref);
}
