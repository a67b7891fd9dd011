/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-document-store.h"

#include "amtd-row.h"

void
amtd_stored_draft_free (AmtdStoredDraft *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->draft, amt_draft_unref);
  g_free (self->template_id);
  g_free (self->template_hash);
  g_free (self->reason);
  g_free (self);
}

bool
amtd_document_store_add_draft (AmtDatabase *db, const AmtdStoredDraft *stored, GError **error)
{
  const AmtDraft *d = stored->draft;

  return amt_database_run (
      db, error,
      "INSERT INTO drafts (id, request_id, kind, carrier, title, sha256, size, content_version, extract_version, "
      "template_id, template_hash, reason, signer_id, signer_name, at) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
      "ttttttnnntttttn", d->id, d->request_id, amt_enum_to_nick (&amt_document_kind_enum, d->kind),
      amt_enum_to_nick (&amt_carrier_enum, d->carrier), d->title, d->sha256, d->size, d->content_version,
      d->extract_version, stored->template_id, stored->template_hash, stored->reason, d->signer_id, d->signer_name,
      d->at);
}

AmtdStoredDraft *
amtd_document_store_get_draft (AmtDatabase *db, const char *id, GError **error)
{
  AmtdStoredDraft *stored;
  AmtDraft *d;
  g_autoptr (AmtCursor) row = amt_database_query_row (
      db, error,
      "SELECT request_id, kind, carrier, title, sha256, size, content_version, extract_version, template_id, "
      "template_hash, reason, signer_id, signer_name, at FROM drafts WHERE id = $1",
      "t", id);

  if (row == NULL)
    return NULL;

  stored = g_new0 (AmtdStoredDraft, 1);
  d = stored->draft = amt_draft_new ();
  d->id = g_strdup (id);
  d->request_id = amt_cursor_dup_text (row, 0);
  d->kind = amtd_row_get_enum (row, 1, &amt_document_kind_enum);
  d->carrier = amtd_row_get_enum (row, 2, &amt_carrier_enum);
  d->title = amt_cursor_dup_text (row, 3);
  d->sha256 = amt_cursor_dup_text (row, 4);
  d->size = amt_cursor_get_int (row, 5);
  d->content_version = amt_cursor_get_int (row, 6);
  d->extract_version = amt_cursor_get_int (row, 7);
  stored->template_id = amt_cursor_dup_text (row, 8);
  stored->template_hash = amt_cursor_dup_text (row, 9);
  stored->reason = amt_cursor_dup_text (row, 10);
  d->signer_id = amt_cursor_dup_text (row, 11);
  d->signer_name = amt_cursor_dup_text (row, 12);
  d->at = amt_cursor_get_int (row, 13);
  return stored;
}

bool
amtd_document_store_remove_old_drafts (AmtDatabase *db, const char *request_id, const char *signer_id, int keep,
                                       GPtrArray *removed, GError **error)
{
  guint before = removed->len;
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error, "SELECT id FROM drafts WHERE request_id = $1 AND signer_id = $2 ORDER BY at DESC, id DESC", "tt",
      request_id, signer_id);

  if (row == NULL)
    return false;
  for (int at = 0; amt_cursor_next (row); at++)
    if (at >= keep)
      g_ptr_array_add (removed, amt_cursor_dup_text (row, 0));
  if (!amt_cursor_finish (row, error))
    return false;
  for (guint i = before; i < removed->len; i++)
    if (!amt_database_run (db, error, "DELETE FROM drafts WHERE id = $1", "t", removed->pdata[i]))
      return false;
  return true;
}

bool
amtd_document_store_remove_drafts (AmtDatabase *db, const char *request_id, GPtrArray *removed, GError **error)
{
  g_autoptr (AmtCursor)
      row = amt_database_query (db, error, "SELECT id FROM drafts WHERE request_id = $1", "t", request_id);

  if (row == NULL)
    return false;
  while (amt_cursor_next (row))
    g_ptr_array_add (removed, amt_cursor_dup_text (row, 0));
  return amt_cursor_finish (row, error) &&
         amt_database_run (db, error, "DELETE FROM drafts WHERE request_id = $1", "t", request_id);
}

