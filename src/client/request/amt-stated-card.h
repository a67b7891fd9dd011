/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card "Details": what was stated. Property "columns" (uint): fields a line. */

#pragma once

#include "amt-case-widget.h"

G_BEGIN_DECLS

#define AMT_TYPE_STATED_CARD (amt_stated_card_get_type ())
G_DECLARE_FINAL_TYPE (AmtStatedCard, amt_stated_card, AMT, STATED_CARD, AmtCaseWidget)

/* All fields to the clipboard. */
void amt_stated_card_copy_all (AmtStatedCard *self);

G_END_DECLS
