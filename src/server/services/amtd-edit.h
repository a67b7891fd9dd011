/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How every change of a request runs: load in scope, compare the version, ask the policy, do it, recompute gates, save,
 * journal, publish; all in one transaction. */

#pragma once

#include "amt-deadline.h"
#include "amtd-domain.h"
#include "amtd-request-store.h"

G_BEGIN_DECLS

typedef struct
{
  AmtdServer *server;
  AmtdTransaction *tx;
  AmtDatabase *db;
  const AmtdActor *actor;
  int64_t now;
  char *today; /* in the authority's zone */
  AmtdCase *item;
  AmtRequest *request; /* item's */
  AmtService *service;
  AmtAuthority *authority;
  AmtCalendar *calendar;

  /* what the function may set */
  AmtState next;                    /* what core's table says, unless changed */
  char *journal_action;             /* (nullable) instead of the action's nick */
  char *text;                       /* (nullable) for the journal */
  char *payload;                    /* (nullable) JSON for the journal */
  bool unchanged;                   /* nothing was done: the request is the answer, and nothing is written */
  bool quiet;                       /* journalled, but the request's version stays: nothing that it shows has changed */
  GPtrArray *removed;               /* of char *: ids whose files may go after COMMIT; append to it */
  unsigned answer_status;           /* of the answer kept for a repeated key */
  const AmtRecordType *answer_type; /* (nullable) instead of the request */
  const void *answer;
} AmtdEdit;

typedef bool (*AmtdEditFunc) (AmtdEdit *edit, void *data, GError **error);

typedef struct
{
  const char *request_id;
  AmtAction action;
  AmtCarrier carrier;  /* of the document, for drafts and what follows them */
  int64_t if_match;    /* -1: none was asked for */
  AmtdEditFunc before; /* (nullable) may set unchanged before version and policy are looked at */
  AmtdEditFunc run;
  void *data;
} AmtdEditCall;

/* (transfer full): the request as it is then; for citizens as they see it. Errors: NOT_FOUND, STALE "stale" with the
 * current request, the policy's, and those of @run. */
AmtRequest *amtd_edit_run (AmtdServer *server, const AmtdActor *actor, const AmtdEditCall *call, GError **error);

/* CONFLICT "too-many" when the request's @list ("notes", "notices", "attachments") is as long as the contract lets it be. */
bool amtd_edit_check_room (const AmtdEdit *edit, const char *list, GError **error);
/* Fails with STALE and the request as it is now. */
bool amtd_edit_check_version (const AmtRequest *request, int64_t if_match, GError **error);

G_END_DECLS
