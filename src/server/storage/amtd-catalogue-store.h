/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The versions of the catalogue. */

#pragma once

#include "amt-database.h"
#include "amt-service.h"

G_BEGIN_DECLS

/* Adds what is not there yet. @added: (out) whether it was new. */
bool amtd_catalogue_store_add (AmtDatabase *db, const char *authority_id, const AmtService *service, bool *added,
                               GError **error);
/* (transfer full): NOT_FOUND "not-found" */
AmtService *amtd_catalogue_store_get (AmtDatabase *db, const char *authority_id, const char *id, int64_t version,
                                      GError **error);
/* The version in force on @day; INVALID "unknown-service" (field "service_id") when there is none. */
int64_t amtd_catalogue_store_find (AmtDatabase *db, const char *authority_id, const char *id, const char *day,
                                   GError **error);
/* (transfer full): JSON of every service in force on @day, by id; of char *. */
GPtrArray *amtd_catalogue_store_list (AmtDatabase *db, const char *authority_id, const char *day, GError **error);

G_END_DECLS
