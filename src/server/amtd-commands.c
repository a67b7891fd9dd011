/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-commands.h"

#include "amt-error.h"
#include "amtd-backup.h"
#include "amtd-domain.h"
#include "amtd-feed-service.h"
#include "amtd-file-check.h"
#include "amtd-journal-store.h"
#include "amtd-office-service.h"
#include "amtd-office-store.h"
#include "amt-password.h"
#include "amtd-password.h"

#include <stdio.h>
#include <string.h>

static const char backup_summary[] =
    "backup DIR: while the server runs, makes DIR with the database, the files it names and the folder \"trust\". It "
    "is "
    "called DIR.unfinished-… until it is whole; what is left of one that was interrupted can be deleted. Encrypted "
    "stays encrypted, and the key is not in it: keep that elsewhere, with the configuration. Files the disk does not "
    "give are listed, the rest is backed up, and the exit status is 3.\n\n"
    "To restore: stop the server, move the state directory away, cp -a DIR in its place, chown -R it to the "
    "server's user, say \"amtsstube-server restored\" as that user, and start the server.";

static const char check_summary[] =
    "check: reads every file of requests and compares it with the database, also while the server runs. \"lost\" is "
    "not "
    "there, \"damaged\" is another, \"orphaned\" belongs to no request and goes when the server starts. Files never "
    "change, so a lost or damaged one can be taken from an older backup, under the same name. Exit status 3 when "
    "anything was found.";

#define CONFIG_FILE "/etc/amtsstube/amtsstube-server.conf"

AmtdConfig *
amtd_options_parse (int *argc, char ***argv, const char *summary, const GOptionEntry *entries, GError **error)
{
  g_autofree char *config_file = NULL;
  g_autofree char *directory = NULL;
  const GOptionEntry common[] = {
      {"config", 'c', 0, G_OPTION_ARG_FILENAME, &config_file, "Configuration file (" CONFIG_FILE ")", "FILE"},
      {"directory", 'd', 0, G_OPTION_ARG_FILENAME, &directory, "Instead of storage.state-directory", "DIR"},
      {NULL},
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  AmtdConfig *config;

  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, common, NULL);
  if (entries)
    g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, error))
    return NULL;
  if (config_file == NULL && g_file_test (CONFIG_FILE, G_FILE_TEST_EXISTS))
    config_file = g_strdup (CONFIG_FILE);
  config = config_file ? amtd_config_load (config_file, error) : amtd_config_new ();
  if (config && directory)
    g_set_str (&config->state_directory, directory);
  return config;
}

static bool
need (const char *option, const char *value, GError **error)
{
  if (value && *value)
    return true;
  amt_error_set (error, AMT_ERROR_INVALID, "missing-option", option, "--%s is needed", option);
  return false;
}

bool
amtd_command_init (int argc, char **argv, GError **error)
{
  g_autoptr (AmtdConfig)
      config = amtd_options_parse (&argc, &argv, "init [DIR]: makes the database of a new server.", NULL, error);
  g_autoptr (AmtdServer) server = NULL;
  g_autofree char *database = NULL;

  if (config == NULL)
    return false;
  if (argc > 1)
    g_set_str (&config->state_directory, argv[1]);
  database = amtd_config_state_path (config, "amtsstube.db");
  if (g_file_test (database, G_FILE_TEST_EXISTS))
    {
      amt_error_set (error, AMT_ERROR_CONFLICT, "file-exists", NULL, "%s is there already", database);
      return false;
    }
  if (!(server = amtd_server_new (g_steal_pointer (&config), true, error)))
    return false;
  printf ("made %s%s\n", database, server->database_key ? " (encrypted)" : "");
  return true;
}

/* "residents=Bürgerbüro" … into two lists; the four kinds when nothing is given. */
static bool
split_teams (char **options, GStrv *kinds, GStrv *names, GError **error)
{
  static const char *const usual[] = {"residents=Bürgerbüro", "civil-status=Standesamt", "trade=Gewerbeamt",
                                      "tax=Steueramt", NULL};
  g_autoptr (GStrvBuilder) kind_list = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) name_list = g_strv_builder_new ();
  const char *const *teams = options ? (const char *const *) options : usual;

  for (unsigned i = 0; teams[i]; i++)
    {
      const char *equals = strchr (teams[i], '=');

      if (equals == NULL)
        {
          amt_error_set (error, AMT_ERROR_INVALID, "bad-option", "team", "--team KIND=NAME, such as %s", usual[0]);
          return false;
        }
      g_strv_builder_take (kind_list, g_strndup (teams[i], equals - teams[i]));
      g_strv_builder_add (name_list, equals + 1);
    }
  *kinds = g_strv_builder_end (kind_list);
  *names = g_strv_builder_end (name_list);
  return true;
}

