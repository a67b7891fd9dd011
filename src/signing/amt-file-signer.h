/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A signer whose key lies in a PKCS#12 file (.p12). */

#pragma once

#include "amt-secret.h"
#include "amt-signer.h"

G_BEGIN_DECLS

#define AMT_TYPE_FILE_SIGNER (amt_file_signer_get_type ())
G_DECLARE_FINAL_TYPE (AmtFileSigner, amt_file_signer, AMT, FILE_SIGNER, GObject)

/* Opens @path with @passphrase (its text is read here and not kept).
 * (transfer full) (nullable): NULL with
 *   NOT_FOUND "no-such-file"; INVALID "wrong-passphrase", "not-a-key-file" (also: too large, no key, no certificate, key
 *   and certificate do not match), "unsupported-key" (neither RSA of at least 3072 bits nor P-256 nor P-384);
 *   UNTRUSTED "not-for-signing" (key usage lacks nonRepudiation). An expired certificate opens: ask get_expiry(). */
AmtSigner *amt_file_signer_new (const char *path, AmtSecret *passphrase, GError **error);

G_END_DECLS
