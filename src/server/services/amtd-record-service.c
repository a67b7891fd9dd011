/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-record-service.h"

#include "amt-error.h"
#include "amt-text.h"
#include "amt-uuid.h"
#include "amtd-edit.h"
#include "amtd-gates.h"
#include "amtd-limits.h"
#include "amtd-request-parts-store.h"
#include "amtd-sniff.h"

static bool
invalid (GError **error, const char *slug, const char *field, const char *text)
{
  amt_error_set (error, AMT_ERROR_INVALID, slug, field, "%s", text);
  return false;
}

static bool
put_extract (AmtdEdit *edit, void *data, GError **error)
{
  const AmtExtractInput *input = data;
  g_autoptr (AmtExtract) extract = amt_extract_new ();
  g_autofree char *evidence = NULL;

  if (!amt_form_check (edit->service->extract, edit->request->variant, input->fields, "fields", true, error))
    return false;
  extract->register_name = g_strdup (input->register_name);
  extract->entry = g_strdup (input->entry);
  extract->fields = json_object_ref (input->fields);
  extract->version = edit->request->extract != NULL ? edit->request->extract->version + 1 : 1;
  extract->by_id = g_strdup (edit->actor->id);
  extract->by_name = g_strdup (edit->actor->name);
  extract->at = edit->now;

  evidence = g_strconcat (input->register_name, ", ", input->entry, NULL);
  amtd_gates_judge (edit->request, AMT_GATE_REGISTER, AMT_GATE_MET, evidence, NULL, edit->actor->name, edit->now);
  amtd_gates_judge (edit->request, AMT_GATE_APPROVAL, AMT_GATE_OPEN, NULL, NULL, NULL, 0);
  edit->text = g_steal_pointer (&evidence);
  return amtd_request_parts_store_add_extract (edit->db, edit->request->id, extract, error);
}

AmtRequest *
amtd_record_service_put_extract (AmtdServer *server, const AmtdActor *actor, const char *request_id, int64_t if_match,
                                 const AmtExtractInput *input, GError **error)
{
  return amtd_edit_run (server, actor,
                        &(AmtdEditCall) {.request_id = request_id,
                                         .action = AMT_ACTION_EXTRACT,
                                         .if_match = if_match,
                                         .run = put_extract,
                                         .data = (void *) input},
                        error);
}

/* A workstation that never heard the answer sends the note again, perhaps days later and when the request is long done:
 * what is there is there. */
static bool
find_note (AmtdEdit *edit, void *data, GError **error)
{
  const AmtNoteInput *input = data;
  bool taken = false;

  for (unsigned i = 0; input->id != NULL && i < edit->request->notes->len; i++)
    {
      const AmtNote *note = edit->request->notes->pdata[i];

      edit->unchanged |= g_str_equal (note->id, input->id) && g_str_equal (note->text, input->text) &&
                         g_str_equal (note->by_id, edit->actor->id);
    }
  if (edit->unchanged || input->id == NULL)
    return true;
  if (!amtd_request_parts_store_has_note (edit->db, input->id, &taken, error))
    return false;
  if (taken)
    amt_error_set (error, AMT_ERROR_CONFLICT, "id-taken", "id", "Another note has this id");
  return !taken;
}

static bool
add_note (AmtdEdit *edit, void *data, GError **error)
{
  const AmtNoteInput *input = data;
  g_autoptr (AmtNote) note = amt_note_new ();

  if (!amtd_edit_check_room (edit, "notes", error))
    return false;
  note->id = input->id != NULL ? g_strdup (input->id) : amt_uuid_new ();
  note->text = g_strdup (input->text);
  note->by_id = g_strdup (edit->actor->id);
  note->by_name = g_strdup (edit->actor->name);
  note->at = edit->now;
  return amtd_request_parts_store_add_note (edit->db, edit->request->id, note, error);
}

AmtRequest *
amtd_record_service_add_note (AmtdServer *server, const AmtdActor *actor, const char *request_id,
                              const AmtNoteInput *input, GError **error)
{
  return amtd_edit_run (server, actor,
                        &(AmtdEditCall) {.request_id = request_id,
                                         .action = AMT_ACTION_NOTE,
                                         .if_match = -1,
                                         .before = find_note,
                                         .run = add_note,
                                         .data = (void *) input},
                        error);
}

