/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words, icons and tones for the values of the domain, in the user's language. */

#pragma once

#include "amt-chip.h"
#include "amt-request.h"

G_BEGIN_DECLS

const char *amt_label_state (AmtState state);
const char *amt_label_state_icon (AmtState state);
AmtTone amt_label_state_tone (AmtState state);
const char *amt_label_gate (AmtGateKind kind);
const char *amt_label_gate_icon (AmtGateKind kind);
const char *amt_label_gate_status (AmtGateStatus status);
const char *amt_label_assurance (AmtAssurance assurance);
const char *amt_label_channel (AmtChannel channel);
const char *amt_label_carrier (AmtCarrier carrier);
const char *amt_label_delivery (AmtDeliveryStatus status);
const char *amt_label_role (AmtRole role);

/* "de" or "en": the language the window speaks, for AmtWords. */
const char *amt_label_language (void);
/* (transfer full): "9,00 €" or "€9.00", by the window's language. */
char *amt_label_money (int64_t cents);
/* (transfer full): @day as "17.11." in the year of @today, else "17.11.2025"; English "17 Nov". @today: (nullable). */
char *amt_label_day (const char *day, const char *today);
/* (transfer full): @day in full: "17.11.2026", "17 November 2026". */
char *amt_label_long_day (const char *day);
/* (transfer full): "today 10:31", "17.11., 10:31". @unix_us: as in amt-time.h; @zone: IANA name. */
char *amt_label_moment (int64_t unix_us, const char *zone);
/* (transfer full): the time alone, "10:31", or day and time when it is not of today. */
char *amt_label_clock (int64_t unix_us, const char *zone);
/* (transfer full): "4217" of "2026-004217", as the list shows it. */
char *amt_label_short_number (const char *file_number);

G_END_DECLS
