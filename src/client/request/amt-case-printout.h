/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The case on paper: what the request page shows, painted by the client. */

#pragma once

#include <gtk/gtk.h>

#include "amt-case.h"

G_BEGIN_DECLS

/* Opens the print dialog above @page; what went wrong is toasted. */
void amt_case_printout_run (AmtCase *amt_case, GtkWidget *page);
/* The same without a dialog, into a PDF file. */
bool amt_case_printout_export (AmtCase *amt_case, const char *file_name, GError **error);
/* (transfer full): the text that is painted, as Pango markup. */
char *amt_case_printout_markup (AmtCase *amt_case);

G_END_DECLS
