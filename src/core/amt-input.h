/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is sent to the server to change a request. */

#pragma once

#include "amt-request.h"

G_BEGIN_DECLS

/* A new request: by a citizen (POST /v1/portal/requests; applicant and channel come from the session and must be
 * absent) or by staff (POST /v1/authorities/{id}/requests; applicant, channel and received_on required). */
typedef struct
{
  char *authority_id; /* (nullable) citizens: where; staff: from the path */
  char *service_id;
  char *variant; /* (nullable) the first */
  int carrier;
  int64_t copies;      /* 1 … 20 */
  int channel;         /* AmtChannel */
  char *received_on;   /* (nullable) day, not in the future */
  AmtParty *applicant; /* (nullable) */
  AmtParty *subject;   /* (nullable) */
  JsonObject *form;
  char *exemption; /* (nullable) a claim; the fee stays due until somebody has checked it */
} AmtOrder;
AMT_DECLARE_RECORD (AmtOrder, amt_order)

/* POST /v1/requests/{id}/actions/{action}: claim, release, hand-over, ask, resume, submit, approve, return,
 * send-to-sign, recall, withdraw. Each takes what its row in amt-state.c's sibling table names. */
typedef struct
{
  char *reason;    /* (nullable) required for return, release of another's, hand-over of another's */
  char *person_id; /* (nullable) hand-over, send-to-sign: to whom; NULL: to the team */
  char *text;      /* (nullable) ask: what is asked */
  char **fields;   /* ask: form fields concerned */
} AmtActionInput;
AMT_DECLARE_RECORD (AmtActionInput, amt_action_input)

/* POST /v1/requests/{id}/notes */
typedef struct
{
  char *id; /* (nullable) of the note to be: sent again, after whatever time, it is still the same note */
  char *text;
} AmtNoteInput;
AMT_DECLARE_RECORD (AmtNoteInput, amt_note_input)

/* PUT /v1/requests/{id}/follow-up */
typedef struct
{
  char *on;
  char *text; /* (nullable) */
} AmtFollowUpInput;
AMT_DECLARE_RECORD (AmtFollowUpInput, amt_follow_up_input)

/* POST /v1/portal/requests/{id}/answer */
typedef struct
{
  char *text;       /* (nullable) */
  JsonObject *form; /* the fields that were asked about */
} AmtAnswerInput;
AMT_DECLARE_RECORD (AmtAnswerInput, amt_answer_input)

/* POST /v1/authorities/{id}/requests/search: in a body, because addresses are written down on the way. */
typedef struct
{
  char *text;    /* words of names, or a file number */
  char *cursor;  /* (nullable) "next" of the page before */
  int64_t limit; /* 1 … 200 */
} AmtSearchInput;
AMT_DECLARE_RECORD (AmtSearchInput, amt_search_input)

G_END_DECLS
