/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords by Argon2id (RFC 9106), kept as PHC strings that name their cost. */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* (transfer full) (nullable): "$argon2id$v=19$m=65536,t=3,p=1$…$…". FAILED "argon2". */
char *amt_password_hash (const char *password, int memory_kib, int passes, GError **error);
/* Whether @password is the one of @phc, in time that does not depend on where they differ. */
bool amt_password_verify (const char *password, const char *phc);
/* Overwrites what it holds, then frees it. @password: (transfer full) (nullable) */
void amt_password_wipe (char *password);

G_END_DECLS
