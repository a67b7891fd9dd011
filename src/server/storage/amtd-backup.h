/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup: a state directory to begin from, made while the server runs. It holds the database, every file that very
 * copy of it names, and "trust". It has its name only when it is whole and on disk. */

#pragma once

#include <glib.h>

#include "amtd-config.h"

G_BEGIN_DECLS

/* Makes @directory, which must not exist. @missing gets a line (char *) for each file the database names and the disk does
 * not give: all else is in the backup. Returns how many files are in it; -1 with the error set: CONFLICT "file-exists",
 * NOT_FOUND "no-database". */
int amtd_backup_make (const AmtdConfig *config, const char *directory, GPtrArray *missing, GError **error);

G_END_DECLS
