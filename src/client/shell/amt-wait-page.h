/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands there until the desk is open. When the keyring is what is waited for, it says so and offers to go on
 * without. */

#pragma once

#include <adwaita.h>

#include "amt-secrets.h"

G_BEGIN_DECLS

#define AMT_TYPE_WAIT_PAGE (amt_wait_page_get_type ())
G_DECLARE_FINAL_TYPE (AmtWaitPage, amt_wait_page, AMT, WAIT_PAGE, AdwBin)

/* (transfer none): the keyring of @user at that server; one given up once is not asked again in this run. */
AmtSecrets *amt_wait_page_begin (AmtWaitPage *self, const char *server, const char *user);
/* Nothing is waited for any more. */
void amt_wait_page_end (AmtWaitPage *self);

G_END_DECLS
