/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-check.h"

#include "amt-error.h"
#include "amt-json-reader.h"

#include <string.h>

#define MAX_BYTES 65536

static void
check_error (const GError *error)
{
  if (!error || error->domain != AMT_ERROR || !amt_error_get_slug (error) || !*error->message)
    g_error ("Neither a value nor an error");
  if (amt_error_to_status (error) < 400 || amt_error_to_status (error) > 422)
    g_error ("Status %u", amt_error_to_status (error));
}

/* Takes @record. */
static void
check_record (const AmtRecordType *type, void *record, const GError *error, bool strict)
{
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonObject) json = NULL;
  void *copy, *back;

  if (!record)
    {
      check_error (error);
      return;
    }
  text = amt_record_to_string (type, record);
  bytes = g_bytes_new_static (text, strlen (text));
  if (!(json = amt_json_read (bytes, G_MAXSIZE, &local)))
    g_error ("%s wrote what cannot be read: %s", type->name, local->message);
  back = strict ? amt_record_from_json (type, json, &local) : amt_record_from_answer (type, json, &local);
  if (!back || !amt_record_equal (type, record, back))
    g_error ("%s does not come back: %s at %s", type->name, local ? local->message : "changed",
             local ? amt_error_get_field (local) : "-");
  copy = amt_record_copy (type, record);
  amt_record_unref (type, record);
  again = amt_record_to_string (type, copy);
  if (!g_str_equal (text, again))
    g_error ("A copy of %s differs", type->name);
  amt_record_unref (type, copy);
  amt_record_unref (type, back);
}

void
fuzz_check_record (const AmtRecordType *type, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) strict_error = NULL;
  g_autoptr (GError) lenient_error = NULL;
  g_autoptr (JsonObject) json = amt_json_read (bytes, MAX_BYTES, &error);
  void *strict, *lenient;

  if (!json)
    {
      check_error (error);
      return;
    }
  strict = amt_record_from_json (type, json, &strict_error);
  lenient = amt_record_from_answer (type, json, &lenient_error);
  if (strict && !lenient)
    g_error ("%s: taken strictly but not leniently: %s", type->name, lenient_error->message);
  check_record (type, strict, strict_error, true);
  check_record (type, lenient, lenient_error, false);
}
