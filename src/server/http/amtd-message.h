/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From libsoup's messages to exchanges and back, on a listener's thread. */

#pragma once

#include "amtd-http-private.h"

G_BEGIN_DECLS

void amtd_message_connect (AmtdListener *listener, AmtdHttp *http, SoupServer *soup);

/* Gives the exchange's answer to libsoup. */
void amtd_message_answer (AmtdExchange *x);

bool amtd_listener_is_draining (AmtdListener *self);
GMainContext *amtd_listener_get_context (AmtdListener *self);
/* The connection is somebody else's now, who takes it from the addresses. */
void amtd_listener_forget (AmtdListener *self, AmtdConnection *connection);

G_END_DECLS
