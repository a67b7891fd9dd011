/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From cairo's tagged PDF to one for the archive: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1). */

#pragma once

#include <cairo.h>
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

G_BEGIN_DECLS

typedef struct
{
  const char *title;
  const char *author;      /* the authority */
  const char *language;    /* "de-DE" */
  const char *field_title; /* what a screen reader says of the signature field */
  int64_t at;              /* microseconds since 1970 */
  cairo_rectangle_t field; /* on the last page, from its top; width 0: no field */
  const GByteArray *lists; /* of bool: whether each list is a numbered one */
} AmtArchiveInput;

/* (transfer full) (nullable): NULL with FAILED. The same input gives the same bytes. */
GBytes *amt_archive_finish (GByteArray *pdf, const AmtArchiveInput *in, GError **error);

/* (transfer full): an ICC profile (version 2.1) of sRGB, IEC 61966-2-1. */
GByteArray *amt_archive_srgb_profile (void);
/* (transfer full): the XMP packet. @date: "2026-11-22T10:00:00Z" */
char *amt_archive_xmp (const AmtArchiveInput *in, const char *producer, const char *date);
/* (transfer full) (nullable): @content with every line, area and text outside of the structure marked as artifact;
 * NULL when it is not understood. */
GString *amt_archive_mark_artifacts (const char *content, size_t length);

G_END_DECLS
