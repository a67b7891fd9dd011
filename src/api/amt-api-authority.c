/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-api-private.h"
#include "amt-error.h"
#include "amt-http.h"

/* The id stands in the path: "/v1/authorities/ID/catalogue". */
static char *
authority_of (const AmtCall *call)
{
  g_auto (GStrv) parts = g_strsplit (call->path, "/", -1);

  return g_strdup (parts[3]);
}

static bool
parse_catalogue (AmtCall *call, GBytes *body, GValue *value, GError **error)
{
  g_autoptr (AmtApi) api = g_weak_ref_get (&call->api);
  g_autofree char *authority = authority_of (call);
  g_autoptr (GPtrArray) services = NULL;
  const char *etag = soup_message_headers_get_one (soup_message_get_response_headers (call->message), "ETag");
  GError *local = NULL;

  if (soup_message_get_status (call->message) == SOUP_STATUS_NOT_MODIFIED && api != NULL)
    services = amt_api_get_kept_catalogue (api, authority);
  else
    services = amt_http_read_list (body, call->max, &amt_service_type, &local);
  if (services == NULL)
    {
      amt_error_set (error, AMT_ERROR_FAILED, "bad-answer", local != NULL ? amt_error_get_field (local) : NULL,
                     "Reading the catalogue: %s", local != NULL ? local->message : "nothing was kept");
      g_clear_error (&local);
      return false;
    }
  if (api != NULL && etag != NULL)
    amt_api_keep_catalogue (api, authority, etag, services);
  g_value_init (value, G_TYPE_PTR_ARRAY);
  g_value_set_boxed (value, services);
  return true;
}

DexFuture *
amt_api_get_catalogue (AmtApi *self, const char *authority_id)
{
  AmtCall *call = amt_call_new (self, "GET", "/v1/authorities/%s/catalogue", authority_id);

  call->parse = parse_catalogue;
  call->if_none_match = g_strdup (amt_api_get_catalogue_etag (self, authority_id));
  return amt_call_run (call);
}

static bool
parse_calendar (AmtCall *call, GBytes *body, GValue *value, GError **error)
{
  AmtCalendar *calendar = amt_calendar_new_from_answer (body, error);

  if (calendar == NULL)
    return false;
  g_value_init (value, AMT_TYPE_CALENDAR);
  g_value_take_boxed (value, calendar);
  return true;
}

DexFuture *
amt_api_get_calendar (AmtApi *self, const char *authority_id)
{
  AmtCall *call = amt_call_new (self, "GET", "/v1/authorities/%s/calendar", authority_id);

  call->parse = parse_calendar;
  return amt_call_run (call);
}

DexFuture *
amt_api_get_colleagues (AmtApi *self, const char *authority_id)
{
  AmtCall *call = amt_call_new (self, "GET", "/v1/authorities/%s/colleagues", authority_id);

  return amt_call_run (amt_call_expect_list (call, &amt_colleague_entry_type));
}

DexFuture *
amt_api_get_wordings (AmtApi *self, const char *authority_id)
{
  AmtCall *call = amt_call_new (self, "GET", "/v1/authorities/%s/wordings", authority_id);

  return amt_call_run (amt_call_expect_list (call, &amt_wording_type));
}

DexFuture *
amt_api_get_feed (AmtApi *self, const char *authority_id, int64_t after, int limit, const char *epoch)
{
  g_autofree char *escaped = epoch != NULL ? amt_http_escape (epoch) : NULL;
  AmtCall *call = amt_call_new (self, "GET", "/v1/authorities/%s/feed?after=%" G_GINT64_FORMAT "&limit=%d%s%s",
                                authority_id, after, limit, escaped != NULL ? "&epoch=" : "",
                                escaped != NULL ? escaped : "");

  call->max = AMT_HTTP_FEED_MAX;
  return amt_call_run (amt_call_expect_record (call, &amt_feed_page_type, AMT_TYPE_FEED_PAGE));
}

DexFuture *
amt_api_search (AmtApi *self, const char *authority_id, const char *text, const char *cursor, int limit)
{
  g_autoptr (AmtSearchInput) input = amt_search_input_new ();
  AmtCall *call = amt_call_new (self, "POST", "/v1/authorities/%s/requests/search", authority_id);

  input->text = g_strdup (text);
  input->cursor = g_strdup (cursor);
  input->limit = limit;
  amt_call_send_record (call, &amt_search_input_type, input);
  call->write = false; /* it only reads: given up when nobody waits */
  return amt_call_run (amt_call_expect_record (call, &amt_search_page_type, AMT_TYPE_SEARCH_PAGE));
}

DexFuture *
amt_api_get_journal_head (AmtApi *self, const char *authority_id)
{
  AmtCall *call = amt_call_new (self, "GET", "/v1/authorities/%s/journal/head", authority_id);

  return amt_call_run (amt_call_expect_record (call, &amt_journal_head_type, AMT_TYPE_JOURNAL_HEAD));
}
