/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-labels.h"

#include "amt-term.h"
#include "amt-time.h"

#include <glib/gi18n.h>

static const struct
{
  const char *word;
  const char *icon_name;
  AmtTone tone;
} states[AMT_N_STATES] = {
    [AMT_STATE_NEW] = {NC_ ("state", "New"), "amt-dot-symbolic", AMT_TONE_TODO},
    [AMT_STATE_IN_REVIEW] = {NC_ ("state", "In Review"), "document-edit-symbolic", AMT_TONE_TODO},
    [AMT_STATE_WAITING] = {NC_ ("state", "Waiting"), "media-playback-pause-symbolic", AMT_TONE_NONE},
    [AMT_STATE_IN_APPROVAL] = {NC_ ("state", "In Approval"), "amt-approve-symbolic", AMT_TONE_NONE},
    [AMT_STATE_TO_SIGN] = {NC_ ("state", "To Sign"), "amt-sign-symbolic", AMT_TONE_TODO},
    [AMT_STATE_ISSUED] = {NC_ ("state", "Issued"), "amt-seal-symbolic", AMT_TONE_DONE},
    [AMT_STATE_REJECTED] = {NC_ ("state", "Rejected"), "action-unavailable-symbolic", AMT_TONE_NONE},
    [AMT_STATE_WITHDRAWN] = {NC_ ("state", "Withdrawn"), "edit-undo-symbolic", AMT_TONE_NONE},
};

static const struct
{
  const char *word;
  const char *icon_name;
} gates[AMT_N_GATES] = {
    [AMT_GATE_COMPLETENESS] = {NC_ ("gate", "Details"), "amt-complete-symbolic"},
    [AMT_GATE_IDENTITY] = {NC_ ("gate", "Identity"), "amt-identity-symbolic"},
    [AMT_GATE_REGISTER] = {NC_ ("gate", "Register"), "amt-register-symbolic"},
    [AMT_GATE_ENTITLEMENT] = {NC_ ("gate", "Entitlement"), "amt-entitled-symbolic"},
    [AMT_GATE_PAYMENT] = {NC_ ("gate", "Payment"), "amt-payment-symbolic"},
    [AMT_GATE_APPROVAL] = {NC_ ("gate", "Approval"), "amt-approve-symbolic"},
};

static const char *const gate_statuses[] = {
    [AMT_GATE_NOT_NEEDED] = NC_ ("gate status", "not needed"),
    [AMT_GATE_OPEN] = NC_ ("gate status", "open"),
    [AMT_GATE_MET] = NC_ ("gate status", "met"),
    [AMT_GATE_OVERRIDDEN] = NC_ ("gate status", "overridden"),
};

static const char *const assurances[] = {
    [AMT_ASSURANCE_NONE] = NC_ ("assurance", "not proven"),
    [AMT_ASSURANCE_LOW] = NC_ ("assurance", "low"),
    [AMT_ASSURANCE_SUBSTANTIAL] = NC_ ("assurance", "substantial"),
    [AMT_ASSURANCE_HIGH] = NC_ ("assurance", "high"),
};

static const char *const channels[] = {
    [AMT_CHANNEL_ONLINE] = NC_ ("channel", "online"),
    [AMT_CHANNEL_COUNTER] = NC_ ("channel", "at the counter"),
    [AMT_CHANNEL_PHONE] = NC_ ("channel", "by phone"),
    [AMT_CHANNEL_POST] = NC_ ("channel", "by post"),
};

static const char *const carriers[] = {
    [AMT_CARRIER_ELECTRONIC] = NC_ ("carrier", "Electronic"),
    [AMT_CARRIER_PAPER] = NC_ ("carrier", "Paper"),
};

static const char *const deliveries[] = {
    [AMT_DELIVERY_PROVIDED] = NC_ ("delivery", "Provided"), [AMT_DELIVERY_FETCHED] = NC_ ("delivery", "Fetched"),
    [AMT_DELIVERY_PRINTED] = NC_ ("delivery", "Printed"),   [AMT_DELIVERY_HANDED_OUT] = NC_ ("delivery", "Handed Over"),
    [AMT_DELIVERY_POSTED] = NC_ ("delivery", "Posted"),
};

static const char *const roles[] = {
    [AMT_ROLE_CLERK] = NC_ ("role", "Clerk"),
    [AMT_ROLE_REGISTRAR] = NC_ ("role", "Registrar"),
    [AMT_ROLE_SUPERVISOR] = NC_ ("role", "Supervisor"),
    [AMT_ROLE_ADMINISTRATOR] = NC_ ("role", "Administrator"),
};

#define IN_TABLE(value, table) ((unsigned) (value) < G_N_ELEMENTS (table))
#define WORD(context, value, table) (IN_TABLE (value, table) ? g_dpgettext2 (NULL, context, (table)[value]) : "")

