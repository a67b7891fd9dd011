/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who signs, at which level, with which key, and its passphrase, which is kept nowhere. As soon as the passphrase is
 * right the panel says until when the certificate holds.
 * Signals: "changed": another key or passphrase; "activated": Enter in the passphrase. */

#pragma once

#include <adwaita.h>

#include "amt-file-signer.h"
#include "amt-person.h"

G_BEGIN_DECLS

#define AMT_TYPE_SIGNATURE_PANEL (amt_signature_panel_get_type ())
G_DECLARE_FINAL_TYPE (AmtSignaturePanel, amt_signature_panel, AMT, SIGNATURE_PANEL, AdwBin)

/* @key_path: (nullable): PKCS #12 file. */
void amt_signature_panel_set_signer (AmtSignaturePanel *self, const AmtSession *session, const char *key_path);
/* (nullable) */
const char *amt_signature_panel_get_key (AmtSignaturePanel *self);
/* (nullable): why one cannot sign yet, as a sentence. */
const char *amt_signature_panel_why_not (AmtSignaturePanel *self);
/* (transfer full) (nullable): NULL when nothing was typed. The entry is empty afterwards. */
AmtSecret *amt_signature_panel_take_secret (AmtSignaturePanel *self);
/* Empties the entry. */
void amt_signature_panel_clear (AmtSignaturePanel *self);
/* Below the passphrase, with the focus there; NULL hides it. */
void amt_signature_panel_show_problem (AmtSignaturePanel *self, const char *sentence);
/* Where somebody begins: at the passphrase, or at the choice of a key when there is none yet. */
GtkWidget *amt_signature_panel_get_first (AmtSignaturePanel *self);

G_END_DECLS
