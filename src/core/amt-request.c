/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-request.h"

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
  AMT_FIELD (AmtExtractInput, register_name, STRING, 0, 200),
  AMT_FIELD (AmtExtractInput, entry, STRING, 0, 200),
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
  AMT_FIELD (AmtPrintedInput, sheet_number, STRING, REQUIRED, 60),
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
  AMT_FIELD (AmtRequest, fee_cents, INT),
  AMT_FIELD (AmtRequest, fee_basis, STRING, 0, 400),
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
