/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The client's side of the HTTP interface (data/api/openapi.yaml), one method a route.
 *
 * Every call answers at once with a (transfer full) DexFuture; await it in a fiber of the main thread. Dropping the
 * future of a read cancels it. A write goes through to the end whoever still listens; only disposing of the #AmtApi
 * cancels it. Futures carry boxed records (amt-boxed.h): use dex_await_boxed(); those said to carry a list, a GPtrArray
 * of records (G_TYPE_PTR_ARRAY), those said to carry bytes, a GBytes; the others say so.
 *
 * Writes carry an Idempotency-Key: one for each act of the user. When the outcome of an act is unknown (the connection
 * broke, the server answered 5xx) and the same act is done again, the same key goes out again, so that nothing happens
 * twice.
 *
 * Inputs are records made by amt_…_new(), never structs on the stack.
 *
 * Errors are in AMT_ERROR with the server's slug, field and "current" (amt-error.h), besides:
 * OFFLINE with "host-unknown", "connection-refused", "timed-out", "connection-lost", "network-unreachable";
 * UNTRUSTED with "certificate-untrusted" (not one we trust), "certificate-expired", "certificate-wrong-host";
 * FAILED with "not-amtsstube": something answers that is not our server, and "bad-answer": it breaks the contract;
 * TOO_LARGE with "answer-too-large". INVALID with "not-an-address" for a base URL that is none.
 * G_IO_ERROR_CANCELLED when cancelled. */

#pragma once

#include "amt-answers.h"
#include "amt-boxed.h"

#include <libdex.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

#define AMT_TYPE_API (amt_api_get_type ())
G_DECLARE_FINAL_TYPE (AmtApi, amt_api, AMT, API, GObject)

/* @base_url: "https://amt.example" or, for loopback only, "http://127.0.0.1:8080"; as amt_api_clean_address() gives it.
 * @session: (nullable): one of its own when NULL.
 *
 * Signal "signed-out" (const char *slug): the server no longer takes the token (401). The token is dropped first.
 * Signal "removed" (const GError *error): the server says that this person is with the office no longer, in answer to
 * whichever call (amt_http_is_removal()); comes before the token is dropped. The replica deletes itself then.
 * Property "token" (nullable): notified when it changes. */
AmtApi *amt_api_new (const char *base_url, SoupSession *session);
const char *amt_api_get_base_url (AmtApi *self);
/* (nullable) */
const char *amt_api_get_token (AmtApi *self);
void amt_api_set_token (AmtApi *self, const char *token);
/* Another connection of the same person has heard it. */
void amt_api_tell_removed (AmtApi *self, const GError *error);

/* What a person types into the address field: adds https:// (http:// for loopback), drops a trailing slash.
 * Returns: (transfer full) (nullable): NULL with INVALID "not-an-address", or "tls-required" for http:// elsewhere. */
char *amt_api_clean_address (const char *text, GError **error);

/* --- session --- */
/* Whether our server answers there; TRUE (boolean). Any OFFLINE, UNTRUSTED or "not-amtsstube". */
DexFuture *amt_api_check (AmtApi *self);
/* AmtSession; the token is kept. UNAUTHENTICATED "wrong-credentials", LIMITED (amt_api_get_retry_after()). */
DexFuture *amt_api_sign_in (AmtApi *self, const char *user, const char *password, const char *device);
/* TRUE; the token is dropped whatever the server says. */
DexFuture *amt_api_sign_out (AmtApi *self);
/* AmtSession */
DexFuture *amt_api_get_session (AmtApi *self);
/* Seconds after which the last refused sign-in may be tried again; 0: now. */
int amt_api_get_retry_after (AmtApi *self);

