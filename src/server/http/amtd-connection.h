/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What libsoup does not keep about a connection: its address, what it is doing, and since when. Everything on its
 * listener's thread. */

#pragma once

#include "amtd-http-private.h"

G_BEGIN_DECLS

typedef enum
{
  AMTD_PHASE_WAITING,  /* for headers, the first or the next ones; also the TLS handshake */
  AMTD_PHASE_BODY,     /* reading a body */
  AMTD_PHASE_WORKING,  /* a handler has it */
  AMTD_PHASE_WRITING,  /* writing the answer */
  AMTD_PHASE_REJECTED, /* told to go; what it still sends is thrown away */
} AmtdPhase;

/* The end of the socket is the end of the connection: @gone is called then. @remote: what libsoup hands on with every
 * message, by which amtd_connection_of() finds it. */
typedef void (*AmtdConnectionGone) (AmtdConnection *self, void *data);

AmtdConnection *amtd_connection_new (GSocket *socket, GSocketAddress *remote, const char *address,
                                     AmtdConnectionGone gone, void *data);
AmtdConnection *amtd_connection_ref (AmtdConnection *self);
void amtd_connection_unref (AmtdConnection *self);
/* (nullable) (transfer none): the connection a message came by. */
AmtdConnection *amtd_connection_of (SoupServerMessage *message);

const char *amtd_connection_get_address (AmtdConnection *self);
int amtd_connection_get_fd (AmtdConnection *self); /* -1 when gone */
AmtdPhase amtd_connection_get_phase (AmtdConnection *self);
void amtd_connection_set_phase (AmtdConnection *self, AmtdPhase phase);
/* Its end is not watched any more; somebody else closes it. */
void amtd_connection_release (AmtdConnection *self);
/* What was read or is to be written in this phase: time is allowed by it. */
void amtd_connection_add_bytes (AmtdConnection *self, size_t bytes);
/* Whether its phase has taken too long; @header_seconds for headers. */
bool amtd_connection_is_late (AmtdConnection *self, int64_t now, int header_seconds);
/* Ends it; libsoup notices and cleans up. */
void amtd_connection_cut (AmtdConnection *self);
/* The stream that messages travel by, for answers by hand. */
void amtd_connection_set_stream (AmtdConnection *self, GIOStream *stream);
/* Writes a small answer past libsoup, which still reads: then only throws away what comes. */
void amtd_connection_reject (AmtdConnection *self, unsigned status, const char *headers, GBytes *body);

G_END_DECLS
