/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and texts: the Latin letters of DIN 91379, Unicode NFC. */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* (transfer full): NFC, outer white space gone, inner runs of it one space. */
char *amt_text_clean_name (const char *text);
/* Whether @text is valid UTF-8 in NFC without control characters other than \n and \t, bidi overrides and the like. */
bool amt_text_is_plain (const char *text, size_t max_chars);
/* (transfer full): folded for search: lower case, marks dropped (Łukaszewicz → lukaszewicz, ß → ss, Đ → d, ø → o). */
char *amt_text_fold (const char *text);
/* Whether both are the same to a reader: NFC, white space, case. */
bool amt_text_same (const char *a, const char *b);

G_END_DECLS
