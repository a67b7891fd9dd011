/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real server with its demo office, and people signed in to it. */

#pragma once

#include "amt-error.h"
#include "amt-replica.h"
#include "amt-request-list.h"
#include "await.h"

typedef struct
{
  GSubprocess *process;
  char *directory;
  char *address;
} RealServer;

RealServer *real_server_start (void);
/* Ends it with a signal (SIGTERM, SIGKILL) and waits; the demo's data stays. */
void real_server_end (RealServer *self, int signal);
void real_server_resume (RealServer *self);
/* Changes the database as an administrator would. */
void real_server_change (RealServer *self, const char *sql);
void real_server_free (RealServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RealServer, real_server_free)

/* One person at one workstation. */
typedef struct
{
  AmtApi *api;
  AmtSession *session;
  AmtReplica *replica;
} Desk;

/* Signs in and follows; waits until everything has been read. */
Desk *desk_open (RealServer *server, const char *user);
void desk_free (Desk *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)
