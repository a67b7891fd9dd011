/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A draft as the window gets it from a server, and the update it writes behind it. */

#include "fuzz-signing.h"
#include "fuzz-target.h"

#include "amt-error.h"
#include "amt-pdf-update.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

#define MOMENT "20261122101112"

static void
check_form (const AmtPdfUpdate *update, GBytes *draft)
{
  size_t size;
  const char *data = g_bytes_get_data (draft, &size);
  const char *made = (const char *) update->bytes->data;
  g_autofree char *range = NULL;

  if (update->bytes->len <= size || update->start != size || memcmp (made, data, size) != 0)
    g_error ("The draft is not as it was");
  if (update->hole <= size || update->hole_end != update->hole + 2 * AMT_PDF_HOLE_BYTES + 2 ||
      update->hole_end >= update->bytes->len || made[update->hole] != '<' || made[update->hole_end - 1] != '>')
    g_error ("The hole is elsewhere");
  if (update->moment + strlen (MOMENT) > update->hole || memcmp (made + update->moment, MOMENT, strlen (MOMENT)) != 0)
    g_error ("The moment is elsewhere");
  range = g_strdup_printf ("/ByteRange [0 %zu %zu %zu", update->hole, update->hole_end,
                           update->bytes->len - update->hole_end);
  if (!memmem (made + size, update->hole - size, range, strlen (range)))
    g_error ("Not every byte is signed");
}

/* What others see of it: the field has the signature, and the signature covers everything. */
static void
check_seen (const AmtPdfUpdate *update)
{
  qpdf_data q = qpdf_init ();
  qpdf_oh fields, signature, range;

  qpdf_silence_errors (q);
  qpdf_set_suppress_warnings (q, QPDF_TRUE);
  qpdf_set_attempt_recovery (q, QPDF_FALSE);
  if (qpdf_read_memory (q, "signed", (const char *) update->bytes->data, update->bytes->len, NULL) != QPDF_SUCCESS)
    g_error ("What was signed cannot be read: %s", qpdf_get_error_full_text (q, qpdf_get_error (q)));
  fields = qpdf_oh_get_key (q, qpdf_oh_get_key (q, qpdf_get_root (q), "/AcroForm"), "/Fields");
  signature = qpdf_oh_get_key (q, qpdf_oh_get_array_item (q, fields, 0), "/V");
  range = qpdf_oh_get_key_if_dict (q, signature, "/ByteRange");
  if (!qpdf_oh_is_array (q, range) ||
      (size_t) qpdf_oh_get_int_value (q, qpdf_oh_get_array_item (q, range, 1)) != update->hole ||
      (size_t) qpdf_oh_get_int_value (q, qpdf_oh_get_array_item (q, range, 2)) != update->hole_end)
    g_error ("Others do not see the signature");
  qpdf_cleanup (&q);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_auto (AmtPdfUpdate) update = {0};
  g_autoptr (GBytes) draft = g_bytes_new_static (data, size);
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;

  if (!amt_pdf_update_make (&update, draft, MOMENT, &error))
    {
      if (update.bytes || !g_error_matches (error, AMT_ERROR, AMT_ERROR_INVALID) ||
          g_strcmp0 (amt_error_get_slug (error), "not-a-draft") != 0)
        g_error ("Neither an update nor an error of ours");
      if (g_hash_table_contains (fuzz_signing_good ("draft"), draft))
        g_error ("Refused: %s", error->message);
      return 0;
    }
  check_form (&update, draft);
  check_seen (&update);
  pdf = g_bytes_new (update.bytes->data, update.bytes->len);
  if (fuzz_signing_try (draft, pdf))
    g_error ("Accepted with nothing in the hole");
  return 0;
}
