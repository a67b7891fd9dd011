/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-person.h"

static const struct
{
  const char *authority;
  const char *team;
  AmtRole role;
} memberships[] = {
    {"leinhagen", "residents", AMT_ROLE_CLERK},
    {"leinhagen", "civil-status", AMT_ROLE_REGISTRAR},
    {"nordwiek", "residents", AMT_ROLE_SUPERVISOR},
};

static AmtSession *
session_new (void)
{
  AmtSession *session = amt_session_new ();

  session->memberships = amt_record_list_new ();
  for (size_t i = 0; i < G_N_ELEMENTS (memberships); i++)
    {
      AmtMembership *membership = amt_membership_new ();

      membership->authority = amt_authority_new ();
      membership->authority->id = g_strdup (memberships[i].authority);
      membership->team = amt_team_new ();
      membership->team->id = g_strdup (memberships[i].team);
      membership->role = memberships[i].role;
      membership->permissions = amt_role_permissions (memberships[i].role);
      g_ptr_array_add (session->memberships, membership);
    }
  return session;
}

/* What one may in one team one may not in another. */
static void
test_permissions (void)
{
  g_autoptr (AmtSession) session = session_new ();
  AmtPermissions clerk = amt_role_permissions (AMT_ROLE_CLERK);
  AmtPermissions registrar = amt_role_permissions (AMT_ROLE_REGISTRAR);

  g_assert_cmpuint (amt_session_permissions (session, "leinhagen", "residents"), ==, clerk);
  g_assert_cmpuint (amt_session_permissions (session, "leinhagen", "civil-status"), ==, registrar);
  g_assert_cmpuint (amt_session_permissions (session, "leinhagen", NULL), ==, clerk | registrar);
  g_assert_cmpuint (amt_session_permissions (session, "nordwiek", "civil-status"), ==, 0);
  g_assert_cmpuint (amt_session_permissions (session, "elsewhere", NULL), ==, 0);
  g_assert_cmpuint (amt_session_permissions (session, NULL, NULL), ==, 0);
}

static void
test_no_memberships (void)
{
  g_autoptr (AmtSession) session = amt_session_new ();

  g_assert_cmpuint (amt_session_permissions (session, "leinhagen", NULL), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/person/permissions", test_permissions);
  g_test_add_func ("/person/no-memberships", test_no_memberships);
  return g_test_run ();
}
