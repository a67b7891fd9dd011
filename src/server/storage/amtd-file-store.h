/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of attachments, drafts and documents: one file each under its id, in 256 folders. A file is whole before its
 * row is written; what no row names is swept at start. */

#pragma once

#include "amt-database.h"

G_BEGIN_DECLS

/* @directory is "files" of the state directory; both it and @id's folder are made. @sha256: (out) (transfer full) hex */
bool amtd_file_store_write (const char *directory, const char *id, GBytes *bytes, char **sha256, GError **error);
/* Takes a finished temporary file on the same file system: fsync, rename, fsync of the folder. */
bool amtd_file_store_adopt (const char *directory, const char *id, const char *temporary, GError **error);
/* (transfer full) (nullable): FAILED "file-missing" */
GBytes *amtd_file_store_read (const char *directory, const char *id, GError **error);
/* A file that is not there is no error worth telling. */
void amtd_file_store_remove (const char *directory, const char *id);
/* Removes files that no row of @db names; -1 with the error set, else how many. Only while nobody writes. */
int amtd_file_store_sweep (const char *directory, AmtDatabase *db, GError **error);

G_END_DECLS
