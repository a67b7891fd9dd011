/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the server share, handed down; there are no globals. Made and freed by amtd-main.c. */

#pragma once

#include "amtd-config.h"
#include "amtd-writer.h"

G_BEGIN_DECLS

typedef struct _AmtdLive AmtdLive;
typedef struct _AmtdDomain AmtdDomain;

typedef struct
{
  AmtdConfig *config;
  GBytes *database_key; /* (nullable) */
  AmtdWriter *writer;   /* any thread */
  AmtdLive *live;       /* any thread */
  AmtdDomain *domain;   /* (nullable) catalogue, calendars, renderer: amtd-domain.h */
  GMutex hashing;       /* one password hash at a time: each takes argon2-memory-kib */
  int hashing_waiting;  /* atomic: how many wait for it */
} AmtdServer;

/* Opens the database (migrating it), the writer, live and the domain. @create: the database may be new.
 * Returns: (transfer full) (nullable) */
AmtdServer *amtd_server_new (AmtdConfig *config /* (transfer full) */, bool create, GError **error);
void amtd_server_free (AmtdServer *self);
/* (transfer full): a further connection for reading, for one thread. */
AmtDatabase *amtd_server_open_reader (AmtdServer *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtdServer, amtd_server_free)

G_END_DECLS
