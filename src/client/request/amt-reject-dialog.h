/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reasons of a rejection, then win.issue shows and signs the notice; open it with amt_case_dialog_open (). */

#pragma once

#include "amt-case-dialog.h"

G_BEGIN_DECLS

#define AMT_TYPE_REJECT_DIALOG (amt_reject_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmtRejectDialog, amt_reject_dialog, AMT, REJECT_DIALOG, AmtCaseDialog)

G_END_DECLS
