/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the services keep loaded: catalogue, calendars, renderers; and where the files lie. All of it from any thread. */

#pragma once

#include "amt-deadline.h"
#include "amt-document-renderer.h"
#include "amt-service.h"
#include "amt-trust.h"
#include "amtd-file-store.h"
#include "amtd-server.h"

G_BEGIN_DECLS

/* Called when @server has its database, writer and live; seeds the catalogue where it grew.
 * Returns: (transfer full) (nullable) */
AmtdDomain *amtd_domain_new (AmtdServer *server, GError **error);
void amtd_domain_free (AmtdDomain *self);

/* Removes files that no row names; before anybody is served. */
bool amtd_domain_sweep (AmtdServer *server, GError **error);

/* (transfer full): a version of a service, which never changes. NOT_FOUND "not-found". */
AmtService *amtd_domain_get_service (AmtdDomain *self, AmtDatabase *db, const char *authority_id, const char *id,
                                     int64_t version, GError **error);
/* (transfer full): "NI". INVALID "unknown-land". */
AmtCalendar *amtd_domain_get_calendar (AmtdDomain *self, const char *land, GError **error);
/* The file it comes from. (transfer full) */
GBytes *amtd_domain_read_calendar (AmtdDomain *self, const char *land, GError **error);
/* Puts every service of data/catalogue that an authority does not have yet into its catalogue. */
bool amtd_domain_seed_catalogue (AmtdDomain *self, AmtDatabase *db, const char *authority_id, GError **error);
/* (transfer full): with a renderer of the calling worker's own. Errors as amt_document_renderer_render(). */
GBytes *amtd_domain_render (AmtdDomain *self, const AmtDocumentInput *input, GError **error);
/* (transfer full): the roots in "trust" of the state directory, as they lie there now. UNAVAILABLE "no-trust" */
AmtTrust *amtd_domain_load_trust (AmtdDomain *self, GError **error);

const AmtdFiles *amtd_domain_get_files (AmtdDomain *self);
const char *amtd_domain_get_data (AmtdDomain *self); /* folder of templates, wordings, … */

G_END_DECLS
