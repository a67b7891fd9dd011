/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Instructions on remedies (Rechtsbehelfsbelehrungen): data/templates/remedies.json, which an office corrects. */

#pragma once

#include "amt-person.h"

G_BEGIN_DECLS

/* Reference-counted and unchanging. */
typedef struct _AmtRemedies AmtRemedies;

/* Reads @data_dir/templates/remedies.json. (transfer full) (nullable): NOT_FOUND "no-such-file" or INVALID. */
AmtRemedies *amt_remedies_load (const char *data_dir, GError **error);
AmtRemedies *amt_remedies_ref (AmtRemedies *self);
void amt_remedies_unref (AmtRemedies *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtRemedies, amt_remedies_unref)

/* The text of @id (AmtService.remedy: "action", "district-court", "objection") for @authority, whose court or address it
 * names, in @language ("de", "en"; falls back to German).
 * (transfer full) (nullable): NULL with NOT_FOUND "no-such-remedy". */
char *amt_remedies_get (AmtRemedies *self, const char *id, const AmtAuthority *authority, const char *language,
                        GError **error);

G_END_DECLS
