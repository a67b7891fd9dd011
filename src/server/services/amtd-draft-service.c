/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-draft-service.h"

#include "amt-error.h"
#include "amt-remedies.h"
#include "amt-time.h"
#include "amt-uuid.h"
#include "amtd-office-store.h"
#include "amtd-policy.h"

#define REJECTION_TEMPLATE "rejection"

typedef struct
{
  AmtdServer *server;
  const AmtdActor *actor;
  const AmtDraftInput *input;
  AmtdCase *item;
  AmtService *service;
  AmtAuthority *authority;
  AmtTeam *team;
  AmtdStoredDraft *stored;
} Making;

static void
making_clear (Making *self)
{
  g_clear_pointer (&self->item, amtd_case_free);
  g_clear_pointer (&self->service, amt_service_unref);
  g_clear_pointer (&self->authority, amt_authority_unref);
  g_clear_pointer (&self->team, amt_team_unref);
  g_clear_pointer (&self->stored, amtd_stored_draft_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

static AmtAction
action_of (int kind)
{
  return kind == AMT_DOCUMENT_REJECTION ? AMT_ACTION_REJECT : AMT_ACTION_DRAFT;
}

static bool
load (Making *self, AmtDatabase *db, const char *request_id, GError **error)
{
  const AmtRequest *request;

  self->item = amtd_request_store_load (db, self->actor, request_id, error);
  if (self->item == NULL)
    return false;
  request = self->item->request;
  self->authority = amtd_office_store_get_authority (db, request->authority_id, error);
  self->team = self->authority != NULL ? amtd_office_store_get_team (db, request->team_id, error) : NULL;
  if (self->team == NULL)
    return false;
  self->service = amtd_domain_get_service (self->server->domain, db, request->authority_id, request->service_id,
                                           request->service_version, error);
  return self->service != NULL;
}

static bool
check (const Making *self, int64_t if_match, GError **error)
{
  const AmtDraftInput *input = self->input;

  if (!amtd_edit_check_version (self->item->request, if_match, error) ||
      !amtd_policy_check (self->actor, self->item->request, self->service, action_of (input->kind), input->carrier,
                          error))
    return false;
  if (input->kind == AMT_DOCUMENT_REJECTION && (input->reason == NULL || *input->reason == '\0'))
    {
      amt_error_set (error, AMT_ERROR_INVALID, "missing-field", "reason", "A rejection says why");
      return false;
    }
  if (input->kind == AMT_DOCUMENT_CERTIFICATE && (self->service->carriers & (1u << input->carrier)) == 0)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "unknown-carrier", "carrier",
                     "This service does not come on that carrier");
      return false;
    }
  return true;
}

static AmtSigns
signs (const Making *self)
{
  return self->service->signing_permission == AMT_PERMISSION_SIGN_CIVIL_STATUS ? AMT_SIGNS_OWN : AMT_SIGNS_ON_BEHALF;
}

/* @remedy: (out) (transfer full): the instruction on remedies that a rejection carries; other kinds carry none. */
static bool
load_remedy (AmtdServer *server, AmtDocumentKind kind, const AmtService *service, const AmtAuthority *authority,
             char **remedy, GError **error)
{
  g_autoptr (AmtRemedies) remedies = NULL;

  *remedy = NULL;
  if (kind != AMT_DOCUMENT_REJECTION)
    return true;
  remedies = amt_remedies_load (amtd_domain_get_data (server->domain), error);
  if (remedies != NULL)
    *remedy = amt_remedies_get (remedies, service->remedy, authority, "de", error);
  return *remedy != NULL;
}

