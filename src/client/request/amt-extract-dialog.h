/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enters the register extract by the fields of its service; open it with amt_case_dialog_open (). */

#pragma once

#include "amt-case-dialog.h"

G_BEGIN_DECLS

#define AMT_TYPE_EXTRACT_DIALOG (amt_extract_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmtExtractDialog, amt_extract_dialog, AMT, EXTRACT_DIALOG, AmtCaseDialog)

G_END_DECLS
