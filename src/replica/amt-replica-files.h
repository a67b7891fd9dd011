/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two files of a replica, both encrypted with its key. Private to src/replica.
 *
 * "feed": what the server's feed says. Written by the worker only; can be read anew at any time.
 * "desk": what arose on this workstation: what was typed, what waits to be sent, what was looked at, what was fetched.
 * Written by the main thread only, so that neither ever waits for the other, and damage to one does not touch the other. */

#pragma once

#include "amt-database.h"

G_BEGIN_DECLS

typedef struct
{
  char *directory;
  char *feed;
  char *desk;
  GBytes *key;
} AmtReplicaFiles;

AmtReplicaFiles *amt_replica_files_new (const char *directory, const char *server, const char *user, GBytes *key);
AmtReplicaFiles *amt_replica_files_copy (const AmtReplicaFiles *self);
void amt_replica_files_free (AmtReplicaFiles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtReplicaFiles, amt_replica_files_free)

/* Makes the directory (0700). FAILED "not-writable". */
bool amt_replica_files_prepare (const AmtReplicaFiles *self, GError **error);
/* (transfer full) (nullable): opened and with the newest schema. */
AmtDatabase *amt_replica_files_open_feed (const AmtReplicaFiles *self, GError **error);
AmtDatabase *amt_replica_files_open_desk (const AmtReplicaFiles *self, GError **error);
/* A second connection for reading the feed file. */
AmtDatabase *amt_replica_files_open_reader (const AmtReplicaFiles *self, GError **error);
/* Removes @path with its journal. FAILED "not-writable". */
bool amt_replica_files_remove (const char *path, GError **error);
/* Puts an unreadable desk file aside, still encrypted; only the last two are kept. @kept_at (out) (transfer full): its new
 * name. FAILED "not-writable". */
bool amt_replica_files_set_desk_aside (const AmtReplicaFiles *self, char **kept_at, GError **error);
bool amt_replica_files_remove_aside (const AmtReplicaFiles *self, GError **error);
/* Removes both files and what was put aside. */
bool amt_replica_files_forget (const AmtReplicaFiles *self, GError **error);
/* Whether @error says that the file itself is of no use: damaged, another key, a newer program. */
bool amt_replica_files_is_damage (const GError *error);

G_END_DECLS