const char *
amt_label_state (AmtState state)
{
  return IN_TABLE (state, states) ? g_dpgettext2 (NULL, "state", states[state].word) : "";
}

const char *
amt_label_state_icon (AmtState state)
{
  return IN_TABLE (state, states) ? states[state].icon_name : NULL;
}

AmtTone
amt_label_state_tone (AmtState state)
{
  return IN_TABLE (state, states) ? states[state].tone : AMT_TONE_NONE;
}

const char *
amt_label_gate (AmtGateKind kind)
{
  return IN_TABLE (kind, gates) ? g_dpgettext2 (NULL, "gate", gates[kind].word) : "";
}

const char *
amt_label_gate_icon (AmtGateKind kind)
{
  return IN_TABLE (kind, gates) ? gates[kind].icon_name : NULL;
}

const char *
amt_label_gate_status (AmtGateStatus status)
{
  return WORD ("gate status", status, gate_statuses);
}

const char *
amt_label_assurance (AmtAssurance assurance)
{
  return WORD ("assurance", assurance, assurances);
}

const char *
amt_label_channel (AmtChannel channel)
{
  return WORD ("channel", channel, channels);
}

const char *
amt_label_carrier (AmtCarrier carrier)
{
  return WORD ("carrier", carrier, carriers);
}

const char *
amt_label_delivery (AmtDeliveryStatus status)
{
  return WORD ("delivery", status, deliveries);
}

const char *
amt_label_role (AmtRole role)
{
  return WORD ("role", role, roles);
}

const char *
amt_label_language (void)
{
  /* Translators: the code of your language, "de" or "en": the catalogue has its words in these two. */
  return C_ ("language of the catalogue", "en");
}

char *
amt_label_money (int64_t cents)
{
  /* Translators: an amount: first the euros, then the cents. German: "%ld,%02d €" with a no-break space. */
  g_autofree char *amount = g_strdup_printf (C_ ("money", "€%ld.%02d"), (long) ABS (cents / 100),
                                             (int) ABS (cents % 100));

  return cents < 0 ? g_strconcat ("−", amount, NULL) : g_steal_pointer (&amount);
}

static char *
format_day (const char *day, const char *format)
{
  g_autoptr (GDateTime) moment = NULL;
  g_autofree char *text = g_strdup_printf ("%sT12:00:00Z", day);

  moment = g_date_time_new_from_iso8601 (text, NULL);
  return moment ? g_date_time_format (moment, format) : g_strdup (day);
}

char *
amt_label_day (const char *day, const char *today)
{
  g_return_val_if_fail (day != NULL, NULL);
  /* Translators: a day of this year, for g_date_time_format(); German "%d.%m." */
  if (today && strncmp (day, today, 4) == 0)
    /* xgettext:no-c-format */
    return format_day (day, C_ ("day of this year", "%-d %b"));
  /* Translators: a day of another year; German "%d.%m.%Y" */
  return format_day (day, C_ ("day with year", "%-d %b %Y"));
}

char *
amt_label_long_day (const char *day)
{
  g_return_val_if_fail (day != NULL, NULL);
  /* Translators: a day in full; German "%d.%m.%Y" */
  return format_day (day, C_ ("long day", "%-d %B %Y"));
}

/* @day: (out): the day it is then, in @zone. */
static char *
split_moment (int64_t unix_us, const char *zone, char **day)
{
  g_autoptr (GTimeZone) timezone = g_time_zone_new_identifier (zone);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (unix_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = timezone ? g_date_time_to_timezone (utc, timezone) : g_date_time_to_local (utc);

  *day = amt_time_to_day (unix_us, zone);
  return g_date_time_format (local, "%H:%M");
}

/* Before a time of the same day stands @today_format, else the day. */
static char *
format_moment (int64_t unix_us, const char *zone, const char *today_format)
{
  g_autofree char *day = NULL;
  g_autofree char *time = split_moment (unix_us, zone, &day);
  g_autofree char *today = amt_today (zone);
  g_autofree char *label = NULL;

  if (strcmp (day, today) == 0)
    return g_strdup_printf (today_format, time);
  label = amt_label_day (day, today);
  return g_strdup_printf (C_ ("moment", "%s, %s"), label, time);
}

char *
amt_label_moment (int64_t unix_us, const char *zone)
{
  return format_moment (unix_us, zone, C_ ("moment", "today %s"));
}

char *
amt_label_clock (int64_t unix_us, const char *zone)
{
  return format_moment (unix_us, zone, "%s");
}

char *
amt_label_short_number (const char *file_number)
{
  const char *dash;

  g_return_val_if_fail (file_number != NULL, NULL);
  dash = strchr (file_number, '-');
  if (!dash)
    return g_strdup (file_number);
  for (dash++; *dash == '0' && dash[1] != '\0'; dash++)
    ;
  return g_strdup (dash);
}
