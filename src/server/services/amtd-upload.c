/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-upload.h"

#include "amt-error.h"
#include "amt-uuid.h"
#include "amtd-file-cipher.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define HEAD 16

struct _AmtdUpload
{
  char *id;
  char *path;
  int fd;
  int64_t size;
  GChecksum *sum;
  GBytes *key;            /* (nullable) */
  AmtdFileSealer *sealer; /* (nullable) */
  uint8_t head[HEAD];
};

static void
set_error (GError **error, const char *what)
{
  amt_error_set (error, AMT_ERROR_UNAVAILABLE,
                 errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? "disk-full" : "storage-error", NULL, "%s: %s",
                 what, g_strerror (errno));
}

AmtdUpload *
amtd_upload_new (const char *directory, GBytes *key, GError **error)
{
  g_autoptr (AmtdUpload) self = g_new0 (AmtdUpload, 1);

  self->id = amt_uuid_new ();
  self->path = g_build_filename (directory, self->id, NULL);
  self->sum = g_checksum_new (G_CHECKSUM_SHA256);
  self->fd = open (self->path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd < 0)
    {
      set_error (error, "Upload");
      return NULL;
    }
  if (key != NULL)
    {
      self->key = g_bytes_ref (key);
      self->sealer = amtd_file_sealer_new (key, self->id, self->fd, error);
    }
  return key == NULL || self->sealer != NULL ? g_steal_pointer (&self) : NULL;
}

static bool
write_plain (AmtdUpload *self, const void *data, size_t size, GError **error)
{
  if (amtd_file_write_all (self->fd, data, size))
    return true;
  set_error (error, "Upload");
  return false;
}

bool
amtd_upload_write (AmtdUpload *self, const void *data, size_t size, GError **error)
{
  if (!(self->sealer != NULL ? amtd_file_sealer_write (self->sealer, data, size, error)
                             : write_plain (self, data, size, error)))
    return false;
  if (self->size < HEAD)
    memcpy (self->head + self->size, data, MIN (size, (size_t) (HEAD - self->size)));
  g_checksum_update (self->sum, data, size);
  self->size += size;
  return true;
}

bool
amtd_upload_finish (AmtdUpload *self, GError **error)
{
  bool ok = self->sealer == NULL || amtd_file_sealer_finish (self->sealer, error);

  g_clear_pointer (&self->sealer, amtd_file_sealer_free);
  close (self->fd);
  self->fd = -1;
  return ok;
}

GBytes *
amtd_upload_read (AmtdUpload *self, GError **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (self->path, FALSE, error);
  g_autoptr (GBytes) bytes = file != NULL ? g_mapped_file_get_bytes (file) : NULL;

  if (bytes == NULL || self->key == NULL)
    return g_steal_pointer (&bytes);
  return amtd_file_cipher_open (self->key, self->id, bytes, error);
}

const void *
amtd_upload_get_head (AmtdUpload *self, size_t *size)
{
  *size = (size_t) MIN (self->size, HEAD);
  return self->head;
}

const char *
amtd_upload_get_id (AmtdUpload *self)
{
  return self->id;
}

const char *
amtd_upload_get_path (AmtdUpload *self)
{
  return self->path;
}

int64_t
amtd_upload_get_size (AmtdUpload *self)
{
  return self->size;
}

const char *
amtd_upload_get_sha256 (AmtdUpload *self)
{
  return g_checksum_get_string (self->sum);
}

void
amtd_upload_free (AmtdUpload *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  if (self->path != NULL)
    unlink (self->path);
  amtd_file_sealer_free (self->sealer);
  g_clear_pointer (&self->key, g_bytes_unref);
  explicit_bzero (self->head, sizeof self->head);
  g_free (self->id);
  g_free (self->path);
  g_clear_pointer (&self->sum, g_checksum_free);
  g_free (self);
}

void
amtd_upload_sweep (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir)))
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      unlink (path);
    }
}
