/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Authorities and their people, as the commands init, add-authority, add-person and add-certificate change them. */

#pragma once

#include "amtd-server.h"

G_BEGIN_DECLS

/* @authority: id may be NULL. Makes a team of each of @team_kinds ("residents", …) named by @team_names.
 * INVALID "unknown-land", "unknown-zone", CONFLICT "slug-taken". Returns: (transfer full) (nullable): the id. */
char *amtd_office_add_authority (AmtdServer *server, const AmtAuthority *authority, const char *const *team_kinds,
                                 const char *const *team_names, GError **error);
/* A new person, or with @phc NULL a further membership of one that is there (by user name, which holds for all authorities).
 * @phc: (nullable) hash by amt_password_hash(). CONFLICT "user-taken", INVALID "unknown-person".
 * Returns: (transfer full) (nullable): the person's id. */
char *amtd_office_add_person (AmtdServer *server, const char *user, const char *name, const char *function,
                              const char *phc, const char *authority_slug, const char *team_kind, AmtRole role,
                              GError **error);
/* Registers the certificate (PEM or DER) with which @user signs, for every signing permission their roles give them.
 * INVALID "not-a-certificate", "signs-nothing"; NOT_FOUND. */
bool amtd_office_add_certificate (AmtdServer *server, const char *user, GBytes *certificate, GError **error);

G_END_DECLS
