/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-log.h"

#include <stdio.h>
#include <unistd.h>

static const char *const level_names[] = {"", "", "", "error", "warning", "notice", "info", "debug"};

/* One write, so that lines of several threads never mix. Control characters cannot begin a line of their own. */
static void
write_line (AmtdLogLevel level, const char *text)
{
  g_autoptr (GString) line = g_string_new (NULL);

  if (g_getenv ("JOURNAL_STREAM"))
    g_string_append_printf (line, "<%d>", level);
  else
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
      g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S");

      g_string_append_printf (line, "%s.%03dZ %s ", time, g_date_time_get_microsecond (now) / 1000, level_names[level]);
    }
  for (const char *p = text; *p; p++)
    g_string_append_c (line, (unsigned char) *p < ' ' ? ' ' : *p);
  g_string_append_c (line, '\n');
  if (write (STDERR_FILENO, line->str, line->len) < 0)
    return; /* nowhere to say it */
}

static GLogWriterOutput
write_glib (GLogLevelFlags flags, const GLogField *fields, size_t n_fields, void *data)
{
  AmtdLogLevel level = flags & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL) ? AMTD_LOG_ERROR
                       : flags & G_LOG_LEVEL_WARNING                      ? AMTD_LOG_WARNING
                                                                          : AMTD_LOG_INFO;
  const char *domain = "", *message = "";
  g_autofree char *line = NULL;

  if (g_log_writer_default_would_drop (flags, NULL))
    return G_LOG_WRITER_HANDLED;
  for (size_t i = 0; i < n_fields; i++)
    {
      if (g_str_equal (fields[i].key, "MESSAGE"))
        message = fields[i].value;
      else if (g_str_equal (fields[i].key, "GLIB_DOMAIN"))
        domain = fields[i].value;
    }
  line = g_strdup_printf ("event=library domain=%s message=\"%s\"", domain, message);
  write_line (level, line);
  return G_LOG_WRITER_HANDLED;
}

void
amtd_log_begin (void)
{
  g_log_set_writer_func (write_glib, NULL, NULL);
}

void
amtd_log (AmtdLogLevel level, const char *event, const char *format, ...)
{
  g_autofree char *words = NULL;
  g_autofree char *line = NULL;
  va_list values;

  va_start (values, format);
  words = g_strdup_vprintf (format, values);
  va_end (values);
  line = g_strdup_printf ("event=%s%s%s", event, *words ? " " : "", words);
  write_line (level, line);
}