/* --- authority --- */
/* list of AmtService; the last answer is kept and asked for again by ETag. */
DexFuture *amt_api_get_catalogue (AmtApi *self, const char *authority_id);
/* AmtCalendar */
DexFuture *amt_api_get_calendar (AmtApi *self, const char *authority_id);
/* list of AmtColleagueEntry */
DexFuture *amt_api_get_colleagues (AmtApi *self, const char *authority_id);
/* list of AmtWording */
DexFuture *amt_api_get_wordings (AmtApi *self, const char *authority_id);
/* AmtFeedPage. @epoch (nullable): GONE "epoch-changed" when it is not the server's. */
DexFuture *amt_api_get_feed (AmtApi *self, const char *authority_id, int64_t after, int limit, const char *epoch);
/* AmtSearchPage: the server's search, which knows older requests too. @cursor (nullable): "next" of the page before. */
DexFuture *amt_api_search (AmtApi *self, const char *authority_id, const char *text, const char *cursor, int limit);
/* AmtJournalHead */
DexFuture *amt_api_get_journal_head (AmtApi *self, const char *authority_id);

/* --- requests; AmtRequest where nothing else is said --- */
DexFuture *amt_api_get_request (AmtApi *self, const char *request_id);
DexFuture *amt_api_enter_request (AmtApi *self, const char *authority_id, const AmtOrder *order);
/* @action: AMT_ACTION_CLAIM, RELEASE, HAND_OVER, ASK, RESUME, SUBMIT, APPROVE, RETURN, SEND_TO_SIGN, RECALL or WITHDRAW.
 * @input (nullable). @version: of the request one looks at. STALE "stale" with "current" (amt_error_get_current()). */
DexFuture *amt_api_act (AmtApi *self, const char *request_id, AmtAction action, const AmtActionInput *input,
                        int64_t version);
DexFuture *amt_api_put_extract (AmtApi *self, const char *request_id, const AmtExtractInput *input, int64_t version);
DexFuture *amt_api_put_gate (AmtApi *self, const char *request_id, AmtGateKind kind, const AmtGateInput *input,
                             int64_t version);
DexFuture *amt_api_add_note (AmtApi *self, const char *request_id, const char *text);
/* The same with the note's id made by the caller, which outlives the program: sent again, after whatever time, the note
 * arrives once. For what waited to be sent. */
DexFuture *amt_api_send_note (AmtApi *self, const char *request_id, const char *text, const char *id);
DexFuture *amt_api_set_follow_up (AmtApi *self, const char *request_id, const AmtFollowUpInput *input);
DexFuture *amt_api_clear_follow_up (AmtApi *self, const char *request_id);
/* list of AmtJournalEntry, newest first */
DexFuture *amt_api_get_journal (AmtApi *self, const char *request_id);

/* Streams @file; TOO_LARGE "too-large" before anything is sent when it has more than 20 MB, INVALID
 * "unsupported-type". */
DexFuture *amt_api_upload_attachment (AmtApi *self, const char *request_id, GFile *file);
/* bytes, at most 20 MB */
DexFuture *amt_api_get_attachment (AmtApi *self, const char *request_id, const char *attachment_id);

/* --- documents --- */
/* AmtDraft */
DexFuture *amt_api_create_draft (AmtApi *self, const char *request_id, const AmtDraftInput *input, int64_t version);
/* bytes */
DexFuture *amt_api_get_draft_content (AmtApi *self, const char *draft_id);
/* AmtRequest. CONFLICT "not-this-draft", "signature-invalid", "certificate-unknown", "content-changed", "gates-open". */
DexFuture *amt_api_hand_in_signed (AmtApi *self, const char *draft_id, GBytes *pdf);
/* @sheet_number: (nullable) but for a certificate on a prescribed form. AmtRequest */
DexFuture *amt_api_hand_in_printed (AmtApi *self, const char *draft_id, const char *sheet_number);
/* @delivery: AMT_DELIVERY_HANDED_OUT or AMT_DELIVERY_POSTED. AmtRequest */
DexFuture *amt_api_set_delivery (AmtApi *self, const char *document_id, AmtDeliveryStatus delivery);
/* bytes */
DexFuture *amt_api_get_document_content (AmtApi *self, const char *document_id);

G_END_DECLS
