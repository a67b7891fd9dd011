/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the files are what the database says: for whoever looks after the machine. */

#pragma once

#include "amtd-file-store.h"

G_BEGIN_DECLS

/* What every row that has a file says of it: "kind" and the number of the file it belongs to. */
#define AMTD_FILE_ROWS                                                                                                 \
  "SELECT f.id, f.kind, r.file_number, f.size, f.sha256 FROM ("                                                        \
  "SELECT id, 'attachment' AS kind, request_id, size, sha256 FROM attachments UNION ALL "                              \
  "SELECT id, 'draft', request_id, size, sha256 FROM drafts UNION ALL "                                                \
  "SELECT id, 'document', request_id, size, sha256 FROM documents) f JOIN requests r ON r.id = f.request_id"

/* Reads every file there should be and looks for others. @found: gets a line (char *) for each that is lost, damaged or
 * orphaned, in words for the administrator: ids and file numbers, nobody's names. Returns how many there should be; -1
 * with the error set. Possible while a server writes: what just comes or goes is not told. */
int amtd_file_check_run (const AmtdFiles *files, AmtDatabase *db, GPtrArray *found, GError **error);

G_END_DECLS
