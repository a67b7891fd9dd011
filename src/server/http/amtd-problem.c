/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-problem.h"

#include "amt-error.h"
#include "amt-json-writer.h"

#include <libsoup/soup.h>

/* Those of RFC 6585 libsoup does not know. */
const char *
amtd_problem_phrase (unsigned status)
{
  static const struct
  {
    unsigned status;
    const char *phrase;
  } further[] = {
      {428, "Precondition Required"},
      {429, "Too Many Requests"},
      {431, "Request Header Fields Too Large"},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (further); i++)
    if (further[i].status == status)
      return further[i].phrase;
  return soup_status_get_phrase (status);
}

GBytes *
amtd_problem_new (const GError *error, int retry_after, unsigned *status)
{
  g_autoptr (AmtJsonWriter) json = amt_json_writer_new ();
  const char *slug = amt_error_get_slug (error);

  *status = amt_error_to_status (error);
  amt_json_writer_begin_object (json);
  amt_json_writer_set_string (json, "type", slug ? slug : "failed");
  amt_json_writer_set_string (json, "title", amtd_problem_phrase (*status));
  amt_json_writer_set_int (json, "status", *status);
  amt_json_writer_set_string (json, "detail", *status == 500 ? "The server has a defect" : error->message);
  if (amt_error_get_field (error))
    amt_json_writer_set_string (json, "field", amt_error_get_field (error));
  if (retry_after)
    amt_json_writer_set_int (json, "retry_after", retry_after);
  if (amt_error_get_current (error))
    {
      amt_json_writer_name (json, "current");
      amt_json_writer_raw (json, amt_error_get_current (error));
    }
  amt_json_writer_end_object (json);
  return amt_json_writer_steal (json);
}
