/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-deadline.h"

#include "amt-error.h"
#include "amt-json-reader.h"
#include "amt-time.h"

#include <stdlib.h>

#define NOTICE_DAYS 4
#define MAX_CALENDAR_BYTES (1024 * 1024)

typedef enum
{
  RULE_FIXED,  /* month and day */
  RULE_EASTER, /* days from Easter Sunday */
  RULE_SINGLE, /* one day of one year */
} Rule;

static const AmtEnum rule_enum = {"rule", (const char *const[]) {"fixed", "easter", "single", NULL}};

typedef struct
{
  char *name;
  int rule;
  int64_t month;
  int64_t day;
  int64_t days_from_easter;
  char *on;
  int64_t first_year; /* 0: since ever */
  int64_t last_year;  /* 0: until further notice */
  char *basis;        /* the law, for whoever checks the data */
} AmtHoliday;

typedef struct
{
  char *land;
  char *name;
  char **sources;
  GPtrArray *holidays; /* of AmtHoliday */
} AmtCalendarData;

/* clang-format off */
AMT_DECLARE_RECORD (AmtHoliday, amt_holiday)
AMT_DEFINE_RECORD (AmtHoliday, amt_holiday,
  AMT_FIELD (AmtHoliday, name, STRING, AMT_FIELD_REQUIRED, 200),
  AMT_FIELD (AmtHoliday, rule, ENUM, AMT_FIELD_REQUIRED, 0, &rule_enum),
  AMT_FIELD (AmtHoliday, month, INT, 0, 12, NULL, 1),
  AMT_FIELD (AmtHoliday, day, INT, 0, 31, NULL, 1),
  AMT_FIELD (AmtHoliday, days_from_easter, INT),
  AMT_FIELD (AmtHoliday, on, DATE),
  AMT_FIELD (AmtHoliday, first_year, INT, 0, 9999, NULL, 1),
  AMT_FIELD (AmtHoliday, last_year, INT, 0, 9999, NULL, 1),
  AMT_FIELD (AmtHoliday, basis, STRING, 0, 400),
)
AMT_DECLARE_RECORD (AmtCalendarData, amt_calendar_data)
AMT_DEFINE_RECORD (AmtCalendarData, amt_calendar_data,
  AMT_FIELD (AmtCalendarData, land, STRING, AMT_FIELD_REQUIRED, 2),
  AMT_FIELD (AmtCalendarData, name, STRING, AMT_FIELD_REQUIRED, 200),
  AMT_FIELD (AmtCalendarData, sources, STRINGS),
  AMT_FIELD (AmtCalendarData, holidays, RECORDS, AMT_FIELD_REQUIRED, 100, &amt_holiday_type),
)
/* clang-format on */

struct _AmtCalendar
{
  gatomicrefcount refs;
  AmtCalendarData *data; /* (owned) */
};

/* Easter Sunday as a day number (Meeus, Jones and Butcher). */
static int
easter (int year)
{
  int a = year % 19, b = year / 100, c = year % 100;
  int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  char text[11];
  int number = 0;

  g_snprintf (text, sizeof text, "%04d-%02d-%02d", year, f / 31, f % 31 + 1);
  amt_day_parse (text, &number);
  return number;
}

/* The day a rule makes of @year; FALSE when there is none (29 February). */
static bool
holiday_in (const AmtHoliday *self, int year, int *number)
{
  char text[32];

  if ((self->first_year && year < self->first_year) || (self->last_year && year > self->last_year))
    return false;
  switch (self->rule)
    {
    case RULE_EASTER:
      *number = easter (year) + (int) self->days_from_easter;
      return true;
    case RULE_SINGLE:
      return amt_day_parse (self->on, number);
    default:
      g_snprintf (text, sizeof text, "%04d-%02d-%02d", year, (int) self->month, (int) self->day);
      return amt_day_parse (text, number);
    }
}

static const char *
find_holiday (AmtCalendar *self, int number)
{
  g_autofree char *day = amt_day_format (number);
  int year = atoi (day);

  for (unsigned i = 0; i < self->data->holidays->len; i++)
    {
      const AmtHoliday *holiday = self->data->holidays->pdata[i];
      int at;

      if (holiday_in (holiday, year, &at) && at == number)
        return holiday->name;
    }
  return NULL;
}

