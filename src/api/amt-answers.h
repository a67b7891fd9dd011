/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that only the client's side reads. */

#pragma once

#include "amt-request.h"

G_BEGIN_DECLS

/* A colleague as GET /v1/authorities/{id}/colleagues shows them: to whom one may hand over or send to signing. */
typedef struct
{
  char *id;
  char *name;
  char *function;       /* (nullable) */
  uint32_t permissions; /* AmtPermissions in any of their teams */
  char **teams;         /* ids of their teams */
} AmtColleagueEntry;
AMT_DECLARE_RECORD (AmtColleagueEntry, amt_colleague_entry)

/* A wording to begin a question or a rejection with. */
typedef struct
{
  char *id;
  char *kind; /* "ask", "reject" */
  char *title;
  char *text;
} AmtWording;
AMT_DECLARE_RECORD (AmtWording, amt_wording)

/* A page of the server's search for requests the workstation does not keep. */
typedef struct
{
  GPtrArray *items; /* of AmtSummary */
  char *next;       /* (nullable) cursor of the next page */
} AmtSearchPage;
AMT_DECLARE_RECORD (AmtSearchPage, amt_search_page)

G_END_DECLS
