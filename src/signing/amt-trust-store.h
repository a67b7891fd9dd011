/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amt-trust.h"

#include <openssl/x509_vfy.h>

G_BEGIN_DECLS

/* (transfer full): the anchors as a store that judges at @now. */
X509_STORE *amt_trust_new_store (const AmtTrust *self, int64_t now);

G_END_DECLS
