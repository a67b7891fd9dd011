/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the targets around signed documents share: a root whose people may sign, and what one of them signed. */

#pragma once

#include "amt-pades.h"

/* The kept draft, to which the kept signatures belong. */
GBytes *fuzz_signing_draft (void);
/* (transfer none): the kept files "good-…" of the corpus's folder @folder, a set of GBytes: they are to be accepted. */
GHashTable *fuzz_signing_good (const char *folder);
/* Hands @pdf in for @draft, as a stranger does. Returns: whether it is accepted; else it was refused for a reason that is
 * promised. */
bool fuzz_signing_try (GBytes *draft, GBytes *pdf);
