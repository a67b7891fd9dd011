/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body on its way into a temporary file. With a key of the database it lies there as the file store keeps it, encrypted
 * from the first byte under its own id; the file store takes it as it is (amtd_file_store_adopt). */

#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef struct _AmtdUpload AmtdUpload;

/* In @directory, mode 0600. */
AmtdUpload *amtd_upload_new (const char *directory, GBytes *key /* (nullable) */, GError **error);
/* UNAVAILABLE "disk-full" or "storage-error" */
bool amtd_upload_write (AmtdUpload *self, const void *data, size_t size, GError **error);
/* Once. Errors as amtd_upload_write(). */
bool amtd_upload_finish (AmtdUpload *self, GError **error);
/* (transfer full) (nullable): what was sent, in the clear; after finish. */
GBytes *amtd_upload_read (AmtdUpload *self, GError **error);
/* The first bytes, at most 16. */
const void *amtd_upload_get_head (AmtdUpload *self, size_t *size);
const char *amtd_upload_get_id (AmtdUpload *self); /* the id it is sealed under */
const char *amtd_upload_get_path (AmtdUpload *self);
int64_t amtd_upload_get_size (AmtdUpload *self);
const char *amtd_upload_get_sha256 (AmtdUpload *self); /* hex; after finish */
/* Removes the file where it still is. */
void amtd_upload_free (AmtdUpload *self);
/* Removes what a killed server left behind. */
void amtd_upload_sweep (const char *directory);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtdUpload, amtd_upload_free)

G_END_DECLS
