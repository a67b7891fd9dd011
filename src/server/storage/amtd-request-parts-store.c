/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-request-parts-store.h"

#include "amtd-document-store.h"
#include "amtd-row.h"

static AmtGate *
read_gate (AmtCursor *row)
{
  AmtGate *gate = amt_gate_new ();

  gate->kind = amtd_row_get_enum (row, 0, &amt_gate_kind_enum);
  gate->status = amtd_row_get_enum (row, 1, &amt_gate_status_enum);
  gate->judged_version = amt_cursor_get_int (row, 2);
  gate->evidence = amt_cursor_dup_text (row, 3);
  gate->reason = amt_cursor_dup_text (row, 4);
  gate->by_name = amt_cursor_dup_text (row, 5);
  gate->at = amt_cursor_get_int (row, 6);
  return gate;
}

static bool
load_gates (AmtDatabase *db, AmtRequest *request, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error, "SELECT kind, status, judged_version, evidence, reason, by_name, at FROM gates WHERE request_id = $1",
      "t", request->id);

  if (row == NULL)
    return false;

  g_clear_pointer (&request->gates, g_ptr_array_unref);
  request->gates = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_gate_unref);
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    {
      AmtGate *gate = amt_gate_new ();

      gate->kind = kind;
      g_ptr_array_add (request->gates, gate);
    }
  while (amt_cursor_next (row))
    {
      AmtGate *gate = read_gate (row);

      amt_gate_unref (request->gates->pdata[gate->kind]);
      request->gates->pdata[gate->kind] = gate;
    }
  return amt_cursor_finish (row, error);
}

static bool
load_extract (AmtDatabase *db, AmtRequest *request, GError **error)
{
  const AmtGate *register_gate;
  g_autoptr (AmtExtract) extract = NULL;
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error,
      "SELECT register_name, entry, fields, version, by_id, by_name, at FROM extracts WHERE request_id = $1 "
      "ORDER BY version DESC LIMIT 1",
      "t", request->id);

  if (row == NULL)
    return false;
  if (!amt_cursor_next (row))
    return amt_cursor_finish (row, error);

  extract = amt_extract_new ();
  extract->register_name = amt_cursor_dup_text (row, 0);
  extract->entry = amt_cursor_dup_text (row, 1);
  extract->fields = amtd_row_get_object (row, 2, error);
  extract->version = amt_cursor_get_int (row, 3);
  extract->by_id = amt_cursor_dup_text (row, 4);
  extract->by_name = amt_cursor_dup_text (row, 5);
  extract->at = amt_cursor_get_int (row, 6);
  if (extract->fields == NULL)
    return false;
  register_gate = g_ptr_array_index (request->gates, AMT_GATE_REGISTER);
  extract->confirmed = register_gate->status == AMT_GATE_MET &&
                       register_gate->judged_version == request->content_version;
  request->extract = g_steal_pointer (&extract);
  return true;
}

/* Reads all rows of @sql (its $1 is the request's id) into an array of what @read makes of them. */
static bool
load_list (AmtDatabase *db, const char *request_id, const char *sql, void *(*read) (AmtCursor *row),
           GDestroyNotify unref, GPtrArray **list, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query (db, error, sql, "t", request_id);

  if (row == NULL)
    return false;
  g_clear_pointer (list, g_ptr_array_unref);
  *list = g_ptr_array_new_with_free_func (unref);
  while (amt_cursor_next (row))
    g_ptr_array_add (*list, read (row));
  return amt_cursor_finish (row, error);
}

static void *
read_attachment (AmtCursor *row)
{
  AmtAttachment *attachment = amt_attachment_new ();

  attachment->id = amt_cursor_dup_text (row, 0);
  attachment->name = amt_cursor_dup_text (row, 1);
  attachment->type = amt_cursor_dup_text (row, 2);
  attachment->size = amt_cursor_get_int (row, 3);
  attachment->sha256 = amt_cursor_dup_text (row, 4);
  attachment->by_name = amt_cursor_dup_text (row, 5);
  attachment->at = amt_cursor_get_int (row, 6);
  return attachment;
}

static void *
read_note (AmtCursor *row)
{
  AmtNote *note = amt_note_new ();

  note->id = amt_cursor_dup_text (row, 0);
  note->text = amt_cursor_dup_text (row, 1);
  note->by_id = amt_cursor_dup_text (row, 2);
  note->by_name = amt_cursor_dup_text (row, 3);
  note->at = amt_cursor_get_int (row, 4);
  return note;
}

static void *
read_notice (AmtCursor *row)
{
  AmtNotice *notice = amt_notice_new ();

  notice->id = amt_cursor_dup_text (row, 0);
  notice->kind = amt_cursor_dup_text (row, 1);
  notice->text = amt_cursor_dup_text (row, 2);
  notice->fields = amtd_row_get_strings (row, 3);
  notice->by_name = amt_cursor_dup_text (row, 4);
  notice->at = amt_cursor_get_int (row, 5);
  return notice;
}

