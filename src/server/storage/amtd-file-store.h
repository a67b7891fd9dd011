/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of attachments, drafts and documents: one file each under its id, in 256 folders. A file is whole before its
 * row is written; what no row names is swept at start. */

#pragma once

#include "amt-database.h"

G_BEGIN_DECLS

typedef struct
{
  char *directory; /* "files" of the state directory; made when needed, as are the folders below */
  GBytes *key;     /* (nullable) the database's: then files are encrypted too (amtd-file-cipher.h) */
} AmtdFiles;

/* @sha256: (out) (optional) (transfer full) of what was given, hex. */
bool amtd_file_store_write (const AmtdFiles *files, const char *id, GBytes *bytes, char **sha256, GError **error);
/* Takes a finished temporary file on the same file system; with a key it must be sealed under @id already. */
bool amtd_file_store_adopt (const AmtdFiles *files, const char *id, const char *temporary, GError **error);
/* (transfer full) (nullable): FAILED "file-missing", "file-damaged" */
GBytes *amtd_file_store_read (const AmtdFiles *files, const char *id, GError **error);
/* A file that is not there is no error worth telling. */
void amtd_file_store_remove (const AmtdFiles *files, const char *id);
/* Removes files that no row of @db names; -1 with the error set, else how many. Only while nobody writes. */
int amtd_file_store_sweep (const AmtdFiles *files, AmtDatabase *db, GError **error);

G_END_DECLS
