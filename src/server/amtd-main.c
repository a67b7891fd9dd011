/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-commands.h"
#include "amt-error.h"
#include "amtd-log.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

static const struct
{
  const char *name;
  bool (*run) (int argc, char **argv, GError **error);
  const char *help;
} commands[] = {
    {"init", amtd_command_init, "make the database in a directory"},
    {"add-authority", amtd_command_add_authority, "an office with its teams"},
    {"add-person", amtd_command_add_person, "a member of staff, or a further membership of one"},
    {"add-certificate", amtd_command_add_certificate, "the certificate somebody signs with"},
    {"serve", amtd_command_serve, "answer requests until told to stop"},
    {"check-config", amtd_command_check_config, "say whether the configuration can be used"},
    {"verify-journal", amtd_command_verify_journal, "follow every journal's chain from its beginning"},
    {"backup", amtd_command_backup, "copy the database and its files into a new directory, while in use"},
    {"check", amtd_command_check, "compare every file of requests with the database"},
    {"restored", amtd_command_restored, "after restoring a backup: every workstation begins anew"},
};

static int
usage (void)
{
  printf ("Usage: amtsstube-server COMMAND [OPTIONS]   (COMMAND --help tells more)\n\n");
  for (size_t i = 0; i < G_N_ELEMENTS (commands); i++)
    printf ("  %-16s %s\n", commands[i].name, commands[i].help);
  return 2;
}

/* No core holds what people told the office; a full disk is an error of write(), not a death; sockets need descriptors. */
static void
prepare_process (void)
{
  struct rlimit none = {0, 0}, files;

  setrlimit (RLIMIT_CORE, &none);
  if (getrlimit (RLIMIT_NOFILE, &files) == 0)
    {
      files.rlim_cur = files.rlim_max;
      setrlimit (RLIMIT_NOFILE, &files);
    }
  signal (SIGPIPE, SIG_IGN);
  signal (SIGXFSZ, SIG_IGN);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  const char *name = argc > 1 ? argv[1] : "";

  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C"); /* a log is read by programs: points, in every language */
  prepare_process ();
  amtd_log_begin ();
  if (g_str_equal (name, "--version"))
    {
      printf ("amtsstube-server %s\n", AMTD_VERSION);
      return 0;
    }
  if (g_str_equal (name, "--check-config"))
    name = "check-config";
  for (size_t i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i].name))
      {
        if (commands[i].run (argc - 1, argv + 1, &error))
          return 0;
        fprintf (stderr, "amtsstube-server: %s\n", error->message);
        return g_strcmp0 (amt_error_get_slug (error), AMTD_INCOMPLETE) == 0 ? 3 : 1;
      }
  return usage ();
}
