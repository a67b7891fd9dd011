/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Authorities, teams, people, what they may do and with which certificates; citizens' accounts. */

#pragma once

#include "amt-database.h"
#include "amt-person.h"
#include "amt-request.h"

G_BEGIN_DECLS

/* NOT_FOUND "not-found" in each get and find. All (transfer full) (nullable). */
AmtAuthority *amtd_office_store_get_authority (AmtDatabase *db, const char *id, GError **error);
AmtAuthority *amtd_office_store_find_authority (AmtDatabase *db, const char *slug, GError **error);
GPtrArray *amtd_office_store_list_authorities (AmtDatabase *db, GError **error); /* of AmtAuthority */
bool amtd_office_store_add_authority (AmtDatabase *db, const AmtAuthority *authority, int64_t now, GError **error);

bool amtd_office_store_add_team (AmtDatabase *db, const char *authority_id, const AmtTeam *team, GError **error);
/* The first team of a kind. */
AmtTeam *amtd_office_store_find_team (AmtDatabase *db, const char *authority_id, const char *kind, GError **error);
AmtTeam *amtd_office_store_get_team (AmtDatabase *db, const char *id, GError **error);

/* The id. */
char *amtd_office_store_find_person (AmtDatabase *db, const char *user, GError **error);
bool amtd_office_store_add_person (AmtDatabase *db, const AmtColleague *person, const char *user, const char *phc,
                                   int64_t now, GError **error);
/* Adds the membership (again: nothing happens); what the person sees grows, so that feeds start anew. */
bool amtd_office_store_add_membership (AmtDatabase *db, const char *person_id, const char *authority_id,
                                       const char *team_id, AmtRole role, GError **error);
/* Makes the shipped roles where they are missing. */
bool amtd_office_store_seed_roles (AmtDatabase *db, GError **error);

/* One row a person × team: a colleague, the team's id, permissions. */
typedef struct
{
  AmtColleague *person;
  char *team_id;
  AmtPermissions permissions;
} AmtdColleagueRow;
void amtd_colleague_row_free (AmtdColleagueRow *self);
/* Active members of an authority by name, of AmtdColleagueRow; a person's rows follow each other. */
GPtrArray *amtd_office_store_list_colleagues (AmtDatabase *db, const char *authority_id, GError **error);
/* The colleague with what is allowed in one team. */
AmtdColleagueRow *amtd_office_store_get_colleague (AmtDatabase *db, const char *team_id, const char *person_id,
                                                   GError **error);

typedef struct
{
  const char *fingerprint; /* SHA-256, hex */
  const char *person_id;
  const char *authority_id;
  AmtPermission permission;
  const char *subject;
  int64_t not_before;
  int64_t not_after;
  bool demo;
} AmtdCertificate;
bool amtd_office_store_add_certificate (AmtDatabase *db, const AmtdCertificate *certificate, int64_t now,
                                        GError **error);
/* Whether the certificate is registered, not revoked and in date for that person, authority and signing role.
 * FALSE with CONFLICT "certificate-unknown". */
bool amtd_office_store_check_certificate (AmtDatabase *db, const AmtdCertificate *certificate, int64_t now,
                                          GError **error);

bool amtd_office_store_add_account (AmtDatabase *db, const char *id, const char *user, const char *phc,
                                    AmtAssurance assurance, const AmtParty *party, int64_t now, GError **error);
/* The citizen as a party, account_id set. @assurance: (out): the account's own */
AmtParty *amtd_office_store_get_account (AmtDatabase *db, const char *id, AmtAssurance *assurance, GError **error);
bool amtd_office_store_get_assurance (AmtDatabase *db, const char *account_id, AmtAssurance *assurance, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtdColleagueRow, amtd_colleague_row_free)

G_END_DECLS
