/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-sniff.h"

#include "amt-error.h"

#include <string.h>

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
amtd_sniff (const void *head, gsize size, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (size >= kinds[i].length && memcmp (head, kinds[i].magic, kinds[i].length) == 0)
      return kinds[i].type;
  amt_error_set (error, AMT_ERROR_INVALID, "unsupported-type", NULL, "Only PDF, PNG and JPEG files can be attached");
  return NULL;
}
