/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The evidence of one gate and the form to record it: payment by cash, card or transfer with its reference; a finding of
 * identity or entitlement with what was seen; completeness. Signal "done": recorded, or gone on elsewhere. */

#pragma once

#include <adwaita.h>

#include "amt-case.h"

G_BEGIN_DECLS

#define AMT_TYPE_GATE_PANEL (amt_gate_panel_get_type ())
G_DECLARE_FINAL_TYPE (AmtGatePanel, amt_gate_panel, AMT, GATE_PANEL, AdwBin)

/* For the request that @amt_case shows now; make another for another request. */
GtkWidget *amt_gate_panel_new (AmtCase *amt_case, AmtGateKind kind);

G_END_DECLS
