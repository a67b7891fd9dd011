/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request (Antrag, Anzeige, Anmeldung) as the request page shows it, and as a row of the inbox. */

#pragma once

#include "amt-gate.h"
#include "amt-policy.h"
#include "amt-service.h"
#include "amt-person.h"

G_BEGIN_DECLS

typedef enum
{
  AMT_CHANNEL_ONLINE,
  AMT_CHANNEL_COUNTER,
  AMT_CHANNEL_PHONE,
  AMT_CHANNEL_POST
} AmtChannel;
extern const AmtEnum amt_channel_enum;

/* Applicant or subject. */
typedef struct
{
  char *account_id; /* (nullable) ID */
  char *family_name;
  char *given_names;
  char *doctorate;   /* (nullable) */
  char *birth_date;  /* (nullable) day */
  char *birth_place; /* (nullable) */
  char *street;      /* (nullable) */
  char *postcode;    /* (nullable) */
  char *town;        /* (nullable) */
  char *email;       /* (nullable) */
} AmtParty;
AMT_DECLARE_RECORD (AmtParty, amt_party)
char *amt_party_full_name (const AmtParty *self); /* "Żaneta Łukaszewicz-Weiß" */

typedef struct
{
  char *id;
  char *name;    /* file name as sent, cleaned */
  char *type;    /* sniffed: "application/pdf", "image/png", "image/jpeg" */
  int64_t size;  /* bytes */
  char *sha256;  /* hex */
  char *by_name; /* (nullable) staff; NULL: the citizen */
  int64_t at;
} AmtAttachment;
AMT_DECLARE_RECORD (AmtAttachment, amt_attachment)

/* The only source of what a certificate says. PUT /v1/requests/{id}/extract takes register_name, entry and fields. */
typedef struct
{
  char *register_name;
  char *entry;        /* number of the entry, "G 1127/2019" */
  JsonObject *fields; /* by the service's extract fields, strings */
  int64_t version;
  bool confirmed;
  char *by_id;
  char *by_name;
  int64_t at;
} AmtExtract;
AMT_DECLARE_RECORD (AmtExtract, amt_extract)

typedef struct
{
  char *register_name;
  char *entry;
  JsonObject *fields;
} AmtExtractInput;
AMT_DECLARE_RECORD (AmtExtractInput, amt_extract_input)

typedef struct
{
  char *id;
  char *text;
  char *by_id;
  char *by_name;
  int64_t at;
} AmtNote;
AMT_DECLARE_RECORD (AmtNote, amt_note)

typedef struct
{
  char *on;   /* day */
  char *text; /* (nullable) */
  char *by_name;
} AmtFollowUp;
AMT_DECLARE_RECORD (AmtFollowUp, amt_follow_up)

typedef enum
{
  AMT_DELIVERY_PROVIDED,
  AMT_DELIVERY_FETCHED,
  AMT_DELIVERY_PRINTED,
  AMT_DELIVERY_HANDED_OUT,
  AMT_DELIVERY_POSTED
} AmtDeliveryStatus;
extern const AmtEnum amt_delivery_status_enum;

typedef enum
{
  AMT_DOCUMENT_CERTIFICATE,
  AMT_DOCUMENT_REJECTION
} AmtDocumentKind;
extern const AmtEnum amt_document_kind_enum;

/* An issued document and its delivery. Content at /v1/documents/{id}/content. */
typedef struct
{
  char *id;
  int kind;    /* AmtDocumentKind */
  int carrier; /* AmtCarrier */
  char *title;
  char *sha256; /* hex, of the stored bytes */
  int64_t size;
  char *signer_id;
  char *signer_name;
  char *signature_level; /* "B-B", "hand" */
  bool demo;             /* signed by a demo key */
  char *sheet_number;    /* (nullable) number of the printed form */
  int delivery;          /* AmtDeliveryStatus */
  int64_t issued_at;
  int64_t delivered_at; /* last change of delivery */
  char *notified_on;    /* (nullable) day it counts as notified */
} AmtDocument;
AMT_DECLARE_RECORD (AmtDocument, amt_document)

/* Exact bytes waiting for a signature. Content at /v1/drafts/{id}/content. */
typedef struct
{
  char *id;
  char *request_id;
  int kind; /* AmtDocumentKind */
  int carrier;
  char *title;
  char *sha256;
  int64_t size;
  int64_t content_version; /* of the request it was made from */
  int64_t extract_version;
  char *signer_id;
  char *signer_name;
  int64_t at;
} AmtDraft;
AMT_DECLARE_RECORD (AmtDraft, amt_draft)

/* POST /v1/requests/{id}/drafts */
typedef struct
{
  int kind;
  int carrier;
  char *reason; /* (nullable) for a rejection: the reasons that stand in it */
} AmtDraftInput;
AMT_DECLARE_RECORD (AmtDraftInput, amt_draft_input)

/* POST /v1/drafts/{id}/printed */
typedef struct
{
  char *
      sheet_number; /* (nullable) required for a certificate on a prescribed form, which is numbered and accounted for */
} AmtPrintedInput;
AMT_DECLARE_RECORD (AmtPrintedInput, amt_printed_input)

