/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-edit.h"

#include "amt-error.h"
#include "amt-time.h"
#include "amtd-document-store.h"
#include "amtd-gates.h"
#include "amtd-office-store.h"
#include "amtd-policy.h"
#include "amtd-portal-view.h"

typedef struct
{
  AmtdServer *server;
  const AmtdEditCall *call;
  AmtRequest *answer; /* (owned) */
  GPtrArray *removed; /* of char *: ids whose files may go after COMMIT */
} Job;

static void
edit_clear (AmtdEdit *self)
{
  g_clear_pointer (&self->item, amtd_case_free);
  g_clear_pointer (&self->service, amt_service_unref);
  g_clear_pointer (&self->authority, amt_authority_unref);
  g_clear_pointer (&self->calendar, amt_calendar_unref);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->journal_action, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->payload, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AmtdEdit, edit_clear)

static bool
edit_load (AmtdEdit *self, const char *request_id, GError **error)
{
  AmtdDomain *domain = self->server->domain;

  self->item = amtd_request_store_load (self->db, self->actor, request_id, error);
  if (self->item == NULL)
    return false;
  self->request = self->item->request;
  self->authority = amtd_office_store_get_authority (self->db, self->request->authority_id, error);
  if (self->authority == NULL)
    return false;
  self->today = amt_time_to_day (self->now, self->authority->zone);
  self->calendar = amtd_domain_get_calendar (domain, self->authority->land, error);
  if (self->calendar == NULL)
    return false;
  self->service = amtd_domain_get_service (domain, self->db, self->request->authority_id, self->request->service_id,
                                           self->request->service_version, error);
  return self->service != NULL;
}

bool
amtd_edit_check_version (const AmtRequest *request, int64_t if_match, GError **error)
{
  g_autofree char *current = NULL;

  if (if_match < 0 || if_match == request->version)
    return true;

  current = amt_record_to_string (&amt_request_type, request);
  amt_error_set (error, AMT_ERROR_STALE, "stale", NULL, "The request has changed since");
  if (error != NULL)
    amt_error_set_current (*error, current);
  return false;
}

/* Once it is issued a payment may still come in: what was judged of the rest stands. */
static bool
edit_compute_gates (AmtdEdit *self, AmtAction action, GError **error)
{
  const char *account_id = self->request->applicant->account_id;
  AmtAssurance account = AMT_ASSURANCE_NONE;

  if (!amt_state_is_open (self->request->state))
    {
      if (action == AMT_ACTION_GATE)
        amtd_gates_compute_payment (self->request, self->service, self->now);
      return true;
    }
  if (account_id != NULL && !amtd_office_store_get_assurance (self->db, account_id, &account, error))
    return false;
  amtd_gates_compute (self->request, self->service, account, self->now);
  return true;
}

bool
amtd_edit_check_room (const AmtdEdit *self, const char *list, GError **error)
{
  const AmtField *field = amt_request_type.fields;
  const GPtrArray *items;

  while (!g_str_equal (field->name, list))
    field++;
  items = G_STRUCT_MEMBER (GPtrArray *, self->request, field->offset);
  if (items->len < field->max)
    return true;
  amt_error_set (error, AMT_ERROR_CONFLICT, "too-many", list, "A request holds at most %u of these", field->max);
  return false;
}

/* Of a request that is done nothing is signed any more: what was drafted and not taken goes. */
static bool
edit_close (AmtdEdit *self, GError **error)
{
  if (self->quiet || amt_state_is_open (self->next) || !amt_state_is_open (self->request->state))
    return true;
  return amtd_document_store_remove_drafts (self->db, self->request->id, self->removed, error);
}

static bool
edit_save (AmtdEdit *self, AmtAction action, int64_t old_content, GError **error)
{
  AmtRequest *request = self->request;

  if (request->state != (int) self->next)
    request->state_at = self->now;
  request->state = self->next;
  request->version++;
  request->updated_at = self->now;
  if (!edit_compute_gates (self, action, error) || !amtd_request_store_save (self->db, self->item, old_content, error))
    return false;
  return amtd_transaction_publish (self->tx, request->id, NULL, amt_enum_to_nick (&amt_action_enum, action), error);
}

static bool
edit_journal (AmtdEdit *self, AmtAction action, int old_state, GError **error)
{
  bool moved = old_state != self->request->state;
  AmtdJournalLine line = {
      .authority_id = self->request->authority_id,
      .request_id = self->request->id,
      .action = self->journal_action != NULL ? self->journal_action : amt_enum_to_nick (&amt_action_enum, action),
      .from = moved ? amt_enum_to_nick (&amt_state_enum, old_state) : NULL,
      .to = moved ? amt_enum_to_nick (&amt_state_enum, self->request->state) : NULL,
      .text = self->text,
      .payload = self->payload,
  };

  return amtd_transaction_journal (self->tx, &line, error);
}

/* Reads the request once more, so that the answer is what the next reader sees. */
static bool
edit_answer (AmtdEdit *self, Job *job, GError **error)
{
  g_autoptr (AmtdCase) fresh = amtd_request_store_load (self->db, self->actor, self->request->id, error);

  if (fresh == NULL)
    return false;
  job->answer = self->actor->kind == AMTD_ACTOR_CITIZEN ? amtd_portal_view (fresh->request)
                                                        : amt_request_ref (fresh->request);
  if (self->answer_type != NULL)
    amtd_transaction_set_answer (self->tx, self->answer_status, self->answer_type, self->answer, 0);
  else
    amtd_transaction_set_answer (self->tx, self->answer_status, &amt_request_type, job->answer, job->answer->version);
  return true;
}

static bool
edit_change (AmtdTransaction *tx, void *data, GError **error)
{
  Job *job = data;
  const AmtdEditCall *call = job->call;
  g_auto (AmtdEdit) self = {.server = job->server, .tx = tx, .removed = job->removed, .answer_status = 200};
  int64_t old_content;
  int old_state;

  self.db = amtd_transaction_get_database (tx);
  self.actor = amtd_transaction_get_actor (tx);
  self.now = amtd_transaction_get_now (tx);
  if (!edit_load (&self, call->request_id, error) || (call->before != NULL && !call->before (&self, call->data, error)))
    return false;
  if (self.unchanged)
    return edit_answer (&self, job, error);

  if (!amtd_edit_check_version (self.request, call->if_match, error) ||
      !amtd_policy_check (self.actor, self.request, self.service, call->action, call->carrier, error))
    return false;
  self.next = self.request->state;
  amt_state_next (self.request->state, call->action, &self.next);
  old_content = self.request->content_version;
  old_state = self.request->state;

  return call->run (&self, call->data, error) && edit_close (&self, error) &&
         (self.quiet || edit_save (&self, call->action, old_content, error)) &&
         edit_journal (&self, call->action, old_state, error) && edit_answer (&self, job, error);
}

AmtRequest *
amtd_edit_run (AmtdServer *server, const AmtdActor *actor, const AmtdEditCall *call, GError **error)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func (g_free);
  Job job = {server, call, NULL, removed};

  if (!amtd_writer_run (server->writer, actor, edit_change, &job, error))
    g_clear_pointer (&job.answer, amt_request_unref);
  for (guint i = 0; job.answer != NULL && i < removed->len; i++)
    amtd_file_store_remove (amtd_domain_get_files (server->domain), g_ptr_array_index (removed, i));
  return job.answer;
}
