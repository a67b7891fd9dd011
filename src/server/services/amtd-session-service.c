/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-session-service.h"

#include "amt-error.h"
#include "amtd-idempotency-store.h"
#include "amtd-live.h"
#include "amt-password.h"
#include "amtd-password.h"
#include "amtd-session-store.h"

/* Signing in that waits for its turn to hash; more are sent away, so that they never hold all workers. */
#define WAITING_MAX 4

/* What failures are counted by, and how many times the allowed number each stands: one user from one address; one user
 * from anywhere; an address with any user (an office may share one). The subjects are hashes: no names, no addresses. */
static const struct
{
  const char *name;
  bool user;
  bool address;
  int factor;
} throttles[] = {
    {"pair", true, true, 1},
    {"user", true, false, 10},
    {"address", false, true, 40},
};

typedef struct
{
  AmtdServer *server;
  char *subjects[G_N_ELEMENTS (throttles) + 1]; /* (owned) */
  AmtdActor *actor;                             /* who signs in */
  const char *device;
} Attempt;

void
amtd_signed_in_clear (AmtdSignedIn *self)
{
  g_clear_pointer (&self->actor, amtd_actor_free);
  g_clear_pointer (&self->token, g_free);
}

static void
name_subjects (Attempt *attempt, AmtdActorKind kind, const char *user, const char *address)
{
  for (size_t i = 0; i < G_N_ELEMENTS (throttles); i++)
    {
      g_autofree char *plain = g_strdup_printf ("%s\n%s\n%s\n%s", throttles[i].name,
                                                amt_enum_to_nick (&amtd_actor_kind_enum, kind),
                                                throttles[i].user ? user : "", throttles[i].address ? address : "");

      attempt->subjects[i] = g_compute_checksum_for_string (G_CHECKSUM_SHA256, plain, -1);
    }
}

static bool
count_failure (AmtdTransaction *tx, void *data, GError **error)
{
  Attempt *attempt = data;
  const AmtdConfig *config = attempt->server->config;

  for (size_t i = 0; i < G_N_ELEMENTS (throttles); i++)
    if (!amtd_session_store_count_failure (
            amtd_transaction_get_database (tx), attempt->subjects[i], config->sign_in_attempts * throttles[i].factor,
            config->sign_in_wait_seconds * G_USEC_PER_SEC, amtd_transaction_get_now (tx), error))
      return false;
  return true;
}

static bool
begin_session (AmtdTransaction *tx, void *data, GError **error)
{
  Attempt *attempt = data;
  AmtDatabase *db = amtd_transaction_get_database (tx);

  return amtd_session_store_forgive (db, attempt->subjects[0], error) &&
         amtd_session_store_add (db, attempt->actor, attempt->device, amtd_transaction_get_now (tx), error);
}

