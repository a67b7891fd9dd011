/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-problem.h"

#include "amt-error.h"
#include "amt-json-writer.h"

#include <libsoup/soup.h>

GBytes *
amtd_problem_new (const GError *error, int retry_after, unsigned *status)
{
  g_autoptr (AmtJsonWriter) json = amt_json_writer_new ();
  const char *slug = amt_error_get_slug (error);

  *status = amt_error_to_status (error);
  amt_json_writer_begin_object (json);
  amt_json_writer_set_string (json, "type", slug ? slug : "failed");
  amt_json_writer_set_string (json, "title", soup_status_get_phrase (*status));
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