bool
amtd_command_add_authority (int argc, char **argv, GError **error)
{
  g_autoptr (AmtAuthority) authority = amt_authority_new ();
  g_auto (GStrv) teams = NULL;
  g_auto (GStrv) kinds = NULL;
  g_auto (GStrv) names = NULL;
  g_autofree char *id = NULL;
  const GOptionEntry entries[] = {
      {"slug", 0, 0, G_OPTION_ARG_STRING, &authority->slug, "Short name, for addresses and files", "SLUG"},
      {"name", 0, 0, G_OPTION_ARG_STRING, &authority->name, "\"Stadt Leinhagen\"", "NAME"},
      {"zone", 0, 0, G_OPTION_ARG_STRING, &authority->zone, "Time zone (Europe/Berlin)", "ZONE"},
      {"land", 0, 0, G_OPTION_ARG_STRING, &authority->land, "Land, by two letters (NI)", "LAND"},
      {"street", 0, 0, G_OPTION_ARG_STRING, &authority->street, "Street and number", "STREET"},
      {"town", 0, 0, G_OPTION_ARG_STRING, &authority->town, "Postal code and town", "TOWN"},
      {"email", 0, 0, G_OPTION_ARG_STRING, &authority->email, "Address for questions", "ADDRESS"},
      {"team", 0, 0, G_OPTION_ARG_STRING_ARRAY, &teams, "A team, again for each; without: the four kinds", "KIND=NAME"},
      {NULL},
  };
  g_autoptr (AmtdConfig) config = amtd_options_parse (&argc, &argv, "add-authority", entries, error);
  g_autoptr (AmtdServer) server = NULL;

  if (config == NULL || !need ("slug", authority->slug, error) || !need ("name", authority->name, error) ||
      !split_teams (teams, &kinds, &names, error) ||
      !(server = amtd_server_new (g_steal_pointer (&config), false, error)))
    return false;
  if (authority->zone == NULL)
    authority->zone = g_strdup ("Europe/Berlin");
  if (authority->land == NULL)
    authority->land = g_strdup ("NI");
  id = amtd_office_add_authority (server, authority, (const char *const *) kinds, (const char *const *) names, error);
  if (id == NULL)
    return false;
  printf ("added %s\n", authority->slug);
  return true;
}

/* The first line of standard input. (transfer full) (nullable) */
static char *
read_password (GError **error)
{
  char line[1024];
  char *password = NULL;

  if (fgets (line, sizeof line, stdin) && *g_strchomp (line))
    password = g_strdup (line);
  else
    amt_error_set (error, AMT_ERROR_INVALID, "no-password", NULL,
                   "Give the password on standard input, or say --generate");
  explicit_bzero (line, sizeof line);
  return password;
}

static void
forget_password (char *password)
{
  if (password)
    explicit_bzero (password, strlen (password));
  g_free (password);
}
typedef char Password;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Password, forget_password)

bool
amtd_command_add_person (int argc, char **argv, GError **error)
{
  g_autofree char *user = NULL;
  g_autofree char *name = NULL;
  g_autofree char *function = NULL;
  g_autofree char *authority = NULL;
  g_autofree char *team = NULL;
  g_autofree char *role = NULL;
  g_autofree char *phc = NULL;
  g_autofree char *id = NULL;
  g_autoptr (Password) password = NULL;
  int generate = 0, further = 0, value;
  const GOptionEntry entries[] = {
      {"user", 0, 0, G_OPTION_ARG_STRING, &user, "Name to sign in with", "USER"},
      {"name", 0, 0, G_OPTION_ARG_STRING, &name, "\"Annegret Thießen\"", "NAME"},
      {"function", 0, 0, G_OPTION_ARG_STRING, &function, "\"Standesbeamtin\"", "TEXT"},
      {"authority", 0, 0, G_OPTION_ARG_STRING, &authority, "Slug of the authority", "SLUG"},
      {"team", 0, 0, G_OPTION_ARG_STRING, &team, "residents, civil-status, trade or tax", "KIND"},
      {"role", 0, 0, G_OPTION_ARG_STRING, &role, "clerk, registrar, supervisor or administrator", "ROLE"},
      {"generate", 0, 0, G_OPTION_ARG_NONE, &generate, "Make up a password and print it", NULL},
      {"further", 0, 0, G_OPTION_ARG_NONE, &further, "USER is there already: only add the membership", NULL},
      {NULL},
  };
  g_autoptr (AmtdConfig) config = amtd_options_parse (
      &argc, &argv, "add-person: the password is read from standard input.", entries, error);
  g_autoptr (AmtdServer) server = NULL;

  if (config == NULL || !need ("user", user, error) || !need ("authority", authority, error) ||
      !need ("team", team, error) || !need ("role", role, error) || (!further && !need ("name", name, error)))
    return false;
  if (!amt_enum_from_nick (&amt_role_enum, role, &value))
    {
      amt_error_set (error, AMT_ERROR_INVALID, "bad-option", "role", "There is no role \"%s\"", role);
      return false;
    }
  if (!further && (!(password = generate ? amtd_password_generate () : read_password (error)) ||
                   !(phc = amt_password_hash (password, config->argon2_memory_kib, config->argon2_passes, error))))
    return false;
  if (!(server = amtd_server_new (g_steal_pointer (&config), false, error)))
    return false;
  id = amtd_office_add_person (server, user, name, function, phc, authority, team, value, error);
  if (id && generate && !further)
    printf ("password: %s\n", password);
  return id != NULL;
}

