/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two deadlines of a request: the office's own aim, which rests while the citizen is asked, and the law's. */

#pragma once

#include "amt-deadline.h"
#include "amt-request.h"

G_BEGIN_DECLS

/* Sets target_on and statutory_on from received_on. */
void amtd_clock_start (AmtRequest *request, const AmtService *service, AmtCalendar *calendar);
void amtd_clock_suspend (AmtRequest *request, int64_t now);
/* Moves the target on by what the clock stood still; nothing happens when it runs. */
void amtd_clock_resume (AmtRequest *request, AmtCalendar *calendar, const char *zone, int64_t now);

G_END_DECLS
