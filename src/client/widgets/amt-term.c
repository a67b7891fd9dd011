/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-term.h"

#include "amt-time.h"

#include <glib/gi18n.h>

#define SOON_DAYS 2

AmtTerm
amt_term_describe (const char *due_on, const char *today, bool suspended)
{
  AmtTerm term = {NULL, NULL, AMT_TONE_PLAIN};
  int days;

  g_return_val_if_fail (today != NULL, term);
  if (!due_on && suspended)
    return (AmtTerm) {g_strdup (_ ("paused")), "media-playback-pause-symbolic", AMT_TONE_PLAIN};
  if (!due_on)
    return term;
  days = amt_day_distance (today, due_on);
  if (days < 0)
    return (AmtTerm) {g_strdup_printf (ngettext ("%d day late", "%d days late", -days), -days),
                      "dialog-warning-symbolic", AMT_TONE_LATE};
  term.text = days == 0 ? g_strdup (_ ("today")) : g_strdup_printf (ngettext ("%d day", "%d days", days), days);
  if (days <= SOON_DAYS)
    {
      term.icon_name = "alarm-symbolic";
      term.tone = AMT_TONE_SOON;
    }
  return term;
}

void
amt_term_clear (AmtTerm *self)
{
  g_clear_pointer (&self->text, g_free);
}

char *
amt_term_spoken (const char *due_on, const char *today, bool suspended)
{
  int days;

  g_return_val_if_fail (today != NULL, NULL);
  if (!due_on)
    return suspended ? g_strdup (_ ("paused")) : NULL;
  days = amt_day_distance (today, due_on);
  if (days < 0)
    return g_strdup_printf (ngettext ("%d day late", "%d days late", -days), -days);
  if (days == 0)
    return g_strdup (_ ("due today"));
  if (days == 1)
    return g_strdup (_ ("due tomorrow"));
  return g_strdup_printf (ngettext ("due in %d day", "due in %d days", days), days);
}

char *
amt_today (const char *zone)
{
  return amt_time_to_day (g_get_real_time (), zone);
}
