/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values a template may name, as a tree of objects and strings. */

#pragma once

#include "amt-document-input.h"

G_BEGIN_DECLS

/* (transfer full) */
JsonObject *amt_document_data_new (const AmtDocumentInput *in);

/* (transfer full): "i. A. Annegret Thießen" */
char *amt_document_signer (const AmtDocumentInput *in);
/* (transfer full): the town of @authority without its postcode. */
char *amt_document_place (const AmtAuthority *authority);
/* (transfer full): @day as people write it, "17.11.2026". */
char *amt_document_day (const char *day);
bool amt_document_is_german (const AmtDocumentInput *in);

G_END_DECLS
