/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An action and its keys as keycaps. */

#pragma once

#include "amt-action-table.h"

G_BEGIN_DECLS

#define AMT_TYPE_SHORTCUT_ROW (amt_shortcut_row_get_type ())
G_DECLARE_FINAL_TYPE (AmtShortcutRow, amt_shortcut_row, AMT, SHORTCUT_ROW, AdwActionRow)

/* @last: (nullable): the last row that continues @row: "Ctrl 4 … 9". Without a key of its own it is reached by Ctrl+K. */
GtkWidget *amt_shortcut_row_new (const AmtActionRow *row, const AmtActionRow *last);
/* For a list of commands. @label: in the user's language. @reason: (nullable): why it may not be done now. */
GtkWidget *amt_shortcut_row_new_command (const AmtActionRow *row, const char *label, const char *reason);
const AmtActionRow *amt_shortcut_row_get_action (AmtShortcutRow *self);
/* (nullable) (transfer none) */
const char *amt_shortcut_row_get_reason (AmtShortcutRow *self);
/* Whether label or keys hold @folded (lower case). */
bool amt_shortcut_row_matches (AmtShortcutRow *self, const char *folded);

G_END_DECLS
