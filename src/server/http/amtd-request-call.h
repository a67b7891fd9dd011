/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the calls about one request share, whoever makes them. */
#pragma once

#include "amtd-exchange.h"

#include "amt-request.h"

G_BEGIN_DECLS

/* Begins a change of the request in the path. In this order: whose it is, which version is meant, what was sent; so that
 * nobody learns by a wrong body that there is a request. @id: (out) (transfer none). @version: (out) (nullable): NULL when
 * none is asked for. Returns: (transfer full) (nullable): the body as a record of @type. */
void *amtd_request_call_read (AmtdExchange *x, const AmtRecordType *type, const char **id, int64_t *version,
                              GError **error);
/* The request with its version as ETag. @request: (transfer full) (nullable): NULL: the error is set. */
bool amtd_request_call_answer (AmtdExchange *x, unsigned status, AmtRequest *request);

G_END_DECLS
