/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-kept.h"

/* What the inbox shows. */
static const char *const view[] = {"queue", "team", "sort", "sort-reversed", "filters"};

static void
reset_view (GSettings *settings)
{
  for (size_t i = 0; i < G_N_ELEMENTS (view); i++)
    g_settings_reset (settings, view[i]);
}

void
amt_kept_begin (GSettings *settings, const char *user)
{
  g_autofree char *last = g_settings_get_string (settings, "user");

  if (*last != '\0' && strcmp (last, user) != 0)
    reset_view (settings);
  g_settings_set_string (settings, "user", user);
}

void
amt_kept_forget (GSettings *settings)
{
  reset_view (settings);
  g_settings_reset (settings, "user");
  g_settings_reset (settings, "signing-key");
}
