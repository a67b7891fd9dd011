/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Lets pages slide without loss: see amt-empty-clips.c. To be called once, before the first window. */
void amt_empty_clips_mend (void);
