/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An attachment or an issued document, shown inside through the sandboxed viewer. */

#pragma once

#include <adwaita.h>

#include "amt-case.h"

G_BEGIN_DECLS

#define AMT_TYPE_ATTACHMENT_DIALOG (amt_attachment_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmtAttachmentDialog, amt_attachment_dialog, AMT, ATTACHMENT_DIALOG, AdwDialog)

/* (transfer none) */
AdwDialog *amt_attachment_dialog_open (AmtCase *amt_case, const AmtAttachment *attachment, GtkWidget *parent);
AdwDialog *amt_attachment_dialog_open_document (AmtCase *amt_case, const AmtDocument *document, GtkWidget *parent);

G_END_DECLS
