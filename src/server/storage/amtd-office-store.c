/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-office-store.h"

#include "amt-error.h"
#include "amtd-request-store.h"
#include "amtd-row.h"

#define AUTHORITY "SELECT id, name, slug, zone, land, street, town, email FROM authorities "

AmtAuthority *
amtd_office_store_get_authority (AmtDatabase *db, const char *id, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query_row (db, error, AUTHORITY "WHERE id = $1", "t", id);

  return row != NULL ? amtd_row_get_authority (row, 0) : NULL;
}

AmtAuthority *
amtd_office_store_find_authority (AmtDatabase *db, const char *slug, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query_row (db, error, AUTHORITY "WHERE slug = $1", "t", slug);

  return row != NULL ? amtd_row_get_authority (row, 0) : NULL;
}

GPtrArray *
amtd_office_store_list_authorities (AmtDatabase *db, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_authority_unref);
  g_autoptr (AmtCursor) row = amt_database_query (db, error, AUTHORITY "ORDER BY name", "");

  if (row == NULL)
    return NULL;
  while (amt_cursor_next (row))
    g_ptr_array_add (list, amtd_row_get_authority (row, 0));
  return amt_cursor_finish (row, error) ? g_steal_pointer (&list) : NULL;
}

bool
amtd_office_store_add_authority (AmtDatabase *db, const AmtAuthority *a, int64_t now, GError **error)
{
  return amt_database_run (db, error,
                           "INSERT INTO authorities (id, slug, name, zone, land, street, town, email, created_at) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                           "ttttttttn", a->id, a->slug, a->name, a->zone, a->land, a->street, a->town, a->email, now);
}

bool
amtd_office_store_add_team (AmtDatabase *db, const char *authority_id, const AmtTeam *team, GError **error)
{
  return amt_database_run (db, error, "INSERT INTO teams (id, authority_id, name, kind) VALUES ($1, $2, $3, $4)",
                           "tttt", team->id, authority_id, team->name, team->kind);
}

static AmtTeam *
read_team (AmtCursor *row)
{
  AmtTeam *team = amt_team_new ();

  team->id = amt_cursor_dup_text (row, 0);
  team->name = amt_cursor_dup_text (row, 1);
  team->kind = amt_cursor_dup_text (row, 2);
  return team;
}

AmtTeam *
amtd_office_store_find_team (AmtDatabase *db, const char *authority_id, const char *kind, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query_row (
      db, error, "SELECT id, name, kind FROM teams WHERE authority_id = $1 AND kind = $2 ORDER BY id LIMIT 1", "tt",
      authority_id, kind);

  return row != NULL ? read_team (row) : NULL;
}

AmtTeam *
amtd_office_store_get_team (AmtDatabase *db, const char *id, GError **error)
{
  g_autoptr (AmtCursor)
      row = amt_database_query_row (db, error, "SELECT id, name, kind FROM teams WHERE id = $1", "t", id);

  return row != NULL ? read_team (row) : NULL;
}

char *
amtd_office_store_find_person (AmtDatabase *db, const char *user, GError **error)
{
  g_autoptr (AmtCursor)
      row = amt_database_query_row (db, error, "SELECT id FROM people WHERE user_name = $1", "t", user);

  return row != NULL ? amt_cursor_dup_text (row, 0) : NULL;
}

bool
amtd_office_store_add_person (AmtDatabase *db, const AmtColleague *person, const char *user, const char *phc,
                              int64_t now, GError **error)
{
  return amt_database_run (
      db, error, "INSERT INTO people (id, user_name, name, job, password, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
      "tttttn", person->id, user, person->name, person->function, phc, now);
}

bool
amtd_office_store_add_membership (AmtDatabase *db, const char *person_id, const char *authority_id, const char *team_id,
                                  AmtRole role, GError **error)
{
  return amt_database_run (db, error,
                           "INSERT INTO memberships (person_id, authority_id, team_id, role_id) "
                           "VALUES ($1, $2, $3, $4) ON CONFLICT (person_id, team_id, role_id) DO NOTHING",
                           "tttt", person_id, authority_id, team_id, amt_enum_to_nick (&amt_role_enum, role)) &&
         amt_database_run (db, error, "UPDATE people SET membership_version = membership_version + 1 WHERE id = $1",
                           "t", person_id);
}

bool
amtd_office_store_seed_roles (AmtDatabase *db, GError **error)
{
  for (int role = 0; role < amt_enum_count (&amt_role_enum); role++)
    {
      const char *nick = amt_enum_to_nick (&amt_role_enum, role);
      AmtPermissions permissions = amt_role_permissions (role);

      if (!amt_database_run (db, error, "INSERT INTO roles (id) VALUES ($1) ON CONFLICT (id) DO NOTHING", "t", nick))
        return false;
      if (amt_database_get_changes (db) == 0)
        continue; /* an office may have changed what it holds */
      for (int p = 0; p < AMT_N_PERMISSIONS; p++)
        if ((permissions & (1u << p)) != 0 &&
            !amt_database_run (db, error, "INSERT INTO role_permissions (role_id, permission) VALUES ($1, $2)", "tt",
                               nick, amt_enum_to_nick (&amt_permission_enum, p)))
          return false;
    }
  return true;
}

void
amtd_colleague_row_free (AmtdColleagueRow *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->person, amt_colleague_unref);
  g_free (self->team_id);
  g_free (self);
}

