/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock: everything is hidden until the password of the one signed in is typed. */

#pragma once

#include <adwaita.h>

#include "amt-api.h"
#include "amt-verifier.h"

G_BEGIN_DECLS

#define AMT_TYPE_LOCK_PAGE (amt_lock_page_get_type ())
G_DECLARE_FINAL_TYPE (AmtLockPage, amt_lock_page, AMT, LOCK_PAGE, AdwBin)

/* Opens without the server too, as far as @verifier knows the password.
 * Signals "unlocked", "sign-out" and "locked-out" (const GError *error): too many wrong ones without the server. */
GtkWidget *amt_lock_page_new (AmtApi *api, const AmtSession *session, AmtVerifier *verifier);

G_END_DECLS
