/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-demo.h"

#include "amt-demo-pki.h"
#include "amt-file-signer.h"
#include "amt-uuid.h"
#include "amtd-demo-people.h"
#include "amtd-demo-play.h"
#include "amtd-demo-values.h"
#include "amtd-domain.h"
#include "amtd-office-service.h"
#include "amtd-office-store.h"
#include "amt-password.h"
#include "amtd-session-store.h"

#define DAY ((int64_t) 24 * 60 * 60 * G_USEC_PER_SEC)
#define LONGEST_AGE 60 /* days before today that certificates must already hold */

typedef struct
{
  AmtdDemoPlay play;
  char *pki;
  char *phc; /* one hash for everybody: the password is no secret, and hashing is slow on purpose */
} Demo;

static bool
copy_root (Demo *self, GError **error)
{
  g_autofree char *from = g_build_filename (self->pki, "root.pem", NULL);
  g_autofree char *trust = amtd_config_state_path (self->play.server->config, "trust");
  g_autofree char *to = g_build_filename (trust, "demo-root.pem", NULL);
  g_autofree char *pem = NULL;
  gsize length;

  g_mkdir_with_parents (trust, 0700);
  return g_file_get_contents (from, &pem, &length, error) && g_file_set_contents (to, pem, length, error);
}

static bool
add_authority (Demo *self, const AmtdDemoAuthority *row, GError **error)
{
  g_autoptr (GStrvBuilder) kinds = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) kind_list = NULL;
  g_auto (GStrv) name_list = NULL;
  g_autoptr (AmtAuthority) authority = amt_authority_new ();

  for (const AmtdDemoTeam *team = amtd_demo_teams; team->authority != NULL; team++)
    if (g_str_equal (team->authority, row->slug))
      {
        g_strv_builder_add (kinds, team->kind);
        g_strv_builder_add (names, team->name);
      }
  kind_list = g_strv_builder_end (kinds);
  name_list = g_strv_builder_end (names);
  authority->name = g_strdup (row->name);
  authority->slug = g_strdup (row->slug);
  authority->zone = g_strdup ("Europe/Berlin");
  authority->land = g_strdup ("NI");
  authority->street = g_strdup (row->street);
  authority->town = g_strdup (row->town);
  authority->email = g_strdup (row->email);
  authority->id = amtd_office_add_authority (self->play.server, authority, (const char *const *) kind_list,
                                             (const char *const *) name_list, error);
  if (authority->id == NULL)
    return false;
  g_hash_table_insert (self->play.authorities, g_strdup (row->slug), g_steal_pointer (&authority));
  return true;
}

static bool
add_key (Demo *self, const AmtdDemoPerson *row, GError **error)
{
  const AmtAuthority *authority = g_hash_table_lookup (self->play.authorities, row->authority);
  g_autofree char *organisation = g_strconcat ("Demo ", authority->name, NULL);
  g_autofree char *file = g_strconcat (row->user, ".p12", NULL);
  g_autofree char *path = g_build_filename (self->pki, file, NULL);
  g_autofree char *fingerprint = amt_demo_pki_issue (self->pki, row->user, row->name, organisation, AMT_DEMO_KEY_P256,
                                                     self->play.now - LONGEST_AGE * DAY, error);
  g_autoptr (AmtSecret) passphrase = amt_secret_new (AMT_DEMO_PKI_PASSPHRASE);
  g_autoptr (AmtSigner) signer = fingerprint != NULL ? amt_file_signer_new (path, passphrase, error) : NULL;

  return signer != NULL && amtd_office_add_certificate (self->play.server, row->user,
                                                        g_ptr_array_index (amt_signer_get_chain (signer), 0), error);
}

static bool
add_person (Demo *self, const AmtdDemoPerson *row, GError **error)
{
  g_auto (GStrv) kinds = g_strsplit (row->teams, " ", -1);
  int role = 0;

  amt_enum_from_nick (&amt_role_enum, row->role, &role);
  for (gsize i = 0; kinds[i] != NULL; i++)
    {
      g_autofree char *id = amtd_office_add_person (self->play.server, row->user, row->name, row->function,
                                                    i == 0 ? self->phc : NULL, row->authority, kinds[i], role, error);

      if (id == NULL)
        return false;
    }
  return row->signs == NULL || add_key (self, row, error);
}

