/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-backoff.h"

#define MIN_DELAY_MS 1000u
#define MAX_DELAY_MS 60000u

unsigned
amt_backoff_delay (unsigned failures)
{
  unsigned delay = MIN (MAX_DELAY_MS, MIN_DELAY_MS << MIN (failures, 6u));

  return delay * 2 / 3 + (unsigned) g_random_int_range (0, (int) (delay * 2 / 3) + 1);
}
