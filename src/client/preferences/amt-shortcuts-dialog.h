/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every action with its keys, from amt_action_table. */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define AMT_TYPE_SHORTCUTS_DIALOG (amt_shortcuts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmtShortcutsDialog, amt_shortcuts_dialog, AMT, SHORTCUTS_DIALOG, AdwDialog)

AdwDialog *amt_shortcuts_dialog_new (void);

G_END_DECLS
