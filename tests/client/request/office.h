/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The real server with its demo office, and a member of staff signed in to it. */

#pragma once

#include "sample.h"

typedef struct
{
  AmtApi *api;
  AmtSession *session;
  GPtrArray *services;
  AmtRequest *request;
  const AmtService *service;
} Office;

void office_start (void);
void office_stop (void);
/* Where its data lie, with pki/USER.p12. */
const char *office_get_folder (void);
void office_open (Office *office, const char *user);
void office_close (Office *office);
/* Takes a request of that kind: a new one, or one of one's own whose gates pass. */
void office_take (Office *office, AmtState state, const char *service, AmtCarrier carrier);
/* (transfer full): lets the main loop run until the boxed answer is there; an error fails the test. */
gpointer office_await (DexFuture *future);
