/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences for people: what happened, what is safe, what to do. */

#pragma once

#include "amt-error.h"
#include "amt-policy.h"

G_BEGIN_DECLS

/* (transfer full): for any error; one of AMT_ERROR by its slug, then by its code. Never empty. */
char *amt_sentence_for_error (const GError *error);
/* (nullable) (transfer full): why a copy could not be kept in a file; NULL when somebody changed their mind. */
char *amt_sentence_for_saving (const GError *error);
/* (nullable) (transfer full): why nothing came out of the printer; likewise. The library's words go nowhere, they may
 * name a file and so a person; what kind of error it was goes to the log. */
char *amt_sentence_for_printing (const GError *error);
/* (nullable): for a slug alone; NULL when there is no sentence of its own. */
const char *amt_sentence_for_slug (const char *slug);
/* Why an action is disabled, for its tooltip; "" for AMT_REFUSAL_NONE. */
const char *amt_sentence_for_refusal (AmtRefusal refusal);

G_END_DECLS
