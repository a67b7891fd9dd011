/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of amtsstube-server. Each parses its own options, prints what came of it, and
 * returns FALSE with the error set when nothing was done. */

#pragma once

#include <glib.h>
#include <stdbool.h>

#include "amtd-config.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): parses @entries and the common ones, then reads the configuration. */
AmtdConfig *amtd_options_parse (int *argc, char ***argv, const char *summary, const GOptionEntry *entries,
                                GError **error);

#define AMTD_INCOMPLETE "incomplete" /* slug: it was done, but files are missing; exit status 3 */

bool amtd_command_init (int argc, char **argv, GError **error);
bool amtd_command_add_authority (int argc, char **argv, GError **error);
bool amtd_command_add_person (int argc, char **argv, GError **error);
bool amtd_command_add_certificate (int argc, char **argv, GError **error);
bool amtd_command_check_config (int argc, char **argv, GError **error);
bool amtd_command_verify_journal (int argc, char **argv, GError **error);
bool amtd_command_backup (int argc, char **argv, GError **error);
bool amtd_command_check (int argc, char **argv, GError **error);
bool amtd_command_restored (int argc, char **argv, GError **error);
bool amtd_command_serve (int argc, char **argv, GError **error);

G_END_DECLS
