/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Official notices: questions to the applicant, answers, rejections. Part of the file. Hidden while there are none. */

#pragma once

#include "amt-case-widget.h"

G_BEGIN_DECLS

#define AMT_TYPE_NOTICES_CARD (amt_notices_card_get_type ())
G_DECLARE_FINAL_TYPE (AmtNoticesCard, amt_notices_card, AMT, NOTICES_CARD, AmtCaseWidget)

G_END_DECLS
