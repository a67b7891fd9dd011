/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log: one line a happening, "event=request method=GET route=/v1/… status=200 ms=3", to standard error. It never
 * holds names, bodies, tokens, query strings or ids, but that of a stored file which cannot be read. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  AMTD_LOG_ERROR = 3, /* the numbers of syslog, which journald reads from a prefix <N> */
  AMTD_LOG_WARNING = 4,
  AMTD_LOG_NOTICE = 5,
  AMTD_LOG_INFO = 6,
} AmtdLogLevel;

/* Also takes over what libraries say through GLib. Under systemd lines carry a <N> prefix instead of a time. */
void amtd_log_begin (void);
/* @format: words such as "route=%s status=%u". */
void amtd_log (AmtdLogLevel level, const char *event, const char *format, ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
