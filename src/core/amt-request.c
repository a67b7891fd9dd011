/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-request.h"

#include <string.h>

#include "amt-error.h"

#define REQUIRED AMT_FIELD_REQUIRED

const AmtEnum amt_channel_enum = {
    "channel",
    (const char *const[]) {"online", "counter", "phone", "post", NULL},
};

const AmtEnum amt_delivery_status_enum = {
    "delivery",
    (const char *const[]) {"provided", "fetched", "printed", "handed-out", "posted", NULL},
};

const AmtEnum amt_document_kind_enum = {"document kind", (const char *const[]) {"certificate", "rejection", NULL}};

/* clang-format off */
AMT_DEFINE_RECORD (AmtParty, amt_party,
  AMT_FIELD (AmtParty, account_id, ID),
  AMT_FIELD (AmtParty, family_name, STRING, REQUIRED, 200),
  AMT_FIELD (AmtParty, given_names, STRING, REQUIRED, 200),
  AMT_FIELD (AmtParty, doctorate, STRING, 0, 60),
  AMT_FIELD (AmtParty, birth_date, DATE),
  AMT_FIELD (AmtParty, birth_place, STRING, 0, 200),
  AMT_FIELD (AmtParty, street, STRING, 0, 200),
  AMT_FIELD (AmtParty, postcode, STRING, 0, 20),
  AMT_FIELD (AmtParty, town, STRING, 0, 200),
  AMT_FIELD (AmtParty, email, STRING, 0, 254),
)

AMT_DEFINE_RECORD (AmtAttachment, amt_attachment,
  AMT_FIELD (AmtAttachment, id, ID, REQUIRED),
  AMT_FIELD (AmtAttachment, name, STRING, REQUIRED, 255),
  AMT_FIELD (AmtAttachment, type, STRING, REQUIRED, 100),
  AMT_FIELD (AmtAttachment, size, INT, REQUIRED),
  AMT_FIELD (AmtAttachment, sha256, STRING, 0, 64),
  AMT_FIELD (AmtAttachment, by_name, STRING, 0, 200),
  AMT_FIELD (AmtAttachment, at, TIME),
)

AMT_DEFINE_RECORD (AmtExtract, amt_extract,
  AMT_FIELD (AmtExtract, register_name, STRING, 0, 200),
  AMT_FIELD (AmtExtract, entry, STRING, 0, 200),
  AMT_FIELD (AmtExtract, fields, OBJECT, REQUIRED),
  AMT_FIELD (AmtExtract, version, INT),
  AMT_FIELD (AmtExtract, confirmed, BOOL),
  AMT_FIELD (AmtExtract, by_id, ID),
  AMT_FIELD (AmtExtract, by_name, STRING, 0, 200),
  AMT_FIELD (AmtExtract, at, TIME),
)

AMT_DEFINE_RECORD (AmtExtractInput, amt_extract_input,
  AMT_FIELD (AmtExtractInput, register_name, STRING, REQUIRED, 200),
  AMT_FIELD (AmtExtractInput, entry, STRING, REQUIRED, 200),
  AMT_FIELD (AmtExtractInput, fields, OBJECT, REQUIRED),
)

AMT_DEFINE_RECORD (AmtNote, amt_note,
  AMT_FIELD (AmtNote, id, ID, REQUIRED),
  AMT_FIELD (AmtNote, text, STRING, REQUIRED, 4000),
  AMT_FIELD (AmtNote, by_id, ID),
  AMT_FIELD (AmtNote, by_name, STRING, 0, 200),
  AMT_FIELD (AmtNote, at, TIME),
)

AMT_DEFINE_RECORD (AmtFollowUp, amt_follow_up,
  AMT_FIELD (AmtFollowUp, on, DATE, REQUIRED),
  AMT_FIELD (AmtFollowUp, text, STRING, 0, 1000),
  AMT_FIELD (AmtFollowUp, by_name, STRING, 0, 200),
)

