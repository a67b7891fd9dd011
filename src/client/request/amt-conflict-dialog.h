/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody was faster: who, yours and theirs for each thing that differs, and what was typed, which is kept. */

#pragma once

#include <adwaita.h>

#include "amt-case.h"

G_BEGIN_DECLS

#define AMT_TYPE_CONFLICT_DIALOG (amt_conflict_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmtConflictDialog, amt_conflict_dialog, AMT, CONFLICT_DIALOG, AdwAlertDialog)

/* @before: what the user looked at; @amt_case already holds what the server has. (transfer none) */
AdwDialog *amt_conflict_dialog_open (AmtCase *amt_case, const AmtRequest *before, AmtAttempt *attempt,
                                     GtkWidget *parent);

G_END_DECLS
