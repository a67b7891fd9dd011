/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An act that takes a reason or at least a second thought: release, resume, submit, return, recall, withdraw, override. */

#pragma once

#include "amt-case-dialog.h"

G_BEGIN_DECLS

#define AMT_TYPE_REASON_DIALOG (amt_reason_dialog_get_type ())
/* Properties "action" (int, AmtAction) and "gate" (int, AmtGateKind; for AMT_ACTION_OVERRIDE), construct-only. */
G_DECLARE_FINAL_TYPE (AmtReasonDialog, amt_reason_dialog, AMT, REASON_DIALOG, AmtCaseDialog)

/* (transfer none) */
AdwDialog *amt_reason_dialog_open (AmtCase *amt_case, AmtAction action, GtkWidget *parent);
AdwDialog *amt_reason_dialog_open_override (AmtCase *amt_case, AmtGateKind gate, GtkWidget *parent);

G_END_DECLS
