/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around the draft: which document, where it goes, and whether the gates are met. */
#pragma once

#include <adwaita.h>
#include <stdbool.h>

#include "amt-request.h"
#include "amt-service.h"

/* @service: (nullable) */
void amt_issue_fill_heading (AdwDialog *dialog, AdwWindowTitle *heading, const AmtService *service,
                             const AmtRequest *request, AmtDocumentKind kind);
void amt_issue_fill_delivery (AdwActionRow *row, const AmtRequest *request, AmtDocumentKind kind, bool paper);
/* Of a certificate only: @row is hidden otherwise. */
void amt_issue_fill_gates (AdwActionRow *row, GtkImage *icon, const AmtRequest *request, AmtDocumentKind kind);
