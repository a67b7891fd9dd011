/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The session has ended: asks for the password over the window, which keeps everything. */

#pragma once

#include <adwaita.h>

#include "amt-api.h"
#include "amt-verifier.h"

G_BEGIN_DECLS

#define AMT_TYPE_SIGN_IN_AGAIN_DIALOG (amt_sign_in_again_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AmtSignInAgainDialog, amt_sign_in_again_dialog, AMT, SIGN_IN_AGAIN_DIALOG, AdwDialog)

/* @verifier learns the password. Signal "signed-in": @api has a new token; the dialog closes by itself. */
AdwDialog *amt_sign_in_again_dialog_new (AmtApi *api, const AmtSession *session, AmtVerifier *verifier);

G_END_DECLS
