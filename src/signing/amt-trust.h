/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trust anchors: the roots whose people may sign. From files only; nothing here opens a network connection. */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

/* Reference-counted; does not change once made and may be used by several threads at once. */
typedef struct _AmtTrust AmtTrust;

/* @paths: NULL-terminated list of PEM files, each with one or more certificates of roots.
 * (transfer full) (nullable): NULL with NOT_FOUND "no-such-file" or INVALID "not-a-certificate" naming the file. */
AmtTrust *amt_trust_new (const char *const *paths, GError **error);
AmtTrust *amt_trust_ref (AmtTrust *self);
void amt_trust_unref (AmtTrust *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtTrust, amt_trust_unref)

G_END_DECLS
