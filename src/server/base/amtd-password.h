/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First passwords; tokens and their hashes. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): easy to type, 80 bits. */
char *amtd_password_generate (void);

/* (transfer full): 256 random bits, base64url. */
char *amtd_token_new (void);
/* (transfer full): SHA-256 of a token in hex: what is stored. */
char *amtd_token_hash (const char *token);

G_END_DECLS
