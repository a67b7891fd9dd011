/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request and its answer, as a handler sees it: nothing of libsoup, plain values only. */

#pragma once

#include "amt-json-writer.h"
#include "amtd-server.h"
#include "amtd-upload.h"

G_BEGIN_DECLS

typedef struct _AmtdExchange AmtdExchange;

AmtdServer *amtd_exchange_get_server (AmtdExchange *self);
AmtDatabase *amtd_exchange_get_database (AmtdExchange *self);  /* reading; this worker's own */
const AmtdActor *amtd_exchange_get_actor (AmtdExchange *self); /* (nullable) on public routes */
const char *amtd_exchange_get_address (AmtdExchange *self);    /* the caller's, as text */

/* "request" of "/v1/requests/{request}"; decoded; never NULL for a name of the route. */
const char *amtd_exchange_get_param (AmtdExchange *self, const char *name);
/* The same for ids: NOT_FOUND "not-found" when it is no UUID. */
const char *amtd_exchange_get_id (AmtdExchange *self, const char *name, GError **error);
const char *amtd_exchange_get_query (AmtdExchange *self, const char *name); /* (nullable) */
/* @value is @fallback when the query has no @name. INVALID "bad-query" with the name as field. */
bool amtd_exchange_get_query_int (AmtdExchange *self, const char *name, int64_t fallback, int64_t min, int64_t max,
                                  int64_t *value, GError **error);
const char *amtd_exchange_get_header (AmtdExchange *self, const char *name); /* (nullable) */
/* The version of `If-Match: "7"`. INVALID "if-match-missing" (428) or "bad-if-match". */
bool amtd_exchange_get_if_match (AmtdExchange *self, int64_t *version, GError **error);

GBytes *amtd_exchange_get_body (AmtdExchange *self); /* never NULL */
/* The body as a record, strictly. (transfer full) (nullable): unref with the record's own function. */
void *amtd_exchange_read_record (AmtdExchange *self, const AmtRecordType *type, GError **error);
/* The body of an AMTD_ROUTE_STREAM route, finished. Its file is removed afterwards unless it was adopted; it is not
 * fsynced. (transfer none) */
AmtdUpload *amtd_exchange_get_upload (AmtdExchange *self);

/* Answers. The last one counts. */
void amtd_exchange_answer (AmtdExchange *self, unsigned status, const char *content_type, GBytes *body);
void amtd_exchange_answer_record (AmtdExchange *self, unsigned status, const AmtRecordType *type, const void *record);
void amtd_exchange_answer_json (AmtdExchange *self, unsigned status, AmtJsonWriter *json);
/* 200 {"items":[…]} of records of @type. */
void amtd_exchange_answer_items (AmtdExchange *self, const AmtRecordType *type, GPtrArray *records);
void amtd_exchange_answer_empty (AmtdExchange *self); /* 200 {} */
/* ETag: "7" */
void amtd_exchange_set_version (AmtdExchange *self, int64_t version);
/* Sets ETag: "@etag"; TRUE when If-None-Match has it: 304 is then the answer and the handler is done. */
bool amtd_exchange_is_unchanged (AmtdExchange *self, const char *etag);
void amtd_exchange_set_header (AmtdExchange *self, const char *name, const char *value);

/* Seconds for Retry-After, should the handler fail; 0 for none. */
void amtd_exchange_set_retry_after (AmtdExchange *self, int seconds);
/* The answer is a WebSocket that live feeds. */
void amtd_exchange_upgrade (AmtdExchange *self);

G_END_DECLS
