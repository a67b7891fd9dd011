/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Knows, in memory alone, whether a password is the one the server took last, so that a lock opens without network.
 * What it keeps is an Argon2id hash with a salt of its own; nothing of it is ever written. */

#pragma once

#include <libdex.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* So many wrong ones in a row, and it forgets. */
#define AMT_VERIFIER_TRIES 10

#define AMT_TYPE_VERIFIER (amt_verifier_get_type ())
G_DECLARE_FINAL_TYPE (AmtVerifier, amt_verifier, AMT, VERIFIER, GObject)

/* One that knows nothing yet. */
AmtVerifier *amt_verifier_new (void);
/* Of the next password learnt and of every wait; for tests. */
void amt_verifier_set_cost (AmtVerifier *self, int memory_kib, int passes, unsigned first_wait_ms);

/* The server has just taken @password; computed on another thread. */
void amt_verifier_learn (AmtVerifier *self, const char *password);
/* Overwrites what it knows. */
void amt_verifier_forget (AmtVerifier *self);
/* Whether there is anything to compare with, or soon will be. */
bool amt_verifier_knows (AmtVerifier *self);
/* How many more wrong ones before it forgets. */
unsigned amt_verifier_get_tries_left (AmtVerifier *self);

/* (transfer full): TRUE (boolean) when @password is that one. After a wrong one the next is looked at after a second,
 * then two, four, … up to a minute. Rejects with UNAUTHENTICATED "wrong-password-offline", "locked-out" (it has just
 * forgotten), or UNAVAILABLE "unlock-needs-server" when it knows nothing. */
DexFuture *amt_verifier_check (AmtVerifier *self, const char *password);

G_END_DECLS
