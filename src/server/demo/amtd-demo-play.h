/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays a case of the demonstration through the services, as the people in it would have done, in the past. */

#pragma once

#include "amtd-demo-requests.h"
#include "amtd-server.h"

G_BEGIN_DECLS

typedef struct
{
  AmtdServer *server;
  AmtDatabase *db;         /* for reading */
  const char *pki;         /* folder of USER.p12 */
  GHashTable *actors;      /* user → AmtdActor, staff and citizens */
  GHashTable *citizens;    /* user → const AmtdDemoCitizen */
  GHashTable *authorities; /* slug → AmtAuthority */
  int64_t now;
} AmtdDemoPlay;

/* @number varies times and words. */
bool amtd_demo_play (AmtdDemoPlay *self, const AmtdDemoRequest *row, guint number, GError **error);

G_END_DECLS
