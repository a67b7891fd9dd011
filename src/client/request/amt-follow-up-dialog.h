/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day on which the request comes back; open it with amt_case_dialog_open (). */

#pragma once

#include "amt-case-dialog.h"

G_BEGIN_DECLS

#define AMT_TYPE_FOLLOW_UP_DIALOG (amt_follow_up_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmtFollowUpDialog, amt_follow_up_dialog, AMT, FOLLOW_UP_DIALOG, AmtCaseDialog)

G_END_DECLS
