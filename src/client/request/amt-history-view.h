/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal of the request as a timeline, newest first. Asked live whenever it is shown and the request changed. */

#pragma once

#include "amt-case-widget.h"

G_BEGIN_DECLS

#define AMT_TYPE_HISTORY_VIEW (amt_history_view_get_type ())
G_DECLARE_FINAL_TYPE (AmtHistoryView, amt_history_view, AMT, HISTORY_VIEW, AmtCaseWidget)

/* Asks again when it is on screen and what it shows is old. */
void amt_history_view_reload (AmtHistoryView *self);
/* Shows @entries (element-type AmtJournalEntry), newest first. */
void amt_history_view_show (AmtHistoryView *self, GPtrArray *entries);

G_END_DECLS
