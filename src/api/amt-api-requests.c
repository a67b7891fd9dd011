/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-api-private.h"
#include "amt-error.h"
#include "amt-http.h"

DexFuture *
amt_api_get_request (AmtApi *self, const char *request_id)
{
  return amt_call_run (AMT_CALL_EXPECT_REQUEST (amt_call_new (self, "GET", "/v1/requests/%s", request_id)));
}

DexFuture *
amt_api_enter_request (AmtApi *self, const char *authority_id, const AmtOrder *order)
{
  AmtCall *call = amt_call_new (self, "POST", "/v1/authorities/%s/requests", authority_id);

  amt_call_send_record (call, &amt_order_type, order);
  return amt_call_run (AMT_CALL_EXPECT_REQUEST (call));
}

DexFuture *
amt_api_act (AmtApi *self, const char *request_id, AmtAction action, const AmtActionInput *input, int64_t version)
{
  g_autoptr (AmtActionInput) empty = amt_action_input_new ();
  AmtCall *call = amt_call_new (self, "POST", "/v1/requests/%s/actions/%s", request_id,
                                amt_enum_to_nick (&amt_action_enum, (int) action));

  amt_call_send_record (call, &amt_action_input_type, input != NULL ? input : empty);
  amt_call_if_match (call, version);
  return amt_call_run (AMT_CALL_EXPECT_REQUEST (call));
}

DexFuture *
amt_api_put_extract (AmtApi *self, const char *request_id, const AmtExtractInput *input, int64_t version)
{
  AmtCall *call = amt_call_new (self, "PUT", "/v1/requests/%s/extract", request_id);

  amt_call_send_record (call, &amt_extract_input_type, input);
  amt_call_if_match (call, version);
  return amt_call_run (AMT_CALL_EXPECT_REQUEST (call));
}

DexFuture *
amt_api_put_gate (AmtApi *self, const char *request_id, AmtGateKind kind, const AmtGateInput *input, int64_t version)
{
  AmtCall *call = amt_call_new (self, "PUT", "/v1/requests/%s/gates/%s", request_id,
                                amt_enum_to_nick (&amt_gate_kind_enum, (int) kind));

  amt_call_send_record (call, &amt_gate_input_type, input);
  amt_call_if_match (call, version);
  return amt_call_run (AMT_CALL_EXPECT_REQUEST (call));
}

DexFuture *
amt_api_send_note (AmtApi *self, const char *request_id, const char *text, const char *id)
{
  g_autoptr (AmtNoteInput) input = amt_note_input_new ();
  AmtCall *call = amt_call_new (self, "POST", "/v1/requests/%s/notes", request_id);

  call->key = g_strdup (id);
  input->id = g_strdup (id);
  input->text = g_strdup (text);
  amt_call_send_record (call, &amt_note_input_type, input);
  return amt_call_run (AMT_CALL_EXPECT_REQUEST (call));
}

DexFuture *
amt_api_add_note (AmtApi *self, const char *request_id, const char *text)
{
  return amt_api_send_note (self, request_id, text, NULL);
}

DexFuture *
amt_api_set_follow_up (AmtApi *self, const char *request_id, const AmtFollowUpInput *input)
{
  AmtCall *call = amt_call_new (self, "PUT", "/v1/requests/%s/follow-up", request_id);

  amt_call_send_record (call, &amt_follow_up_input_type, input);
  return amt_call_run (AMT_CALL_EXPECT_REQUEST (call));
}

DexFuture *
amt_api_clear_follow_up (AmtApi *self, const char *request_id)
{
  return amt_call_run (
      AMT_CALL_EXPECT_REQUEST (amt_call_new (self, "DELETE", "/v1/requests/%s/follow-up", request_id)));
}

DexFuture *
amt_api_get_journal (AmtApi *self, const char *request_id)
{
  AmtCall *call = amt_call_new (self, "GET", "/v1/requests/%s/journal", request_id);

  return amt_call_run (amt_call_expect_list (call, &amt_journal_entry_type));
}

/* What can be said about a file before anything is sent. */
static bool
check_file (GFileInfo *info, const char *path, GError **error)
{
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "unsupported-type", NULL, "“%s” is not a file", path);
      return false;
    }
  if (g_file_info_get_size (info) > (goffset) AMT_HTTP_ATTACHMENT_MAX)
    {
      amt_error_set (error, AMT_ERROR_TOO_LARGE, "too-large", NULL, "“%s” has more than 20 MB", path);
      return false;
    }
  return true;
}

DexFuture *
amt_api_upload_attachment (AmtApi *self, const char *request_id, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *utf8 = g_filename_display_name (name);
  g_autofree char *escaped = amt_http_escape (utf8);
  g_autoptr (GFileInfo) info = NULL;
  GError *error = NULL;
  AmtCall *call;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, NULL, &error);
  if (info == NULL)
    return amt_call_reject (amt_http_file_error (error));
  if (!check_file (info, utf8, &error))
    return amt_call_reject (error);
  call = amt_call_new (self, "POST", "/v1/requests/%s/attachments", request_id);
  call->disposition = g_strconcat ("attachment; filename*=UTF-8''", escaped, NULL);
  call->file = g_object_ref (file);
  call->file_size = g_file_info_get_size (info);
  call->body_type = "application/octet-stream";
  call->deadline_seconds = 600;
  return amt_call_run (AMT_CALL_EXPECT_REQUEST (call));
}

DexFuture *
amt_api_get_attachment (AmtApi *self, const char *request_id, const char *attachment_id)
{
  AmtCall *call = amt_call_new (self, "GET", "/v1/requests/%s/attachments/%s", request_id, attachment_id);

  amt_call_expect_bytes (call)->max = AMT_HTTP_ATTACHMENT_MAX;
  return amt_call_run (call);
}
