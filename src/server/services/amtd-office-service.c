/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-office-service.h"

#include "amt-error.h"
#include "amt-uuid.h"
#include "amtd-domain.h"
#include "amtd-office-store.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

static bool
run (AmtdServer *server, AmtdChange change, void *data, GError **error)
{
  g_autoptr (AmtdActor) actor = amtd_actor_new (AMTD_ACTOR_SERVER, NULL, NULL);

  return amtd_writer_run (server->writer, actor, change, data, error);
}

/* What changed an authority stands in its journal too. */
static bool
journal (AmtdTransaction *tx, const char *authority_id, const char *action, const char *text, GError **error)
{
  AmtdJournalLine line = {.authority_id = authority_id, .action = action, .text = text};

  return amtd_transaction_journal (tx, &line, error);
}

typedef struct
{
  AmtdServer *server;
  const AmtAuthority *authority;
  const char *const *kinds;
  const char *const *names;
  char *id;
} NewAuthority;

static bool
add_teams (AmtDatabase *db, const NewAuthority *new, GError **error)
{
  for (gsize i = 0; new->kinds[i] != NULL; i++)
    {
      g_autoptr (AmtTeam) team = amt_team_new ();

      team->id = amt_uuid_new ();
      team->kind = g_strdup (new->kinds[i]);
      team->name = g_strdup (new->names[i]);
      if (!amtd_office_store_add_team (db, new->id, team, error))
        return false;
    }
  return true;
}

static bool
add_authority (AmtdTransaction *tx, void *data, GError **error)
{
  NewAuthority *new = data;
  AmtDatabase *db = amtd_transaction_get_database (tx);
  g_autoptr (AmtAuthority) taken = amtd_office_store_find_authority (db, new->authority->slug, NULL);
  g_autoptr (AmtAuthority) authority = amt_authority_copy (new->authority);

  if (taken != NULL)
    {
      amt_error_set (error, AMT_ERROR_CONFLICT, "slug-taken", "slug", "There is an authority “%s” already",
                     new->authority->slug);
      return false;
    }
  new->id = new->authority->id != NULL ? g_strdup (new->authority->id) : amt_uuid_new ();
  g_free (authority->id);
  authority->id = g_strdup (new->id);
  return amtd_office_store_add_authority (db, authority, amtd_transaction_get_now (tx), error) &&
         add_teams (db, new, error) && amtd_office_store_seed_roles (db, error) &&
         amtd_domain_seed_catalogue (new->server->domain, db, new->id, error) &&
         journal (tx, new->id, "add-authority", authority->name, error);
}

char *
amtd_office_add_authority (AmtdServer *server, const AmtAuthority *authority, const char *const *team_kinds,
                           const char *const *team_names, GError **error)
{
  NewAuthority new = {server, authority, team_kinds, team_names, NULL};
  g_autoptr (AmtCalendar) calendar = amtd_domain_get_calendar (server->domain, authority->land, error);
  g_autoptr (GTimeZone) zone = calendar != NULL ? g_time_zone_new_identifier (authority->zone) : NULL;

  if (calendar == NULL)
    return NULL;
  if (zone == NULL)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "unknown-zone", "zone", "There is no time zone “%s”", authority->zone);
      return NULL;
    }
  if (!run (server, add_authority, &new, error))
    g_clear_pointer (&new.id, g_free);
  return new.id;
}

typedef struct
{
  const char *user;
  const char *name;
  const char *function;
  const char *phc;
  const char *slug;
  const char *kind;
  AmtRole role;
  char *id;
} NewPerson;

