/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deadlines: working days by a Land's holidays, terms by law (BGB §§187–193), notification (VwVfG §41). */

#pragma once

#include "amt-record.h"

G_BEGIN_DECLS

typedef struct _AmtCalendar AmtCalendar;

/* @json is data/calendar/<land>.json: fixed days, days counted from Easter, and single days, each with years it holds. */
AmtCalendar *amt_calendar_new_from_bytes (GBytes *json, GError **error);
/* The same as a server sends it, which may be newer and know more members. */
AmtCalendar *amt_calendar_new_from_answer (GBytes *json, GError **error);
AmtCalendar *amt_calendar_ref (AmtCalendar *self);
void amt_calendar_unref (AmtCalendar *self);
/* (nullable): name of the holiday on @day */
const char *amt_calendar_holiday (AmtCalendar *self, const char *day);
bool amt_calendar_is_working_day (AmtCalendar *self, const char *day);
/* (transfer full): the @n-th working day after @day. */
char *amt_calendar_add_working_days (AmtCalendar *self, const char *day, int n);
/* (transfer full): term of @n days by law: the day of the event does not count, an end on Saturday, Sunday or
 * holiday moves to the next working day (BGB §187(1), §193; VwVfG §31). */
char *amt_calendar_statutory_end (AmtCalendar *self, const char *event_day, int n);
/* (transfer full): when a notice posted or provided on @day counts as notified: the fourth day after (VwVfG §41(2),
 * (2a) since 2025), wherever it falls. */
char *amt_calendar_notified_on (AmtCalendar *self, const char *day);
/* (transfer full): @target moved on by the working days in which the clock stood still from @from to @until. */
char *amt_calendar_resume (AmtCalendar *self, const char *target, const char *from, const char *until);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtCalendar, amt_calendar_unref)

G_END_DECLS
