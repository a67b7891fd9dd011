/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-api-private.h"
#include "amt-error.h"
#include "amt-json-reader.h"
#include "amt-password.h"
#include "amt-uuid.h"

#include <string.h>

/* Anything may answer 200 with JSON: ours says "ok" and which version it is. */
static bool
parse_health (AmtCall *call, GBytes *body, GValue *value, GError **error)
{
  g_autoptr (JsonObject) json = amt_json_read (body, call->max, NULL);
  const char *status = json != NULL ? json_object_get_string_member_with_default (json, "status", NULL) : NULL;

  if (g_strcmp0 (status, "ok") != 0 || json_object_get_string_member_with_default (json, "version", NULL) == NULL)
    {
      amt_error_set (error, AMT_ERROR_FAILED, "not-amtsstube", NULL, "What answers there is no Amtsstube server");
      return false;
    }
  g_value_init (value, G_TYPE_BOOLEAN);
  g_value_set_boolean (value, TRUE);
  return true;
}

DexFuture *
amt_api_check (AmtApi *self)
{
  AmtCall *call = amt_call_new (self, "GET", "/v1/health");

  g_clear_pointer (&call->token, g_free);
  call->parse = parse_health;
  return amt_call_run (call);
}

static bool
parse_signed_in (AmtCall *call, GBytes *body, GValue *value, GError **error)
{
  g_autoptr (AmtApi) api = g_weak_ref_get (&call->api);
  GError *local = NULL;
  g_autoptr (JsonObject) json = amt_json_read (body, call->max, &local);
  g_autoptr (AmtSignedIn) answer = json != NULL ? amt_signed_in_from_answer (json, &local) : NULL;

  if (answer == NULL)
    {
      amt_error_set (error, AMT_ERROR_FAILED, "bad-answer", NULL, "Reading AmtSignedIn: %s", local->message);
      g_clear_error (&local);
      return false;
    }
  if (api != NULL)
    amt_api_set_token (api, answer->token);
  g_value_init (value, AMT_TYPE_SESSION);
  g_value_set_boxed (value, answer->session);
  return true;
}

typedef struct
{
  char *data; /* (owned) */
  size_t size;
} Secret;

static void
secret_free (gpointer data)
{
  Secret *secret = data;

  explicit_bzero (secret->data, secret->size);
  g_free (secret->data);
  g_free (secret);
}

/* The same bytes, overwritten when the last one who holds them lets go: libsoup may do so later than the call.
 * @bytes: (transfer full) */
static GBytes *
keep_secret (GBytes *bytes)
{
  Secret *secret = g_new0 (Secret, 1);

  secret->data = g_bytes_unref_to_data (bytes, &secret->size);
  return g_bytes_new_with_free_func (secret->data, secret->size, secret_free, secret);
}

DexFuture *
amt_api_sign_in (AmtApi *self, const char *user, const char *password, const char *device)
{
  g_autoptr (AmtSignIn) input = amt_sign_in_new ();
  AmtCall *call = amt_call_new (self, "POST", "/v1/sessions");

  g_clear_pointer (&call->token, g_free);
  input->user = g_strdup (user);
  input->password = g_strdup (password);
  input->device = g_strdup (device);
  amt_call_send_record (call, &amt_sign_in_type, input);
  amt_password_wipe (g_steal_pointer (&input->password));
  call->body = keep_secret (g_steal_pointer (&call->body));
  call->key = amt_uuid_new (); /* else it would be remembered by a quick hash of what was sent */
  call->parse = parse_signed_in;
  return amt_call_run (call);
}

DexFuture *
amt_api_sign_out (AmtApi *self)
{
  AmtCall *call = amt_call_expect_nothing (amt_call_new (self, "DELETE", "/v1/session"));

  amt_api_set_token (self, NULL);
  return amt_call_run (call);
}

DexFuture *
amt_api_get_session (AmtApi *self)
{
  return amt_call_run (
      amt_call_expect_record (amt_call_new (self, "GET", "/v1/session"), &amt_session_type, AMT_TYPE_SESSION));
}
