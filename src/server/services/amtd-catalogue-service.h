/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a window or a citizen's page asks about an authority before it asks about requests. All for members of the
 * authority (citizens: for all); NOT_FOUND otherwise. All (transfer full) (nullable) JSON. */

#pragma once

#include "amtd-domain.h"

G_BEGIN_DECLS

/* {"version":"…","items":[AmtService]}; @etag: (out) (transfer full): the version. */
char *amtd_catalogue_service_list (AmtDatabase *db, const AmtdActor *actor, const char *authority_id, char **etag,
                                   GError **error);
GBytes *amtd_catalogue_service_read_calendar (AmtdServer *server, AmtDatabase *db, const AmtdActor *actor,
                                              const char *authority_id, GError **error);
/* {"items":[{"id","kind","title","text"}]}; @language: "de" or "en". */
char *amtd_catalogue_service_read_wordings (AmtdServer *server, const AmtdActor *actor, const char *authority_id,
                                            const char *language, GError **error);
/* {"items":[AmtColleague + "permissions" + "teams"]} */
char *amtd_catalogue_service_list_colleagues (AmtDatabase *db, const AmtdActor *actor, const char *authority_id,
                                              GError **error);
/* {"items":[{"id","name","town"}]}: where a citizen can order. */
char *amtd_catalogue_service_list_authorities (AmtDatabase *db, GError **error);

G_END_DECLS
