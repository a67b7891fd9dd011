/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-upload.h"

#include "amt-error.h"
#include "amt-uuid.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

struct _AmtdUpload
{
  char *path;
  int fd;
  int64_t size;
  GChecksum *sum;
};

static void
set_error (GError **error, const char *what)
{
  amt_error_set (error, AMT_ERROR_UNAVAILABLE,
                 errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? "disk-full" : "storage-error", NULL, "%s: %s",
                 what, g_strerror (errno));
}

AmtdUpload *
amtd_upload_new (const char *directory, GError **error)
{
  g_autoptr (AmtdUpload) self = g_new0 (AmtdUpload, 1);
  g_autofree char *id = amt_uuid_new ();

  self->path = g_build_filename (directory, id, NULL);
  self->sum = g_checksum_new (G_CHECKSUM_SHA256);
  self->fd = open (self->path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (self->fd >= 0)
    return g_steal_pointer (&self);
  set_error (error, "Upload");
  return NULL;
}

bool
amtd_upload_write (AmtdUpload *self, const void *data, size_t size, GError **error)
{
  const uint8_t *bytes = data;
  size_t done = 0;

  while (done < size)
    {
      ssize_t n = write (self->fd, bytes + done, size - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          set_error (error, "Upload");
          return false;
        }
      done += n;
    }
  g_checksum_update (self->sum, data, size);
  self->size += size;
  return true;
}

void
amtd_upload_finish (AmtdUpload *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
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
  amtd_upload_finish (self);
  unlink (self->path);
  g_free (self->path);
  g_checksum_free (self->sum);
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
