/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON reader, and an order made of what it read: what a stranger sends. */

#include "fuzz-check.h"
#include "fuzz-target.h"

#include "amt-input.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);

  fuzz_check_record (&amt_order_type, bytes);
  return 0;
}