bool
amtd_command_add_certificate (int argc, char **argv, GError **error)
{
  g_autofree char *user = NULL;
  g_autofree char *file = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) certificate = NULL;
  size_t length;
  const GOptionEntry entries[] = {
      {"person", 0, 0, G_OPTION_ARG_STRING, &user, "Who signs with it", "USER"},
      {"file", 0, 0, G_OPTION_ARG_FILENAME, &file, "The certificate, PEM or DER", "FILE"},
      {NULL},
  };
  g_autoptr (AmtdConfig) config = amtd_options_parse (&argc, &argv, "add-certificate", entries, error);
  g_autoptr (AmtdServer) server = NULL;

  if (config == NULL || !need ("person", user, error) || !need ("file", file, error) ||
      !g_file_get_contents (file, &contents, &length, error) ||
      !(server = amtd_server_new (g_steal_pointer (&config), false, error)))
    return false;
  certificate = g_bytes_new_take (g_steal_pointer (&contents), length);
  return amtd_office_add_certificate (server, user, certificate, error);
}

bool
amtd_command_check_config (int argc, char **argv, GError **error)
{
  g_autoptr (AmtdConfig) config = amtd_options_parse (&argc, &argv, "check-config", NULL, error);
  g_autoptr (GBytes) key = NULL;

  if (config == NULL || !amtd_config_check (config, error) || !amtd_config_read_database_key (config, &key, error))
    return false;
  printf ("The configuration can be used.\n");
  return true;
}

bool
amtd_command_verify_journal (int argc, char **argv, GError **error)
{
  g_autoptr (AmtdConfig) config = amtd_options_parse (&argc, &argv, "verify-journal", NULL, error);
  g_autoptr (AmtdServer) server = config ? amtd_server_new (g_steal_pointer (&config), false, error) : NULL;
  g_autoptr (AmtDatabase) db = server ? amtd_server_open_reader (server, error) : NULL;
  g_autoptr (GPtrArray) authorities = db ? amtd_office_store_list_authorities (db, error) : NULL;

  for (unsigned i = 0; authorities && i < authorities->len; i++)
    {
      const AmtAuthority *authority = authorities->pdata[i];
      g_autoptr (AmtJournalHead) head = NULL;

      if (!amtd_journal_store_verify (db, authority->id, error) ||
          !(head = amtd_journal_store_head (db, authority->id, error)))
        {
          g_prefix_error (error, "%s: ", authority->slug);
          return false;
        }
      printf ("%s: %" G_GINT64_FORMAT " entries hold, head %s\n", authority->slug, head->number, head->hash);
    }
  return authorities != NULL;
}

/* FALSE when there is anything to tell: AMTD_INCOMPLETE makes the exit status another than a failure's. */
static bool
tell (GPtrArray *lines, GError **error)
{
  if (lines->len == 0)
    return true;
  g_ptr_array_sort_values (lines, (GCompareFunc) strcmp);
  for (guint i = 0; i < lines->len; i++)
    fprintf (stderr, "%s\n", (const char *) lines->pdata[i]);
  amt_error_set (error, AMT_ERROR_FAILED, AMTD_INCOMPLETE, NULL, "Files that are not as they should be: %u",
                 lines->len);
  return false;
}

bool
amtd_command_backup (int argc, char **argv, GError **error)
{
  g_autoptr (AmtdConfig) config = amtd_options_parse (&argc, &argv, backup_summary, NULL, error);
  g_autoptr (GPtrArray) missing = g_ptr_array_new_with_free_func (g_free);
  int files;

  if (config == NULL || !need ("DIR", argc > 1 ? argv[1] : NULL, error) ||
      (files = amtd_backup_make (config, argv[1], missing, error)) < 0)
    return false;
  printf ("backed up the database and %d files to %s\n", files, argv[1]);
  return tell (missing, error);
}

bool
amtd_command_check (int argc, char **argv, GError **error)
{
  g_autoptr (AmtdConfig) config = amtd_options_parse (&argc, &argv, check_summary, NULL, error);
  g_autoptr (AmtdServer) server = config ? amtd_server_new (g_steal_pointer (&config), false, error) : NULL;
  g_autoptr (AmtDatabase) db = server ? amtd_server_open_reader (server, error) : NULL;
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  int files = db ? amtd_file_check_run (amtd_domain_get_files (server->domain), db, found, error) : -1;

  if (files < 0)
    return false;
  printf ("checked %d files\n", files);
  return tell (found, error);
}

bool
amtd_command_restored (int argc, char **argv, GError **error)
{
  g_autoptr (AmtdConfig) config = amtd_options_parse (&argc, &argv, "restored", NULL, error);
  g_autoptr (AmtdServer) server = config ? amtd_server_new (g_steal_pointer (&config), false, error) : NULL;

  return server && amtd_feed_service_renew (server, error);
}
