/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Server, user, password. Each failure is a sentence under the fields; the password stays where it is. */

#pragma once

#include <adwaita.h>

#include "amt-api.h"
#include "amt-verifier.h"

G_BEGIN_DECLS

#define AMT_TYPE_SIGN_IN_PAGE (amt_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (AmtSignInPage, amt_sign_in_page, AMT, SIGN_IN_PAGE, AdwBin)

/* Signal "signed-in" (AmtApi *api, AmtSession *session (boxed), AmtVerifier *verifier, gboolean stay): the api holds the
 * token, the verifier knows the password, which is gone from the page.
 * Signal "removed" (const char *server, const char *user): the server says that this person is with the office no
 * longer; what the workstation keeps is to be deleted. */
GtkWidget *amt_sign_in_page_new (void);
/* What was used last; the focus goes to the first empty field. @server, @user: (nullable) */
void amt_sign_in_page_prefill (AmtSignInPage *self, const char *server, const char *user, bool stay);
/* Signs in by itself with what stands in the fields and @password. */
void amt_sign_in_page_begin (AmtSignInPage *self, const char *password);
/* Says why one is here again: "Your session has ended. …" */
void amt_sign_in_page_show_error (AmtSignInPage *self, const GError *error);

G_END_DECLS