static bool
add_citizens (AmtdTransaction *tx, void *data, GError **error)
{
  Demo *self = data;

  for (const AmtdDemoCitizen *row = amtd_demo_citizens; row->user != NULL; row++)
    {
      g_autoptr (AmtParty) party = amtd_demo_party (row, "29999 Leinhagen");
      g_autofree char *name = amt_party_full_name (party);
      g_autofree char *id = amt_uuid_new ();
      int assurance = AMT_ASSURANCE_LOW;

      amt_enum_from_nick (&amt_assurance_enum, row->assurance, &assurance);
      if (!amtd_office_store_add_account (amtd_transaction_get_database (tx), id, row->user, self->phc, assurance,
                                          party, amtd_transaction_get_now (tx), error))
        return false;
      g_hash_table_insert (self->play.citizens, g_strdup (row->user), (void *) row);
      g_hash_table_insert (self->play.actors, g_strdup (row->user), amtd_actor_new (AMTD_ACTOR_CITIZEN, id, name));
    }
  return true;
}

/* Staff act with the memberships a session of theirs has; this one is never handed out. */
static bool
load_staff (AmtdTransaction *tx, void *data, GError **error)
{
  Demo *self = data;
  AmtDatabase *db = amtd_transaction_get_database (tx);

  for (const AmtdDemoPerson *row = amtd_demo_people; row->user != NULL; row++)
    {
      g_autofree char *id = amtd_office_store_find_person (db, row->user, error);
      g_autoptr (AmtdActor) actor = id != NULL ? amtd_actor_new (AMTD_ACTOR_STAFF, id, row->name) : NULL;
      AmtdActor *loaded;

      if (actor == NULL)
        return false;
      actor->token_hash = g_strdup ("demonstration");
      actor->expires_at = self->play.now + DAY;
      if (!amtd_session_store_add (db, actor, NULL, self->play.now, error))
        return false;
      loaded = amtd_session_store_load (db, AMTD_ACTOR_STAFF, actor->token_hash, self->play.now, error);
      if (loaded == NULL || !amtd_session_store_remove (db, actor->token_hash, error))
        return false;
      g_hash_table_insert (self->play.actors, g_strdup (row->user), loaded);
    }
  return true;
}

static bool
make_people (Demo *self, GError **error)
{
  AmtdServer *server = self->play.server;
  g_autoptr (AmtdActor) actor = amtd_actor_new (AMTD_ACTOR_SERVER, NULL, NULL);

  self->phc = amt_password_hash (AMTD_DEMO_PASSWORD, server->config->argon2_memory_kib, server->config->argon2_passes,
                                 error);
  if (self->phc == NULL || !amt_demo_pki_init (self->pki, self->play.now - LONGEST_AGE * DAY, error) ||
      !copy_root (self, error))
    return false;
  for (const AmtdDemoAuthority *row = amtd_demo_authorities; row->slug != NULL; row++)
    if (!add_authority (self, row, error))
      return false;
  for (const AmtdDemoPerson *row = amtd_demo_people; row->user != NULL; row++)
    if (!add_person (self, row, error))
      return false;
  return amtd_writer_run (server->writer, actor, add_citizens, self, error) &&
         amtd_writer_run (server->writer, actor, load_staff, self, error);
}

static int
compare_age (const void *a, const void *b)
{
  const AmtdDemoRequest *one = *(const AmtdDemoRequest *const *) a;
  const AmtdDemoRequest *other = *(const AmtdDemoRequest *const *) b;

  return one->age != other->age ? other->age - one->age : (one < other ? -1 : one > other);
}

/* The oldest first, so that file numbers rise with the days. */
static bool
make_requests (Demo *self, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (const AmtdDemoRequest *row = amtd_demo_requests; row->service != NULL; row++)
    g_ptr_array_add (rows, (void *) row);
  g_ptr_array_sort (rows, compare_age);
  self->play.db = amtd_server_open_reader (self->play.server, error);
  if (self->play.db == NULL)
    return false;
  for (guint i = 0; i < rows->len; i++)
    if (!amtd_demo_play (&self->play, g_ptr_array_index (rows, i), i, error))
      return false;
  return true;
}

bool
amtd_demo_make (AmtdServer *server, const char *directory, GError **error)
{
  Demo self = {.play = {.server = server, .now = g_get_real_time ()}};
  bool ok;

  self.pki = g_build_filename (directory, "pki", NULL);
  self.play.pki = self.pki;
  self.play.actors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) amtd_actor_free);
  self.play.citizens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.play.authorities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) amt_authority_unref);

  ok = make_people (&self, error) && make_requests (&self, error);

  g_clear_pointer (&self.play.db, amt_database_close);
  g_hash_table_unref (self.play.actors);
  g_hash_table_unref (self.play.citizens);
  g_hash_table_unref (self.play.authorities);
  g_free (self.phc);
  g_free (self.pki);
  return ok;
}
