/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-clock.h"

#include "amt-time.h"

void
amtd_clock_start (AmtRequest *request, const AmtService *service, AmtCalendar *calendar)
{
  g_clear_pointer (&request->target_on, g_free);
  g_clear_pointer (&request->statutory_on, g_free);
  if (service->target_days > 0)
    request->target_on = amt_calendar_add_working_days (calendar, request->received_on, service->target_days);
  if (service->statutory_days > 0)
    request->statutory_on = amt_calendar_statutory_end (calendar, request->received_on, service->statutory_days);
}

void
amtd_clock_suspend (AmtRequest *request, int64_t now)
{
  if (request->suspended_at == 0)
    request->suspended_at = now;
}

void
amtd_clock_resume (AmtRequest *request, AmtCalendar *calendar, const char *zone, int64_t now)
{
  g_autofree char *from = NULL;
  g_autofree char *until = NULL;
  char *moved;

  if (request->suspended_at == 0)
    return;

  from = amt_time_to_day (request->suspended_at, zone);
  until = amt_time_to_day (now, zone);
  request->suspended_at = 0;
  if (request->target_on == NULL)
    return;
  moved = amt_calendar_resume (calendar, request->target_on, from, until);
  g_free (request->target_on);
  request->target_on = moved;
}
