/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-request-store.h"

#include "amt-error.h"
#include "amt-text.h"
#include "amt-time.h"
#include "amtd-request-parts-store.h"
#include "amtd-row.h"

void
amtd_case_free (AmtdCase *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->request, amt_request_unref);
  g_free (self);
}

void *
amtd_store_not_found (GError **error)
{
  amt_error_set (error, AMT_ERROR_NOT_FOUND, "not-found", NULL, "Not found"); /* as amt_database_query_row() says it */
  return NULL;
}

/* Whether the actor may know of a request. The server itself sees all. */
static bool
in_scope (const AmtdActor *scope, const char *authority_id, const char *team_id, const char *account_id)
{
  AmtPermissions permissions;

  if (scope->kind == AMTD_ACTOR_SERVER)
    return true;
  if (scope->kind == AMTD_ACTOR_CITIZEN)
    return account_id != NULL && g_str_equal (account_id, scope->id);

  permissions = amtd_actor_get_permissions (scope, authority_id, team_id);
  return (permissions & (1u << AMT_PERMISSION_READ)) != 0;
}

#define COLUMNS                                                                                                        \
  "r.id, r.authority_id, r.team_id, r.account_id, r.file_number, r.version, r.content_version, r.state, r.channel, "   \
  "r.service_id, r.service_version, r.received_on, r.received_at, r.target_on, r.statutory_on, r.suspended_at, "       \
  "r.fee_cents, r.fee_basis, r.exemption, r.exemption_status, r.exemption_later, r.paid_cents, r.payment_reference, "  \
  "r.assurance, "                                                                                                      \
  "r.follow_up_on, "                                                                                                   \
  "r.follow_up_text, f.name, r.state_at, r.updated_at, "                                                               \
  "c.variant, c.carrier, c.copies, c.applicant, c.subject, c.form, "                                                   \
  "h.id, h.name, h.job, d.id, d.name, d.job, a.id, a.name, a.job, s.id, s.name, s.job"

enum
{
  COL_ID,
  COL_AUTHORITY,
  COL_TEAM,
  COL_ACCOUNT,
  COL_FILE_NUMBER,
  COL_VERSION,
  COL_CONTENT_VERSION,
  COL_STATE,
  COL_CHANNEL,
  COL_SERVICE,
  COL_SERVICE_VERSION,
  COL_RECEIVED_ON,
  COL_RECEIVED_AT,
  COL_TARGET_ON,
  COL_STATUTORY_ON,
  COL_SUSPENDED_AT,
  COL_FEE,
  COL_FEE_BASIS,
  COL_EXEMPTION,
  COL_EXEMPTION_STATUS,
  COL_EXEMPTION_LATER,
  COL_PAID,
  COL_PAYMENT_REFERENCE,
  COL_ASSURANCE,
  COL_FOLLOW_UP_ON,
  COL_FOLLOW_UP_TEXT,
  COL_FOLLOW_UP_BY,
  COL_STATE_AT,
  COL_UPDATED_AT,
  COL_VARIANT,
  COL_CARRIER,
  COL_COPIES,
  COL_APPLICANT,
  COL_SUBJECT,
  COL_FORM,
  COL_HANDLER,
  COL_DRAFTER = COL_HANDLER + 3,
  COL_APPROVER = COL_DRAFTER + 3,
  COL_SIGNER = COL_APPROVER + 3,
};

static void
read_row (AmtRequest *request, AmtCursor *row)
{
  request->id = amt_cursor_dup_text (row, COL_ID);
  request->authority_id = amt_cursor_dup_text (row, COL_AUTHORITY);
  request->team_id = amt_cursor_dup_text (row, COL_TEAM);
  request->file_number = amt_cursor_dup_text (row, COL_FILE_NUMBER);
  request->version = amt_cursor_get_int (row, COL_VERSION);
  request->content_version = amt_cursor_get_int (row, COL_CONTENT_VERSION);
  request->state = amtd_row_get_enum (row, COL_STATE, &amt_state_enum);
  request->channel = amtd_row_get_enum (row, COL_CHANNEL, &amt_channel_enum);
  request->service_id = amt_cursor_dup_text (row, COL_SERVICE);
  request->service_version = amt_cursor_get_int (row, COL_SERVICE_VERSION);
  request->received_on = amt_cursor_dup_text (row, COL_RECEIVED_ON);
  request->received_at = amt_cursor_get_int (row, COL_RECEIVED_AT);
  request->target_on = amt_cursor_dup_text (row, COL_TARGET_ON);
  request->statutory_on = amt_cursor_dup_text (row, COL_STATUTORY_ON);
  request->suspended_at = amt_cursor_get_int (row, COL_SUSPENDED_AT);
  request->fee_cents = amt_cursor_get_int (row, COL_FEE);
  request->fee_basis = amt_cursor_dup_text (row, COL_FEE_BASIS);
  request->exemption = amt_cursor_dup_text (row, COL_EXEMPTION);
  request->exemption_status = amtd_row_get_enum (row, COL_EXEMPTION_STATUS, &amt_exemption_enum);
  request->exemption_later = amt_cursor_get_int (row, COL_EXEMPTION_LATER) != 0;
  request->paid_cents = amt_cursor_get_int (row, COL_PAID);
  request->payment_reference = amt_cursor_dup_text (row, COL_PAYMENT_REFERENCE);
  request->assurance = amtd_row_get_enum (row, COL_ASSURANCE, &amt_assurance_enum);
  request->state_at = amt_cursor_get_int (row, COL_STATE_AT);
  request->updated_at = amt_cursor_get_int (row, COL_UPDATED_AT);
  request->handler = amtd_row_get_colleague (row, COL_HANDLER);
  request->drafter = amtd_row_get_colleague (row, COL_DRAFTER);
  request->approver = amtd_row_get_colleague (row, COL_APPROVER);
  request->signer = amtd_row_get_colleague (row, COL_SIGNER);
}

