/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What citizens of the demonstration type into forms, and what its registers say. */

#pragma once

#include "amt-request.h"
#include "amtd-demo-people.h"

G_BEGIN_DECLS

/* (transfer full): every required field of @variant and some of the others, about @who. @differs: as a register that
 * writes the street another way and knows a further given name. */
JsonObject *amtd_demo_values (GPtrArray *fields, const char *variant, const AmtdDemoCitizen *who, const char *today,
                              bool differs);
/* (transfer full) */
AmtParty *amtd_demo_party (const AmtdDemoCitizen *who, const char *town);

G_END_DECLS
