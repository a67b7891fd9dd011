/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks the applicant back: wording, text, fields concerned; open it with amt_case_dialog_open (). */

#pragma once

#include "amt-case-dialog.h"

G_BEGIN_DECLS

#define AMT_TYPE_ASK_DIALOG (amt_ask_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmtAskDialog, amt_ask_dialog, AMT, ASK_DIALOG, AmtCaseDialog)

G_END_DECLS
