/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who does something: staff with memberships, a citizen with an account, or the server itself. */

#pragma once

#include "amt-person.h"

G_BEGIN_DECLS

typedef enum
{
  AMTD_ACTOR_SERVER,
  AMTD_ACTOR_STAFF,
  AMTD_ACTOR_CITIZEN,
} AmtdActorKind;

extern const AmtEnum amtd_actor_kind_enum; /* "server", "staff", "citizen": by_kind of the journal */

/* An Idempotency-Key with what it is bound to. The writer keeps it in the same transaction as the change. */
typedef struct
{
  char *key;   /* as sent, at most 200 characters */
  char *route; /* method and path */
  char *body;  /* hex, SHA-256 of query and body */
  bool used;   /* the writer has kept it: a second change of the same call does not */
} AmtdOnce;

typedef struct
{
  AmtdActorKind kind;
  char *id;            /* (nullable) person or account; NULL for the server */
  char *name;          /* (nullable) */
  AmtSession *session; /* (nullable) staff only: memberships */
  char *token_hash;    /* (nullable) names the session */
  int64_t expires_at;
  int64_t membership_version; /* of the person: grows when memberships change */
  int64_t at;                 /* when it acts; 0: now. The demo tells what happened in the past. */
  AmtdOnce *once;             /* (nullable) */
} AmtdActor;

/* The moment by the clock, or the one the actor acts at. */
int64_t amtd_actor_get_now (const AmtdActor *self);

AmtdActor *amtd_actor_new (AmtdActorKind kind, const char *id, const char *name);
void amtd_actor_free (AmtdActor *self);
void amtd_once_free (AmtdOnce *self);

/* Permissions in @team_id, or in any team of the authority when @team_id is NULL. None for citizens, all for the server. */
AmtPermissions amtd_actor_get_permissions (const AmtdActor *self, const char *authority_id, const char *team_id);
/* NOT_FOUND "not-found" unless staff of @authority_id: to others the authority does not exist. */
bool amtd_actor_check_member (const AmtdActor *self, const char *authority_id, GError **error);
/* (transfer full): "staff:<id>", "citizen:<id>", "server" */
char *amtd_actor_dup_name (const AmtdActor *self);
/* (transfer full): ids of the teams of @authority_id (NULL: of all) in which the actor may read, sorted. */
GStrv amtd_actor_get_teams (const AmtdActor *self, const char *authority_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtdActor, amtd_actor_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AmtdOnce, amtd_once_free)

G_END_DECLS
