/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-time.h"

#include <string.h>

#define DAY_SECONDS 86400
#define FIRST_DAY (-719162) /* 0001-01-01 */
#define LAST_DAY 2932896    /* 9999-12-31 */

/* Days since 1970-01-01 in the Gregorian calendar, counted from 1 March so that the leap day comes last
 * (Howard Hinnant, "chrono-compatible low-level date algorithms"). */
static int
days_from_civil (int year, int month, int day)
{
  int y = month <= 2 ? year - 1 : year;
  int era = (y >= 0 ? y : y - 399) / 400;
  int of_era = y - era * 400;
  int of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;

  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static void
civil_from_days (int number, int *year, int *month, int *day)
{
  int z = number + 719468;
  int era = (z >= 0 ? z : z - 146096) / 146097;
  int of_era = z - era * 146097;
  int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int of_year = of_era - (365 * y + y / 4 - y / 100);
  int m = (5 * of_year + 2) / 153;

  *day = of_year - (153 * m + 2) / 5 + 1;
  *month = m < 10 ? m + 3 : m - 9;
  *year = y + era * 400 + (*month <= 2);
}

static int
days_in_month (int year, int month)
{
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

  return days[month - 1] + (month == 2 && leap);
}

/* Exactly @n digits. */
static bool
read_digits (const char *text, int n, int *value)
{
  *value = 0;
  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return false;
      *value = *value * 10 + (text[i] - '0');
    }
  return true;
}

static void
write_digits (char *out, int n, int value)
{
  for (int i = n - 1; i >= 0; i--, value /= 10)
    out[i] = (char) ('0' + value % 10);
}

/* The ten characters of a day at the beginning of @text. */
static bool
read_day (const char *text, int *number)
{
  int year, month, day;

  if (!read_digits (text, 4, &year) || text[4] != '-' || !read_digits (text + 5, 2, &month) || text[7] != '-' ||
      !read_digits (text + 8, 2, &day))
    return false;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month (year, month))
    return false;
  *number = days_from_civil (year, month, day);
  return true;
}

static void
write_day (int number, char *out)
{
  int year, month, day;

  civil_from_days (CLAMP (number, FIRST_DAY, LAST_DAY), &year, &month, &day);
  write_digits (out, 4, year);
  out[4] = '-';
  write_digits (out + 5, 2, month);
  out[7] = '-';
  write_digits (out + 8, 2, day);
}

void
amt_time_write (int64_t unix_us, char *out)
{
  int64_t seconds = unix_us / G_USEC_PER_SEC;
  int64_t us = unix_us % G_USEC_PER_SEC;
  int64_t days;
  int rest;

  if (us < 0)
    {
      us += G_USEC_PER_SEC;
      seconds--;
    }
  days = seconds / DAY_SECONDS;
  rest = (int) (seconds % DAY_SECONDS);
  if (rest < 0)
    {
      rest += DAY_SECONDS;
      days--;
    }
  write_day ((int) CLAMP (days, FIRST_DAY, LAST_DAY), out);
  out[10] = 'T';
  write_digits (out + 11, 2, rest / 3600);
  out[13] = ':';
  write_digits (out + 14, 2, rest / 60 % 60);
  out[16] = ':';
  write_digits (out + 17, 2, rest % 60);
  out[19] = '.';
  write_digits (out + 20, 3, (int) (us / 1000));
  out[23] = 'Z';
}

char *
amt_time_format (int64_t unix_us)
{
  char *text = g_malloc0 (AMT_TIME_LENGTH + 1);

  amt_time_write (unix_us, text);
  return text;
}

/* Digits after the point; more than six are cut off. */
static const char *
read_fraction (const char *p, int *us)
{
  int unit = 100000;

  *us = 0;
  if (*p != '.')
    return p;
  if (!g_ascii_isdigit (*++p))
    return NULL;
  for (; g_ascii_isdigit (*p); p++, unit /= 10)
    *us += (*p - '0') * unit;
  return p;
}

