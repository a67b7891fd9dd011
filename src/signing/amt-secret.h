/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A passphrase or PIN in memory that is kept out of swap and core dumps, and wiped when freed. */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef struct _AmtSecret AmtSecret;

#define AMT_SECRET_MAX 256 /* bytes */

/* Copies @text; the caller wipes its own copy. (nullable): NULL when it is longer than AMT_SECRET_MAX or no memory that
 * may hold it can be had. */
AmtSecret *amt_secret_new (const char *text);
/* NUL-terminated, as long as @self lives. */
const char *amt_secret_peek (AmtSecret *self);
void amt_secret_free (AmtSecret *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtSecret, amt_secret_free)

G_END_DECLS
