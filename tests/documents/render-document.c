/* SPDX-License-Identifier: GPL-3.0-or-later */
/* render-document TEMPLATE SERVICE VARIANT electronic|paper OUT [COUNT]: makes a document of invented data; with COUNT
 * also says how long one takes. */
#include "documents-support.h"

#include <locale.h>
#include <stdlib.h>

int
main (int argc, char **argv)
{
  g_autoptr (TestDocument) document = NULL;
  g_autoptr (AmtDocumentRenderer) renderer = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  int count = argc > 6 ? atoi (argv[6]) : 1;
  int64_t start;

  setlocale (LC_ALL, "");
  if (argc < 6)
    return 2;
  document = test_document_new (argv[1], argv[2], argv[3]);
  if (g_str_equal (argv[4], "paper"))
    {
      document->in.carrier = AMT_CARRIER_PAPER;
      document->in.signs = AMT_SIGNS_OWN;
      document->in.signer_name = "Maike Röhrs";
      document->in.signer_function = "Standesbeamtin";
      document->in.department = "Standesamt";
    }
  document->in.reasons = "Zu der Person ist im Melderegister kein Eintrag vorhanden.\n\nSie wurden dazu angehört.";
  document->in.remedy = "Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Klage erhoben werden.";
  if (!(renderer = amt_document_renderer_new (NULL, &error)))
    g_error ("%s", error->message);
  start = g_get_monotonic_time ();
  for (int i = 0; i < count; i++)
    {
      g_clear_pointer (&pdf, g_bytes_unref);
      pdf = amt_document_renderer_render (renderer, &document->in, &error);
      if (pdf == NULL)
        g_error ("%s", error->message);
    }
  if (count > 1)
    g_print ("%s %s: %.2f ms, %zu bytes\n", argv[1], argv[3], (g_get_monotonic_time () - start) / 1e3 / count,
             g_bytes_get_size (pdf));
  return g_file_set_contents (argv[5], g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), &error) ? 0 : 1;
}