/* "Z" or "+01:00", to the end of the text. */
static bool
read_offset (const char *p, int *seconds)
{
  int hours, minutes;

  *seconds = 0;
  if (*p == 'Z' || *p == 'z')
    return p[1] == '\0';
  if (*p != '+' && *p != '-')
    return false;
  if (!read_digits (p + 1, 2, &hours) || p[3] != ':' || !read_digits (p + 4, 2, &minutes) || p[6] != '\0' ||
      hours > 23 || minutes > 59)
    return false;
  *seconds = (hours * 60 + minutes) * (*p == '-' ? -60 : 60);
  return true;
}

bool
amt_time_parse (const char *text, int64_t *unix_us)
{
  int day, hour, minute, second, us, offset;
  const char *rest;
  int64_t seconds;

  if (!text || !read_day (text, &day) || (text[10] != 'T' && text[10] != 't'))
    return false;
  if (!read_digits (text + 11, 2, &hour) || text[13] != ':' || !read_digits (text + 14, 2, &minute) ||
      text[16] != ':' || !read_digits (text + 17, 2, &second))
    return false;
  if (hour > 23 || minute > 59 || second > 60) /* 60: a leap second, RFC 3339 §5.7 */
    return false;
  if (!(rest = read_fraction (text + 19, &us)) || !read_offset (rest, &offset))
    return false;
  seconds = (int64_t) day * DAY_SECONDS + hour * 3600 + minute * 60 + second - offset;
  if (seconds < (int64_t) FIRST_DAY * DAY_SECONDS || seconds >= ((int64_t) LAST_DAY + 1) * DAY_SECONDS)
    return false; /* in UTC it falls into a year that cannot be written */
  *unix_us = seconds * G_USEC_PER_SEC + us;
  return true;
}

static GTimeZone *
zone_new (const char *zone)
{
  GTimeZone *tz = g_time_zone_new_identifier (zone);

  if (tz)
    return tz;
  g_critical ("No time zone “%s” on this system; using UTC", zone);
  return g_time_zone_new_utc ();
}

/* The number of the day on which the second falls. */
static int
local_day (GTimeZone *tz, int64_t seconds)
{
  int interval = g_time_zone_find_interval (tz, G_TIME_TYPE_UNIVERSAL, seconds);
  int64_t local = seconds + g_time_zone_get_offset (tz, interval);

  return (int) (local >= 0 ? local / DAY_SECONDS : -((-local + DAY_SECONDS - 1) / DAY_SECONDS));
}

char *
amt_time_to_day (int64_t unix_us, const char *zone)
{
  g_autoptr (GTimeZone) tz = zone_new (zone);
  int64_t seconds = unix_us >= 0 ? unix_us / G_USEC_PER_SEC : -((-unix_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);

  return amt_day_format (local_day (tz, seconds));
}

int64_t
amt_day_start (const char *day, const char *zone)
{
  g_autoptr (GTimeZone) tz = zone_new (zone);
  int64_t low, high;
  int number;

  g_return_val_if_fail (amt_day_parse (day, &number), 0);
  /* Midnight may be skipped by daylight saving, so the first second of the day is searched for. */
  low = ((int64_t) number - 1) * DAY_SECONDS - 3600 * 3;
  high = ((int64_t) number + 1) * DAY_SECONDS + 3600 * 3;
  while (low < high)
    {
      int64_t middle = low + (high - low) / 2;

      if (local_day (tz, middle) >= number)
        high = middle;
      else
        low = middle + 1;
    }
  return low * G_USEC_PER_SEC;
}

bool
amt_day_parse (const char *day, int *number)
{
  return day && strnlen (day, 11) == 10 && read_day (day, number);
}

bool
amt_day_is_valid (const char *day)
{
  int number;

  return amt_day_parse (day, &number);
}

char *
amt_day_format (int number)
{
  char *text = g_malloc0 (11);

  write_day (number, text);
  return text;
}

char *
amt_day_add (const char *day, int days)
{
  int number;

  g_return_val_if_fail (amt_day_parse (day, &number), NULL);
  return amt_day_format (number + days);
}

int
amt_day_distance (const char *a, const char *b)
{
  int from, to;

  g_return_val_if_fail (amt_day_parse (a, &from) && amt_day_parse (b, &to), 0);
  return to - from;
}