AMT_DEFINE_RECORD (AmtDocument, amt_document,
  AMT_FIELD (AmtDocument, id, ID, REQUIRED),
  AMT_FIELD (AmtDocument, kind, ENUM, REQUIRED, 0, &amt_document_kind_enum),
  AMT_FIELD (AmtDocument, carrier, ENUM, REQUIRED, 0, &amt_carrier_enum),
  AMT_FIELD (AmtDocument, title, STRING, 0, 200),
  AMT_FIELD (AmtDocument, sha256, STRING, 0, 64),
  AMT_FIELD (AmtDocument, size, INT),
  AMT_FIELD (AmtDocument, signer_id, ID),
  AMT_FIELD (AmtDocument, signer_name, STRING, 0, 200),
  AMT_FIELD (AmtDocument, signature_level, STRING, 0, 60),
  AMT_FIELD (AmtDocument, demo, BOOL),
  AMT_FIELD (AmtDocument, sheet_number, STRING, 0, 60),
  AMT_FIELD (AmtDocument, delivery, ENUM, REQUIRED, 0, &amt_delivery_status_enum),
  AMT_FIELD (AmtDocument, issued_at, TIME),
  AMT_FIELD (AmtDocument, delivered_at, TIME),
  AMT_FIELD (AmtDocument, notified_on, DATE),
)

AMT_DEFINE_RECORD (AmtDraft, amt_draft,
  AMT_FIELD (AmtDraft, id, ID, REQUIRED),
  AMT_FIELD (AmtDraft, request_id, ID, REQUIRED),
  AMT_FIELD (AmtDraft, kind, ENUM, REQUIRED, 0, &amt_document_kind_enum),
  AMT_FIELD (AmtDraft, carrier, ENUM, REQUIRED, 0, &amt_carrier_enum),
  AMT_FIELD (AmtDraft, title, STRING, 0, 200),
  AMT_FIELD (AmtDraft, sha256, STRING, REQUIRED, 64),
  AMT_FIELD (AmtDraft, size, INT, REQUIRED),
  AMT_FIELD (AmtDraft, content_version, INT),
  AMT_FIELD (AmtDraft, extract_version, INT),
  AMT_FIELD (AmtDraft, signer_id, ID),
  AMT_FIELD (AmtDraft, signer_name, STRING, 0, 200),
  AMT_FIELD (AmtDraft, at, TIME),
)

AMT_DEFINE_RECORD (AmtDraftInput, amt_draft_input,
  AMT_FIELD (AmtDraftInput, kind, ENUM, REQUIRED, 0, &amt_document_kind_enum),
  AMT_FIELD (AmtDraftInput, carrier, ENUM, 0, 0, &amt_carrier_enum),
  AMT_FIELD (AmtDraftInput, reason, STRING, 0, 4000),
)

AMT_DEFINE_RECORD (AmtPrintedInput, amt_printed_input,
  AMT_FIELD (AmtPrintedInput, sheet_number, STRING, 0, 60),
)

AMT_DEFINE_RECORD (AmtNotice, amt_notice,
  AMT_FIELD (AmtNotice, id, ID, REQUIRED),
  AMT_FIELD (AmtNotice, kind, STRING, REQUIRED, 60),
  AMT_FIELD (AmtNotice, text, STRING, 0, 4000),
  AMT_FIELD (AmtNotice, fields, STRINGS),
  AMT_FIELD (AmtNotice, by_name, STRING, 0, 200),
  AMT_FIELD (AmtNotice, at, TIME),
)

