/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exact bytes of a draft to a printer or into a file. */

#pragma once

#include <gtk/gtk.h>
#include <libdex.h>

G_BEGIN_DECLS

/* Asks for a printer and prints @pdf as it is. (transfer full): resolves to TRUE; G_IO_ERROR_CANCELLED or
 * GTK_DIALOG_ERROR when it was dismissed. */
DexFuture *amt_paper_print (GBytes *pdf, const char *title, GtkWidget *parent);
/* Asks where and keeps @pdf there, readable by its owner only. (transfer full): likewise. */
DexFuture *amt_paper_keep (GBytes *pdf, const char *name, GtkWidget *parent);

G_END_DECLS
