/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions by their names: type, Enter. What may not be done now stays in the list and says why. */

#pragma once

#include "amt-action-table.h"

G_BEGIN_DECLS

typedef struct
{
  const AmtActionRow *row; /* static */
  char *label;             /* in the user's language */
  char *reason;            /* (nullable): why it may not be done now */
} AmtCommand;

/* @label, @reason: (transfer full); @reason: (nullable) */
AmtCommand *amt_command_new (const AmtActionRow *row, char *label, char *reason);
void amt_command_free (AmtCommand *command);

#define AMT_TYPE_COMMAND_DIALOG (amt_command_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmtCommandDialog, amt_command_dialog, AMT, COMMAND_DIALOG, AdwDialog)

/* @commands: of AmtCommand; what may be done comes first, else in this order.
 * Signal "run" (const char *detailed_name): chosen; the dialog has closed by then and given the focus back. */
AdwDialog *amt_command_dialog_new (GPtrArray *commands);

G_END_DECLS
