/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Lets rows with an entry leave the screen without loss: see amt-entry-rows.c. To be called once, before the first
 * window. */
void amt_entry_rows_mend (void);
