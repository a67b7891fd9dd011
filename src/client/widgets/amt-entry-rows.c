/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of libadwaita (1.7) with an entry moves its title for 150 ms whenever what is typed or the state of its text
 * changes. When it leaves the screen within that time and the pointer is over its text, the text is told that the pointer
 * is no longer there, and the row begins to move anew while it counts as gone already. An animation that is begun again
 * there takes a second reference to itself and only ever drops one, so it is lost. Typing a password, Return, the lock
 * going: that is within 150 ms.
 *
 * So the text is told while the row is still there, where beginning again takes no reference. Not so when nothing moves:
 * what begins here would not hear of the row's going. */
#include "amt-entry-rows.h"

#include <adwaita.h>
#include <stdbool.h>

static void (*parent_unmap) (GtkWidget *row);

/* As long as it moves, it waits for the row to go. */
static bool
is_moving (GtkWidget *row)
{
  return g_signal_handler_find (row, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_FUNC,
                                g_signal_lookup ("unmap", GTK_TYPE_WIDGET), 0, NULL, adw_animation_skip, NULL) != 0;
}

static void
unmap (GtkWidget *row)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (row));

  if (text && is_moving (row))
    gtk_widget_unset_state_flags (GTK_WIDGET (text), GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_ACTIVE);
  parent_unmap (row);
}

void
amt_entry_rows_mend (void)
{
  GtkWidgetClass *widget_class = g_type_class_ref (
      ADW_TYPE_ENTRY_ROW); /* for good; rows for passwords are made of it */

  g_return_if_fail (widget_class->unmap != unmap);

  parent_unmap = widget_class->unmap;
  widget_class->unmap = unmap;
}
