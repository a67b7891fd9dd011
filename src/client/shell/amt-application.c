/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-application.h"

#include "amt-accessible-start.h"
#include "amt-empty-clips.h"
#include "amt-entry-rows.h"
#include "amt-icons.h"
#include "amt-widgets-resources.h"
#include "amt-window.h"

#include "client-config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <libdex.h>

/* Signs in by itself, for the demo: amt_window_start() takes it for loopback addresses only. */
#define DEMO_PASSWORD "AMTSSTUBE_DEMO_PASSWORD"

struct _AmtApplication
{
  AdwApplication parent_instance;

  GSettings *settings; /* (owned) (nullable) before startup */
  char *server;        /* (owned) (nullable) */
  char *user;          /* (owned) (nullable) */
  char *signing_key;   /* (owned) (nullable) */
  unsigned sources[2];
};

G_DEFINE_FINAL_TYPE (AmtApplication, amt_application, ADW_TYPE_APPLICATION)

static gboolean
on_unix_signal (gpointer user_data)
{
  g_application_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_application_quit (user_data);
}

static GtkWindow *
find_window (AmtApplication *self)
{
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item; item = item->next)
    if (AMT_IS_WINDOW (item->data))
      return item->data;
  return NULL;
}

static void
on_open_request (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = find_window (user_data);

  if (window)
    amt_window_open_request (AMT_WINDOW (window), g_variant_get_string (parameter, NULL));
}

static const GActionEntry entries[] = {
    {.name = "quit", .activate = on_quit},
    {.name = "open-request", .activate = on_open_request, .parameter_type = "s"},
};

static void
amt_application_startup (GApplication *application)
{
  AmtApplication *self = AMT_APPLICATION (application);
  const char *const quit_keys[] = {"<Control>q", NULL};

  g_assert (amt_widgets_get_resource () != NULL); /* style and icons: named, so that they are linked */
  G_APPLICATION_CLASS (amt_application_parent_class)->startup (application);
  dex_init ();
  amt_accessible_start_guard ();
  amt_icons_keep ();
  amt_empty_clips_mend ();
  amt_entry_rows_mend ();
  self->settings = g_settings_new (AMT_APP_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), "app.quit", quit_keys);
  gtk_window_set_default_icon_name (AMT_APP_ID);
  self->sources[0] = g_unix_signal_add (SIGTERM, on_unix_signal, self);
  self->sources[1] = g_unix_signal_add (SIGINT, on_unix_signal, self);
}

/* The password shall not be inherited by what we start. */
static char *
take_demo_password (void)
{
  char *password = g_strdup (g_getenv (DEMO_PASSWORD));

  g_unsetenv (DEMO_PASSWORD);
  return password;
}

static void
amt_application_activate (GApplication *application)
{
  AmtApplication *self = AMT_APPLICATION (application);
  GtkWindow *window = find_window (self);
  g_autofree char *password = NULL;

  if (window)
    {
      gtk_window_present (gtk_application_get_active_window (GTK_APPLICATION (self)));
      return;
    }
  if (self->signing_key)
    g_settings_set_string (self->settings, "signing-key", self->signing_key);
  password = take_demo_password ();
  window = amt_window_new (GTK_APPLICATION (self), self->settings);
  amt_window_start (AMT_WINDOW (window), self->server, self->user, password);
  gtk_window_present (window);
}

/* A window for a named server or person is a program of its own. */
static int
amt_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  AmtApplication *self = AMT_APPLICATION (application);

  g_variant_dict_lookup (options, "server", "s", &self->server);
  g_variant_dict_lookup (options, "user", "s", &self->user);
  g_variant_dict_lookup (options, "signing-key", "^ay", &self->signing_key);
  if (self->server || self->user)
    g_application_set_flags (application, g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
  return -1;
}

static void
amt_application_shutdown (GApplication *application)
{
  AmtApplication *self = AMT_APPLICATION (application);

  for (GtkWindow *window = find_window (self); window; window = find_window (self))
    gtk_window_destroy (window);
  for (size_t i = 0; i < G_N_ELEMENTS (self->sources); i++)
    g_clear_handle_id (&self->sources[i], g_source_remove);
  G_APPLICATION_CLASS (amt_application_parent_class)->shutdown (application);
}

static void
amt_application_finalize (GObject *object)
{
  AmtApplication *self = AMT_APPLICATION (object);

  g_clear_object (&self->settings);
  g_free (self->server);
  g_free (self->user);
  g_free (self->signing_key);
  G_OBJECT_CLASS (amt_application_parent_class)->finalize (object);
}

static void
amt_application_class_init (AmtApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = amt_application_finalize;
  application_class->startup = amt_application_startup;
  application_class->activate = amt_application_activate;
  application_class->shutdown = amt_application_shutdown;
  application_class->handle_local_options = amt_application_handle_local_options;
}

static void
amt_application_init (AmtApplication *self)
{
  static const GOptionEntry options[] = {
      {"server", 's', 0, G_OPTION_ARG_STRING, NULL, N_ ("Address of the server"), N_ ("URL")},
      {"user", 'u', 0, G_OPTION_ARG_STRING, NULL, N_ ("User name"), N_ ("NAME")},
      {"signing-key", 'k', 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Key file to sign with (PKCS #12)"), N_ ("FILE")},
      {NULL}};

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

AdwApplication *
amt_application_new (void)
{
  return g_object_new (AMT_TYPE_APPLICATION, "application-id", AMT_APP_ID, "resource-base-path",
                       "/org/amtsstube/Amtsstube", "version", AMT_VERSION, NULL);
}
