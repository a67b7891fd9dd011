/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A signed document as somebody posts it, for the draft it says it is of, and for another. */

#include "fuzz-signing.h"
#include "fuzz-target.h"

#include <string.h>

/* (transfer full): up to the end of the first revision. */
static GBytes *
find_draft (GBytes *pdf)
{
  static const char mark[] = "\n%%EOF\n";
  size_t size;
  const char *data = g_bytes_get_data (pdf, &size);
  const char *end = size > 0 ? memmem (data, size, mark, strlen (mark)) : NULL;

  return g_bytes_new_from_bytes (pdf, 0, end ? (size_t) (end - data) + strlen (mark) : size);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) pdf = g_bytes_new_static (data, size);
  g_autoptr (GBytes) draft = find_draft (pdf);
  bool good = g_hash_table_contains (fuzz_signing_good ("signed"), pdf);

  if (fuzz_signing_try (draft, pdf) != good)
    g_error (good ? "Refused what was signed" : "Accepted what nobody signed");
  if (!g_bytes_equal (draft, fuzz_signing_draft ()) && fuzz_signing_try (fuzz_signing_draft (), pdf))
    g_error ("Accepted for another draft");
  return 0;
}
