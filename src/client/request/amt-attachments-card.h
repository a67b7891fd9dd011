/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The attachments; each opens inside, through the sandboxed viewer. */

#pragma once

#include "amt-case-widget.h"

G_BEGIN_DECLS

#define AMT_TYPE_ATTACHMENTS_CARD (amt_attachments_card_get_type ())
G_DECLARE_FINAL_TYPE (AmtAttachmentsCard, amt_attachments_card, AMT, ATTACHMENTS_CARD, AmtCaseWidget)

G_END_DECLS