static bool
read_content (AmtRequest *request, AmtCursor *row, GError **error)
{
  request->variant = amt_cursor_dup_text (row, COL_VARIANT);
  request->carrier = amtd_row_get_enum (row, COL_CARRIER, &amt_carrier_enum);
  request->copies = amt_cursor_get_int (row, COL_COPIES);
  request->applicant = amtd_row_get_record (row, COL_APPLICANT, &amt_party_type, error);
  if (request->applicant == NULL)
    return false;
  if (!amt_cursor_is_null (row, COL_SUBJECT))
    {
      request->subject = amtd_row_get_record (row, COL_SUBJECT, &amt_party_type, error);
      if (request->subject == NULL)
        return false;
    }
  if (!amt_cursor_is_null (row, COL_FOLLOW_UP_ON))
    {
      request->follow_up = amt_follow_up_new ();
      request->follow_up->on = amt_cursor_dup_text (row, COL_FOLLOW_UP_ON);
      request->follow_up->text = amt_cursor_dup_text (row, COL_FOLLOW_UP_TEXT);
      request->follow_up->by_name = amt_cursor_dup_text (row, COL_FOLLOW_UP_BY);
    }
  request->form = amtd_row_get_object (row, COL_FORM, error);
  return request->form != NULL;
}

AmtdCase *
amtd_request_store_load (AmtDatabase *db, const AmtdActor *scope, const char *id, GError **error)
{
  g_autoptr (AmtdCase) self = g_new0 (AmtdCase, 1);
  g_autoptr (AmtCursor) row = NULL;

  row = amt_database_query_row (db, error,
                                "SELECT " COLUMNS " FROM requests r "
                                "JOIN request_contents c ON c.request_id = r.id AND c.version = r.content_version "
                                "LEFT JOIN people h ON h.id = r.handler_id LEFT JOIN people d ON d.id = r.drafter_id "
                                "LEFT JOIN people a ON a.id = r.approver_id LEFT JOIN people s ON s.id = r.signer_id "
                                "LEFT JOIN people f ON f.id = r.follow_up_by WHERE r.id = $1",
                                "t", id);
  if (row == NULL)
    return NULL;
  if (!in_scope (scope, amt_cursor_get_text (row, COL_AUTHORITY), amt_cursor_get_text (row, COL_TEAM),
                 amt_cursor_get_text (row, COL_ACCOUNT)))
    return amtd_store_not_found (error);

  self->request = amt_request_new ();
  read_row (self->request, row);
  /* The row stays open: with it its parts are read as of the same moment. */
  if (!read_content (self->request, row, error) || !amtd_request_parts_store_load (db, self->request, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* What the server's search looks through: number and names, folded. */
static char *
search_text (const AmtRequest *request)
{
  g_autofree char *applicant = amt_party_full_name (request->applicant);
  g_autofree char *subject = request->subject != NULL ? amt_party_full_name (request->subject) : NULL;
  g_autofree char *all = g_strjoin (" ", request->file_number, applicant, subject, NULL);

  return amt_text_fold (all);
}

static bool
write_content (AmtDatabase *db, const AmtdCase *self, GError **error)
{
  const AmtRequest *r = self->request;
  g_autofree char *applicant = amtd_row_from_record (&amt_party_type, r->applicant);
  g_autofree char *subject = amtd_row_from_record (&amt_party_type, r->subject);
  g_autofree char *form = amtd_row_from_object (r->form);

  return amt_database_run (db, error,
                           "INSERT INTO request_contents (request_id, version, variant, carrier, copies, applicant, "
                           "subject, form, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                           "tnttntttn", r->id, r->content_version, r->variant,
                           amt_enum_to_nick (&amt_carrier_enum, r->carrier), r->copies, applicant, subject, form,
                           r->updated_at);
}

/* The columns that actions change. */
static bool
write_row (AmtDatabase *db, const AmtdCase *self, GError **error)
{
  const AmtRequest *r = self->request;
  g_autoptr (AmtSummary) summary = amt_request_to_summary (r);
  g_autofree char *json = amt_record_to_string (&amt_summary_type, summary);
  g_autofree char *text = search_text (r);

  return amt_database_run (
      db, error,
      "UPDATE requests SET version = $2, content_version = $3, state = $4, target_on = $5, statutory_on = $6, "
      "suspended_at = $7, handler_id = $8, drafter_id = $9, approver_id = $10, signer_id = $11, fee_cents = $12, "
      "fee_basis = $13, paid_cents = $14, payment_reference = $15, assurance = $16, state_at = $17, updated_at = $18, "
      "search_text = $19, summary = $20, team_id = $21, exemption_status = $22, exemption = $23, "
      "exemption_later = $24 WHERE id = $1",
      "tnntttnttttntnttnnttttti", r->id, r->version, r->content_version, amt_enum_to_nick (&amt_state_enum, r->state),
      r->target_on, r->statutory_on, r->suspended_at, r->handler != NULL ? r->handler->id : NULL,
      r->drafter != NULL ? r->drafter->id : NULL, r->approver != NULL ? r->approver->id : NULL,
      r->signer != NULL ? r->signer->id : NULL, r->fee_cents, r->fee_basis, r->paid_cents, r->payment_reference,
      amt_enum_to_nick (&amt_assurance_enum, r->assurance), r->state_at, r->updated_at, text, json, r->team_id,
      amt_enum_to_nick (&amt_exemption_enum, r->exemption_status), r->exemption, (int) r->exemption_later);
}

bool
amtd_request_store_insert (AmtDatabase *db, const AmtdCase *self, GError **error)
{
  const AmtRequest *r = self->request;

  return amt_database_run (
             db, error,
             "INSERT INTO requests (id, authority_id, team_id, account_id, file_number, version, content_version, "
             "state, channel, service_id, service_version, received_on, received_at, fee_cents, assurance, "
             "state_at, updated_at, search_text, summary) "
             "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '', '')",
             "tttttnntttntnntnn", r->id, r->authority_id, r->team_id, r->applicant->account_id, r->file_number,
             r->version, r->content_version, amt_enum_to_nick (&amt_state_enum, r->state),
             amt_enum_to_nick (&amt_channel_enum, r->channel), r->service_id, r->service_version, r->received_on,
             r->received_at, r->fee_cents, amt_enum_to_nick (&amt_assurance_enum, r->assurance), r->state_at,
             r->updated_at) &&
         write_content (db, self, error) && write_row (db, self, error) &&
         amtd_request_parts_store_save_gates (db, r, error);
}

bool
amtd_request_store_save (AmtDatabase *db, const AmtdCase *changed, int64_t old_content_version, GError **error)
{
  if (changed->request->content_version != old_content_version && !write_content (db, changed, error))
    return false;
  return write_row (db, changed, error) && amtd_request_parts_store_save_gates (db, changed->request, error);
}

/* Grows whenever AmtSummary gains a member: 2 brought signer_id. */
#define SUMMARY_FORM 2

static bool
renew (AmtDatabase *db, GPtrArray *ids, GError **error)
{
  g_autoptr (AmtdActor) server = amtd_actor_new (AMTD_ACTOR_SERVER, NULL, NULL);

  for (guint i = 0; i < ids->len; i++)
    {
      g_autoptr (AmtdCase) item = amtd_request_store_load (db, server, ids->pdata[i], error);

      if (item == NULL || !write_row (db, item, error))
        return false;
    }
  return true;
}

static bool
is_form_known (AmtDatabase *db, bool *known, GError **error)
{
  int64_t form;

  if (!amt_database_query_int (
          db, error, &form,
          "SELECT coalesce ((SELECT CAST (value AS BIGINT) FROM settings WHERE name = 'summary-form'), 1)", ""))
    return false;
  *known = form >= SUMMARY_FORM;
  return true;
}

bool
amtd_request_store_renew_summaries (AmtDatabase *db, int64_t *renewed, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmtCursor) row = NULL;
  bool known;

  *renewed = 0;
  if (!is_form_known (db, &known, error))
    return false;
  if (known)
    return true;
  row = amt_database_query (db, error, "SELECT id FROM requests", "");
  if (row == NULL)
    return false;
  while (amt_cursor_next (row))
    g_ptr_array_add (ids, amt_cursor_dup_text (row, 0));
  *renewed = ids->len;
  return amt_cursor_finish (row, error) && renew (db, ids, error) &&
         amt_database_run (db, error,
                           "INSERT INTO settings (name, value) VALUES ('summary-form', $1) "
                           "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                           "t", G_STRINGIFY (SUMMARY_FORM));
}

char *
amtd_request_store_next_file_number (AmtDatabase *db, const char *authority_id, const char *year, GError **error)
{
  g_autofree char *name = g_strdup_printf ("file-number-%s", year);
  int64_t number;

  if (!amt_database_run (db, error,
                         "INSERT INTO counters (authority_id, name, value) VALUES ($1, $2, 1) "
                         "ON CONFLICT (authority_id, name) DO UPDATE SET value = counters.value + 1",
                         "tt", authority_id, name) ||
      !amt_database_query_int (db, error, &number, "SELECT value FROM counters WHERE authority_id = $1 AND name = $2",
                               "tt", authority_id, name))
    return NULL;
  return g_strdup_printf ("%s-%06" G_GINT64_FORMAT, year, number);
}
