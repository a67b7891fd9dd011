/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-time.h"

#define BERLIN "Europe/Berlin"

static int64_t
moment (const char *text)
{
  int64_t unix_us = 0;

  if (!amt_time_parse (text, &unix_us))
    g_error ("“%s” is no moment", text);
  return unix_us;
}

static void
test_format (void)
{
  static const struct
  {
    int64_t unix_us;
    const char *text;
  } cases[] = {
      {0, "1970-01-01T00:00:00.000Z"},
      {1, "1970-01-01T00:00:00.000Z"},
      {999999, "1970-01-01T00:00:00.999Z"},
      {-1, "1969-12-31T23:59:59.999Z"},
      {G_GINT64_CONSTANT (1795341600123456), "2026-11-22T10:00:00.123Z"},
      {G_GINT64_CONSTANT (951782400000000), "2000-02-29T00:00:00.000Z"},
      {G_GINT64_CONSTANT (253402300799999999), "9999-12-31T23:59:59.999Z"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = amt_time_format (cases[i].unix_us);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_parse (void)
{
  g_assert_cmpint (moment ("1970-01-01T00:00:00Z"), ==, 0);
  g_assert_cmpint (moment ("2026-11-22T10:00:00.123456789Z"), ==, G_GINT64_CONSTANT (1795341600123456));
  g_assert_cmpint (moment ("2026-11-22t11:00:00+01:00"), ==, moment ("2026-11-22T10:00:00z"));
  g_assert_cmpint (moment ("2026-11-22T00:30:00+05:45"), ==, moment ("2026-11-21T18:45:00Z"));
  g_assert_cmpint (moment ("2026-11-22T10:00:00-00:00"), ==, moment ("2026-11-22T10:00:00Z"));
  g_assert_cmpint (moment ("2016-12-31T23:59:60Z"), ==, moment ("2017-01-01T00:00:00Z"));
}

static void
test_no_moments (void)
{
  static const char *const wrong[] = {
      "",
      "2026",
      "2026-11-22",
      "2026-11-22T10:00Z",
      "2026-11-22T10:00:00",
      "2026-11-22 10:00:00Z",
      "2026-11-22T10:00:00.Z",
      "2026-11-22T10:00:00+0100",
      "2026-11-22T10:00:00+01",
      "2026-11-22T10:00:00+24:00",
      "2026-11-22T10:00:00+01:60",
      "2026-11-22T10:00:00Zulu",
      "2026-11-22T24:00:00Z",
      "2026-11-22T10:60:00Z",
      "2026-11-22T10:00:61Z",
      "2026-02-29T10:00:00Z",
      "2026-13-01T10:00:00Z",
      "2026-11-00T10:00:00Z",
      "0000-01-01T00:00:00Z",
      "-026-11-22T10:00:00Z",
      "20261122T100000Z",
      "2026-11-22T1O:00:00Z",
      "0001-01-01T00:00:00+00:01",
      "9999-12-31T23:59:59-00:01",
      "9999-12-31T23:59:60Z",
  };
  int64_t unix_us = 42;

  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_test_message ("%s", wrong[i]);
      g_assert_false (amt_time_parse (wrong[i], &unix_us));
    }
  g_assert_false (amt_time_parse (NULL, &unix_us));
  g_assert_cmpint (unix_us, ==, 42);
}

static void
test_round_trip (void)
{
  for (int i = 0; i < 2000; i++)
    {
      int64_t ms = ((int64_t) g_test_rand_int_range (0, G_MAXINT32) * 100 + i) * 1000;
      g_autofree char *text = amt_time_format (ms);

      g_assert_cmpint (moment (text), ==, ms);
    }
}

/* Every day of four centuries against GLib's calendar. */
static void
test_days (void)
{
  GDate date;

  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1800);
  for (int i = 0; i < 146097; i++, g_date_add_days (&date, 1))
    {
      char text[11];
      g_autofree char *back = NULL;
      int number;

      g_snprintf (text, sizeof text, "%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date),
                  g_date_get_day (&date));
      g_assert_true (amt_day_parse (text, &number));
      g_assert_cmpint (number, ==, (int) g_date_get_julian (&date) - 719163);
      back = amt_day_format (number);
      g_assert_cmpstr (back, ==, text);
    }
}

static void
test_no_days (void)
{
  static const char *const wrong[] = {"",           "2026-11-2",  "2026-11-221", "2026-02-29", "1900-02-29",
                                      "2026-00-10", "2026-10-00", "2026-04-31",  "0000-01-01", "26-11-2022",
                                      "2026/11/22", "2026-1a-22", " 2026-11-22"};

  for (size_t i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (amt_day_is_valid (wrong[i]));
  g_assert_false (amt_day_is_valid (NULL));
  g_assert_true (amt_day_is_valid ("2024-02-29"));
  g_assert_true (amt_day_is_valid ("2000-02-29"));
  g_assert_true (amt_day_is_valid ("0001-01-01"));
  g_assert_true (amt_day_is_valid ("9999-12-31"));
}

static void
assert_added (const char *day, int days, const char *expected)
{
  g_autofree char *moved = amt_day_add (day, days);

  g_assert_cmpstr (moved, ==, expected);
  g_assert_cmpint (amt_day_distance (day, expected), ==, days);
}

static void
test_add (void)
{
  assert_added ("2026-12-31", 1, "2027-01-01");
  assert_added ("2024-02-28", 1, "2024-02-29");
  assert_added ("2023-02-28", 1, "2023-03-01");
  assert_added ("2024-03-01", -1, "2024-02-29");
  assert_added ("2026-11-22", 0, "2026-11-22");
  assert_added ("1999-12-31", 366, "2000-12-31");
}

static void
assert_day (const char *text, const char *zone, const char *expected)
{
  g_autofree char *day = amt_time_to_day (moment (text), zone);

  g_assert_cmpstr (day, ==, expected);
}

static void
test_zones (void)
{
  assert_day ("2026-11-22T22:59:59Z", BERLIN, "2026-11-22");
  assert_day ("2026-11-22T23:00:00Z", BERLIN, "2026-11-23");
  assert_day ("2026-07-22T21:59:59Z", BERLIN, "2026-07-22");
  assert_day ("2026-07-22T22:00:00Z", BERLIN, "2026-07-23");
  assert_day ("2026-12-31T23:00:00Z", BERLIN, "2027-01-01");
  assert_day ("1969-12-31T22:59:59.5Z", BERLIN, "1969-12-31");
  assert_day ("2026-11-22T23:30:00Z", "UTC", "2026-11-22");
  assert_day ("2026-11-22T05:00:00Z", "America/Los_Angeles", "2026-11-21");
}

static void
assert_start (const char *day, const char *zone, const char *expected)
{
  g_autofree char *before = amt_time_to_day (amt_day_start (day, zone) - 1, zone);
  g_autofree char *at = amt_time_to_day (amt_day_start (day, zone), zone);

  g_assert_cmpint (amt_day_start (day, zone), ==, moment (expected));
  g_assert_cmpstr (at, ==, day);
  g_assert_cmpstr (before, <, day);
}

static void
test_day_start (void)
{
  assert_start ("2026-11-22", BERLIN, "2026-11-21T23:00:00Z");
  assert_start ("2026-07-22", BERLIN, "2026-07-21T22:00:00Z");
  assert_start ("2026-03-29", BERLIN, "2026-03-28T23:00:00Z"); /* 23 hours */
  assert_start ("2026-03-30", BERLIN, "2026-03-29T22:00:00Z");
  assert_start ("2026-10-25", BERLIN, "2026-10-24T22:00:00Z"); /* 25 hours */
  assert_start ("2026-10-26", BERLIN, "2026-10-25T23:00:00Z");
  assert_start ("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00Z"); /* midnight was skipped */
  assert_start ("2026-01-01", "Pacific/Kiritimati", "2025-12-31T10:00:00Z");
}

/* Every day of two years is 24 hours long, but for the two changes. */
static void
test_day_lengths (void)
{
  for (const char *year = "2026"; year; year = g_str_equal (year, "2026") ? "2027" : NULL)
    {
      g_autofree char *day = g_strconcat (year, "-01-01", NULL);
      int odd = 0;

      while (g_str_has_prefix (day, year))
        {
          g_autofree char *next = amt_day_add (day, 1);
          int64_t hours = (amt_day_start (next, BERLIN) - amt_day_start (day, BERLIN)) / G_USEC_PER_SEC / 3600;

          odd += hours != 24;
          g_assert_cmpint (hours, >=, 23);
          g_assert_cmpint (hours, <=, 25);
          g_free (day);
          day = g_steal_pointer (&next);
        }
      g_assert_cmpint (odd, ==, 2);
    }
}

/* A defect of the office's data: said loudly, and the day is that of UTC. */
static void
test_unknown_zone (void)
{
  if (g_test_subprocess ())
    {
      g_autofree char *day = NULL;

      g_log_set_always_fatal (G_LOG_FATAL_MASK);
      day = amt_time_to_day (moment ("2026-11-22T23:30:00Z"), "Mond/Tycho");
      g_assert_cmpstr (day, ==, "2026-11-22");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*Mond/Tycho*");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time/format", test_format);
  g_test_add_func ("/time/parse", test_parse);
  g_test_add_func ("/time/no-moments", test_no_moments);
  g_test_add_func ("/time/round-trip", test_round_trip);
  g_test_add_func ("/time/days", test_days);
  g_test_add_func ("/time/no-days", test_no_days);
  g_test_add_func ("/time/add", test_add);
  g_test_add_func ("/time/zones", test_zones);
  g_test_add_func ("/time/day-start", test_day_start);
  g_test_add_func ("/time/day-lengths", test_day_lengths);
  g_test_add_func ("/time/unknown-zone", test_unknown_zone);
  return g_test_run ();
}
