/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An internal note; open it with amt_case_dialog_open (). */

#pragma once

#include "amt-case-dialog.h"

G_BEGIN_DECLS

#define AMT_TYPE_NOTE_DIALOG (amt_note_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmtNoteDialog, amt_note_dialog, AMT, NOTE_DIALOG, AmtCaseDialog)

G_END_DECLS