/* Whether whoever was to approve it gave it back and nobody has submitted it since. */
static bool
load_return (AmtDatabase *db, AmtRequest *request, GError **error)
{
  g_autoptr (AmtCursor) row = NULL;

  if (!amt_state_is_open (request->state) || request->drafter == NULL)
    return true;
  row = amt_database_query (
      db, error,
      "SELECT j.action, p.by_name, p.text FROM journal j LEFT JOIN journal_payloads p "
      "ON p.authority_id = j.authority_id AND p.number = j.number "
      "WHERE j.request_id = $1 AND j.action IN ('submit', 'return') ORDER BY j.number DESC LIMIT 1",
      "t", request->id);
  if (row == NULL)
    return false;
  if (amt_cursor_next (row) && g_str_equal (amt_cursor_get_text (row, 0), "return"))
    {
      request->returned_by = amt_cursor_dup_text (row, 1);
      request->returned_reason = amt_cursor_dup_text (row, 2);
    }
  return amt_cursor_finish (row, error);
}

bool
amtd_request_parts_store_load (AmtDatabase *db, AmtRequest *request, GError **error)
{
  return load_gates (db, request, error) && load_extract (db, request, error) && load_return (db, request, error) &&
         load_list (db, request->id,
                    "SELECT id, name, type, size, sha256, by_name, at FROM attachments WHERE request_id = $1 "
                    "ORDER BY at, id",
                    read_attachment, (GDestroyNotify) amt_attachment_unref, &request->attachments, error) &&
         load_list (db, request->id,
                    "SELECT id, text, by_id, by_name, at FROM notes WHERE request_id = $1 ORDER BY at, id", read_note,
                    (GDestroyNotify) amt_note_unref, &request->notes, error) &&
         load_list (db, request->id,
                    "SELECT id, kind, text, fields, by_name, at FROM notices WHERE request_id = $1 ORDER BY at, id",
                    read_notice, (GDestroyNotify) amt_notice_unref, &request->notices, error) &&
         amtd_document_store_load (db, request, error);
}

bool
amtd_request_parts_store_save_gates (AmtDatabase *db, const AmtRequest *request, GError **error)
{
  for (guint i = 0; i < request->gates->len; i++)
    {
      const AmtGate *gate = g_ptr_array_index (request->gates, i);

      if (!amt_database_run (
              db, error,
              "INSERT INTO gates (request_id, kind, status, judged_version, evidence, reason, by_name, at) "
              "VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (request_id, kind) DO UPDATE SET status = $3, "
              "judged_version = $4, evidence = $5, reason = $6, by_name = $7, at = $8",
              "tttntttn", request->id, amt_enum_to_nick (&amt_gate_kind_enum, gate->kind),
              amt_enum_to_nick (&amt_gate_status_enum, gate->status), gate->judged_version, gate->evidence,
              gate->reason, gate->by_name, gate->at))
        return false;
    }
  return true;
}

bool
amtd_request_parts_store_add_extract (AmtDatabase *db, const char *request_id, const AmtExtract *extract,
                                      GError **error)
{
  g_autofree char *fields = amtd_row_from_object (extract->fields);

  return amt_database_run (db, error,
                           "INSERT INTO extracts (request_id, version, register_name, entry, fields, by_id, by_name, "
                           "at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                           "tntttttn", request_id, extract->version, extract->register_name, extract->entry, fields,
                           extract->by_id, extract->by_name, extract->at);
}

bool
amtd_request_parts_store_add_attachment (AmtDatabase *db, const char *request_id, const AmtAttachment *attachment,
                                         const char *by_id, GError **error)
{
  return amt_database_run (db, error,
                           "INSERT INTO attachments (id, request_id, name, type, size, sha256, by_id, by_name, at) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                           "ttttntttn", attachment->id, request_id, attachment->name, attachment->type,
                           attachment->size, attachment->sha256, by_id, attachment->by_name, attachment->at);
}

bool
amtd_request_parts_store_has_note (AmtDatabase *db, const char *note_id, bool *has, GError **error)
{
  int64_t count = 0;

  if (!amt_database_query_int (db, error, &count, "SELECT count (*) FROM notes WHERE id = $1", "t", note_id))
    return false;
  *has = count > 0;
  return true;
}

bool
amtd_request_parts_store_add_note (AmtDatabase *db, const char *request_id, const AmtNote *note, GError **error)
{
  return amt_database_run (
      db, error, "INSERT INTO notes (id, request_id, text, by_id, by_name, at) VALUES ($1, $2, $3, $4, $5, $6)",
      "tttttn", note->id, request_id, note->text, note->by_id, note->by_name, note->at);
}

bool
amtd_request_parts_store_add_notice (AmtDatabase *db, const char *request_id, const AmtNotice *notice,
                                     const char *by_id, GError **error)
{
  g_autofree char *fields = amtd_row_from_strings ((const char *const *) notice->fields);

  return amt_database_run (db, error,
                           "INSERT INTO notices (id, request_id, kind, text, fields, by_id, by_name, at) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                           "tttttttn", notice->id, request_id, notice->kind, notice->text, fields, by_id,
                           notice->by_name, notice->at);
}

bool
amtd_request_parts_store_set_follow_up (AmtDatabase *db, const char *request_id, const char *on, const char *text,
                                        const char *by_id, GError **error)
{
  return amt_database_run (
      db, error, "UPDATE requests SET follow_up_on = $2, follow_up_text = $3, follow_up_by = $4 WHERE id = $1", "tttt",
      request_id, on, text, by_id);
}
