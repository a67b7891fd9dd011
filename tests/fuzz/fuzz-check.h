/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must hold for any bytes at all. */

#pragma once

#include "amt-record.h"

/* Reads @bytes as a record of @type. Whatever comes out, or the error, is sound: a record reads back from what it writes
 * as an equal one; without a record there is an error of ours with a slug. */
void fuzz_check_record (const AmtRecordType *type, GBytes *bytes);
