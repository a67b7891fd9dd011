/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-deadline.h"
#include "amt-error.h"
#include "amt-time.h"

#include <string.h>

static AmtCalendar *
lower_saxony (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("AMT_DATA_DIR"), "calendar", "ni.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  AmtCalendar *calendar;
  size_t length;
  char *text;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (text, length);
  calendar = amt_calendar_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  return calendar;
}

/* Easter Sunday as the churches print it. */
static const char *const easters[] = {"2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28",
                                      "2028-04-16", "2029-04-01", "2030-04-21", "2038-04-25", /* the latest */
                                      "2008-03-23", "1818-03-22" /* the earliest */};

static void
assert_holiday (AmtCalendar *calendar, const char *easter, int days, const char *name)
{
  g_autofree char *day = amt_day_add (easter, days);

  g_assert_cmpstr (amt_calendar_holiday (calendar, day), ==, name);
}

static void
test_easter (void)
{
  g_autoptr (AmtCalendar) calendar = lower_saxony ();

  for (size_t i = 0; i < G_N_ELEMENTS (easters); i++)
    {
      assert_holiday (calendar, easters[i], -3, NULL);
      assert_holiday (calendar, easters[i], -2, "Karfreitag");
      assert_holiday (calendar, easters[i], -1, NULL);
      assert_holiday (calendar, easters[i], 0, NULL);
      assert_holiday (calendar, easters[i], 1, "Ostermontag");
      assert_holiday (calendar, easters[i], 39, g_str_equal (easters[i], "2008-03-23") ? "1. Mai" : "Himmelfahrtstag");
      assert_holiday (calendar, easters[i], 50, "Pfingstmontag");
      assert_holiday (calendar, easters[i], 60, NULL); /* Corpus Christi is none in Lower Saxony */
    }
}

static void
test_year_2026 (void)
{
  static const char *const days[] = {"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25",
                                     "2026-10-03", "2026-10-31", "2026-12-25", "2026-12-26", NULL};
  g_autoptr (AmtCalendar) calendar = lower_saxony ();
  g_autofree char *day = g_strdup ("2026-01-01");
  unsigned holidays = 0, working = 0;

  while (g_str_has_prefix (day, "2026"))
    {
      char *next = amt_day_add (day, 1);

      g_assert_true ((amt_calendar_holiday (calendar, day) != NULL) == g_strv_contains (days, day));
      holidays += amt_calendar_holiday (calendar, day) != NULL;
      working += amt_calendar_is_working_day (calendar, day);
      g_free (day);
      day = next;
    }
  g_assert_cmpuint (holidays, ==, 10);
  g_assert_cmpuint (working, ==, 254); /* 261 from Monday to Friday; three of the ten fall on a Saturday */
}

static void
test_year_ranges (void)
{
  g_autoptr (AmtCalendar) calendar = lower_saxony ();

  g_assert_null (amt_calendar_holiday (calendar, "2016-10-31"));
  g_assert_cmpstr (amt_calendar_holiday (calendar, "2017-10-31"), ==, "Reformationstag");
  g_assert_cmpstr (amt_calendar_holiday (calendar, "2018-10-31"), ==, "Reformationstag");
  g_assert_null (amt_calendar_holiday (calendar, "1989-10-03"));
  g_assert_cmpstr (amt_calendar_holiday (calendar, "1990-10-03"), ==, "Tag der Deutschen Einheit");
  g_assert_null (amt_calendar_holiday (calendar, "2026-12-24"));
  g_assert_null (amt_calendar_holiday (calendar, "2026-12-31"));
}

static void
assert_working (AmtCalendar *calendar, const char *day, int n, const char *expected)
{
  g_autofree char *end = amt_calendar_add_working_days (calendar, day, n);

  g_assert_cmpstr (end, ==, expected);
}

static void
test_working_days (void)
{
  g_autoptr (AmtCalendar) calendar = lower_saxony ();

  assert_working (calendar, "2026-11-20", 1, "2026-11-23"); /* Friday → Monday */
  assert_working (calendar, "2026-11-21", 1, "2026-11-23");
  assert_working (calendar, "2026-11-20", 0, "2026-11-20");
  assert_working (calendar, "2026-12-23", 2, "2026-12-28"); /* Christmas */
  assert_working (calendar, "2026-12-30", 2, "2027-01-04"); /* over the year's end */
  assert_working (calendar, "2026-12-31", 1, "2027-01-04");
  assert_working (calendar, "2026-04-02", 1, "2026-04-07"); /* Easter */
  assert_working (calendar, "2024-02-28", 1, "2024-02-29"); /* leap day, a Thursday */
  assert_working (calendar, "2024-02-28", 2, "2024-03-01");
  assert_working (calendar, "2028-02-28", 1, "2028-02-29");
  assert_working (calendar, "2026-03-27", 1, "2026-03-30"); /* the clock changes in between */
  assert_working (calendar, "2026-10-23", 1, "2026-10-26");
  assert_working (calendar, "2026-01-01", 254, "2026-12-31"); /* all there are */
  assert_working (calendar, "2026-01-01", 255, "2027-01-04");
}

