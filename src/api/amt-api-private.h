/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a call needs of its AmtApi. Private to src/api. */

#pragma once

#include "amt-call.h"

G_BEGIN_DECLS

SoupSession *amt_api_get_soup (AmtApi *self);
/* Cancelled on dispose. */
GCancellable *amt_api_get_cancellable (AmtApi *self);
/* (transfer full): the key for @act: the one used before as long as its outcome is unknown. */
char *amt_api_begin_act (AmtApi *self, const char *act);
/* The outcome of @act is known. */
void amt_api_end_act (AmtApi *self, const char *act);
/* Looks at an error that came back: 401 ends the session, 429 sets the time to wait. */
void amt_api_note_error (AmtApi *self, AmtCall *call, const GError *error);

/* The last catalogue of an authority, by ETag. */
const char *amt_api_get_catalogue_etag (AmtApi *self, const char *authority_id);
GPtrArray *amt_api_get_kept_catalogue (AmtApi *self, const char *authority_id);
void amt_api_keep_catalogue (AmtApi *self, const char *authority_id, const char *etag, GPtrArray *services);

G_END_DECLS
