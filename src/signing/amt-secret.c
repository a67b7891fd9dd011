/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-secret.h"

#include <openssl/crypto.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct _AmtSecret
{
  size_t mapped; /* bytes of this mapping, this struct included */
  char text[AMT_SECRET_MAX + 1];
};

AmtSecret *
amt_secret_new (const char *text)
{
  size_t page = (size_t) sysconf (_SC_PAGESIZE);
  size_t size = (sizeof (AmtSecret) + page - 1) / page * page;
  AmtSecret *self;

  g_return_val_if_fail (text != NULL, NULL);

  if (strlen (text) > AMT_SECRET_MAX)
    return NULL;
  self = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (self == MAP_FAILED)
    return NULL;
  /* Locking may be beyond the limit of a plain user; a dump must not hold it in any case. */
  if (madvise (self, size, MADV_DONTDUMP) != 0)
    {
      munmap (self, size);
      return NULL;
    }
  (void) mlock (self, size);
  self->mapped = size;
  memcpy (self->text, text, strlen (text) + 1);
  return self;
}

const char *
amt_secret_peek (AmtSecret *self)
{
  return self->text;
}

void
amt_secret_free (AmtSecret *self)
{
  size_t size;

  if (self == NULL)
    return;
  size = self->mapped;
  OPENSSL_cleanse (self->text, sizeof self->text);
  munmap (self, size);
}
