/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of an X.509 certificate. */

#pragma once

#include <glib.h>
#include <openssl/x509.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509, X509_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EVP_PKEY, EVP_PKEY_free)

/* Issuers of a demo PKI have this as their organisation. */
#define AMT_DEMO_ORGANISATION "Amtsstube Demo"

/* (transfer full) (nullable) */
X509 *amt_certificate_from_der (GBytes *der);
/* (transfer full) */
GBytes *amt_certificate_to_der (X509 *certificate);
/* (transfer full): lower-case hex */
char *amt_certificate_sha256 (X509 *certificate);
/* (transfer full): the common name, "" when there is none. */
char *amt_certificate_common_name (const X509_NAME *name);
bool amt_certificate_is_demo (X509 *certificate);
/* Microseconds since 1970. */
int64_t amt_certificate_not_before (X509 *certificate);
int64_t amt_certificate_not_after (X509 *certificate);
/* Whether it is one to sign documents with: key usage nonRepudiation, no certificate authority. */
bool amt_certificate_may_sign (X509 *certificate);

G_END_DECLS
