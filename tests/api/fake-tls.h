/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TLS in front of a test's libsoup server. libsoup's own forgets that a handshake is under way when it disconnects, and
 * uses the freed connection when that one ends: a client that refuses a certificate is gone just then. */

#pragma once

#include <libsoup/soup.h>
#include <stdint.h>

typedef struct _FakeTls FakeTls;

/* Listens on 127.0.0.1 in the thread's default context and hands to @soup whoever ended the handshake. */
FakeTls *fake_tls_new (SoupServer *soup, GTlsCertificate *certificate);
uint16_t fake_tls_get_port (FakeTls *self);
/* Ends what is under way and waits for it. */
void fake_tls_free (FakeTls *self);

/* (transfer full): a certificate of its own issuing, in @directory as NAME.pem and NAME.key. @more: options of openssl req. */
GTlsCertificate *fake_tls_make_certificate (const char *directory, const char *name, const char *more);
