/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One gate: icon, name, mark and word; pressing it opens its evidence in a popover. */

#pragma once

#include "amt-case-widget.h"

G_BEGIN_DECLS

typedef enum
{
  AMT_GATE_LOOK_FULL, /* icon and name, mark and word */
  AMT_GATE_LOOK_NAME, /* without the icon */
  AMT_GATE_LOOK_ICON, /* icon and mark only */
} AmtGateLook;

#define AMT_TYPE_GATE_BUTTON (amt_gate_button_get_type ())
G_DECLARE_FINAL_TYPE (AmtGateButton, amt_gate_button, AMT, GATE_BUTTON, GtkToggleButton)

GtkWidget *amt_gate_button_new (AmtGateKind kind);
/* @request: (nullable) */
void amt_gate_button_show (AmtGateButton *self, AmtCase *amt_case, const AmtRequest *request);
void amt_gate_button_set_look (AmtGateButton *self, AmtGateLook look);
AmtGateKind amt_gate_button_get_kind (AmtGateButton *self);

G_END_DECLS
