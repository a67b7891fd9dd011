/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-issue-service.h"

#include "amt-error.h"
#include "amt-pades.h"
#include "amt-uuid.h"
#include "amtd-draft-service.h"
#include "amtd-office-store.h"
#include "amtd-policy.h"
#include "amtd-request-parts-store.h"

/* A document that is to become an issued one. */
typedef struct
{
  AmtdStoredDraft *stored; /* (owned) */
  AmtDocument *document;   /* (owned) */
  const char *certificate; /* (nullable) fingerprint: signed by key */
} Issue;

static void
issue_clear (Issue *self)
{
  g_clear_pointer (&self->stored, amtd_stored_draft_free);
  g_clear_pointer (&self->document, amt_document_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Issue, issue_clear)

static bool
conflict (GError **error, const char *slug, const char *text)
{
  amt_error_set (error, AMT_ERROR_CONFLICT, slug, NULL, "%s", text);
  return false;
}

static bool
begin (Issue *self, AmtDatabase *db, const AmtdActor *actor, const char *draft_id, GError **error)
{
  const AmtDraft *draft;

  self->stored = amtd_draft_service_get (db, actor, draft_id, error);
  if (self->stored == NULL)
    return false;
  draft = self->stored->draft;
  if (!g_str_equal (draft->signer_id, actor->id))
    {
      amt_error_set (error, AMT_ERROR_FORBIDDEN, "not-signer", NULL, "This draft was made for another signer");
      return false;
    }
  self->document = amt_document_new ();
  self->document->id = amt_uuid_new ();
  self->document->kind = draft->kind;
  self->document->carrier = draft->carrier;
  self->document->title = g_strdup (draft->title);
  self->document->signer_id = g_strdup (draft->signer_id);
  self->document->signer_name = g_strdup (draft->signer_name);
  return true;
}

/* What was verified before is asked once more where nobody else can write. */
static bool
check_certificate (const AmtdEdit *edit, const Issue *self, GError **error)
{
  AmtdCertificate certificate = {
      .fingerprint = self->certificate,
      .person_id = edit->actor->id,
      .authority_id = edit->request->authority_id,
      .permission = edit->service->signing_permission,
  };

  return self->certificate == NULL || amtd_office_store_check_certificate (edit->db, &certificate, edit->now, error);
}

/* A prescribed form comes on numbered sheets that the office accounts for, so none carries two certificates. A letter, such
 * as a rejection, has no form and so no number; an office that numbers its letters may give one. */
static bool
check_sheet (const AmtdEdit *edit, const Issue *self, GError **error)
{
  const AmtDocument *document = self->document;
  bool used;

  if (document->carrier != AMT_CARRIER_PAPER || document->kind != AMT_DOCUMENT_CERTIFICATE)
    return true;
  if (document->sheet_number != NULL)
    {
      if (!amtd_document_store_is_sheet_used (edit->db, edit->request->authority_id, document->sheet_number, &used,
                                              error))
        return false;
      if (used)
        amt_error_set (error, AMT_ERROR_CONFLICT, "sheet-number-used", "sheet_number",
                       "A document was already issued on the form with this number");
      return !used;
    }
  if (!edit->service->prescribed_form)
    return true;
  amt_error_set (error, AMT_ERROR_INVALID, "missing-field", "sheet_number", "The number of the form is missing");
  return false;
}

static bool
add_notice (AmtdEdit *edit, const Issue *self, GError **error)
{
  bool rejection = self->document->kind == AMT_DOCUMENT_REJECTION;
  g_autoptr (AmtNotice) notice = amt_notice_new ();

  notice->id = amt_uuid_new ();
  notice->kind = g_strdup (rejection ? "rejection" : "issued");
  notice->text = g_strdup (self->document->title);
  notice->fields = g_new0 (char *, 1);
  notice->by_name = g_strdup (edit->actor->name);
  notice->at = edit->now;
  return amtd_request_parts_store_add_notice (edit->db, edit->request->id, notice, edit->actor->id, error);
}

static bool
issue (AmtdEdit *edit, void *data, GError **error)
{
  Issue *self = data;
  AmtDocument *document = self->document;

  if (!amtd_draft_service_check (edit->request, self->stored->draft, error) ||
      !amtd_draft_service_check_template (edit, self->stored, error) || !check_certificate (edit, self, error) ||
      !check_sheet (edit, self, error))
    return false;
  document->issued_at = document->delivered_at = edit->now;
  document->delivery = document->carrier == AMT_CARRIER_PAPER ? AMT_DELIVERY_PRINTED : AMT_DELIVERY_PROVIDED;
  if (document->carrier == AMT_CARRIER_ELECTRONIC)
    document->notified_on = amt_calendar_notified_on (edit->calendar, edit->today);
  edit->request->suspended_at = 0;
  edit->text = document->sheet_number != NULL ? g_strdup_printf ("%s, %s", document->title, document->sheet_number)
                                              : g_strdup (document->title);
  edit->payload = g_strdup_printf ("{\"document\":\"%s\",\"sha256\":\"%s\"}", document->id, document->sha256);
  return amtd_document_store_add (edit->db, edit->request->id, self->stored->draft, document, self->certificate,
                                  error) &&
         add_notice (edit, self, error);
}

/* Stores the bytes, then the rows; a failure leaves neither. */
static AmtRequest *
finish (Issue *self, AmtdServer *server, const AmtdActor *actor, AmtAction action, GBytes *bytes, GError **error)
{
  const AmtdFiles *files = amtd_domain_get_files (server->domain);
  const AmtDraft *draft = self->stored->draft;
  AmtRequest *request;

  self->document->size = g_bytes_get_size (bytes);
  if (!amtd_file_store_write (files, self->document->id, bytes, &self->document->sha256, error))
    return NULL;
  request = amtd_edit_run (
      server, actor,
      &(AmtdEditCall) {.request_id = draft->request_id,
                       .action = draft->kind == AMT_DOCUMENT_REJECTION ? AMT_ACTION_REJECT : action,
                       .carrier = draft->carrier,
                       .if_match = -1,
                       .run = issue,
                       .data = self},
      error);
  if (request == NULL)
    amtd_file_store_remove (files, self->document->id);
  return request;
}

/* What can be told before the costly part; the transaction asks again. */
static bool
check_early (const Issue *self, AmtDatabase *db, const AmtdActor *actor, GError **error)
{
  g_autoptr (AmtdCase) item = amtd_request_store_load (db, actor, self->stored->draft->request_id, error);

  return item != NULL && amtd_draft_service_check (item->request, self->stored->draft, error);
}

/* The workstation's clock may be wrong by as much as a domain controller would bear with (Kerberos: five minutes); what
 * is signed says its moment to everybody who reads it, for years. */
#define CLOCK_SKEW (INT64_C (5) * 60 * G_USEC_PER_SEC)

/* Nobody signs before there is something to sign, nor tomorrow. */
static bool
check_moment (const Issue *self, int64_t signed_at, int64_t now, GError **error)
{
  if (signed_at >= self->stored->draft->at - CLOCK_SKEW && signed_at <= now + CLOCK_SKEW)
    return true;
  return conflict (error, "signing-time", "The moment of signing cannot be right: check the clock of the workstation");
}

static bool
verify (const Issue *self, AmtdServer *server, AmtDatabase *db, const AmtdActor *actor, GBytes *signed_pdf,
        AmtPadesReport *report, GError **error)
{
  g_autoptr (GBytes) draft = amtd_draft_service_read_bytes (server, db, self->stored->draft->id, error);
  g_autoptr (AmtTrust) trust = draft != NULL ? amtd_domain_load_trust (server->domain, error) : NULL;
  g_autoptr (GError) local = NULL;

  if (trust == NULL)
    return false;
  if (amt_pades_verify_against_draft (draft, signed_pdf, trust, amtd_actor_get_now (actor), report, &local))
    return true;
  if (g_strcmp0 (amt_error_get_slug (local), "certificate-untrusted") == 0)
    return conflict (error, "certificate-unknown", local->message);
  g_propagate_error (error, g_steal_pointer (&local));
  return false;
}

AmtRequest *
amtd_issue_service_accept (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor, const char *draft_id,
                           GBytes *signed_pdf, GError **error)
{
  g_auto (Issue) self = {0};
  g_auto (AmtPadesReport) report = {0};

  if (!begin (&self, db, actor, draft_id, error) || !check_early (&self, db, actor, error))
    return NULL;
  if (self.document->carrier == AMT_CARRIER_PAPER)
    {
      conflict (error, "service", "A paper is signed by hand");
      return NULL;
    }
  if (!verify (&self, server, db, actor, signed_pdf, &report, error))
    return NULL;
  if (!check_moment (&self, report.signed_at, amtd_actor_get_now (actor), error))
    return NULL;
  self.certificate = report.certificate_sha256;
  self.document->signature_level = g_strdup (report.level);
  self.document->demo = report.demo;
  return finish (&self, server, actor, AMT_ACTION_SIGN, signed_pdf, error);
}

AmtRequest *
amtd_issue_service_print (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor, const char *draft_id,
                          const AmtPrintedInput *input, GError **error)
{
  g_auto (Issue) self = {0};
  g_autoptr (GBytes) bytes = NULL;

  if (!begin (&self, db, actor, draft_id, error))
    return NULL;
  if (self.document->carrier != AMT_CARRIER_PAPER)
    {
      conflict (error, "service", "This document is signed electronically");
      return NULL;
    }
  bytes = amtd_draft_service_read_bytes (server, db, draft_id, error);
  if (bytes == NULL)
    return NULL;
  self.document->signature_level = g_strdup ("hand");
  if (input->sheet_number != NULL && *input->sheet_number != '\0')
    self.document->sheet_number = g_strdup (input->sheet_number);
  return finish (&self, server, actor, AMT_ACTION_PRINT, bytes, error);
}

typedef struct
{
  const char *document_id;
  AmtDeliveryStatus status;
} Delivery;

static AmtDocument *
find_document (const AmtRequest *request, const char *id)
{
  for (guint i = 0; i < request->documents->len; i++)
    {
      AmtDocument *document = g_ptr_array_index (request->documents, i);

      if (g_str_equal (document->id, id))
        return document;
    }
  return NULL;
}

static bool
deliver (AmtdEdit *edit, void *data, GError **error)
{
  const Delivery *delivery = data;
  AmtDocument *document = find_document (edit->request, delivery->document_id);

  if (document == NULL)
    return amtd_store_not_found (error) != NULL;
  if (document->delivery != AMT_DELIVERY_PRINTED)
    return conflict (error, "state", "This document is not lying there any more");
  document->delivery = delivery->status;
  document->delivered_at = edit->now;
  if (delivery->status == AMT_DELIVERY_POSTED)
    document->notified_on = amt_calendar_notified_on (edit->calendar, edit->today);
  else
    document->notified_on = g_strdup (edit->today);
  edit->text = g_strdup (document->title);
  return amtd_document_store_set_delivery (edit->db, document, error);
}

/* The carrier decides whether there is anything to hand out: read it first. */
static bool
find_carrier (AmtDatabase *db, const AmtdActor *actor, const char *request_id, const char *document_id,
              AmtCarrier *carrier, GError **error)
{
  g_autoptr (AmtdCase) item = amtd_request_store_load (db, actor, request_id, error);
  const AmtDocument *document = item != NULL ? find_document (item->request, document_id) : NULL;

  if (item != NULL && document == NULL)
    amtd_store_not_found (error);
  if (document != NULL)
    *carrier = document->carrier;
  return document != NULL;
}

AmtRequest *
amtd_issue_service_deliver (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor, const char *document_id,
                            AmtDeliveryStatus status, GError **error)
{
  g_autofree char *request_id = amtd_document_store_find_request (db, document_id, error);
  Delivery delivery = {document_id, status};
  AmtCarrier carrier;

  if (request_id == NULL || !find_carrier (db, actor, request_id, document_id, &carrier, error))
    return NULL;
  return amtd_edit_run (server, actor,
                        &(AmtdEditCall) {
                            .request_id = request_id,
                            .action = status == AMT_DELIVERY_POSTED ? AMT_ACTION_POST : AMT_ACTION_HAND_OUT,
                            .carrier = carrier,
                            .if_match = -1,
                            .run = deliver,
                            .data = &delivery,
                        },
                        error);
}

static bool
fetch (AmtdEdit *edit, void *data, GError **error)
{
  AmtDocument *document = find_document (edit->request, data);

  if (document == NULL)
    return amtd_store_not_found (error) != NULL;
  edit->journal_action = g_strdup ("fetched");
  edit->text = g_strdup (document->title);
  edit->quiet = document->delivery == AMT_DELIVERY_FETCHED;
  if (edit->quiet)
    return true;
  document->delivery = AMT_DELIVERY_FETCHED;
  document->delivered_at = edit->now;
  return amtd_document_store_set_delivery (edit->db, document, error);
}

GBytes *
amtd_issue_service_fetch (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor, const char *document_id,
                          GError **error)
{
  g_autofree char *request_id = amtd_document_store_find_request (db, document_id, error);
  g_autoptr (AmtRequest) request = NULL;
  g_autoptr (GBytes) bytes = NULL;
  AmtCarrier carrier;

  if (request_id == NULL || !find_carrier (db, actor, request_id, document_id, &carrier, error))
    return NULL;
  if (carrier == AMT_CARRIER_PAPER)
    return amtd_store_not_found (error);
  /* First of all the bytes: nobody has fetched what could not be read. */
  bytes = amtd_file_store_read (amtd_domain_get_files (server->domain), document_id, error);
  if (bytes == NULL)
    return NULL;
  request = amtd_edit_run (server, actor,
                           &(AmtdEditCall) {.request_id = request_id,
                                            .action = AMT_ACTION_READ,
                                            .if_match = -1,
                                            .run = fetch,
                                            .data = (void *) document_id},
                           error);
  return request != NULL ? g_steal_pointer (&bytes) : NULL;
}