static bool
check_throttle (AmtDatabase *db, Attempt *attempt, int *retry_after, GError **error)
{
  int64_t now = g_get_real_time (), until;

  if (!amtd_session_store_blocked_until (db, (const char *const *) attempt->subjects, &until, error))
    return false;
  if (until <= now)
    return true;
  *retry_after = (until - now + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
  amt_error_set (error, AMT_ERROR_LIMITED, "throttled", NULL, "Too many wrong sign-ins: wait %d seconds", *retry_after);
  return false;
}

/* A hash of nobody's password costs as much as one of somebody's. */
static bool
verify (const AmtdConfig *config, const AmtdCredentials *credentials, const char *password)
{
  g_autofree char *nobody = g_strdup_printf ("$argon2id$v=19$m=%d,t=%d,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
                                             "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                                             config->argon2_memory_kib, config->argon2_passes);
  bool fits = amt_password_verify (password, credentials->phc ? credentials->phc : nobody);

  return fits && credentials->phc != NULL;
}

/* Only whoever knows the password hears it; the workstation deletes its copy then. FALSE with the error set. */
static bool
refuse_disabled (const AmtdCredentials *credentials, GError **error)
{
  if (!credentials->disabled)
    return true;
  amt_error_set (error, AMT_ERROR_UNAUTHENTICATED, "person-disabled", NULL, "The account is closed");
  return false;
}

/* Under the hashing lock: throttle, hash and count are one step, so that parallel guesses are not cheaper. */
static bool
try_password (AmtDatabase *db, Attempt *attempt, const AmtSignIn *sign_in, const AmtdCredentials *credentials,
              int *retry_after, GError **error)
{
  g_autoptr (AmtdActor) nobody = amtd_actor_new (AMTD_ACTOR_SERVER, NULL, NULL);

  if (!check_throttle (db, attempt, retry_after, error))
    return false;
  if (verify (attempt->server->config, credentials, sign_in->password))
    return refuse_disabled (credentials, error);
  if (amtd_writer_run (attempt->server->writer, nobody, count_failure, attempt, error))
    amt_error_set (error, AMT_ERROR_UNAUTHENTICATED, "wrong-credentials", NULL, "User or password is wrong");
  return false;
}

static bool
try_in_turn (AmtDatabase *db, Attempt *attempt, const AmtSignIn *sign_in, const AmtdCredentials *credentials,
             int *retry_after, GError **error)
{
  AmtdServer *server = attempt->server;
  bool done;

  if (g_atomic_int_add (&server->hashing_waiting, 1) >= WAITING_MAX)
    {
      g_atomic_int_add (&server->hashing_waiting, -1);
      *retry_after = 2;
      amt_error_set (error, AMT_ERROR_UNAVAILABLE, "busy", NULL, "Many are signing in just now");
      return false;
    }
  g_mutex_lock (&server->hashing);
  done = try_password (db, attempt, sign_in, credentials, retry_after, error);
  g_mutex_unlock (&server->hashing);
  g_atomic_int_add (&server->hashing_waiting, -1);
  return done;
}

static bool
open_session (AmtDatabase *db, Attempt *attempt, AmtdActorKind kind, const AmtdCredentials *credentials,
              AmtdSignedIn *result, GError **error)
{
  const AmtdConfig *config = attempt->server->config;
  int hours = kind == AMTD_ACTOR_STAFF ? config->session_hours : config->portal_session_hours;
  g_autoptr (AmtdActor) actor = amtd_actor_new (kind, credentials->id, credentials->name);

  result->token = amtd_token_new ();
  actor->token_hash = amtd_token_hash (result->token);
  actor->expires_at = g_get_real_time () + hours * INT64_C (3600) * G_USEC_PER_SEC;
  attempt->actor = actor;
  if (!amtd_writer_run (attempt->server->writer, actor, begin_session, attempt, error))
    return false;
  result->actor = amtd_session_service_identify (attempt->server, db, kind, result->token, error);
  return result->actor != NULL;
}

bool
amtd_session_service_sign_in (AmtdServer *server, AmtDatabase *db, AmtdActorKind kind, const AmtSignIn *sign_in,
                              const char *address, AmtdSignedIn *result, int *retry_after, GError **error)
{
  g_auto (AmtdCredentials) credentials = {0};
  Attempt attempt = {.server = server, .device = sign_in->device};
  bool done;

  name_subjects (&attempt, kind, sign_in->user, address);
  done = amtd_session_store_find_credentials (db, kind, sign_in->user, &credentials, error) &&
         try_in_turn (db, &attempt, sign_in, &credentials, retry_after, error) &&
         open_session (db, &attempt, kind, &credentials, result, error);
  for (size_t i = 0; attempt.subjects[i]; i++)
    g_free (attempt.subjects[i]);
  return done;
}

static bool
end_session (AmtdTransaction *tx, void *data, GError **error)
{
  return amtd_session_store_remove (amtd_transaction_get_database (tx), data, error);
}

bool
amtd_session_service_sign_out (AmtdServer *server, const AmtdActor *actor, GError **error)
{
  if (!amtd_writer_run (server->writer, actor, end_session, actor->token_hash, error))
    return false;
  amtd_live_end_session (server->live, actor->token_hash, "signed-out");
  return true;
}

AmtdActor *
amtd_session_service_identify (AmtdServer *server, AmtDatabase *db, AmtdActorKind kind, const char *token,
                               GError **error)
{
  g_autofree char *hash = amtd_token_hash (token);
  AmtdActor *actor = amtd_session_store_load (db, kind, hash, g_get_real_time (), error);

  if (actor && actor->session)
    {
      actor->session->server_name = g_strdup_printf ("%s %s", server->config->name, AMTD_VERSION);
      actor->session->demo = server->config->demo;
    }
  return actor;
}

static bool
prune (AmtdTransaction *tx, void *data, GError **error)
{
  AmtDatabase *db = amtd_transaction_get_database (tx);
  int64_t now = amtd_transaction_get_now (tx);

  return amtd_session_store_prune (db, now, error) && amtd_idempotency_store_prune (db, now, error);
}

bool
amtd_session_service_prune (AmtdServer *server, GError **error)
{
  g_autoptr (AmtdActor) actor = amtd_actor_new (AMTD_ACTOR_SERVER, NULL, NULL);

  return amtd_writer_run (server->writer, actor, prune, NULL, error);
}
