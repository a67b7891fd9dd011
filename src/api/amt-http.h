/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every conversation with the server has in common: addresses, bounds, and what an error means. Stateless; used by
 * the calls of #AmtApi on the main thread and by the replica on its worker. */

#pragma once

#include "amt-record.h"

#include <libsoup/soup.h>
#include <stdbool.h>

G_BEGIN_DECLS

#define AMT_HTTP_JSON_MAX (4u * 1024 * 1024)
#define AMT_HTTP_FEED_MAX (8u * 1024 * 1024)
#define AMT_HTTP_CONTENT_MAX (64u * 1024 * 1024)
#define AMT_HTTP_ATTACHMENT_MAX (20u * 1024 * 1024)

/* (transfer full): certificates are verified, redirects refused by amt_http_message_new(), nothing is kept on disk;
 * silence of 30 seconds is an error. */
SoupSession *amt_http_session_new (void);

/* Returns: (transfer full) (nullable): NULL with INVALID "not-an-address". @path begins with "/v1/". @token (nullable). */
SoupMessage *amt_http_message_new (const char *method, const char *base_url, const char *path, const char *token,
                                   GError **error);
/* (transfer full): @value as one segment or value of an address. */
char *amt_http_escape (const char *value);

/* Turns what GIO and libsoup say of @message into an error of ours with a slug (amt-api.h). Cancelled stays cancelled.
 * @from: (transfer full). */
/* What reading a file of this workstation failed with, as "no-such-file" or "not-readable"; takes @from. */
GError *amt_http_file_error (GError *from);
GError *amt_http_transport_error (SoupMessage *message, GError *from);

/* Whether @body is a good answer of our server: 2xx or 304, and of @type ("application/json"), else the problem in it. */
bool amt_http_check_answer (SoupMessage *message, GBytes *body, const char *type, GError **error);

/* Sends and reads at most @max bytes on this thread. (transfer full) (nullable): the whole body, not yet checked. */
GBytes *amt_http_send (SoupSession *session, SoupMessage *message, size_t max, GCancellable *cancellable,
                       GError **error);
/* TOO_LARGE "answer-too-large" when @length is more than @max. */
bool amt_http_check_length (size_t length, size_t max, GError **error);

/* Whether the server says that this person is no longer with the office: what a workstation keeps is to be deleted. */
bool amt_http_is_removal (const GError *error);

/* Seconds of Retry-After; 0 when there is none, at most an hour. */
int amt_http_get_retry_after (SoupMessage *message);

/* Parses {"items": […]} into a list of records. (transfer full) (nullable): INVALID. */
GPtrArray *amt_http_read_list (GBytes *body, size_t max, const AmtRecordType *type, GError **error);

G_END_DECLS