/* An official notice to the citizen: part of the file. */
typedef struct
{
  char *id;
  char *kind; /* "ask", "answer", "rejection", "issued" */
  char *text;
  char **fields; /* form fields it asks about */
  char *by_name; /* (nullable) NULL: the citizen */
  int64_t at;
} AmtNotice;
AMT_DECLARE_RECORD (AmtNotice, amt_notice)

typedef struct
{
  char *id;
  char *authority_id;
  char *team_id;
  char *file_number;       /* "2026-004217" */
  int64_t version;         /* grows with every change; the ETag */
  int64_t content_version; /* grows when form, parties, variant, carrier or copies change; gates are bound to it */
  int state;               /* AmtState */
  int channel;             /* AmtChannel */
  char *service_id;
  int64_t service_version;
  char *variant;
  int carrier; /* AmtCarrier */
  int64_t copies;
  AmtParty *applicant;
  AmtParty *subject; /* (nullable) the applicant */
  JsonObject *form;
  char *received_on; /* day */
  int64_t received_at;
  char *target_on;        /* (nullable) day */
  char *statutory_on;     /* (nullable) day */
  int64_t suspended_at;   /* 0: the clock runs */
  AmtColleague *handler;  /* (nullable) */
  AmtColleague *drafter;  /* (nullable) who submitted it or sent it to signing */
  AmtColleague *approver; /* (nullable) */
  AmtColleague *signer;   /* (nullable) to whom it was sent to sign, last; NULL: to whoever may */
  char *returned_by;      /* (nullable) who gave it back instead of approving it, until it is submitted again */
  char *returned_reason;  /* (nullable) and why; never for the citizen */
  int64_t fee_cents;
  char *fee_basis;      /* (nullable) */
  char *exemption;      /* (nullable) reason why no fee should be due, as claimed; see AmtService.exemptions */
  int exemption_status; /* AmtExemption */
  bool exemption_later; /* not claimed with the order but recorded by staff; with the finding taken back it is gone */
  int64_t paid_cents;
  char *payment_reference; /* (nullable) */
  int assurance;           /* AmtAssurance reached */
  GPtrArray *gates;        /* of AmtGate, all six in order */
  AmtExtract *extract;     /* (nullable) */
  GPtrArray *attachments;
  GPtrArray *notes;       /* never for the citizen */
  AmtFollowUp *follow_up; /* (nullable) */
  GPtrArray *documents;
  GPtrArray *notices;
  int64_t updated_at;
  int64_t state_at; /* when it came into this state */
} AmtRequest;
AMT_DECLARE_RECORD (AmtRequest, amt_request)

/* (transfer full): the six gates of a new request of @service: which are needed, all open. @fee_cents decides about
 * payment, which a notice (GewO §15) never waits for. */
GPtrArray *amt_service_gates (const AmtService *service, int64_t fee_cents);
/* (nullable): NULL when the list lacks it. */
const AmtGate *amt_request_get_gate (const AmtRequest *self, AmtGateKind kind);
/* Every gate but approval is met, overridden where that may be, or not needed, and bound to the present content. */
bool amt_request_gates_pass (const AmtRequest *self);
/* (transfer none) (nullable): the exemption a finding is about: @named, NULL being the one that is claimed. Another than
 * the claimed one may be named once that is refused. NULL with INVALID "not-allowed" for the member that is wrong. */
const char *amt_request_exemption_meant (const AmtRequest *self, const char *named, GError **error);
/* The case for amt_policy_decide(): @person_id acts with @permissions, @in_team says the request is with a team of theirs. */
AmtPolicyCase amt_request_policy_case (const AmtRequest *self, const AmtService *service, const char *person_id,
                                       AmtPermissions permissions, bool in_team);

/* A row of the inbox: what the feed carries and the replica keeps. */
typedef struct
{
  char *id;
  char *authority_id;
  char *team_id;
  char *file_number;
  int64_t version;
  int state;
  int channel;
  char *service_id;
  char *variant;
  int carrier;
  char *applicant_name;
  char *subject_name; /* (nullable) when another than the applicant */
  char *handler_id;   /* (nullable) */
  char *handler_name; /* (nullable) */
  char *signer_id;    /* (nullable) to whom it was sent to sign, while it lies there; NULL: to whoever may */
  char *signer_name;  /* (nullable) */
  char *received_on;
  char *target_on;    /* (nullable) */
  char *statutory_on; /* (nullable) */
  bool suspended;
  int identity; /* AmtGateStatus */
  int payment;  /* AmtGateStatus */
  int64_t fee_cents;
  bool gates_pass;
  char *follow_up_on; /* (nullable) */
  int64_t updated_at;
  int64_t state_at; /* when it came into this state */
} AmtSummary;
AMT_DECLARE_RECORD (AmtSummary, amt_summary)

/* (transfer full) */
AmtSummary *amt_request_to_summary (const AmtRequest *self);
/* (nullable): the nearer of target (unless suspended) and statutory day; nothing is due once it is closed. */
const char *amt_summary_due_on (const AmtSummary *self);

G_END_DECLS
