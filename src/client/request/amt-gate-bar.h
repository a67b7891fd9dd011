/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The six gates in one card. */

#pragma once

#include "amt-gate-button.h"

G_BEGIN_DECLS

#define AMT_TYPE_GATE_BAR (amt_gate_bar_get_type ())
/* Property "look" (int, AmtGateLook). */
G_DECLARE_FINAL_TYPE (AmtGateBar, amt_gate_bar, AMT, GATE_BAR, AmtCaseWidget)

/* To the first gate that is open, else to the first. */
bool amt_gate_bar_focus (AmtGateBar *self);
/* Opens the evidence of @kind. */
void amt_gate_bar_open (AmtGateBar *self, AmtGateKind kind);

G_END_DECLS
