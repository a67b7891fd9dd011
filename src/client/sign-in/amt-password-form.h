/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A password for a session that is known: for the lock and for signing in again. */

#pragma once

#include <adwaita.h>

#include "amt-verifier.h"
#include "amt-api.h"

G_BEGIN_DECLS

#define AMT_TYPE_PASSWORD_FORM (amt_password_form_get_type ())
G_DECLARE_FINAL_TYPE (AmtPasswordForm, amt_password_form, AMT, PASSWORD_FORM, AdwBin)

/* Signal "accepted": the password was right; see amt_unlock() for the token, @verifier and @offline.
 * Signal "locked-out" (const GError *error): it was wrong too often without the server. */
void amt_password_form_set_session (AmtPasswordForm *self, AmtApi *api, const char *user, AmtVerifier *verifier,
                                    bool offline);
/* @label: with a mnemonic, "_Unlock" */
void amt_password_form_set_label (AmtPasswordForm *self, const char *label);

G_END_DECLS
