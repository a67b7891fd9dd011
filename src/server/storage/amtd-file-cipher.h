/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files encrypted at rest: AES-256-GCM in chunks, so that a large file needs little memory and none of it can be cut,
 * swapped or put under another id unnoticed.
 *
 *   header 40 bytes: "AMTF" version=1 log2(chunk)=16 0 0 salt[32]
 *   key[32], prefix[7] = HKDF-SHA256 (database key, salt, "amt/file/1" NUL id)
 *   chunk = AES-256-GCM (at most 64 KiB) tag[16]; nonce = prefix counter[4, big endian] last[1]; AAD = header at the first
 *
 * An empty file is one empty chunk, marked as the last. */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Writes @data encrypted to @fd. UNAVAILABLE "disk-full" or "storage-error". */
bool amtd_file_cipher_write (GBytes *key, const char *id, const void *data, gsize size, int fd, GError **error);
/* (transfer full) (nullable): FAILED "file-damaged" when it is not whole, not this id's or not of this key. */
GBytes *amtd_file_cipher_open (GBytes *key, const char *id, GBytes *sealed, GError **error);

/* The same piece by piece. At most one chunk waits in memory; @fd stays the caller's, open until the end. */
typedef struct _AmtdFileSealer AmtdFileSealer;

AmtdFileSealer *amtd_file_sealer_new (GBytes *key, const char *id, int fd, GError **error);
bool amtd_file_sealer_write (AmtdFileSealer *self, const void *data, gsize size, GError **error);
/* Without it the file is not whole, and nobody opens it. */
bool amtd_file_sealer_finish (AmtdFileSealer *self, GError **error);
void amtd_file_sealer_free (AmtdFileSealer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtdFileSealer, amtd_file_sealer_free)

/* Writes all of @data; retries what a signal interrupted. errno is set on failure. */
bool amtd_file_write_all (int fd, const void *data, gsize size);

G_END_DECLS
