/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-sniff.h"

#include "amt-error.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const struct
{
  const char *type;
  const char *magic;
  gsize length;
} kinds[] = {
    {"application/pdf", "%PDF-", 5},
    {"image/png", "\x89PNG\r\n\x1a\n", 8},
    {"image/jpeg", "\xff\xd8\xff", 3},
};

const char *
amtd_sniff_file (const char *path, GError **error)
{
  char head[16] = {0};
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  ssize_t n = fd >= 0 ? read (fd, head, sizeof head) : -1;

  if (fd >= 0)
    close (fd);
  for (gsize i = 0; n > 0 && i < G_N_ELEMENTS (kinds); i++)
    if ((gsize) n >= kinds[i].length && memcmp (head, kinds[i].magic, kinds[i].length) == 0)
      return kinds[i].type;
  amt_error_set (error, AMT_ERROR_INVALID, "unsupported-type", NULL, "Only PDF, PNG and JPEG files can be attached");
  return NULL;
}
