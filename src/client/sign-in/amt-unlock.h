/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amt-api.h"
#include "amt-verifier.h"

G_BEGIN_DECLS

/* Whether @password is that of @user at @api's server: TRUE (boolean), or the error of amt_api_sign_in(); @api is told
 * when the person is with the office no longer. When the session of @api has ended it gets the new one; otherwise it
 * keeps its own, and the new one is given back. @verifier learns a password the server took.
 * @offline: when the server cannot be reached, or is silent for some seconds, @verifier decides: also its errors then. */
DexFuture *amt_unlock (AmtApi *api, const char *user, const char *password, AmtVerifier *verifier, bool offline);

G_END_DECLS
