/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moments (int64_t microseconds since 1970, UTC) and days ("2026-11-22", in the authority's zone). */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

#define AMT_TIME_LENGTH 24

/* RFC 3339 in UTC with milliseconds: "2026-11-22T10:00:00.000Z". (transfer full) */
char *amt_time_format (int64_t unix_us);
/* The same into @out, which holds AMT_TIME_LENGTH bytes and no terminator. */
void amt_time_write (int64_t unix_us, char *out);
/* Accepts any RFC 3339 date-time with offset. */
bool amt_time_parse (const char *text, int64_t *unix_us);
/* The day on which the moment falls in @zone (IANA name). (transfer full) */
char *amt_time_to_day (int64_t unix_us, const char *zone);
/* The first moment of @day in @zone. */
int64_t amt_day_start (const char *day, const char *zone);

/* A real day of the years 1 … 9999. */
bool amt_day_is_valid (const char *day);
/* Days since 1970-01-01, and back; FALSE and @number untouched when @day is not valid. */
bool amt_day_parse (const char *day, int *number);
char *amt_day_format (int number);
/* (transfer full): @day moved by @days. */
char *amt_day_add (const char *day, int days);
/* Days from @a to @b, negative when @b is earlier. */
int amt_day_distance (const char *a, const char *b);

G_END_DECLS
