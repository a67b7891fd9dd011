/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To whom: hands the request over to a colleague or the team, or sends it to somebody who may sign it. */

#pragma once

#include "amt-case-dialog.h"

G_BEGIN_DECLS

#define AMT_TYPE_HAND_OVER_DIALOG (amt_hand_over_dialog_get_type ())
/* Property "to-sign" (construct-only): only those who may sign the service are shown. */
G_DECLARE_FINAL_TYPE (AmtHandOverDialog, amt_hand_over_dialog, AMT, HAND_OVER_DIALOG, AmtCaseDialog)

/* (transfer none) */
AdwDialog *amt_hand_over_dialog_open (AmtCase *amt_case, bool to_sign, GtkWidget *parent);
/* Shows @entries (element-type AmtColleagueEntry) to choose from. */
void amt_hand_over_dialog_show (AmtHandOverDialog *self, GPtrArray *entries);

G_END_DECLS
