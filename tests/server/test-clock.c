/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-time.h"
#include "amtd-clock.h"

#define ZONE "Europe/Berlin"

static AmtCalendar *
load_calendar (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("AMT_DATA_DIR"), "calendar", "ni.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  AmtCalendar *calendar;
  char *text;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (text, length);
  calendar = amt_calendar_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  return calendar;
}

static AmtRequest *
begin (AmtCalendar *calendar, const char *received_on, int target, int statutory)
{
  g_autoptr (AmtService) service = amt_service_new ();
  AmtRequest *request = amt_request_new ();

  service->target_days = target;
  service->statutory_days = statutory;
  request->received_on = g_strdup (received_on);
  amtd_clock_start (request, service, calendar);
  return request;
}

/* 2026-12-23 is a Wednesday; Christmas, a weekend and New Year's Day follow. */
static void
test_both_clocks_start (void)
{
  g_autoptr (AmtCalendar) calendar = load_calendar ();
  g_autoptr (AmtRequest) request = begin (calendar, "2026-12-23", 3, 3);
  g_autoptr (AmtRequest) none = begin (calendar, "2026-12-23", 0, 0);

  g_assert_cmpstr (request->target_on, ==, "2026-12-29");
  g_assert_cmpstr (request->statutory_on, ==, "2026-12-28"); /* the third day is Saturday, Boxing Day */
  g_assert_null (none->target_on);
  g_assert_null (none->statutory_on);
}

static void
test_the_target_moves_and_the_law_does_not (void)
{
  g_autoptr (AmtCalendar) calendar = load_calendar ();
  g_autoptr (AmtRequest) request = begin (calendar, "2026-11-16", 5, 3);

  g_assert_cmpstr (request->target_on, ==, "2026-11-23");
  amtd_clock_suspend (request, amt_day_start ("2026-11-18", ZONE) + (int64_t) 9 * 3600 * G_USEC_PER_SEC);
  amtd_clock_suspend (request, amt_day_start ("2026-11-20", ZONE)); /* asked again: it stands still already */
  amtd_clock_resume (request, calendar, ZONE, amt_day_start ("2026-11-24", ZONE) + (int64_t) 9 * 3600 * G_USEC_PER_SEC);
  g_assert_cmpint (request->suspended_at, ==, 0);
  g_assert_cmpstr (request->target_on, ==, "2026-11-27"); /* Wednesday to Tuesday: four working days */
  g_assert_cmpstr (request->statutory_on, ==, "2026-11-19");
}

static void
test_a_running_clock_is_left_alone (void)
{
  g_autoptr (AmtCalendar) calendar = load_calendar ();
  g_autoptr (AmtRequest) request = begin (calendar, "2026-11-16", 5, 0);

  amtd_clock_resume (request, calendar, ZONE, amt_day_start ("2026-11-30", ZONE));
  g_assert_cmpstr (request->target_on, ==, "2026-11-23");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/both-clocks-start", test_both_clocks_start);
  g_test_add_func ("/clock/the-target-moves-and-the-law-does-not", test_the_target_moves_and_the_law_does_not);
  g_test_add_func ("/clock/a-running-clock-is-left-alone", test_a_running_clock_is_left_alone);
  return g_test_run ();
}
