/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A certificate authority for demonstrations and tests: root.pem, root.key and one USER.p12 (passphrase "demo") a
 * signer in one folder. What it issues says "Demo" in the issuer's name, and amt_signer_is_demo() knows it by that. */

#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

#define AMT_DEMO_PKI_PASSPHRASE "demo"

typedef enum
{
  AMT_DEMO_KEY_P256,
  AMT_DEMO_KEY_P384,
  AMT_DEMO_KEY_RSA3072,
} AmtDemoKey;

/* Makes DIR/root.pem and DIR/root.key (0600) unless they are there; valid ten years from @now. */
bool amt_demo_pki_init (const char *dir, int64_t now, GError **error);
/* Makes DIR/@user.p12 (0600), valid three years from @now, with key usage nonRepudiation.
 * @name: "Annegret Thießen"; @organisation: "Stadt Leinhagen".
 * (transfer full) (nullable): SHA-256 of the certificate, lower-case hex. */
char *amt_demo_pki_issue (const char *dir, const char *user, const char *name, const char *organisation, AmtDemoKey key,
                          int64_t now, GError **error);

G_END_DECLS
