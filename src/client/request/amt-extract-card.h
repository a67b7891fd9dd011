/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The card "Register Extract": empty state, or stated and register side by side. Property "narrow". */

#pragma once

#include "amt-case-widget.h"

G_BEGIN_DECLS

#define AMT_TYPE_EXTRACT_CARD (amt_extract_card_get_type ())
G_DECLARE_FINAL_TYPE (AmtExtractCard, amt_extract_card, AMT, EXTRACT_CARD, AmtCaseWidget)

G_END_DECLS