static bool
set_follow_up (AmtdEdit *edit, void *data, GError **error)
{
  const AmtFollowUpInput *input = data;
  AmtRequest *request = edit->request;

  if (input != NULL && strcmp (input->on, edit->today) < 0)
    return invalid (error, "in-the-past", "on", "A follow-up lies ahead");

  g_clear_pointer (&request->follow_up, amt_follow_up_unref);
  if (input == NULL)
    return amtd_request_parts_store_set_follow_up (edit->db, request->id, NULL, NULL, NULL, error);

  request->follow_up = amt_follow_up_new ();
  request->follow_up->on = g_strdup (input->on);
  request->follow_up->text = g_strdup (input->text);
  request->follow_up->by_name = g_strdup (edit->actor->name);
  edit->text = input->text != NULL ? g_strdup_printf ("%s: %s", input->on, input->text) : g_strdup (input->on);
  return amtd_request_parts_store_set_follow_up (edit->db, request->id, input->on, input->text, edit->actor->id, error);
}

AmtRequest *
amtd_record_service_set_follow_up (AmtdServer *server, const AmtdActor *actor, const char *request_id,
                                   const AmtFollowUpInput *input, GError **error)
{
  return amtd_edit_run (server, actor,
                        &(AmtdEditCall) {.request_id = request_id,
                                         .action = AMT_ACTION_FOLLOW_UP,
                                         .if_match = -1,
                                         .run = set_follow_up,
                                         .data = (void *) input},
                        error);
}

static bool
add_attachment (AmtdEdit *edit, void *data, GError **error)
{
  AmtAttachment *attachment = data;
  bool staff = edit->actor->kind == AMTD_ACTOR_STAFF;

  if (!amtd_limits_check_upload (edit, attachment->size, error))
    return false;
  attachment->at = edit->now;
  attachment->by_name = staff ? g_strdup (edit->actor->name) : NULL;
  edit->text = g_strdup (attachment->name);
  return amtd_request_parts_store_add_attachment (edit->db, edit->request->id, attachment,
                                                  staff ? edit->actor->id : NULL, error);
}

/* A file's name is shown, never opened: nothing that is not text, and no folders, of whatever system, which may name whose
 * they are. */
static char *
clean_name (const char *name, GError **error)
{
  g_autofree char *clean = name != NULL ? amt_text_clean_name (name) : NULL;
  const char *last = clean;

  for (const char *p = clean; p != NULL && *p != '\0'; p++)
    if (*p == '/' || *p == '\\')
      last = p + 1;
  if (last == NULL || *last == '\0')
    {
      invalid (error, "missing-field", "name", "The file's name is missing");
      return NULL;
    }
  if (!amt_text_is_plain (last, 200))
    {
      invalid (error, "bad-text", "name", "The file's name is too long or no plain text");
      return NULL;
    }
  return g_strdup (last);
}

AmtRequest *
amtd_record_service_attach (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor, const char *request_id,
                            const char *name, AmtdUpload *upload, GError **error)
{
  const AmtdFiles *files = amtd_domain_get_files (server->domain);
  g_autoptr (AmtdCase) found = amtd_request_store_load (db, actor, request_id, error);
  g_autoptr (AmtAttachment) attachment = amt_attachment_new ();
  AmtRequest *request;
  const void *head;
  size_t size;

  if (found == NULL)
    return NULL;
  attachment->id = g_strdup (amtd_upload_get_id (upload));
  attachment->name = clean_name (name, error);
  if (attachment->name == NULL)
    return NULL;
  head = amtd_upload_get_head (upload, &size);
  attachment->type = g_strdup (amtd_sniff (head, size, error));
  if (attachment->type == NULL)
    return NULL;
  attachment->size = amtd_upload_get_size (upload);
  attachment->sha256 = g_strdup (amtd_upload_get_sha256 (upload));
  if (!amtd_file_store_adopt (files, attachment->id, amtd_upload_get_path (upload), error))
    return NULL;

  request = amtd_edit_run (server, actor,
                           &(AmtdEditCall) {.request_id = request_id,
                                            .action = AMT_ACTION_ATTACH,
                                            .if_match = -1,
                                            .run = add_attachment,
                                            .data = attachment},
                           error);
  if (request == NULL)
    amtd_file_store_remove (files, attachment->id);
  return request;
}
