/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A deadline in words: "today", "2 days", "1 day late", "paused". */

#pragma once

#include "amt-chip.h"

G_BEGIN_DECLS

typedef struct
{
  char *text;            /* (owned) (nullable): NULL without a deadline */
  const char *icon_name; /* (nullable) */
  AmtTone tone;
} AmtTerm;

/* @due_on: (nullable) day; @today: day in the authority's zone. @suspended: the office's clock stands still. */
AmtTerm amt_term_describe (const char *due_on, const char *today, bool suspended);
void amt_term_clear (AmtTerm *self);
/* (transfer full) (nullable): within a sentence: "due tomorrow", "1 day late", "paused". */
char *amt_term_spoken (const char *due_on, const char *today, bool suspended);
/* (transfer full): the present day in @zone (IANA), "2026-11-22". */
char *amt_today (const char *zone);

G_END_DECLS