static void
assert_statutory (AmtCalendar *calendar, const char *day, int n, const char *expected)
{
  g_autofree char *end = amt_calendar_statutory_end (calendar, day, n);

  g_assert_cmpstr (end, ==, expected);
}

/* GewO §15(1) gives three days, by BGB §187(1), §193. */
static void
test_statutory (void)
{
  g_autoptr (AmtCalendar) calendar = lower_saxony ();

  assert_statutory (calendar, "2026-11-16", 3, "2026-11-19");
  assert_statutory (calendar, "2026-11-18", 3, "2026-11-23"); /* Saturday → Monday */
  assert_statutory (calendar, "2026-11-19", 3, "2026-11-23"); /* Sunday → Monday */
  assert_statutory (calendar, "2026-11-20", 3, "2026-11-23");
  assert_statutory (calendar, "2026-12-22", 3, "2026-12-28"); /* 25 December → Monday */
  assert_statutory (calendar, "2026-12-29", 3, "2027-01-04");
  assert_statutory (calendar, "2026-03-31", 3, "2026-04-07"); /* Good Friday → Tuesday after Easter */
  assert_statutory (calendar, "2024-02-26", 3, "2024-02-29");
  assert_statutory (calendar, "2026-11-22", 0, "2026-11-23");
}

static void
test_notified (void)
{
  g_autoptr (AmtCalendar) calendar = lower_saxony ();
  static const char *const cases[][2] = {
      {"2026-11-18", "2026-11-22"}, /* a Sunday: stays (a fiction, no term) */
      {"2026-12-28", "2027-01-01"},
      {"2028-02-26", "2028-03-01"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *day = amt_calendar_notified_on (calendar, cases[i][0]);

      g_assert_cmpstr (day, ==, cases[i][1]);
    }
}

static void
assert_resumed (AmtCalendar *calendar, const char *target, const char *from, const char *until, const char *expected)
{
  g_autofree char *moved = amt_calendar_resume (calendar, target, from, until);

  g_assert_cmpstr (moved, ==, expected);
}

static void
test_resume (void)
{
  g_autoptr (AmtCalendar) calendar = lower_saxony ();

  assert_resumed (calendar, "2026-11-27", "2026-11-23", "2026-11-23", "2026-11-27"); /* the same day */
  assert_resumed (calendar, "2026-11-27", "2026-11-23", "2026-11-24", "2026-11-30");
  assert_resumed (calendar, "2026-11-27", "2026-11-20", "2026-11-22", "2026-11-27"); /* a weekend costs nothing */
  assert_resumed (calendar, "2026-12-30", "2026-12-23", "2026-12-29", "2027-01-05"); /* 24, 28, 29 December */
  assert_resumed (calendar, "2026-11-27", "2026-11-24", "2026-11-23", "2026-11-27"); /* never backwards */
}

/* What stood still for n working days ends as if it had been n working days longer. */
static void
test_resume_agrees (void)
{
  g_autoptr (AmtCalendar) calendar = lower_saxony ();

  for (int stood = 0; stood < 60; stood++)
    {
      g_autofree char *target = amt_calendar_add_working_days (calendar, "2026-11-23", 10);
      g_autofree char *until = amt_calendar_add_working_days (calendar, "2026-11-25", stood);
      g_autofree char *expected = amt_calendar_add_working_days (calendar, "2026-11-23", 10 + stood);

      assert_resumed (calendar, target, "2026-11-25", until, expected);
    }
}

static const struct
{
  const char *json;
  const char *slug;
  const char *field;
} refused[] = {
    {"{}", "missing-field", "land"},
    {"{\"land\":\"NI\",\"name\":\"x\"}", "missing-field", "holidays"},
    {"{\"land\":\"NI\",\"name\":\"x\",\"holidays\":[{\"name\":\"n\",\"rule\":\"lunar\"}]}", "unknown-value",
     "holidays[0].rule"},
    {"{\"land\":\"NI\",\"name\":\"x\",\"holidays\":[{\"name\":\"n\",\"rule\":\"fixed\",\"month\":13,\"day\":1}]}",
     "out-of-range", "holidays[0].month"},
    {"{\"land\":\"NI\",\"name\":\"x\",\"holidays\":[{\"name\":\"n\",\"rule\":\"fixed\",\"month\":1}]}", "out-of-range",
     "holidays[0].day"},
    {"{\"land\":\"NI\",\"name\":\"x\",\"holidays\":[{\"name\":\"n\",\"rule\":\"easter\",\"days_from_easter\":200}]}",
     "out-of-range", "holidays[0].days_from_easter"},
    {"{\"land\":\"NI\",\"name\":\"x\",\"holidays\":[{\"name\":\"n\",\"rule\":\"single\"}]}", "out-of-range",
     "holidays[0].on"},
    {"{\"land\":\"NI\",\"name\":\"x\",\"holidays\":[{\"name\":\"n\",\"rule\":\"single\",\"on\":\"2026-02-30\"}]}",
     "not-a-date", "holidays[0].on"},
    {"{\"land\":\"NI\",\"name\":\"x\",\"holidays\":[],\"colour\":1}", "unknown-field", "colour"},
};

static void
test_refused (void)
{
  for (size_t i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (refused[i].json, strlen (refused[i].json));
      g_autoptr (GError) error = NULL;

      g_assert_null (amt_calendar_new_from_bytes (bytes, &error));
      g_assert_cmpstr (amt_error_get_slug (error), ==, refused[i].slug);
      g_assert_cmpstr (amt_error_get_field (error), ==, refused[i].field);
    }
}

/* What a newer server says more is no reason to have no calendar; what is wrong is wrong from anybody. */
static void
test_answer (void)
{
  static const char json[] =
      "{\"land\":\"XX\",\"name\":\"x\",\"edition\":7,\"holidays\":[{\"name\":\"Neujahr\",\"rule\":\"fixed\","
      "\"month\":1,\"day\":1,\"half\":true}]}";
  static const char wrong[] = "{\"land\":\"XX\",\"name\":\"x\",\"holidays\":[{\"name\":\"x\",\"rule\":\"single\"}]}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (GBytes) bad = g_bytes_new_static (wrong, strlen (wrong));
  g_autoptr (GError) error = NULL;
  g_autoptr (AmtCalendar) calendar = amt_calendar_new_from_answer (bytes, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (amt_calendar_holiday (calendar, "2026-01-01"), ==, "Neujahr");
  g_assert_null (amt_calendar_new_from_answer (bad, &error));
  g_assert_cmpstr (amt_error_get_field (error), ==, "holidays[0].on");
}

/* A holiday on 29 February is one every four years, and no trouble in the others. */
static void
test_leap_holiday (void)
{
  static const char json[] = "{\"land\":\"XX\",\"name\":\"x\",\"holidays\":[{\"name\":\"Schalttag\",\"rule\":\"fixed\","
                             "\"month\":2,\"day\":29}]}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (json, strlen (json));
  g_autoptr (AmtCalendar) calendar = amt_calendar_new_from_bytes (bytes, NULL);
  g_autoptr (AmtCalendar) second = amt_calendar_ref (calendar);

  assert_working (second, "2024-02-28", 1, "2024-03-01");
  assert_working (second, "2023-02-28", 1, "2023-03-01");
}

/* A request received shortly before midnight counts by the clock on the office's wall. */
static void
test_wall_clock (void)
{
  g_autoptr (AmtCalendar) calendar = lower_saxony ();
  g_autofree char *winter = NULL;
  g_autofree char *summer = NULL;
  int64_t at;

  g_assert_true (amt_time_parse ("2026-11-16T23:30:00Z", &at));
  winter = amt_time_to_day (at, "Europe/Berlin");
  assert_statutory (calendar, winter, 3, "2026-11-20");
  g_assert_true (amt_time_parse ("2026-10-24T22:30:00Z", &at)); /* in the night of 25 hours */
  summer = amt_time_to_day (at, "Europe/Berlin");
  assert_statutory (calendar, summer, 3, "2026-10-28");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deadline/easter", test_easter);
  g_test_add_func ("/deadline/year-2026", test_year_2026);
  g_test_add_func ("/deadline/year-ranges", test_year_ranges);
  g_test_add_func ("/deadline/working-days", test_working_days);
  g_test_add_func ("/deadline/statutory", test_statutory);
  g_test_add_func ("/deadline/notified", test_notified);
  g_test_add_func ("/deadline/resume", test_resume);
  g_test_add_func ("/deadline/resume-agrees", test_resume_agrees);
  g_test_add_func ("/deadline/refused", test_refused);
  g_test_add_func ("/deadline/answer", test_answer);
  g_test_add_func ("/deadline/leap-holiday", test_leap_holiday);
  g_test_add_func ("/deadline/wall-clock", test_wall_clock);
  return g_test_run ();
}
