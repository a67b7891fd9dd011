/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the hole of a signed document whose other bytes are right: the one part that is read, not compared. */

#include "fuzz-der.h"
#include "fuzz-signing.h"
#include "fuzz-target.h"

#include "amt-error.h"
#include "amt-pdf-update.h"

#include <string.h>

/* (transfer full): the kept draft with @size bytes of @data in the hole. */
static GBytes *
fill (const uint8_t *data, size_t size)
{
  static AmtPdfUpdate update;
  static const char digits[] = "0123456789abcdef";
  g_autoptr (GError) error = NULL;
  uint8_t *copy, *hex;

  if (!update.bytes && !amt_pdf_update_make (&update, fuzz_signing_draft (), "20261122101112", &error))
    g_error ("%s", error->message);
  copy = g_memdup2 (update.bytes->data, update.bytes->len);
  hex = copy + update.hole + 1;
  for (size_t i = 0; i < size; i++)
    {
      *hex++ = (uint8_t) digits[data[i] >> 4];
      *hex++ = (uint8_t) digits[data[i] & 15];
    }
  return g_bytes_new_take (copy, update.bytes->len);
}

#define CERTIFICATES 0xa0 /* [0] of SignedData */

/* (transfer full): all of SignedData but its certificates, a bag that nobody signed and anybody may add to. */
static GBytes *
leave_out_bag (const uint8_t *data, size_t size)
{
  GByteArray *out = g_byte_array_new ();
  FuzzDer value = {0};
  size_t used;

  /* ContentInfo: its type, [0] around SignedData */
  if (fuzz_der_take (data, size, &value) > 0 && (used = fuzz_der_take (value.data, value.size, &value)) > 0 &&
      fuzz_der_take (value.start + used, size - (size_t) (value.start + used - data), &value) > 0 &&
      fuzz_der_take (value.data, value.size, &value) > 0)
    for (data = value.data, size = value.size; (used = fuzz_der_take (data, size, &value)) > 0;
         data += used, size -= used)
      if (value.tag != CERTIFICATES)
        g_byte_array_append (out, value.start, (guint) used);
  return g_byte_array_free_to_bytes (out);
}

static gboolean
differs_in_bag (gpointer good, gpointer unused, gpointer core)
{
  g_autoptr (GBytes) other = leave_out_bag (g_bytes_get_data (good, NULL), g_bytes_get_size (good));

  return g_bytes_equal (other, core);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) der = g_bytes_new_static (data, MIN (size, AMT_PDF_HOLE_BYTES));
  g_autoptr (GBytes) pdf = fill (data, g_bytes_get_size (der));
  bool accepted = fuzz_signing_try (fuzz_signing_draft (), pdf);

  if (accepted)
    {
      g_autoptr (GBytes) core = leave_out_bag (data, g_bytes_get_size (der));

      if (!g_hash_table_find (fuzz_signing_good ("cms"), differs_in_bag, core))
        g_error ("Accepted what nobody signed");
    }
  else if (g_hash_table_contains (fuzz_signing_good ("cms"), der))
    g_error ("Refused what was signed");
  return 0;
}

size_t
LLVMFuzzerCustomMutator (uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
  return fuzz_der_mutate (data, size, max_size, seed);
}
