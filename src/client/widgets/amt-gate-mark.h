/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a gate stands, as a mark: check, ring, dash, triangle. Its name is the status in words. */

#pragma once

#include <adwaita.h>

#include "amt-gate.h"

G_BEGIN_DECLS

#define AMT_TYPE_GATE_MARK (amt_gate_mark_get_type ())
G_DECLARE_FINAL_TYPE (AmtGateMark, amt_gate_mark, AMT, GATE_MARK, AdwBin)

GtkWidget *amt_gate_mark_new (void);
void amt_gate_mark_set_status (AmtGateMark *self, AmtGateStatus status);
AmtGateStatus amt_gate_mark_get_status (AmtGateMark *self);

G_END_DECLS