static bool
is_working (AmtCalendar *self, int number)
{
  int weekday = ((number + 4) % 7 + 7) % 7; /* 1970-01-01 was a Thursday; 0 is Sunday */

  return weekday != 0 && weekday != 6 && !find_holiday (self, number);
}

/* What the kinds of fields cannot say. */
static bool
check_holiday (const AmtHoliday *self, unsigned index, GError **error)
{
  static const struct
  {
    const char *member;
    const char *message;
  } wrong[] = {
      [RULE_FIXED] = {"day", "A fixed holiday needs month and day"},
      [RULE_EASTER] = {"days_from_easter", "80 days before Easter to 100 after"},
      [RULE_SINGLE] = {"on", "A single holiday needs its day"},
  };
  g_autofree char *field = NULL;
  bool ok = true;

  if (self->rule == RULE_FIXED)
    ok = self->month && self->day;
  else if (self->rule == RULE_EASTER)
    ok = self->days_from_easter > -81 && self->days_from_easter <= 100;
  else
    ok = self->on != NULL;
  if (ok)
    return true;
  field = g_strdup_printf ("holidays[%u].%s", index, wrong[self->rule].member);
  amt_error_set (error, AMT_ERROR_INVALID, "out-of-range", field, "%s", wrong[self->rule].message);
  return false;
}

/* (nullable); takes @from. */
static AmtCalendar *
calendar_new (AmtCalendarData *from, GError **error)
{
  g_autoptr (AmtCalendarData) data = from;
  AmtCalendar *self;

  if (!data)
    return NULL;
  for (unsigned i = 0; i < data->holidays->len; i++)
    if (!check_holiday (data->holidays->pdata[i], i, error))
      return NULL;
  self = g_new0 (AmtCalendar, 1);
  g_atomic_ref_count_init (&self->refs);
  self->data = g_steal_pointer (&data);
  return self;
}

AmtCalendar *
amt_calendar_new_from_bytes (GBytes *json, GError **error)
{
  return calendar_new (amt_record_from_bytes (&amt_calendar_data_type, json, MAX_CALENDAR_BYTES, error), error);
}

AmtCalendar *
amt_calendar_new_from_answer (GBytes *json, GError **error)
{
  return calendar_new (amt_record_from_answer_bytes (&amt_calendar_data_type, json, MAX_CALENDAR_BYTES, error), error);
}

AmtCalendar *
amt_calendar_ref (AmtCalendar *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
amt_calendar_unref (AmtCalendar *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  amt_calendar_data_unref (self->data);
  g_free (self);
}

const char *
amt_calendar_holiday (AmtCalendar *self, const char *day)
{
  int number;

  g_return_val_if_fail (amt_day_parse (day, &number), NULL);
  return find_holiday (self, number);
}

bool
amt_calendar_is_working_day (AmtCalendar *self, const char *day)
{
  int number;

  g_return_val_if_fail (amt_day_parse (day, &number), false);
  return is_working (self, number);
}

char *
amt_calendar_add_working_days (AmtCalendar *self, const char *day, int n)
{
  int number;

  g_return_val_if_fail (amt_day_parse (day, &number), NULL);
  while (n > 0)
    n -= is_working (self, ++number);
  return amt_day_format (number);
}

char *
amt_calendar_statutory_end (AmtCalendar *self, const char *event_day, int n)
{
  int number;

  g_return_val_if_fail (amt_day_parse (event_day, &number), NULL);
  for (number += n; !is_working (self, number);)
    number++;
  return amt_day_format (number);
}

char *
amt_calendar_notified_on (AmtCalendar *self, const char *day)
{
  return amt_day_add (day, NOTICE_DAYS);
}

char *
amt_calendar_resume (AmtCalendar *self, const char *target, const char *from, const char *until)
{
  int first, last, stood = 0;

  g_return_val_if_fail (amt_day_parse (from, &first) && amt_day_parse (until, &last), NULL);
  while (first < last)
    stood += is_working (self, ++first);
  return amt_calendar_add_working_days (self, target, stood);
}
