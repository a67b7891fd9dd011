/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an exemption from the fee holds: the one that is claimed, or one that was brought up after the order. Signal
 * "decided" (AmtExemption): granted or refused; amt_exemption_box_read() says the rest. */

#pragma once

#include <adwaita.h>

#include "amt-case.h"

G_BEGIN_DECLS

/* Under these the case keeps what was typed and chosen. */
#define AMT_EXEMPTION_WORDS "gate-exemption"
#define AMT_EXEMPTION_CHOICE "gate-exemption-id"

#define AMT_TYPE_EXEMPTION_BOX (amt_exemption_box_get_type ())
G_DECLARE_FINAL_TYPE (AmtExemptionBox, amt_exemption_box, AMT, EXEMPTION_BOX, AdwBin)

/* For the request that @amt_case shows now, once. Where there is nothing to read or decide it hides. */
void amt_exemption_box_fill (AmtExemptionBox *self, AmtCase *amt_case);
/* Nothing is claimed, but something could be: amt_exemption_box_open() shows the choice. */
bool amt_exemption_box_is_offered (AmtExemptionBox *self);
void amt_exemption_box_open (AmtExemptionBox *self);
/* (nullable): fills @input; or says what is missing, and that has the keys then. */
const char *amt_exemption_box_read (AmtExemptionBox *self, AmtExemption exemption, AmtGateInput *input);

G_END_DECLS
