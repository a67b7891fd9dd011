/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Routes are tables: who may call, how much may be sent, and a handler that parses, asks a service and answers. */

#pragma once

#include "amtd-exchange.h"

G_BEGIN_DECLS

typedef enum
{
  AMTD_AUDIENCE_PUBLIC,
  AMTD_AUDIENCE_STAFF,
  AMTD_AUDIENCE_CITIZEN,
} AmtdAudience;

typedef enum
{
  AMTD_ROUTE_NONE = 0,
  AMTD_ROUTE_BODY = 1 << 0,   /* a JSON record; at most AMT_JSON_MAX_BYTES unless max_body says so */
  AMTD_ROUTE_STREAM = 1 << 1, /* any bytes, into a temporary file: amtd_exchange_get_upload() */
} AmtdRouteFlags;

/* Runs on a blocking worker with a reading connection of its own. It must answer before it returns TRUE; FALSE with the
 * error set becomes application/problem+json. */
typedef bool (*AmtdHandler) (AmtdExchange *x, GError **error);

typedef struct
{
  const char *method;
  const char *path; /* "/v1/requests/{request}/actions/{action}" */
  AmtdAudience audience;
  AmtdRouteFlags flags;
  size_t max_body; /* 0: AMT_JSON_MAX_BYTES */
  AmtdHandler handler;
} AmtdRoute;

/* A table ends with a NULL method, stands in amtd-WORD-routes.c (or portal/), is declared in amtd-WORD-routes.h as
 * `extern const AmtdRoute amtd_WORD_routes[];` and is added in amtd-routes.c. */

G_END_DECLS
