/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What blocks, on worker threads: opening a key and signing with it. */

#pragma once

#include <libdex.h>

#include "amt-file-signer.h"

G_BEGIN_DECLS

/* @secret: (transfer full): wiped when the key has been tried. (transfer full): resolves to AmtSigner (object). */
DexFuture *amt_signing_open_key (const char *path, AmtSecret *secret);
/* (transfer full): resolves to the signed bytes (G_TYPE_BYTES). */
DexFuture *amt_signing_sign (GBytes *draft, AmtSigner *signer);

G_END_DECLS
