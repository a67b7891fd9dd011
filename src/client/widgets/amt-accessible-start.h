/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Lets a screen reader ask about the program before GTK is ready to answer: see amt-accessible-start.c. To be called once,
 * before the first window. */
void amt_accessible_start_guard (void);
