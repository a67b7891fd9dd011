/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PAdES baseline signatures (ETSI EN 319 142-1), level B-B: writing one, and the server's rule for accepting one. */

#pragma once

#include "amt-signer.h"
#include "amt-trust.h"

G_BEGIN_DECLS

#define AMT_PADES_MAX_BYTES (32 * 1024 * 1024)

/* Appends a signature to @draft, whose bytes stay what they are, by an incremental update that fills its one unsigned
 * signature field. @now: microseconds since 1970, the claimed signing time (/M). Blocks as long as the signer does.
 * (transfer full) (nullable): NULL with INVALID "not-a-draft" (no PDF, or not exactly one unsigned signature field),
 * CONFLICT "certificate-expired" (not valid at @now), or the signer's error. */
GBytes *amt_pades_sign (GBytes *draft, AmtSigner *signer, int64_t now, GCancellable *cancellable, GError **error);
/* The same on a worker thread; @callback runs on the caller's main context. */
void amt_pades_sign_async (GBytes *draft, AmtSigner *signer, int64_t now, GCancellable *cancellable,
                           GAsyncReadyCallback callback, void *user_data);
GBytes *amt_pades_sign_finish (GAsyncResult *result, GError **error);

typedef struct
{
  char *certificate_sha256; /* lower-case hex of the signer's certificate */
  char *subject;            /* common name */
  char *issuer;             /* common name */
  const char *level;        /* "B-B" (static) */
  bool demo;                /* issued by a demo PKI */
  int64_t expires_at;       /* end of the certificate */
  int64_t signed_at;        /* the moment in /M, as the signer claims it */
} AmtPadesReport;

void amt_pades_report_clear (AmtPadesReport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmtPadesReport, amt_pades_report_clear)

/* Whether @signed_pdf is @draft, byte for byte, followed by exactly one signature revision that changes nothing but the
 * value of the draft's signature field, and that signature holds: the digest, the CMS, signing-certificate-v2, a chain
 * to @trust, validity at @now, key usage nonRepudiation. Opens no connection. @report (out) (optional): clear it.
 * FALSE with CONFLICT and one of the slugs
 *   "not-this-draft": other bytes, or more changed than the signature field;
 *   "signature-invalid": the signature does not hold;
 *   "certificate-untrusted": it holds, but the certificate does not (chain, validity, usage).
 * The revision must have the very form that amt_pades_sign() gives it (amt-pdf-update.h): the rule is to write it anew
 * and compare, so there is no foreign PDF to be understood. The moment in /M is claimed by the signer: it has to be
 * one, and is left to the caller to judge.
 * Any bytes are safe to hand in; more than AMT_PADES_MAX_BYTES are refused unread. */
bool amt_pades_verify_against_draft (GBytes *draft, GBytes *signed_pdf, AmtTrust *trust, int64_t now,
                                     AmtPadesReport *report, GError **error);

G_END_DECLS