AMT_DEFINE_RECORD (AmtRequest, amt_request,
  AMT_FIELD (AmtRequest, id, ID, REQUIRED),
  AMT_FIELD (AmtRequest, authority_id, ID, REQUIRED),
  AMT_FIELD (AmtRequest, team_id, ID),
  AMT_FIELD (AmtRequest, file_number, STRING, REQUIRED, 60),
  AMT_FIELD (AmtRequest, version, INT, REQUIRED),
  AMT_FIELD (AmtRequest, content_version, INT),
  AMT_FIELD (AmtRequest, state, ENUM, REQUIRED, 0, &amt_state_enum),
  AMT_FIELD (AmtRequest, channel, ENUM, 0, 0, &amt_channel_enum),
  AMT_FIELD (AmtRequest, service_id, STRING, REQUIRED, 100),
  AMT_FIELD (AmtRequest, service_version, INT),
  AMT_FIELD (AmtRequest, variant, STRING, 0, 100),
  AMT_FIELD (AmtRequest, carrier, ENUM, REQUIRED, 0, &amt_carrier_enum),
  AMT_FIELD (AmtRequest, copies, INT),
  AMT_FIELD (AmtRequest, applicant, RECORD, REQUIRED, 0, &amt_party_type),
  AMT_FIELD (AmtRequest, subject, RECORD, 0, 0, &amt_party_type),
  AMT_FIELD (AmtRequest, form, OBJECT, REQUIRED),
  AMT_FIELD (AmtRequest, received_on, DATE, REQUIRED),
  AMT_FIELD (AmtRequest, received_at, TIME),
  AMT_FIELD (AmtRequest, target_on, DATE),
  AMT_FIELD (AmtRequest, statutory_on, DATE),
  AMT_FIELD (AmtRequest, suspended_at, TIME),
  AMT_FIELD (AmtRequest, handler, RECORD, 0, 0, &amt_colleague_type),
  AMT_FIELD (AmtRequest, drafter, RECORD, 0, 0, &amt_colleague_type),
  AMT_FIELD (AmtRequest, approver, RECORD, 0, 0, &amt_colleague_type),
  AMT_FIELD (AmtRequest, signer, RECORD, 0, 0, &amt_colleague_type),
  AMT_FIELD (AmtRequest, returned_by, STRING, 0, 200),
  AMT_FIELD (AmtRequest, returned_reason, STRING, 0, 4000),
  AMT_FIELD (AmtRequest, fee_cents, INT),
  AMT_FIELD (AmtRequest, fee_basis, STRING, 0, 400),
  AMT_FIELD (AmtRequest, exemption, STRING, 0, 100),
  AMT_FIELD (AmtRequest, exemption_status, ENUM, 0, 0, &amt_exemption_enum),
  AMT_FIELD (AmtRequest, exemption_later, BOOL),
  AMT_FIELD (AmtRequest, paid_cents, INT),
  AMT_FIELD (AmtRequest, payment_reference, STRING, 0, 200),
  AMT_FIELD (AmtRequest, assurance, ENUM, 0, 0, &amt_assurance_enum),
  AMT_FIELD (AmtRequest, gates, RECORDS, REQUIRED, AMT_N_GATES, &amt_gate_type),
  AMT_FIELD (AmtRequest, extract, RECORD, 0, 0, &amt_extract_type),
  AMT_FIELD (AmtRequest, attachments, RECORDS, 0, 200, &amt_attachment_type),
  AMT_FIELD (AmtRequest, notes, RECORDS, 0, 1000, &amt_note_type),
  AMT_FIELD (AmtRequest, follow_up, RECORD, 0, 0, &amt_follow_up_type),
  AMT_FIELD (AmtRequest, documents, RECORDS, 0, 200, &amt_document_type),
  AMT_FIELD (AmtRequest, notices, RECORDS, 0, 1000, &amt_notice_type),
  AMT_FIELD (AmtRequest, updated_at, TIME),
  AMT_FIELD (AmtRequest, state_at, TIME),
)

AMT_DEFINE_RECORD (AmtSummary, amt_summary,
  AMT_FIELD (AmtSummary, id, ID, REQUIRED),
  AMT_FIELD (AmtSummary, authority_id, ID, REQUIRED),
  AMT_FIELD (AmtSummary, team_id, ID),
  AMT_FIELD (AmtSummary, file_number, STRING, REQUIRED, 60),
  AMT_FIELD (AmtSummary, version, INT, REQUIRED),
  AMT_FIELD (AmtSummary, state, ENUM, REQUIRED, 0, &amt_state_enum),
  AMT_FIELD (AmtSummary, channel, ENUM, 0, 0, &amt_channel_enum),
  AMT_FIELD (AmtSummary, service_id, STRING, REQUIRED, 100),
  AMT_FIELD (AmtSummary, variant, STRING, 0, 100),
  AMT_FIELD (AmtSummary, carrier, ENUM, 0, 0, &amt_carrier_enum),
  AMT_FIELD (AmtSummary, applicant_name, STRING, REQUIRED, 460),
  AMT_FIELD (AmtSummary, subject_name, STRING, 0, 460),
  AMT_FIELD (AmtSummary, handler_id, ID),
  AMT_FIELD (AmtSummary, handler_name, STRING, 0, 200),
  AMT_FIELD (AmtSummary, signer_id, ID),
  AMT_FIELD (AmtSummary, signer_name, STRING, 0, 200),
  AMT_FIELD (AmtSummary, received_on, DATE, REQUIRED),
  AMT_FIELD (AmtSummary, target_on, DATE),
  AMT_FIELD (AmtSummary, statutory_on, DATE),
  AMT_FIELD (AmtSummary, suspended, BOOL),
  AMT_FIELD (AmtSummary, identity, ENUM, 0, 0, &amt_gate_status_enum),
  AMT_FIELD (AmtSummary, payment, ENUM, 0, 0, &amt_gate_status_enum),
  AMT_FIELD (AmtSummary, fee_cents, INT),
  AMT_FIELD (AmtSummary, gates_pass, BOOL),
  AMT_FIELD (AmtSummary, follow_up_on, DATE),
  AMT_FIELD (AmtSummary, updated_at, TIME),
  AMT_FIELD (AmtSummary, state_at, TIME),
)
/* clang-format on */

