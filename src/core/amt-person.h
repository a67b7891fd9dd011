/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Staff, where they belong, and a session. */

#pragma once

#include "amt-policy.h"
#include "amt-record.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *name; /* "Stadt Leinhagen" */
  char *slug; /* "leinhagen", in addresses and file names */
  char *zone; /* "Europe/Berlin" */
  char *land; /* "NI": calendar and catalogue */
  char *street;
  char *town; /* "29999 Leinhagen" */
  char *email;
} AmtAuthority;
AMT_DECLARE_RECORD (AmtAuthority, amt_authority)

typedef struct
{
  char *id;
  char *name; /* "Bürgerbüro" */
  char *kind; /* "residents", "civil-status", "trade", "tax"; a service names the kind */
} AmtTeam;
AMT_DECLARE_RECORD (AmtTeam, amt_team)

/* person × authority × team × role */
typedef struct
{
  AmtAuthority *authority;
  AmtTeam *team;
  int role;             /* AmtRole */
  uint32_t permissions; /* AmtPermissions */
} AmtMembership;
AMT_DECLARE_RECORD (AmtMembership, amt_membership)

/* A name by which others are shown and to whom one can hand over. */
typedef struct
{
  char *id;
  char *name;     /* "Annegret Thießen" */
  char *function; /* (nullable) "Standesbeamtin" */
} AmtColleague;
AMT_DECLARE_RECORD (AmtColleague, amt_colleague)

/* GET /v1/session */
typedef struct
{
  char *person_id;
  char *name;
  char *function; /* (nullable) */
  char *user;
  int64_t expires_at;
  GPtrArray *memberships; /* of AmtMembership */
  char *server_name;      /* "Amtsstube 0.1" */
  bool demo;
} AmtSession;
AMT_DECLARE_RECORD (AmtSession, amt_session)

/* POST /v1/sessions */
typedef struct
{
  char *user;
  char *password;
  char *device; /* (nullable) name of the workstation */
} AmtSignIn;
AMT_DECLARE_RECORD (AmtSignIn, amt_sign_in)

typedef struct
{
  char *token;
  AmtSession *session;
} AmtSignedIn;
AMT_DECLARE_RECORD (AmtSignedIn, amt_signed_in)

/* The permissions in one team (@team_id) or, when NULL, in any team of the authority. */
AmtPermissions amt_session_permissions (const AmtSession *self, const char *authority_id, const char *team_id);

G_END_DECLS