#define COLLEAGUES                                                                                                     \
  "SELECT p.id, p.name, p.job, m.team_id, rp.permission FROM memberships m JOIN people p ON p.id = m.person_id "       \
  "JOIN role_permissions rp ON rp.role_id = m.role_id WHERE p.active = 1 AND "

/* Folds rows of person, team and one permission each into one for each person and team. */
static GPtrArray *
read_colleagues (AmtCursor *row, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) amtd_colleague_row_free);
  AmtdColleagueRow *last = NULL;
  int permission;

  if (row == NULL)
    return NULL;
  while (amt_cursor_next (row))
    {
      if (last == NULL || g_strcmp0 (last->person->id, amt_cursor_get_text (row, 0)) != 0 ||
          g_strcmp0 (last->team_id, amt_cursor_get_text (row, 3)) != 0)
        {
          last = g_new0 (AmtdColleagueRow, 1);
          last->person = amtd_row_get_colleague (row, 0);
          last->team_id = amt_cursor_dup_text (row, 3);
          g_ptr_array_add (list, last);
        }
      /* what an older program does not know it does not grant */
      if (amt_enum_from_nick (&amt_permission_enum, amt_cursor_get_text (row, 4), &permission))
        last->permissions |= 1u << permission;
    }
  return amt_cursor_finish (row, error) ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
amtd_office_store_list_colleagues (AmtDatabase *db, const char *authority_id, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error, COLLEAGUES "m.authority_id = $1 ORDER BY p.name, p.id, m.team_id", "t", authority_id);

  return read_colleagues (row, error);
}

AmtdColleagueRow *
amtd_office_store_get_colleague (AmtDatabase *db, const char *team_id, const char *person_id, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query (db, error, COLLEAGUES "m.team_id = $1 AND p.id = $2 ORDER BY p.name",
                                                  "tt", team_id, person_id);
  g_autoptr (GPtrArray) list = read_colleagues (row, error);

  if (list == NULL)
    return NULL;
  if (list->len == 0)
    return amtd_store_not_found (error);
  return g_ptr_array_steal_index (list, 0);
}

bool
amtd_office_store_add_certificate (AmtDatabase *db, const AmtdCertificate *c, int64_t now, GError **error)
{
  return amt_database_run (
      db, error,
      "INSERT INTO certificates (fingerprint, person_id, authority_id, permission, subject, not_before, not_after, "
      "demo, registered_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
      "ON CONFLICT (fingerprint, person_id, authority_id, permission) DO UPDATE SET revoked_at = 0",
      "tttttnnin", c->fingerprint, c->person_id, c->authority_id,
      amt_enum_to_nick (&amt_permission_enum, c->permission), c->subject, c->not_before, c->not_after, (int) c->demo,
      now);
}

bool
amtd_office_store_check_certificate (AmtDatabase *db, const AmtdCertificate *c, int64_t now, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query (
      db, error,
      "SELECT 1 FROM certificates WHERE fingerprint = $1 AND person_id = $2 AND authority_id = $3 "
      "AND permission = $4 AND revoked_at = 0 AND not_before <= $5 AND not_after >= $5",
      "ttttn", c->fingerprint, c->person_id, c->authority_id, amt_enum_to_nick (&amt_permission_enum, c->permission),
      now);

  if (row == NULL)
    return false;
  if (amt_cursor_next (row))
    return true;
  if (amt_cursor_finish (row, error))
    amt_error_set (error, AMT_ERROR_CONFLICT, "certificate-unknown", NULL,
                   "This certificate is not registered to the person who signs, for this role");
  return false;
}

bool
amtd_office_store_add_account (AmtDatabase *db, const char *id, const char *user, const char *phc,
                               AmtAssurance assurance, const AmtParty *party, int64_t now, GError **error)
{
  g_autofree char *json = amtd_row_from_record (&amt_party_type, party);
  g_autofree char *name = amt_party_full_name (party);

  return amt_database_run (db, error,
                           "INSERT INTO accounts (id, user_name, password, assurance, party, name, created_at) "
                           "VALUES ($1, $2, $3, $4, $5, $6, $7)",
                           "ttttttn", id, user, phc, amt_enum_to_nick (&amt_assurance_enum, assurance), json, name,
                           now);
}

AmtParty *
amtd_office_store_get_account (AmtDatabase *db, const char *id, AmtAssurance *assurance, GError **error)
{
  AmtParty *party;
  g_autoptr (AmtCursor)
      row = amt_database_query_row (db, error, "SELECT party, assurance FROM accounts WHERE id = $1", "t", id);

  if (row == NULL)
    return NULL;
  party = amtd_row_get_record (row, 0, &amt_party_type, error);
  if (party == NULL)
    return NULL;
  g_free (party->account_id);
  party->account_id = g_strdup (id);
  *assurance = amtd_row_get_enum (row, 1, &amt_assurance_enum);
  return party;
}

bool
amtd_office_store_get_assurance (AmtDatabase *db, const char *account_id, AmtAssurance *assurance, GError **error)
{
  g_autoptr (AmtCursor)
      row = amt_database_query_row (db, error, "SELECT assurance FROM accounts WHERE id = $1", "t", account_id);

  if (row == NULL)
    return false;
  *assurance = amtd_row_get_enum (row, 0, &amt_assurance_enum);
  return true;
}
