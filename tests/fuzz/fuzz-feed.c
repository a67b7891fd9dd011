/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of the feed and a frame of the live channel: what a broken or hostile server sends. */

#include "fuzz-check.h"
#include "fuzz-target.h"

#include "amt-feed.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);

  fuzz_check_record (&amt_feed_page_type, bytes);
  fuzz_check_record (&amt_live_frame_type, bytes);
  return 0;
}