bool
amtd_document_store_add (AmtDatabase *db, const char *request_id, const AmtDraft *draft, const AmtDocument *d,
                         const char *certificate, GError **error)
{
  return amt_database_run (
             db, error,
             "INSERT INTO documents (id, request_id, draft_id, kind, carrier, title, sha256, size, signer_id, "
             "signer_name, signature_level, certificate, demo, content_version, extract_version, issued_at) "
             "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
             "tttttttnttttinnn", d->id, request_id, draft->id, amt_enum_to_nick (&amt_document_kind_enum, d->kind),
             amt_enum_to_nick (&amt_carrier_enum, d->carrier), d->title, d->sha256, d->size, d->signer_id,
             d->signer_name, d->signature_level, certificate, (int) d->demo, draft->content_version,
             draft->extract_version, d->issued_at) &&
         amt_database_run (db, error,
                           "INSERT INTO deliveries (document_id, status, sheet_number, notified_on, at) "
                           "VALUES ($1, $2, $3, $4, $5)",
                           "ttttn", d->id, amt_enum_to_nick (&amt_delivery_status_enum, d->delivery), d->sheet_number,
                           d->notified_on, d->delivered_at);
}

bool
amtd_document_store_is_sheet_used (AmtDatabase *db, const char *authority_id, const char *sheet_number, bool *used,
                                   GError **error)
{
  int64_t count;

  if (!amt_database_query_int (db, error, &count,
                               "SELECT count(*) FROM deliveries v JOIN documents d ON d.id = v.document_id "
                               "JOIN requests r ON r.id = d.request_id "
                               "WHERE v.sheet_number IS NOT NULL AND upper (replace (v.sheet_number, ' ', '')) = upper "
                               "(replace ($2, ' ', '')) "
                               "AND d.kind = 'certificate' AND r.authority_id = $1",
                               "tt", authority_id, sheet_number))
    return false;
  *used = count > 0;
  return true;
}

bool
amtd_document_store_set_delivery (AmtDatabase *db, const AmtDocument *d, GError **error)
{
  return amt_database_run (
      db, error, "UPDATE deliveries SET status = $2, notified_on = $3, at = $4 WHERE document_id = $1", "tttn", d->id,
      amt_enum_to_nick (&amt_delivery_status_enum, d->delivery), d->notified_on, d->delivered_at);
}

char *
amtd_document_store_find_request (AmtDatabase *db, const char *document_id, GError **error)
{
  g_autoptr (AmtCursor)
      row = amt_database_query_row (db, error, "SELECT request_id FROM documents WHERE id = $1", "t", document_id);

  return row != NULL ? amt_cursor_dup_text (row, 0) : NULL;
}

static AmtDocument *
read_document (AmtCursor *row)
{
  AmtDocument *d = amt_document_new ();

  d->id = amt_cursor_dup_text (row, 0);
  d->kind = amtd_row_get_enum (row, 1, &amt_document_kind_enum);
  d->carrier = amtd_row_get_enum (row, 2, &amt_carrier_enum);
  d->title = amt_cursor_dup_text (row, 3);
  d->sha256 = amt_cursor_dup_text (row, 4);
  d->size = amt_cursor_get_int (row, 5);
  d->signer_id = amt_cursor_dup_text (row, 6);
  d->signer_name = amt_cursor_dup_text (row, 7);
  d->signature_level = amt_cursor_dup_text (row, 8);
  d->demo = amt_cursor_get_int (row, 9) != 0;
  d->issued_at = amt_cursor_get_int (row, 10);
  d->delivery = amtd_row_get_enum (row, 11, &amt_delivery_status_enum);
  d->sheet_number = amt_cursor_dup_text (row, 12);
  d->notified_on = amt_cursor_dup_text (row, 13);
  d->delivered_at = amt_cursor_get_int (row, 14);
  return d;
}

bool
amtd_document_store_load (AmtDatabase *db, AmtRequest *request, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error,
      "SELECT d.id, d.kind, d.carrier, d.title, d.sha256, d.size, d.signer_id, d.signer_name, d.signature_level, "
      "d.demo, d.issued_at, v.status, v.sheet_number, v.notified_on, v.at FROM documents d "
      "JOIN deliveries v ON v.document_id = d.id WHERE d.request_id = $1 ORDER BY d.issued_at, d.id",
      "t", request->id);

  if (row == NULL)
    return false;
  g_clear_pointer (&request->documents, g_ptr_array_unref);
  request->documents = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_document_unref);
  while (amt_cursor_next (row))
    g_ptr_array_add (request->documents, read_document (row));
  return amt_cursor_finish (row, error);
}