/* Of the words a document takes from the office's data: the template, and after it the remedy where it carries one. */
static char *
hash_words (const char *data, const char *id, const char *remedy)
{
  g_autofree char *name = g_strconcat (id, ".md", NULL);
  g_autofree char *path = g_build_filename (data, "templates", name, NULL);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *text = NULL;
  gsize length = 0;

  g_file_get_contents (path, &text, &length, NULL);
  g_checksum_update (sum, (const guint8 *) text, length);
  if (remedy != NULL)
    {
      g_checksum_update (sum, (const guint8 *) "", 1); /* its NUL keeps the two apart */
      g_checksum_update (sum, (const guint8 *) remedy, -1);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static GBytes *
render (const Making *self, const char *template_id, const char *remedy, int64_t now, GError **error)
{
  AmtdDomain *domain = self->server->domain;
  g_autoptr (AmtTemplate) form = amt_template_load (amtd_domain_get_data (domain), template_id, error);
  g_autofree char *today = amt_time_to_day (now, self->authority->zone);
  const AmtRequest *request = self->item->request;

  if (form == NULL)
    return NULL;
  return amtd_domain_render (
      domain,
      &(AmtDocumentInput) {
          .form = form,
          .language = "de",
          .authority = self->authority,
          .department = self->team->name,
          .signer_name = self->actor->name,
          .signer_function = self->actor->session != NULL ? self->actor->session->function : NULL,
          .signs = signs (self),
          .file_number = request->file_number,
          .day = today,
          .at = now,
          .service = self->service,
          .variant = request->variant,
          .request = request,
          .extract = request->extract,
          .reasons = self->input->reason,
          .remedy = remedy,
          .carrier = self->input->carrier,
          .demo = self->server->config->demo,
      },
      error);
}

static char *
title_of (const Making *self)
{
  const char *name = amt_words_get (self->service->name, "de");

  return self->input->kind == AMT_DOCUMENT_REJECTION ? g_strdup_printf ("Ablehnung: %s", name) : g_strdup (name);
}

static bool
store_bytes (Making *self, GError **error)
{
  int64_t now = amtd_actor_get_now (self->actor);
  const AmtRequest *request = self->item->request;
  bool rejection = self->input->kind == AMT_DOCUMENT_REJECTION;
  const char *template_id = rejection ? REJECTION_TEMPLATE : self->service->template_id;
  g_autofree char *remedy = NULL;
  g_autoptr (GBytes) bytes = NULL;
  AmtDraft *draft;

  if (!load_remedy (self->server, self->input->kind, self->service, self->authority, &remedy, error))
    return false;
  bytes = render (self, template_id, remedy, now, error);
  if (bytes == NULL)
    return false;
  self->stored = g_new0 (AmtdStoredDraft, 1);
  draft = self->stored->draft = amt_draft_new ();
  draft->id = amt_uuid_new ();
  draft->request_id = g_strdup (request->id);
  draft->kind = self->input->kind;
  draft->carrier = self->input->carrier;
  draft->title = title_of (self);
  draft->size = g_bytes_get_size (bytes);
  draft->content_version = request->content_version;
  draft->extract_version = request->extract != NULL ? request->extract->version : 0;
  draft->signer_id = g_strdup (self->actor->id);
  draft->signer_name = g_strdup (self->actor->name);
  draft->at = now;
  self->stored->template_id = g_strdup (template_id);
  self->stored->template_hash = hash_words (amtd_domain_get_data (self->server->domain), template_id, remedy);
  self->stored->reason = g_strdup (self->input->reason);
  return amtd_file_store_write (amtd_domain_get_files (self->server->domain), draft->id, bytes, &draft->sha256, error);
}

/* Nothing the request shows changes, so its version stays. */
static bool
add_draft (AmtdEdit *edit, void *data, GError **error)
{
  Making *self = data;

  edit->quiet = true;
  edit->journal_action = g_strdup ("draft");
  edit->text = g_strdup (self->stored->draft->title);
  edit->answer_status = 201;
  edit->answer_type = &amt_draft_type;
  edit->answer = self->stored->draft;
  return amtd_document_store_add_draft (edit->db, self->stored, error) &&
         amtd_document_store_remove_old_drafts (edit->db, edit->request->id, edit->actor->id,
                                                edit->server->config->drafts, edit->removed, error);
}

AmtDraft *
amtd_draft_service_create (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor, const char *request_id,
                           int64_t if_match, const AmtDraftInput *input, GError **error)
{
  g_auto (Making) self = {.server = server, .actor = actor, .input = input};
  g_autoptr (AmtRequest) request = NULL;
  bool stored;

  if (!load (&self, db, request_id, error) || !check (&self, if_match, error))
    return NULL;
  stored = store_bytes (&self, error);
  if (stored)
    request = amtd_edit_run (server, actor,
                             &(AmtdEditCall) {.request_id = request_id,
                                              .action = action_of (input->kind),
                                              .carrier = input->carrier,
                                              .if_match = self.item->request->version,
                                              .run = add_draft,
                                              .data = &self},
                             error);
  if (request != NULL)
    return amt_draft_ref (self.stored->draft);
  if (self.stored != NULL)
    amtd_file_store_remove (amtd_domain_get_files (server->domain), self.stored->draft->id);
  return NULL;
}

AmtdStoredDraft *
amtd_draft_service_get (AmtDatabase *db, const AmtdActor *actor, const char *draft_id, GError **error)
{
  g_autoptr (AmtdStoredDraft) stored = amtd_document_store_get_draft (db, draft_id, error);
  g_autoptr (AmtdCase) item = NULL;

  if (stored == NULL)
    return NULL;
  item = amtd_request_store_load (db, actor, stored->draft->request_id, error);
  return item != NULL ? g_steal_pointer (&stored) : NULL;
}

/* A draft's file goes right after the change that closed its request: who is between row and file then finds neither. */
GBytes *
amtd_draft_service_read_bytes (AmtdServer *server, AmtDatabase *db, const char *draft_id, GError **error)
{
  g_autoptr (GError) local = NULL;
  GBytes *bytes = amtd_file_store_read (amtd_domain_get_files (server->domain), draft_id, &local);
  g_autoptr (AmtdStoredDraft) stored = bytes == NULL ? amtd_document_store_get_draft (db, draft_id, error) : NULL;

  if (stored != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return bytes;
}

GBytes *
amtd_draft_service_read (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor, const char *draft_id,
                         GError **error)
{
  g_autoptr (AmtdStoredDraft) stored = amtd_draft_service_get (db, actor, draft_id, error);

  return stored != NULL ? amtd_draft_service_read_bytes (server, db, draft_id, error) : NULL;
}

bool
amtd_draft_service_check_template (const AmtdEdit *edit, const AmtdStoredDraft *stored, GError **error)
{
  g_autofree char *remedy = NULL;
  g_autofree char *hash = NULL;

  if (!load_remedy (edit->server, stored->draft->kind, edit->service, edit->authority, &remedy, error))
    return false;
  hash = hash_words (amtd_domain_get_data (edit->server->domain), stored->template_id, remedy);
  if (g_str_equal (hash, stored->template_hash))
    return true;
  amt_error_set (error, AMT_ERROR_CONFLICT, "template-changed", NULL,
                 "The template has been changed since this document was made");
  return false;
}

bool
amtd_draft_service_check (const AmtRequest *request, const AmtDraft *draft, GError **error)
{
  int64_t extract_version = request->extract != NULL ? request->extract->version : 0;

  if (request->content_version == draft->content_version && extract_version == draft->extract_version)
    return true;
  amt_error_set (error, AMT_ERROR_CONFLICT, "content-changed", NULL,
                 "The request has been changed since this document was made");
  return false;
}
