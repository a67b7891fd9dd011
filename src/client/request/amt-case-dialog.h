/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A decision on the request at hand: a body, one confirming button (Ctrl+Enter), what went wrong as a sentence above it.
 * It stays open and keeps what was typed until the server has accepted; when somebody was faster it closes, for then the
 * conflict is asked about. */

#pragma once

#include <adwaita.h>

#include "amt-case.h"

G_BEGIN_DECLS

#define AMT_TYPE_CASE_DIALOG (amt_case_dialog_get_type ())
G_DECLARE_DERIVABLE_TYPE (AmtCaseDialog, amt_case_dialog, AMT, CASE_DIALOG, AdwDialog)

/* Properties: "case" (construct-only AmtCase), "body" (GtkWidget), "confirm-label" (with mnemonic), "destructive". */
struct _AmtCaseDialogClass
{
  AdwDialogClass parent_class;

  /* The button was pressed. */
  void (*confirm) (AmtCaseDialog *self, AmtCase *amt_case);
  /* (nullable): the server has accepted: forgets what was typed on that request beyond @what. */
  void (*accepted) (AmtCaseDialog *self, AmtCase *amt_case, const char *request_id);
};

/* (transfer none) */
AmtCase *amt_case_dialog_get_case (AmtCaseDialog *self);
/* @why: (nullable): why it cannot be confirmed yet (tooltip and accessible description); NULL: it can. */
void amt_case_dialog_set_blocked (AmtCaseDialog *self, const char *why);
/* @sentence: (nullable): NULL hides it. Announced to screen readers. */
void amt_case_dialog_show_problem (AmtCaseDialog *self, const char *sentence);
/* Waits for @future (transfer full); then forgets what was typed for @what (nullable), toasts @done (nullable) and
 * closes; or says what went wrong: in the dialog, or by a toast if it was closed meanwhile. */
void amt_case_dialog_wait (AmtCaseDialog *self, DexFuture *future, const char *what, const char *done);
/* Likewise for @attempt, decided on the request as it was when the dialog opened (amt_case_send_seen ()). */
void amt_case_dialog_send (AmtCaseDialog *self, AmtAttempt *attempt, const char *what, const char *done);
/* adw_dialog_present () above @parent, which says by a toast what happens after the dialog has closed. */
void amt_case_dialog_present (AmtCaseDialog *self, GtkWidget *parent);
/* Opens a dialog of @type for @amt_case above @parent; it gives the focus back when it closes. (transfer none) */
AdwDialog *amt_case_dialog_open (GType type, AmtCase *amt_case, GtkWidget *parent);

G_END_DECLS
