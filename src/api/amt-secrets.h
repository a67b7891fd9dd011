/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens and keys of replicas in the user's keyring (libsecret, schema org.amtsstube.Amtsstube). In a Flatpak libsecret
 * keeps them in a file encrypted with the portal's secret; SECRET_BACKEND=file does the same anywhere.
 *
 * Every call answers with a (transfer full) DexFuture for a fiber of the main thread. Errors: UNAVAILABLE "no-keyring"
 * when no keyring answers, UNAVAILABLE "keyring-locked" when it stays locked, NOT_FOUND "no-secret". */

#pragma once

#include <libdex.h>
#include <stdbool.h>

G_BEGIN_DECLS

#define AMT_TYPE_SECRETS (amt_secrets_get_type ())
G_DECLARE_FINAL_TYPE (AmtSecrets, amt_secrets, AMT, SECRETS, GObject)

/* @server: its address as amt_api_clean_address() gives it. */
AmtSecrets *amt_secrets_new (const char *server, const char *user);

/* Whether the keyring was asked and has not answered: it may be asking the person to unlock it. */
bool amt_secrets_is_waiting (AmtSecrets *self);
/* Asks it no more: what is waited for, and everything after, ends with "keyring-locked". */
void amt_secrets_give_up (AmtSecrets *self);
/* string */
DexFuture *amt_secrets_load_token (AmtSecrets *self);
/* TRUE. @token (nullable): NULL removes it. */
DexFuture *amt_secrets_store_token (AmtSecrets *self, const char *token);
/* GBytes (boxed), 32 random bytes, made and stored when there are none yet. */
DexFuture *amt_secrets_ensure_key (AmtSecrets *self);
/* TRUE. The token and the key are gone; without the key the replica's files are noise. */
DexFuture *amt_secrets_forget (AmtSecrets *self);

G_END_DECLS
