/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-actor.h"

#include "amt-error.h"

#include <string.h>

static const char *const kind_nicks[] = {"server", "staff", "citizen", NULL};
const AmtEnum amtd_actor_kind_enum = {"actor-kind", kind_nicks};

AmtdActor *
amtd_actor_new (AmtdActorKind kind, const char *id, const char *name)
{
  AmtdActor *self = g_new0 (AmtdActor, 1);

  self->kind = kind;
  self->id = g_strdup (id);
  self->name = g_strdup (name);
  return self;
}

int64_t
amtd_actor_get_now (const AmtdActor *self)
{
  return self->at != 0 ? self->at : g_get_real_time ();
}

void
amtd_once_free (AmtdOnce *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->route);
  g_free (self->body);
  g_free (self);
}

void
amtd_actor_free (AmtdActor *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_clear_pointer (&self->session, amt_session_unref);
  g_free (self->token_hash);
  amtd_once_free (self->once);
  g_free (self);
}

char *
amtd_actor_dup_name (const AmtdActor *self)
{
  const char *kind = amt_enum_to_nick (&amtd_actor_kind_enum, self->kind);

  return self->id ? g_strconcat (kind, ":", self->id, NULL) : g_strdup (kind);
}

AmtPermissions
amtd_actor_get_permissions (const AmtdActor *self, const char *authority_id, const char *team_id)
{
  if (self->kind == AMTD_ACTOR_SERVER)
    return (1u << AMT_N_PERMISSIONS) - 1;
  return self->session ? amt_session_permissions (self->session, authority_id, team_id) : 0;
}

bool
amtd_actor_check_member (const AmtdActor *self, const char *authority_id, GError **error)
{
  if (self->kind == AMTD_ACTOR_SERVER)
    return true;
  for (unsigned i = 0; self->session && i < self->session->memberships->len; i++)
    {
      const AmtMembership *membership = self->session->memberships->pdata[i];

      if (g_str_equal (membership->authority->id, authority_id))
        return true;
    }
  amt_error_set (error, AMT_ERROR_NOT_FOUND, "not-found", NULL, "Not found");
  return false;
}

static int
compare_ids (const void *a, const void *b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GStrv
amtd_actor_get_teams (const AmtdActor *self, const char *authority_id)
{
  g_autoptr (GPtrArray) teams = g_ptr_array_new_null_terminated (8, g_free, TRUE);

  for (unsigned i = 0; self->session && i < self->session->memberships->len; i++)
    {
      const AmtMembership *membership = self->session->memberships->pdata[i];

      if ((membership->permissions & (1u << AMT_PERMISSION_READ)) == 0 ||
          (authority_id && !g_str_equal (membership->authority->id, authority_id)))
        continue;
      if (!g_ptr_array_find_with_equal_func (teams, membership->team->id, g_str_equal, NULL))
        g_ptr_array_add (teams, g_strdup (membership->team->id));
    }
  g_ptr_array_sort (teams, compare_ids);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&teams), FALSE);
}
