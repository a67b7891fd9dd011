/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which requests a list shows and in which order. A plain value: copy it, compare it, put it into the settings. */

#pragma once

#include "amt-request.h"

G_BEGIN_DECLS

typedef enum
{
  AMT_QUEUE_UNCLAIMED,   /* open, with nobody: new ones and those put back */
  AMT_QUEUE_MINE,        /* open, handled by oneself, and not waiting for the citizen */
  AMT_QUEUE_WAITING,     /* waiting for the citizen, of one's teams */
  AMT_QUEUE_DUE_SOON,    /* open and due within two days, or late */
  AMT_QUEUE_DONE,        /* issued, rejected, withdrawn */
  AMT_QUEUE_ALL,         /* all open */
  AMT_QUEUE_TO_SIGN,     /* in the folder for signing */
  AMT_QUEUE_IN_APPROVAL, /* to be approved */
  AMT_QUEUE_FOLLOW_UPS,  /* brought back today or earlier */
  AMT_QUEUE_EVERYTHING,  /* open and done: for the search */
  AMT_N_QUEUES
} AmtQueue;

extern const AmtEnum amt_queue_enum; /* "unclaimed", "mine", "waiting", "due-soon", "done", "all", "to-sign", … */

typedef enum
{
  AMT_SORT_DUE,      /* most urgent first, without a deadline last */
  AMT_SORT_RECEIVED, /* oldest first */
  AMT_SORT_NAME,     /* applicant, folded */
  AMT_SORT_SERVICE,
  AMT_SORT_CHANGED, /* newest first */
  AMT_N_SORTS
} AmtSort;

extern const AmtEnum amt_sort_enum; /* "due", "received", "name", "service", "changed" */

typedef enum
{
  AMT_DUE_ANY,
  AMT_DUE_LATE,
  AMT_DUE_TODAY,
  AMT_DUE_SOON, /* within two days, or late */
  AMT_DUE_WEEK, /* within seven days, or late */
  AMT_DUE_NONE, /* the clock stands still or there is no day */
  AMT_N_DUES
} AmtDue;

extern const AmtEnum amt_due_enum; /* "any", "late", "today", "soon", "week", "none" */

#define AMT_QUERY_ANY (-1)

typedef struct
{
  AmtQueue queue;
  char *authority_id; /* (nullable) all */
  char *team_id;      /* (nullable) all */
  char *service_id;   /* (nullable) all */
  int state;          /* AmtState or AMT_QUERY_ANY */
  int identity;       /* AmtGateStatus or AMT_QUERY_ANY */
  int payment;        /* AmtGateStatus or AMT_QUERY_ANY */
  AmtDue due;
  AmtSort sort;
  bool reversed;
  char *text; /* (nullable) words and beginnings of words of names, file number or service, in any case and
                       * with or without marks; all of them must be found */
} AmtQuery;

/* Everything of @queue, by due day. */
AmtQuery *amt_query_new (AmtQueue queue);
AmtQuery *amt_query_copy (const AmtQuery *self);
void amt_query_free (AmtQuery *self);
bool amt_query_equal (const AmtQuery *a, const AmtQuery *b);
/* Whether a filter is set beside queue, team and order. */
bool amt_query_is_filtered (const AmtQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtQuery, amt_query_free)

G_END_DECLS
