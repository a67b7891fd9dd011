/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Issued documents with their delivery; open, handed over, posted. Hidden while there are none. */

#pragma once

#include "amt-case-widget.h"

G_BEGIN_DECLS

#define AMT_TYPE_DOCUMENTS_CARD (amt_documents_card_get_type ())
G_DECLARE_FINAL_TYPE (AmtDocumentsCard, amt_documents_card, AMT, DOCUMENTS_CARD, AmtCaseWidget)

G_END_DECLS