static bool
find_or_add_person (AmtdTransaction *tx, NewPerson *new, GError **error)
{
  AmtDatabase *db = amtd_transaction_get_database (tx);
  g_autoptr (AmtColleague) person = amt_colleague_new ();
  g_autoptr (GError) local = NULL;

  new->id = amtd_office_store_find_person (db, new->user, &local);
  if (new->id == NULL && !g_error_matches (local, AMT_ERROR, AMT_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return false;
    }
  /* User names hold for the whole server: whoever means to add somebody must not let a namesake of another office in. */
  if ((new->id != NULL) != (new->phc == NULL))
    {
      if (new->id != NULL)
        amt_error_set (error, AMT_ERROR_CONFLICT, "user-taken", "user",
                       "There is a “%s” already: choose another name, or say --further for a further membership",
                       new->user);
      else
        amt_error_set (error, AMT_ERROR_INVALID, "unknown-person", "user", "There is no “%s” yet", new->user);
      return false;
    }
  if (new->id != NULL)
    return true;
  new->id = amt_uuid_new ();
  person->id = g_strdup (new->id);
  person->name = g_strdup (new->name);
  person->function = g_strdup (new->function);
  return amtd_office_store_add_person (db, person, new->user, new->phc, amtd_transaction_get_now (tx), error);
}

static bool
add_person (AmtdTransaction *tx, void *data, GError **error)
{
  NewPerson *new = data;
  AmtDatabase *db = amtd_transaction_get_database (tx);
  g_autoptr (AmtAuthority) authority = amtd_office_store_find_authority (db, new->slug, error);
  g_autoptr (AmtTeam) team = authority != NULL ? amtd_office_store_find_team (db, authority->id, new->kind, error)
                                               : NULL;
  g_autofree char *text = NULL;

  if (team == NULL || !amtd_office_store_seed_roles (db, error) || !find_or_add_person (tx, new, error))
    return false;
  text = g_strdup_printf ("%s, %s, %s", new->user, team->name, amt_enum_to_nick (&amt_role_enum, new->role));
  return amtd_office_store_add_membership (db, new->id, authority->id, team->id, new->role, error) &&
         journal (tx, authority->id, "add-person", text, error);
}

char *
amtd_office_add_person (AmtdServer *server, const char *user, const char *name, const char *function, const char *phc,
                        const char *authority_slug, const char *team_kind, AmtRole role, GError **error)
{
  NewPerson new = {user, name, function, phc, authority_slug, team_kind, role, NULL};

  if (!run (server, add_person, &new, error))
    g_clear_pointer (&new.id, g_free);
  return new.id;
}

typedef struct
{
  const char *user;
  X509 *x509;
  GBytes *der;
  int registered; /* for how many signing permissions */
} NewCertificate;

static X509 *
parse_certificate (GBytes *bytes, GError **error)
{
  gsize size;
  const unsigned char *data = g_bytes_get_data (bytes, &size);
  BIO *bio = BIO_new_mem_buf (data, (int) MIN (size, 1024 * 1024));
  X509 *x509 = bio != NULL ? PEM_read_bio_X509 (bio, NULL, NULL, NULL) : NULL;

  BIO_free (bio);
  if (x509 == NULL)
    x509 = d2i_X509 (NULL, &data, (long) size);
  if (x509 == NULL)
    amt_error_set (error, AMT_ERROR_INVALID, "not-a-certificate", NULL, "This is no certificate in PEM or DER");
  return x509;
}

static int64_t
moment_of (const ASN1_TIME *time)
{
  struct tm tm = {0};

  return ASN1_TIME_to_tm (time, &tm) == 1 ? (int64_t) timegm (&tm) * G_USEC_PER_SEC : 0;
}

/* The signing permissions a role gives its holder: one registration for each. */
static bool
register_for (AmtdTransaction *tx, const AmtdColleagueRow *row, const char *authority_id, NewCertificate *new,
              GError **error)
{
  g_autofree char *fingerprint = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, new->der);
  char subject[256] = "";
  char issuer[256] = "";

  X509_NAME_get_text_by_NID (X509_get_subject_name (new->x509), NID_commonName, subject, sizeof subject);
  X509_NAME_get_text_by_NID (X509_get_issuer_name (new->x509), NID_commonName, issuer, sizeof issuer);
  for (int p = AMT_PERMISSION_SIGN_RESIDENTS; p <= AMT_PERMISSION_SIGN_TAX; p++)
    {
      AmtdCertificate certificate = {
          .fingerprint = fingerprint,
          .person_id = row->person->id,
          .authority_id = authority_id,
          .permission = p,
          .subject = subject,
          .not_before = moment_of (X509_get0_notBefore (new->x509)),
          .not_after = moment_of (X509_get0_notAfter (new->x509)),
          .demo = strstr (issuer, "Demo") != NULL,
      };

      if ((row->permissions & (1u << p)) == 0)
        continue;
      if (!amtd_office_store_add_certificate (amtd_transaction_get_database (tx), &certificate,
                                              amtd_transaction_get_now (tx), error))
        return false;
      new->registered++;
    }
  return true;
}

static bool
register_at (AmtdTransaction *tx, const char *authority_id, const char *person_id, NewCertificate *new, GError **error)
{
  g_autoptr (GPtrArray)
      rows = amtd_office_store_list_colleagues (amtd_transaction_get_database (tx), authority_id, error);
  int before = new->registered;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const AmtdColleagueRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->person->id, person_id) && !register_for (tx, row, authority_id, new, error))
        return false;
    }
  return rows != NULL && (new->registered == before || journal (tx, authority_id, "add-certificate", new->user, error));
}

static bool
add_certificate (AmtdTransaction *tx, void *data, GError **error)
{
  NewCertificate *new = data;
  AmtDatabase *db = amtd_transaction_get_database (tx);
  g_autofree char *person_id = amtd_office_store_find_person (db, new->user, error);
  g_autoptr (GPtrArray) authorities = person_id != NULL ? amtd_office_store_list_authorities (db, error) : NULL;

  for (guint i = 0; authorities != NULL && i < authorities->len; i++)
    if (!register_at (tx, ((const AmtAuthority *) g_ptr_array_index (authorities, i))->id, person_id, new, error))
      return false;
  if (authorities != NULL && new->registered == 0)
    {
      amt_error_set (error, AMT_ERROR_INVALID, "signs-nothing", "person", "No role of “%s” signs anything", new->user);
      return false;
    }
  return authorities != NULL;
}

bool
amtd_office_add_certificate (AmtdServer *server, const char *user, GBytes *certificate, GError **error)
{
  NewCertificate new = {.user = user, .x509 = parse_certificate (certificate, error)};
  unsigned char *der = NULL;
  int size;
  bool ok;

  if (new.x509 == NULL)
    return false;
  size = i2d_X509 (new.x509, &der);
  new.der = g_bytes_new (der, MAX (size, 0));
  OPENSSL_free (der);
  ok = run (server, add_certificate, &new, error);
  g_bytes_unref (new.der);
  X509_free (new.x509);
  return ok;
}
