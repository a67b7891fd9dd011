/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the issue dialog. */

#pragma once

#include "amt-request.h"

G_BEGIN_DECLS

/* (transfer full): what went wrong while issuing, what is safe, what to do. */
char *amt_issue_sentence (const GError *error);
/* Whether the passphrase is to blame, so that it is said below its field. */
bool amt_issue_blames_secret (const GError *error);
/* Whether a new draft may help. */
bool amt_issue_needs_new_draft (const GError *error);
/* (nullable) (transfer full): why it is not on paper, or in a file; NULL when somebody changed their mind. */
char *amt_issue_not_printed (const GError *error);
char *amt_issue_not_kept (const GError *error);
/* Of the suggested button, with mnemonic: "_Sign and Provide", "_Confirm Receipt", … */
const char *amt_issue_sign_label (const AmtService *service, AmtDocumentKind kind);
/* (transfer full): names of the gates that are met or overridden; @open: of those that are not, or no longer. */
char *amt_issue_gates (const AmtRequest *request, bool open);

/* Prescribed forms are numbered and accounted for; a letter has a number only where the office gives it one. */
bool amt_issue_needs_number (const AmtService *service, AmtDocumentKind kind);
const char *amt_issue_number_label (const AmtService *service, AmtDocumentKind kind);
const char *amt_issue_paper_hint (const AmtService *service, AmtDocumentKind kind);
/* What was done, once it is: signed by key, recorded as signed by hand. */
const char *amt_issue_signed (AmtDocumentKind kind);
const char *amt_issue_recorded (AmtDocumentKind kind);

/* (transfer full): whom it reaches, and for how much. */
char *amt_issue_delivery (const AmtRequest *request, AmtDocumentKind kind);
/* (transfer full): service and variant in the language of the window; the document's own title stands on its page. */
char *amt_issue_service (const AmtService *service, const AmtRequest *request);

G_END_DECLS
