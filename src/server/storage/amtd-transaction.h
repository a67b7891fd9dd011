/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside of the writer: a change being made. */

#pragma once

#include "amtd-writer.h"

G_BEGIN_DECLS

struct _AmtdTransaction
{
  AmtDatabase *database;
  const AmtdActor *actor;
  int64_t now;
  GPtrArray *published; /* (owned) of AmtdPublished, of this change */
  unsigned status;      /* of the kept answer */
  int64_t version;
  char *answer; /* (owned) (nullable) */
};

void amtd_published_free (AmtdPublished *self);

G_END_DECLS
