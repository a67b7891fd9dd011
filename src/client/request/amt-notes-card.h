/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Internal notes and the follow-up: never for the applicant, and never to be mistaken for what is. */

#pragma once

#include "amt-case-widget.h"

G_BEGIN_DECLS

#define AMT_TYPE_NOTES_CARD (amt_notes_card_get_type ())
G_DECLARE_FINAL_TYPE (AmtNotesCard, amt_notes_card, AMT, NOTES_CARD, AmtCaseWidget)

G_END_DECLS
