/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-focus.h"

void
amt_focus (AdwDialog *dialog, GtkWidget *widget)
{
  g_return_if_fail (ADW_IS_DIALOG (dialog) && GTK_IS_WIDGET (widget));

  if (gtk_widget_get_realized (widget))
    gtk_widget_grab_focus (widget);
  else
    adw_dialog_set_focus (dialog, widget);
}
