/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords by Argon2id (RFC 9106), kept as PHC strings that name their cost; tokens and their hashes. */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): "$argon2id$v=19$m=65536,t=3,p=1$…$…" */
char *amtd_password_hash (const char *password, int memory_kib, int passes, GError **error);
/* Whether @password is the one of @phc, in time that does not depend on where they differ. */
bool amtd_password_verify (const char *password, const char *phc);
/* (transfer full): easy to type, 80 bits. */
char *amtd_password_generate (void);

/* (transfer full): 256 random bits, base64url. */
char *amtd_token_new (void);
/* (transfer full): SHA-256 of a token in hex: what is stored. */
char *amtd_token_hash (const char *token);

G_END_DECLS