char *
amt_party_full_name (const AmtParty *self)
{
  if (!self->given_names || !*self->given_names)
    return g_strdup (self->family_name);
  return g_strjoin (" ", self->given_names, self->family_name, NULL);
}

GPtrArray *
amt_service_gates (const AmtService *service, int64_t fee_cents)
{
  const bool needed[AMT_N_GATES] = {
      [AMT_GATE_COMPLETENESS] = true,
      [AMT_GATE_IDENTITY] = service->assurance > AMT_ASSURANCE_NONE,
      [AMT_GATE_REGISTER] = service->register_needed,
      [AMT_GATE_ENTITLEMENT] = service->entitlement,
      [AMT_GATE_PAYMENT] = fee_cents > 0 && service->noun != AMT_NOUN_NOTICE,
      [AMT_GATE_APPROVAL] = service->four_eyes && service->signing_permission != AMT_PERMISSION_SIGN_CIVIL_STATUS,
  };
  GPtrArray *gates = amt_record_list_new ();

  for (int kind = 0; kind < AMT_N_GATES; kind++)
    {
      AmtGate *gate = amt_gate_new ();

      gate->kind = kind;
      gate->status = needed[kind] ? AMT_GATE_OPEN : AMT_GATE_NOT_NEEDED;
      g_ptr_array_add (gates, gate);
    }
  return gates;
}

const AmtGate *
amt_request_get_gate (const AmtRequest *self, AmtGateKind kind)
{
  for (unsigned i = 0; self->gates && i < self->gates->len; i++)
    {
      const AmtGate *gate = self->gates->pdata[i];

      if (gate->kind == (int) kind)
        return gate;
    }
  return NULL;
}

static bool
gate_passes (const AmtRequest *self, AmtGateKind kind)
{
  const AmtGate *gate = amt_request_get_gate (self, kind);

  if (!gate)
    return false;
  switch (gate->status)
    {
    case AMT_GATE_NOT_NEEDED:
      return true;
    case AMT_GATE_MET:
      return gate->judged_version == self->content_version;
    case AMT_GATE_OVERRIDDEN:
      return gate->judged_version == self->content_version && amt_gate_may_override (kind);
    default:
      return false;
    }
}

bool
amt_request_gates_pass (const AmtRequest *self)
{
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    if (kind != AMT_GATE_APPROVAL && !gate_passes (self, kind))
      return false;
  return true;
}

static bool
is_person (const AmtColleague *colleague, const char *person_id)
{
  return colleague && g_strcmp0 (colleague->id, person_id) == 0;
}

static uint32_t
relation_of (const AmtRequest *self, const char *person_id, bool in_team)
{
  uint32_t relation = in_team ? AMT_RELATION_TEAM : AMT_RELATION_NONE;

  if (is_person (self->handler, person_id))
    relation |= AMT_RELATION_HANDLER;
  if (is_person (self->drafter, person_id))
    relation |= AMT_RELATION_DRAFTER;
  if (is_person (self->approver, person_id))
    relation |= AMT_RELATION_APPROVER;
  if (is_person (self->signer, person_id))
    relation |= AMT_RELATION_SIGNER;
  return relation;
}

