/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of amtsstube-server. Each parses its own options and returns the process's exit status. */

#pragma once

#include <glib.h>
#include <stdbool.h>

#include "amtd-config.h"

G_BEGIN_DECLS

/* What all commands understand. */
typedef struct
{
  char *config;    /* (nullable) --config */
  char *directory; /* (nullable) --directory */
} AmtdOptions;

/* (transfer full) (nullable): parses @entries and the common ones, then reads the configuration. */
AmtdConfig *amtd_options_parse (int *argc, char ***argv, const char *summary, const GOptionEntry *entries,
                                GError **error);

bool amtd_command_init (int argc, char **argv, GError **error);
bool amtd_command_add_authority (int argc, char **argv, GError **error);
bool amtd_command_add_person (int argc, char **argv, GError **error);
bool amtd_command_add_certificate (int argc, char **argv, GError **error);
bool amtd_command_check_config (int argc, char **argv, GError **error);
bool amtd_command_verify_journal (int argc, char **argv, GError **error);
bool amtd_command_backup (int argc, char **argv, GError **error);
bool amtd_command_restored (int argc, char **argv, GError **error);
bool amtd_command_serve (int argc, char **argv, GError **error);

G_END_DECLS
