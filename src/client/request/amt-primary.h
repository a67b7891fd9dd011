/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one thing to do next with a request: the suggested button of its head. */

#pragma once

#include "amt-case.h"

G_BEGIN_DECLS

typedef struct
{
  const char *action;    /* in the group "request": "claim", "issue", … */
  AmtAction policy;      /* what it is decided by */
  const char *label;     /* untranslated, with mnemonic */
  const char *table_row; /* (nullable) row of the action table whose key it has */
} AmtPrimary;

/* (nullable): NULL when nothing is left to do. It may be one this person may not do: amt_case_explain() says why. */
const AmtPrimary *amt_primary_find (AmtCase *amt_case);
/* (nullable): of the documents, the one on paper that is neither handed over nor posted. */
const AmtDocument *amt_primary_find_waiting_paper (const AmtRequest *request);

G_END_DECLS
