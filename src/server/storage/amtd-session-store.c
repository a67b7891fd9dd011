/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-session-store.h"

#include "amtd-row.h"

#include "amt-error.h"

#define WAIT_MAX_US (INT64_C (15) * 60 * G_USEC_PER_SEC)
/* So long after a session of staff is over a workstation may still ask by its token whether it is to keep its copy. */
#define STAFF_KEPT_US (INT64_C (365) * 24 * 60 * 60 * G_USEC_PER_SEC)
/* Counted from the first: an office whose people mistype every day is not kept out by what adds up over the weeks. */
#define ATTEMPTS_KEPT_US (INT64_C (24) * 60 * 60 * G_USEC_PER_SEC)

void
amtd_credentials_clear (AmtdCredentials *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->phc, g_free);
}

bool
amtd_session_store_find_credentials (AmtDatabase *db, AmtdActorKind kind, const char *user,
                                     AmtdCredentials *credentials, GError **error)
{
  const char *sql = kind == AMTD_ACTOR_STAFF
                        ? "SELECT id, name, password, active FROM people WHERE user_name = $1"
                        : "SELECT id, name, password, active FROM accounts WHERE user_name = $1 AND active = 1";
  g_autoptr (AmtCursor) row = amt_database_query (db, error, sql, "t", user);

  if (row == NULL)
    return false;
  if (amt_cursor_next (row))
    {
      credentials->id = amt_cursor_dup_text (row, 0);
      credentials->name = amt_cursor_dup_text (row, 1);
      credentials->phc = amt_cursor_dup_text (row, 2);
      credentials->disabled = amt_cursor_get_int (row, 3) == 0;
    }
  return amt_cursor_finish (row, error);
}

bool
amtd_session_store_add (AmtDatabase *db, const AmtdActor *actor, const char *device, int64_t now, GError **error)
{
  bool staff = actor->kind == AMTD_ACTOR_STAFF;

  return amt_database_run (db, error,
                           "INSERT INTO sessions (token_hash, kind, person_id, account_id, device, created_at, "
                           "expires_at, last_seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $6)",
                           "tttttnn", actor->token_hash, amt_enum_to_nick (&amtd_actor_kind_enum, actor->kind),
                           staff ? actor->id : NULL, staff ? NULL : actor->id, device, now, actor->expires_at);
}

bool
amtd_session_store_remove (AmtDatabase *db, const char *token_hash, GError **error)
{
  return amt_database_run (db, error, "DELETE FROM sessions WHERE token_hash = $1", "t", token_hash);
}

bool
amtd_session_store_prune (AmtDatabase *db, int64_t now, GError **error)
{
  return amt_database_run (db, error,
                           "DELETE FROM sessions WHERE expires_at <= $1 AND (kind <> 'staff' OR expires_at <= $2)",
                           "nn", now, now - STAFF_KEPT_US) &&
         amt_database_run (db, error, "DELETE FROM sign_in_attempts WHERE last_at <= $1", "n", now - ATTEMPTS_KEPT_US);
}

static AmtPermissions
read_permissions (AmtCursor *row, int column)
{
  g_auto (GStrv)
      nicks = g_strsplit (amt_cursor_is_null (row, column) ? "" : amt_cursor_get_text (row, column), ",", -1);
  AmtPermissions permissions = 0;

  for (unsigned i = 0; nicks[i]; i++)
    {
      int value;

      if (amt_enum_from_nick (&amt_permission_enum, nicks[i], &value))
        permissions |= 1u << value;
    }
  return permissions;
}

static AmtMembership *
read_membership (AmtCursor *row)
{
  AmtMembership *membership = amt_membership_new ();

  membership->authority = amtd_row_get_authority (row, 0);
  membership->team = amt_team_new ();
  membership->team->id = amt_cursor_dup_text (row, 8);
  membership->team->name = amt_cursor_dup_text (row, 9);
  membership->team->kind = amt_cursor_dup_text (row, 10);
  amt_enum_from_nick (&amt_role_enum, amt_cursor_get_text (row, 11), &membership->role);
  membership->permissions = read_permissions (row, 12);
  return membership;
}

static bool
load_memberships (AmtDatabase *db, AmtSession *session, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error,
      "SELECT a.id, a.name, a.slug, a.zone, a.land, a.street, a.town, a.email, t.id, t.name, t.kind, m.role_id, "
      "(SELECT group_concat (permission) FROM role_permissions p WHERE p.role_id = m.role_id) "
      "FROM memberships m JOIN teams t ON t.id = m.team_id JOIN authorities a ON a.id = m.authority_id "
      "WHERE m.person_id = $1 ORDER BY a.name, t.name",
      "t", session->person_id);

  if (row == NULL)
    return false;
  g_clear_pointer (&session->memberships, g_ptr_array_unref);
  session->memberships = amt_record_list_new ();
  while (amt_cursor_next (row))
    g_ptr_array_add (session->memberships, read_membership (row));
  return amt_cursor_finish (row, error);
}