const char *
amt_request_exemption_meant (const AmtRequest *self, const char *named, GError **error)
{
  bool claimed = self->exemption && self->exemption_status != AMT_EXEMPTION_NONE;

  if (!named && !claimed)
    amt_error_set (error, AMT_ERROR_INVALID, "not-allowed", "exemption", "Nobody has claimed an exemption");
  else if (named && claimed && self->exemption_status != AMT_EXEMPTION_REFUSED && strcmp (named, self->exemption) != 0)
    amt_error_set (error, AMT_ERROR_INVALID, "not-allowed", "exemption_id",
                   "Another one is claimed: refuse that first");
  else
    return named ? named : self->exemption;
  return NULL;
}

AmtPolicyCase
amt_request_policy_case (const AmtRequest *self, const AmtService *service, const char *person_id,
                         AmtPermissions permissions, bool in_team)
{
  const AmtGate *approval = amt_request_get_gate (self, AMT_GATE_APPROVAL);

  return (AmtPolicyCase) {
      .permissions = permissions,
      .relation = relation_of (self, person_id, in_team),
      .state = (AmtState) self->state,
      .has_handler = self->handler != NULL,
      .has_signer = self->signer != NULL,
      .gates_pass = amt_request_gates_pass (self),
      .four_eyes = service->four_eyes,
      .approved = approval && approval->status == AMT_GATE_MET && approval->judged_version == self->content_version,
      .may_reject = service->noun != AMT_NOUN_NOTICE,
      .has_template = service->template_id != NULL,
      .paper = self->carrier == AMT_CARRIER_PAPER,
      .signing_permission = (AmtPermission) service->signing_permission,
  };
}

static int
gate_status (const AmtRequest *self, AmtGateKind kind)
{
  const AmtGate *gate = amt_request_get_gate (self, kind);

  return gate ? gate->status : AMT_GATE_NOT_NEEDED;
}

static void
summarize_people (const AmtRequest *self, AmtSummary *summary)
{
  summary->applicant_name = self->applicant ? amt_party_full_name (self->applicant) : NULL;
  if (self->subject)
    {
      summary->subject_name = amt_party_full_name (self->subject);
      if (g_strcmp0 (summary->subject_name, summary->applicant_name) == 0)
        g_clear_pointer (&summary->subject_name, g_free);
    }
  if (self->handler)
    {
      summary->handler_id = g_strdup (self->handler->id);
      summary->handler_name = g_strdup (self->handler->name);
    }
  if (self->signer && self->state == AMT_STATE_TO_SIGN)
    {
      summary->signer_id = g_strdup (self->signer->id);
      summary->signer_name = g_strdup (self->signer->name);
    }
}

static void
summarize_dates (const AmtRequest *self, AmtSummary *summary)
{
  summary->received_on = g_strdup (self->received_on);
  summary->target_on = g_strdup (self->target_on);
  summary->statutory_on = g_strdup (self->statutory_on);
  summary->follow_up_on = self->follow_up ? g_strdup (self->follow_up->on) : NULL;
  summary->suspended = self->suspended_at != 0;
  summary->updated_at = self->updated_at;
  summary->state_at = self->state_at;
}

AmtSummary *
amt_request_to_summary (const AmtRequest *self)
{
  AmtSummary *summary = amt_summary_new ();

  summary->id = g_strdup (self->id);
  summary->authority_id = g_strdup (self->authority_id);
  summary->team_id = g_strdup (self->team_id);
  summary->file_number = g_strdup (self->file_number);
  summary->version = self->version;
  summary->state = self->state;
  summary->channel = self->channel;
  summary->service_id = g_strdup (self->service_id);
  summary->variant = g_strdup (self->variant);
  summary->carrier = self->carrier;
  summary->identity = gate_status (self, AMT_GATE_IDENTITY);
  summary->payment = gate_status (self, AMT_GATE_PAYMENT);
  summary->fee_cents = self->fee_cents;
  summary->gates_pass = amt_request_gates_pass (self);
  summarize_people (self, summary);
  summarize_dates (self, summary);
  return summary;
}

const char *
amt_summary_due_on (const AmtSummary *self)
{
  const char *target = self->suspended ? NULL : self->target_on;

  if (!amt_state_is_open ((AmtState) self->state))
    return NULL;
  if (!target || !self->statutory_on)
    return target ? target : self->statutory_on;
  return strcmp (target, self->statutory_on) < 0 ? target : self->statutory_on; /* days sort as text */
}
