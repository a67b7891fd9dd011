/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The signature itself: CMS SignedData (RFC 5652) as CAdES baseline asks within PAdES (EN 319 142-1, 6.3), in DER. */

#pragma once

#include "amt-signer.h"
#include "amt-trust.h"

#include <openssl/x509.h>

G_BEGIN_DECLS

/* A detached signature over two spans of bytes (before and after the hole).
 * (transfer full) (nullable): DER. */
GBytes *amt_cms_sign (const uint8_t *first, size_t first_size, const uint8_t *second, size_t second_size,
                      AmtSigner *signer, GCancellable *cancellable, GError **error);

/* Checks @der over the two spans. (transfer full) (nullable): the signer's certificate; NULL with CONFLICT
 * "signature-invalid" or "certificate-untrusted". */
X509 *amt_cms_verify (const uint8_t *der, size_t der_size, const uint8_t *first, size_t first_size,
                      const uint8_t *second, size_t second_size, AmtTrust *trust, int64_t now, GError **error);

G_END_DECLS
