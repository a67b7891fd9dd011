/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "amtd-http.h"
#include "amtd-router.h"
#include "amtd-upload.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _AmtdListener AmtdListener;
typedef struct _AmtdConnection AmtdConnection;
typedef struct _AmtdWorkers AmtdWorkers;
typedef struct _AmtdAddresses AmtdAddresses;

struct _AmtdHttp
{
  AmtdServer *server;
  AmtdRouter *router;
  AmtdWorkers *workers;
  GTlsCertificate *certificate; /* (owned) (nullable) */
  GPtrArray *listeners;         /* (owned) */
  AmtdAddresses *addresses;     /* (owned) counts connections */
  char *incoming;               /* directory of uploads */
  int port;
};

/* What the message's context and a worker hand to each other; never used by both at once. */
struct _AmtdExchange
{
  gatomicrefcount refs;
  AmtdHttp *http;
  AmtdListener *listener;
  SoupServerMessage *message; /* (unowned) it owns the exchange; its listener's thread only */
  const AmtdRoute *route;     /* (nullable) */
  AmtDatabase *db;            /* while a worker has it */
  AmtdActor *actor;
  char *method;
  char *path;
  char *query_text; /* (nullable) */
  char *address;
  GHashTable *params;
  GHashTable *query;
  GHashTable *headers; /* by lower-case name */
  GByteArray *chunks;
  GBytes *body;
  AmtdUpload *upload;
  GError *failure; /* known before the handler */
  int retry_after;
  int64_t began;
  bool only_identify; /* the worker's first pass over a streamed body */
  bool aborted;
  bool rejected; /* answered by hand; libsoup's own answer goes nowhere */

  unsigned status;
  char *content_type;
  GBytes *answer;
  SoupMessageHeaders *answer_headers;
  bool upgrade; /* to a WebSocket */
};

AmtdExchange *amtd_exchange_ref (AmtdExchange *self);
/* The last reference must be given up on the listener's thread. */
void amtd_exchange_unref (AmtdExchange *self);
/* On a worker: identifies the caller, repeats a kept answer or runs the handler, and makes errors problems. */
void amtd_exchange_run (AmtdExchange *self, AmtDatabase *db);
/* Turns @error (transfer full) into the answer. */
void amtd_exchange_fail (AmtdExchange *self, GError *error);

AmtdWorkers *amtd_workers_new (AmtdServer *server, GError **error);
/* FALSE when too many wait; otherwise a worker runs it and amtd_listener_finish() follows on its listener's thread. */
bool amtd_workers_push (AmtdWorkers *self, AmtdExchange *exchange);
/* Finishes what was pushed. */
void amtd_workers_free (AmtdWorkers *self);

/* Takes @fd (transfer full). */
AmtdListener *amtd_listener_new (AmtdHttp *http, int fd, GError **error);
void amtd_listener_start (AmtdListener *self);
void amtd_listener_stop (AmtdListener *self);       /* any thread; begins to drain */
void amtd_listener_join (AmtdListener *self);       /* waits until it has drained */
void amtd_listener_free (AmtdListener *self);       /* after its workers */
void amtd_listener_finish (AmtdExchange *exchange); /* any thread; takes the reference */

/* Counts connections, all and by address; any thread. */
AmtdAddresses *amtd_addresses_new (int max, int max_each);
AmtdAddresses *amtd_addresses_ref (AmtdAddresses *self);
void amtd_addresses_unref (AmtdAddresses *self);
int amtd_addresses_count (AmtdAddresses *self);
/* FALSE when there are too many already. */
bool amtd_addresses_add (AmtdAddresses *self, const char *address);
void amtd_addresses_remove (AmtdAddresses *self, const char *address);

/* On the listener's thread, for a message whose status is still open: answers the handshake; when it is written the
 * connection is handed to live's context. Takes the exchange's actor. */
void amtd_socket_upgrade (AmtdExchange *exchange);

G_END_DECLS
