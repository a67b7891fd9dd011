/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wordings of the server in a combo row: choosing one puts its text, with placeholders filled in, into a text buffer. */

#pragma once

#include <adwaita.h>

#include "amt-case.h"

G_BEGIN_DECLS

/* Fetches the wordings of @kind ("ask", "reject") and fills @row, which says so when there are none. */
void amt_wording_row_load (AdwComboRow *row, AmtCase *amt_case, const char *kind, GtkTextBuffer *buffer);
/* (transfer full): @text with {{applicant}}, {{file_number}}, {{service}}, {{fee}}, {{clerk}} and {{authority}} filled in
 * literally; others stay as they are, so that they are seen. */
char *amt_wording_fill (const char *text, AmtCase *amt_case);

G_END_DECLS
