/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-problem.h"

#include "amt-error.h"
#include "amt-json-writer.h"

#include <libsoup/soup.h>

/* Where HTTP has a finer word than the code of the error. */
static const struct
{
  const char *slug;
  unsigned status;
} finer[] = {
    {"malformed-json", 400},  {"not-utf8", 400},         {"json-too-deep", 400},      {"not-an-object", 400},
    {"duplicate-field", 400}, {"bad-request", 400},      {"method-not-allowed", 405}, {"length-required", 411},
    {"too-large", 413},       {"unsupported-type", 415}, {"if-match-missing", 428},   {"headers-too-large", 431},
};

static unsigned
get_status (const GError *error)
{
  const char *slug = amt_error_get_slug (error);

  for (size_t i = 0; i < G_N_ELEMENTS (finer); i++)
    if (g_strcmp0 (finer[i].slug, slug) == 0)
      return finer[i].status;
  return error->domain == AMT_ERROR ? amt_error_to_status (error) : 500;
}

GBytes *
amtd_problem_new (const GError *error, int retry_after, unsigned *status)
{
  g_autoptr (AmtJsonWriter) json = amt_json_writer_new ();
  const char *slug = error->domain == AMT_ERROR ? amt_error_get_slug (error) : NULL;
  bool ours = error->domain == AMT_ERROR;

  *status = get_status (error);
  amt_json_writer_begin_object (json);
  amt_json_writer_set_string (json, "type", slug ? slug : "failed");
  amt_json_writer_set_string (json, "title", soup_status_get_phrase (*status));
  amt_json_writer_set_int (json, "status", *status);
  amt_json_writer_set_string (json, "detail", *status == 500 ? "The server has a defect" : error->message);
  if (ours && amt_error_get_field (error))
    amt_json_writer_set_string (json, "field", amt_error_get_field (error));
  if (retry_after)
    amt_json_writer_set_int (json, "retry_after", retry_after);
  if (ours && amt_error_get_current (error))
    {
      amt_json_writer_name (json, "current");
      amt_json_writer_raw (json, amt_error_get_current (error));
    }
  amt_json_writer_end_object (json);
  return amt_json_writer_steal (json);
}
