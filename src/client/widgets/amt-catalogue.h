/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows and pages need to say a request in words: the names of its service, the zone of its authority, and
 * which day it is there. */

#pragma once

#include "amt-request.h"

#include <glib-object.h>

G_BEGIN_DECLS

#define AMT_TYPE_CATALOGUE (amt_catalogue_get_type ())
G_DECLARE_FINAL_TYPE (AmtCatalogue, amt_catalogue, AMT, CATALOGUE, GObject)

/* Signal "changed": other services, or another day. @session: whose authorities it serves. */
AmtCatalogue *amt_catalogue_new (const AmtSession *session);
/* @services: of AmtService, several versions of one may be there. */
void amt_catalogue_set_services (AmtCatalogue *self, GPtrArray *services);
/* (transfer none): of AmtService; never NULL. */
GPtrArray *amt_catalogue_get_services (AmtCatalogue *self);
/* (nullable) (transfer none): the newest version of a service. */
const AmtService *amt_catalogue_find (AmtCatalogue *self, const char *service_id);
/* (transfer full): "Meldebescheinigung, erweitert", in the window's language; @variant: (nullable). An unknown service
 * is called by its id. */
char *amt_catalogue_name (AmtCatalogue *self, const char *service_id, const char *variant);
/* (transfer none): the day it is at the authority; @authority_id: (nullable) the first one. */
const char *amt_catalogue_today (AmtCatalogue *self, const char *authority_id);
const char *amt_catalogue_zone (AmtCatalogue *self, const char *authority_id);

G_END_DECLS
