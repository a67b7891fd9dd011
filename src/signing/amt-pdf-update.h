/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one incremental update that a signature is (ISO 32000-1, 7.5.6 and 12.8): a signature dictionary, the draft's
 * field once more with its value, a cross-reference section.
 *
 * Its bytes follow from the draft and the moment alone, but for the hole. That is what makes the server's rule simple
 * and hard to fool: it writes the update itself and compares. So the form below is part of the interface between
 * window and server; whoever changes it teaches the server both. */

#pragma once

#include <glib.h>
#include <stdbool.h>

G_BEGIN_DECLS

/* Bytes of CMS that fit; a timestamp added later needs its place too. */
#define AMT_PDF_HOLE_BYTES 16384

typedef struct
{
  GByteArray *bytes; /* (owned) the draft and the update, the hole full of zeros */
  size_t start;      /* where the update begins: the draft's size */
  size_t moment;     /* where the 14 digits of /M stand */
  size_t hole;       /* of the "<" */
  size_t hole_end;   /* behind the ">" */
} AmtPdfUpdate;

void amt_pdf_update_clear (AmtPdfUpdate *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmtPdfUpdate, amt_pdf_update_clear)

/* @draft: one of ours: one revision, a cross-reference table, exactly one signature field, which has no value.
 * @moment: 14 digits, UTC. FALSE with INVALID "not-a-draft". */
bool amt_pdf_update_make (AmtPdfUpdate *self, GBytes *draft, const char *moment, GError **error);

G_END_DECLS