static AmtSession *
load_person (AmtDatabase *db, const char *person_id, int64_t expires_at, int64_t *membership_version, GError **error)
{
  g_autoptr (AmtSession) session = amt_session_new ();
  g_autoptr (AmtCursor) row = amt_database_query_row (
      db, error, "SELECT name, job, user_name, membership_version FROM people WHERE id = $1", "t", person_id);

  if (row == NULL)
    return NULL;
  session->person_id = g_strdup (person_id);
  session->name = amt_cursor_dup_text (row, 0);
  session->function = amt_cursor_dup_text (row, 1);
  session->user = amt_cursor_dup_text (row, 2);
  session->expires_at = expires_at;
  *membership_version = amt_cursor_get_int (row, 3);
  return load_memberships (db, session, error) ? g_steal_pointer (&session) : NULL;
}

AmtdActor *
amtd_session_store_load (AmtDatabase *db, AmtdActorKind kind, const char *token_hash, int64_t now, GError **error)
{
  g_autoptr (AmtdActor) actor = NULL;
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error,
      "SELECT s.expires_at, coalesce (p.id, a.id), coalesce (p.name, a.name), s.person_id, "
      "(SELECT count (*) FROM memberships m WHERE m.person_id = p.id) FROM sessions s "
      "LEFT JOIN people p ON p.id = s.person_id AND p.active = 1 "
      "LEFT JOIN accounts a ON a.id = s.account_id AND a.active = 1 WHERE s.token_hash = $1 AND s.kind = $2",
      "tt", token_hash, amt_enum_to_nick (&amtd_actor_kind_enum, kind));

  if (row == NULL)
    return NULL;
  if (!amt_cursor_next (row))
    {
      if (amt_cursor_finish (row, error))
        amt_error_set (error, AMT_ERROR_UNAUTHENTICATED, "no-session", NULL, "Sign in first");
      return NULL;
    }
  if (amt_cursor_is_null (row, 1))
    {
      /* A workstation deletes its copy when it hears this. */
      amt_error_set (error, AMT_ERROR_UNAUTHENTICATED, amt_cursor_is_null (row, 3) ? "no-session" : "person-disabled",
                     NULL, "Sign in first");
      return NULL;
    }
  actor = amtd_actor_new (kind, amt_cursor_get_text (row, 1), amt_cursor_get_text (row, 2));
  actor->token_hash = g_strdup (token_hash);
  actor->expires_at = amt_cursor_get_int (row, 0);
  if (actor->expires_at <= now)
    {
      if (kind == AMTD_ACTOR_STAFF && amt_cursor_get_int (row, 4) == 0)
        amt_error_set (error, AMT_ERROR_UNAUTHENTICATED, "no-membership", NULL, "One belongs to no office any more");
      else
        amt_error_set (error, AMT_ERROR_UNAUTHENTICATED, "session-expired", NULL, "The session is over: sign in again");
      return NULL;
    }
  if (kind == AMTD_ACTOR_STAFF &&
      !(actor->session = load_person (db, actor->id, actor->expires_at, &actor->membership_version, error)))
    return NULL;
  return g_steal_pointer (&actor);
}

bool
amtd_session_store_check (AmtDatabase *db, const AmtdActor *actor, int64_t now, const char **reason, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error,
      "SELECT p.membership_version FROM sessions s JOIN people p ON p.id = s.person_id AND p.active = 1 "
      "WHERE s.token_hash = $1",
      "t", actor->token_hash);

  if (row == NULL)
    return false;
  *reason = NULL;
  if (actor->expires_at <= now)
    *reason = "expired";
  else if (!amt_cursor_next (row))
    *reason = "signed-out";
  else if (amt_cursor_get_int (row, 0) != actor->membership_version)
    *reason = "membership";
  return amt_cursor_finish (row, error);
}

bool
amtd_session_store_blocked_until (AmtDatabase *db, const char *const *subjects, int64_t *until, GError **error)
{
  *until = 0;
  for (unsigned i = 0; subjects[i]; i++)
    {
      int64_t one;

      if (!amt_database_query_int (
              db, error, &one, "SELECT coalesce ((SELECT blocked_until FROM sign_in_attempts WHERE subject = $1), 0)",
              "t", subjects[i]))
        return false;
      *until = MAX (*until, one);
    }
  return true;
}

bool
amtd_session_store_count_failure (AmtDatabase *db, const char *subject, int allowed, int64_t wait_us, int64_t now,
                                  GError **error)
{
  int64_t failures, wait = 0;

  if (!amt_database_query_int (
          db, error, &failures,
          "INSERT INTO sign_in_attempts (subject, failures, first_at, last_at) "
          "VALUES ($1, 1, $2, $2) ON CONFLICT (subject) DO UPDATE SET failures = CASE "
          "WHEN first_at <= $3 THEN 1 ELSE failures + 1 END, first_at = CASE WHEN first_at <= $3 THEN $2 "
          "ELSE first_at END, last_at = $2 RETURNING failures",
          "tnn", subject, now, now - ATTEMPTS_KEPT_US))
    return false;
  if (failures >= allowed)
    wait = MIN (wait_us << MIN (failures - allowed, 10), WAIT_MAX_US);
  return amt_database_run (db, error, "UPDATE sign_in_attempts SET blocked_until = $2 WHERE subject = $1", "tn",
                           subject, wait ? now + wait : (int64_t) 0);
}

bool
amtd_session_store_forgive (AmtDatabase *db, const char *subject, GError **error)
{
  return amt_database_run (db, error, "DELETE FROM sign_in_attempts WHERE subject = $1", "t", subject);
}
