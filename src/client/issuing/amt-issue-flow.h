/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of one document from draft to delivery, without any widget: each step answers with a future. Nothing here is
 * queued: a step that fails leaves the document unissued, or its outcome is asked for again with the same bytes. */

#pragma once

#include "amt-api.h"
#include "amt-error.h"
#include "amt-signing-steps.h"

G_BEGIN_DECLS

#define AMT_TYPE_ISSUE_FLOW (amt_issue_flow_get_type ())
/* Property "stage" (string, nullable): what is going on, for people. */
G_DECLARE_FINAL_TYPE (AmtIssueFlow, amt_issue_flow, AMT, ISSUE_FLOW, GObject)

/* @api: (nullable): then every step fails with OFFLINE. @reason: (nullable) */
AmtIssueFlow *amt_issue_flow_new (AmtApi *api, const AmtRequest *request, AmtDocumentKind kind, const char *reason);

/* The document's carrier: the order's for a certificate; of a rejection, electronic where there is an account. */
AmtCarrier amt_issue_flow_get_carrier (AmtIssueFlow *self);
const AmtRequest *amt_issue_flow_get_request (AmtIssueFlow *self);
/* (nullable) (transfer none): while there is none. */
const AmtDraft *amt_issue_flow_get_draft (AmtIssueFlow *self);
GBytes *amt_issue_flow_get_pdf (AmtIssueFlow *self);
AmtSigner *amt_issue_flow_get_signer (AmtIssueFlow *self);
/* Whether the draft was made from a newer request than the one given. */
bool amt_issue_flow_is_renewed (AmtIssueFlow *self);

/* Whether bytes are signed whose acceptance nobody knows: amt_issue_flow_sign () needs no key then. */
bool amt_issue_flow_is_unsettled (AmtIssueFlow *self);

/* All (transfer full). Has the server make the draft and fetches its exact bytes; TRUE. If the request has changed
 * since, it is read again once. */
DexFuture *amt_issue_flow_make_draft (AmtIssueFlow *self);
/* Opens the key; TRUE. @secret: (transfer full). It stays open until amt_issue_flow_forget_key (). */
DexFuture *amt_issue_flow_open_key (AmtIssueFlow *self, const char *path, AmtSecret *secret);
void amt_issue_flow_forget_key (AmtIssueFlow *self);
/* Signs with the open key and hands in; AmtRequest. Again after an unknown outcome: hands in the same bytes. */
DexFuture *amt_issue_flow_sign (AmtIssueFlow *self);
/* Printed and signed by hand; @number of the form or of the letter (nullable). AmtRequest. */
DexFuture *amt_issue_flow_record_sheet (AmtIssueFlow *self, const char *number);
/* The paper just recorded was handed over or posted; AmtRequest. */
DexFuture *amt_issue_flow_deliver (AmtIssueFlow *self, AmtDeliveryStatus status);

G_END_DECLS
