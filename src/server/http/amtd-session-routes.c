/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-session-routes.h"

#include "amt-error.h"
#include "amt-password.h"
#include "amtd-session-service.h"

#include <string.h>

static bool
get_health (AmtdExchange *x, GError **error)
{
  g_autoptr (AmtJsonWriter) json = amt_json_writer_new ();

  amt_json_writer_begin_object (json);
  amt_json_writer_set_string (json, "status", "ok");
  amt_json_writer_set_string (json, "name", amtd_exchange_get_server (x)->config->name);
  amt_json_writer_set_string (json, "version", AMTD_VERSION);
  amt_json_writer_end_object (json);
  amtd_exchange_answer_json (x, 200, json);
  return true;
}

static bool
get_openapi (AmtdExchange *x, GError **error)
{
  g_autofree char *path = amtd_config_data_path (amtd_exchange_get_server (x)->config, "api/openapi.yaml");
  g_autoptr (GBytes) body = NULL;
  char *contents;
  size_t length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    {
      amt_error_set (error, AMT_ERROR_NOT_FOUND, "not-found", NULL, "Not found");
      return false;
    }
  body = g_bytes_new_take (contents, length);
  amtd_exchange_answer (x, 200, "application/yaml", body);
  return true;
}

/* What the body held is in the record by now, or was wrong; nobody else looks at these bytes. */
static void
wipe_body (AmtdExchange *x)
{
  GBytes *body = amtd_exchange_get_body (x);
  size_t size = 0;
  const void *data = body != NULL ? g_bytes_get_data (body, &size) : NULL;

  if (size > 0)
    explicit_bzero ((void *) data, size);
}

static bool
sign_in (AmtdExchange *x, AmtdActorKind kind, AmtdSignedIn *result, GError **error)
{
  g_autoptr (AmtSignIn) input = amtd_exchange_read_record (x, &amt_sign_in_type, error);
  int retry_after = 0;
  bool done;

  wipe_body (x);
  if (input == NULL)
    return false;
  done = amtd_session_service_sign_in (amtd_exchange_get_server (x), amtd_exchange_get_database (x), kind, input,
                                       amtd_exchange_get_address (x), result, &retry_after, error);
  amt_password_wipe (g_steal_pointer (&input->password));
  if (!done)
    amtd_exchange_set_retry_after (x, retry_after);
  return done;
}

static bool
post_sessions (AmtdExchange *x, GError **error)
{
  g_auto (AmtdSignedIn) result = {0};
  g_autoptr (AmtSignedIn) answer = amt_signed_in_new ();

  if (!sign_in (x, AMTD_ACTOR_STAFF, &result, error))
    return false;
  answer->token = g_steal_pointer (&result.token);
  answer->session = amt_session_ref (result.actor->session);
  amtd_exchange_answer_record (x, 201, &amt_signed_in_type, answer);
  return true;
}

static bool
get_session (AmtdExchange *x, GError **error)
{
  amtd_exchange_answer_record (x, 200, &amt_session_type, amtd_exchange_get_actor (x)->session);
  return true;
}

static bool
delete_session (AmtdExchange *x, GError **error)
{
  if (!amtd_session_service_sign_out (amtd_exchange_get_server (x), amtd_exchange_get_actor (x), error))
    return false;
  amtd_exchange_answer_empty (x);
  return true;
}

static void
answer_account (AmtdExchange *x, unsigned status, const AmtdActor *actor, const char *token)
{
  g_autoptr (AmtJsonWriter) json = amt_json_writer_new ();

  amt_json_writer_begin_object (json);
  if (token)
    amt_json_writer_set_string (json, "token", token);
  amt_json_writer_set_string (json, "name", actor->name);
  amt_json_writer_set_string (json, "account_id", actor->id);
  amt_json_writer_name (json, "expires_at");
  amt_json_writer_time (json, actor->expires_at);
  amt_json_writer_end_object (json);
  amtd_exchange_answer_json (x, status, json);
}

static bool
post_portal_sessions (AmtdExchange *x, GError **error)
{
  g_auto (AmtdSignedIn) result = {0};

  if (!sign_in (x, AMTD_ACTOR_CITIZEN, &result, error))
    return false;
  answer_account (x, 201, result.actor, result.token);
  return true;
}

static bool
get_portal_session (AmtdExchange *x, GError **error)
{
  answer_account (x, 200, amtd_exchange_get_actor (x), NULL);
  return true;
}

const AmtdRoute amtd_session_routes[] = {
    {"GET", "/v1/health", AMTD_AUDIENCE_PUBLIC, AMTD_ROUTE_NONE, 0, get_health},
    {"GET", "/v1/openapi.yaml", AMTD_AUDIENCE_PUBLIC, AMTD_ROUTE_NONE, 0, get_openapi},
    {"POST", "/v1/sessions", AMTD_AUDIENCE_PUBLIC, AMTD_ROUTE_BODY, 4096, post_sessions},
    {"GET", "/v1/session", AMTD_AUDIENCE_STAFF, AMTD_ROUTE_NONE, 0, get_session},
    {"DELETE", "/v1/session", AMTD_AUDIENCE_STAFF, AMTD_ROUTE_NONE, 0, delete_session},
    {"POST", "/v1/portal/sessions", AMTD_AUDIENCE_PUBLIC, AMTD_ROUTE_BODY, 4096, post_portal_sessions},
    {"GET", "/v1/portal/session", AMTD_AUDIENCE_CITIZEN, AMTD_ROUTE_NONE, 0, get_portal_session},
    {"DELETE", "/v1/portal/session", AMTD_AUDIENCE_CITIZEN, AMTD_ROUTE_NONE, 0, delete_session},
    {NULL},
};
