/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever holds a private key: a key file now, a card (PKCS#11) or a remote service later. All any of them is asked is
 * to sign the bytes of the signed attributes; what stands in them and around them is amt-pades.c. */

#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef enum
{
  AMT_SIGNER_FILE,
  AMT_SIGNER_CARD,
  AMT_SIGNER_REMOTE,
} AmtSignerKind;

typedef enum
{
  AMT_SIGNATURE_RSA_PKCS1_SHA256,
  AMT_SIGNATURE_RSA_PSS_SHA256, /* MGF1 with SHA-256, salt of 32 bytes */
  AMT_SIGNATURE_ECDSA_SHA256,   /* P-256; r and s as DER */
  AMT_SIGNATURE_ECDSA_SHA384,   /* P-384 */
} AmtSignatureAlgorithm;

#define AMT_TYPE_SIGNER (amt_signer_get_type ())
G_DECLARE_INTERFACE (AmtSigner, amt_signer, AMT, SIGNER, GObject)

struct _AmtSignerInterface
{
  GTypeInterface parent;

  AmtSignerKind (*get_kind) (AmtSigner *self);
  const char *(*get_label) (AmtSigner *self);
  AmtSignatureAlgorithm (*get_algorithm) (AmtSigner *self);
  GPtrArray *(*get_chain) (AmtSigner *self);
  /* Blocks; called on any thread, but never on two at once. */
  GBytes *(*sign) (AmtSigner *self, GBytes *attributes, GCancellable *cancellable, GError **error);
};

AmtSignerKind amt_signer_get_kind (AmtSigner *self);
/* Words to choose it by: the name in the certificate. */
const char *amt_signer_get_label (AmtSigner *self);
AmtSignatureAlgorithm amt_signer_get_algorithm (AmtSigner *self);
/* (transfer none) (element-type GBytes): certificates in DER, the signer's first, then its issuers; at least one. */
GPtrArray *amt_signer_get_chain (AmtSigner *self);

/* SHA-256 of the signer's certificate, lower-case hex: by this the server knows the person. (transfer full) */
char *amt_signer_get_certificate_sha256 (AmtSigner *self);
/* Microseconds since 1970, the moment the certificate ends. */
int64_t amt_signer_get_expiry (AmtSigner *self);
/* Whether the certificate comes from a demo PKI (amt-demo-pki.h) and proves nothing. */
bool amt_signer_is_demo (AmtSigner *self);

/* Signs the DER of the signed attributes by get_algorithm(). Blocks: a card takes up to a second.
 * (transfer full) (nullable): NULL with UNAVAILABLE "signer-failed" (the key is away), FAILED, or GIO's cancelled. */
GBytes *amt_signer_sign (AmtSigner *self, GBytes *attributes, GCancellable *cancellable, GError **error);

G_END_DECLS
