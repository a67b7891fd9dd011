/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server in a thread of the test: as much of the interface as the client's side needs, with faults on demand. */

#pragma once

#include "amt-feed.h"
#include "amt-person.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _FakeServer FakeServer;

#define FAKE_AUTHORITY "01900000-0000-7000-8000-00000000a000"
#define FAKE_TEAM "01900000-0000-7000-8000-00000000b000"
#define FAKE_PERSON "01900000-0000-7000-8000-00000000c000"
#define FAKE_TOKEN "token-of-the-test"

/* (transfer full): of FAKE_PERSON, member of FAKE_TEAM. */
AmtSession *fake_session_new (void);

FakeServer *fake_server_new (void);
/* With TLS by a certificate of the test's own. */
FakeServer *fake_server_new_tls (GTlsCertificate *certificate);
void fake_server_free (FakeServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeServer, fake_server_free)

/* "http://127.0.0.1:PORT" */
const char *fake_server_get_address (FakeServer *self);

/* Adds @n new requests. */
void fake_server_add (FakeServer *self, unsigned n);
/* (transfer full): id and applicant's name of the request @i. */
char *fake_request_id (unsigned i);
char *fake_request_name (unsigned i);
/* Another state and handler (nullable); told on the live channel. */
void fake_server_change (FakeServer *self, unsigned i, AmtState state, const char *handler_id);
/* The same, many at once, told by one "grown". */
void fake_server_change_quietly (FakeServer *self, unsigned i, AmtState state);
void fake_server_remove (FakeServer *self, unsigned i);
/* It is not shown any more, and nobody says so: as after the end of a membership. */
void fake_server_hide (FakeServer *self, unsigned i);
/* The sequence starts anew. */
void fake_server_new_epoch (FakeServer *self);
/* Nobody is a member of the office any more. */
void fake_server_end_membership (FakeServer *self);
/* NULL: takes no token. */
void fake_server_set_token (FakeServer *self, const char *token);
/* Every answer takes this long. */
void fake_server_set_delay (FakeServer *self, unsigned milliseconds);
/* A page of the feed has at most this many. */
void fake_server_set_page (FakeServer *self, unsigned rows);
/* Paths beginning with @path are answered so, @times times (0: always). @type (nullable); @status 0: the connection is
 * closed after the request was read. */
void fake_server_fail (FakeServer *self, const char *path, unsigned times, unsigned status, const char *type,
                       const char *body);
/* How many requests whose path begins with @path have come. */
unsigned fake_server_count (FakeServer *self, const char *path);
/* (transfer full) (nullable): a header of the last request. */
char *fake_server_get_header (FakeServer *self, const char *name);
/* (transfer full): the notes that were taken, separated by "|"; a repeated key counts once. */
char *fake_server_get_notes (FakeServer *self);
void fake_server_drop_live (FakeServer *self);
unsigned fake_server_count_live (FakeServer *self);

G_END_DECLS
