/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-person.h"

#define REQUIRED AMT_FIELD_REQUIRED

/* clang-format off */
AMT_DEFINE_RECORD (AmtAuthority, amt_authority,
  AMT_FIELD (AmtAuthority, id, ID, REQUIRED),
  AMT_FIELD (AmtAuthority, name, STRING, REQUIRED, 200),
  AMT_FIELD (AmtAuthority, slug, STRING, REQUIRED, 60),
  AMT_FIELD (AmtAuthority, zone, STRING, REQUIRED, 60),
  AMT_FIELD (AmtAuthority, land, STRING, REQUIRED, 2),
  AMT_FIELD (AmtAuthority, street, STRING, 0, 200),
  AMT_FIELD (AmtAuthority, town, STRING, 0, 200),
  AMT_FIELD (AmtAuthority, email, STRING, 0, 254),
)

AMT_DEFINE_RECORD (AmtTeam, amt_team,
  AMT_FIELD (AmtTeam, id, ID, REQUIRED),
  AMT_FIELD (AmtTeam, name, STRING, REQUIRED, 200),
  AMT_FIELD (AmtTeam, kind, STRING, REQUIRED, 60),
)

AMT_DEFINE_RECORD (AmtMembership, amt_membership,
  AMT_FIELD (AmtMembership, authority, RECORD, REQUIRED, 0, &amt_authority_type),
  AMT_FIELD (AmtMembership, team, RECORD, REQUIRED, 0, &amt_team_type),
  AMT_FIELD (AmtMembership, role, ENUM, REQUIRED, 0, &amt_role_enum),
  AMT_FIELD (AmtMembership, permissions, FLAGS, REQUIRED, 0, &amt_permission_enum),
)

AMT_DEFINE_RECORD (AmtColleague, amt_colleague,
  AMT_FIELD (AmtColleague, id, ID, REQUIRED),
  AMT_FIELD (AmtColleague, name, STRING, REQUIRED, 200),
  AMT_FIELD (AmtColleague, function, STRING, 0, 200),
)

AMT_DEFINE_RECORD (AmtSession, amt_session,
  AMT_FIELD (AmtSession, person_id, ID, REQUIRED),
  AMT_FIELD (AmtSession, name, STRING, REQUIRED, 200),
  AMT_FIELD (AmtSession, function, STRING, 0, 200),
  AMT_FIELD (AmtSession, user, STRING, REQUIRED, 100),
  AMT_FIELD (AmtSession, expires_at, TIME, REQUIRED),
  AMT_FIELD (AmtSession, memberships, RECORDS, REQUIRED, 200, &amt_membership_type),
  AMT_FIELD (AmtSession, server_name, STRING, 0, 100),
  AMT_FIELD (AmtSession, demo, BOOL),
)

AMT_DEFINE_RECORD (AmtSignIn, amt_sign_in,
  AMT_FIELD (AmtSignIn, user, STRING, REQUIRED, 100),
  AMT_FIELD (AmtSignIn, password, STRING, REQUIRED, 256),
  AMT_FIELD (AmtSignIn, device, STRING, 0, 100),
)

AMT_DEFINE_RECORD (AmtSignedIn, amt_signed_in,
  AMT_FIELD (AmtSignedIn, token, STRING, REQUIRED, 200),
  AMT_FIELD (AmtSignedIn, session, RECORD, REQUIRED, 0, &amt_session_type),
)
/* clang-format on */

AmtPermissions
amt_session_permissions (const AmtSession *self, const char *authority_id, const char *team_id)
{
  AmtPermissions permissions = 0;

  for (unsigned i = 0; self->memberships && i < self->memberships->len; i++)
    {
      const AmtMembership *membership = self->memberships->pdata[i];

      if (g_strcmp0 (membership->authority->id, authority_id) == 0 &&
          (!team_id || g_strcmp0 (membership->team->id, team_id) == 0))
        permissions |= membership->permissions;
    }
  return permissions;
}
