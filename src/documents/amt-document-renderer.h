/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request becomes exact bytes: PDF/A-2a and PDF/UA-1 with one unsigned signature field (electronic carrier). */

#pragma once

#include "amt-document-input.h"

G_BEGIN_DECLS

/* Has a font map of its own: one for each worker thread, and never used by two at once. */
typedef struct _AmtDocumentRenderer AmtDocumentRenderer;

/* Fonts are named and required, never substituted: looked for in @font_dirs (NULL-terminated) or, when NULL, where
 * distributions put them. Settings of fontconfig, locale and time zone have no say.
 * (transfer full) (nullable): NULL with UNAVAILABLE "font-missing" naming file and places. */
AmtDocumentRenderer *amt_document_renderer_new (const char *const *font_dirs, GError **error);
void amt_document_renderer_free (AmtDocumentRenderer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtDocumentRenderer, amt_document_renderer_free)

/* (transfer full) (nullable): the PDF; NULL with INVALID "unknown-placeholder" (field = its name), "bad-template" or
 * "no-glyph" (field = the letter that no font has), or FAILED. */
GBytes *amt_document_renderer_render (AmtDocumentRenderer *self, const AmtDocumentInput *in, GError **error);

G_END_DECLS
