/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Icons are freed in the calling thread, the one that shows them, and in no other: see amt-icons.c. To be called once,
 * before the first window. */
void amt_icons_keep (void);
