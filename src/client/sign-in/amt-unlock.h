/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amt-api.h"

G_BEGIN_DECLS

/* Whether @password is that of @user at @api's server: TRUE (boolean), or the error of amt_api_sign_in(). When the
 * session of @api has ended it gets the new one; otherwise it keeps its own, and the new one is given back. */
DexFuture *amt_unlock (AmtApi *api, const char *user, const char *password);

G_END_DECLS
