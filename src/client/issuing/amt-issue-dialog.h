/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exactly what will be signed, by whom, and where it goes: asks the server for the draft, shows those bytes, signs them
 * here and hands them in; civil status is printed for signature by hand instead. */

#pragma once

#include <adwaita.h>

#include "amt-request.h"

G_BEGIN_DECLS

typedef struct _AmtApi AmtApi;

#define AMT_TYPE_ISSUE_DIALOG (amt_issue_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmtIssueDialog, amt_issue_dialog, AMT, ISSUE_DIALOG, AdwDialog)

/* @signing_key: (nullable): file name of the signer's PKCS #12 file; without one the dialog lets choose it.
 * @kind: AmtDocumentKind. @reason: (nullable) what stands in a rejection.
 * Present it with adw_dialog_present (). It emits "issued" (AmtRequest as pointer) after the server has accepted, and
 * then, when it closes, activates win.next-after-issue. */
AdwDialog *amt_issue_dialog_new (AmtApi *api, const AmtSession *session, const AmtService *service,
                                 const AmtRequest *request, int kind, const char *reason, const char *signing_key);

G_END_DECLS
