/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The HTTP interface: listeners that parse, workers that block, and the table of routes between them. */

#pragma once

#include "amtd-route.h"

G_BEGIN_DECLS

typedef struct _AmtdHttp AmtdHttp;

/* @server: (unowned): outlives it. */
AmtdHttp *amtd_http_new (AmtdServer *server);
/* Before amtd_http_start(). @routes ends with a NULL method and stays where it is. */
void amtd_http_add_routes (AmtdHttp *self, const AmtdRoute *routes);
bool amtd_http_start (AmtdHttp *self, GError **error);
int amtd_http_get_port (AmtdHttp *self);
/* Takes no more connections, ends live ones, finishes what runs; returns when done or after stop-seconds. */
void amtd_http_stop (AmtdHttp *self);
void amtd_http_free (AmtdHttp *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtdHttp, amtd_http_free)

G_END_DECLS
