/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A backup: a state directory to begin from, made while the server runs. It holds the database, every file that very
 * copy of it names, and "trust". It has its name only when it is whole and on disk. */

#pragma once

#include <glib.h>

#include "amtd-config.h"

G_BEGIN_DECLS

/* Makes @directory, which must not exist. Returns how many files the database names; -1 with the error set: CONFLICT
 * "file-exists", NOT_FOUND "no-database", FAILED "file-missing" when the database names one that is not there. */
int amtd_backup_make (const AmtdConfig *config, const char *directory, GError **error);

G_END_DECLS
