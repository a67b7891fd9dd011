/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-case.h"

#include <glib/gi18n.h>

#include "amt-difference.h"
#include "amt-labels.h"
#include "amt-request-words.h"
#include "amt-sentences.h"

struct _AmtCase
{
  GObject parent_instance;

  AmtApi *api;               /* (owned) (nullable) */
  AmtReplica *replica;       /* (owned) (nullable) */
  AmtSession *session;       /* (owned) */
  GPtrArray *services;       /* (owned) (nullable) */
  AmtRequest *request;       /* (owned) (nullable) */
  const AmtService *service; /* (nullable) in services */
  char *sending;             /* (owned) (nullable) id of the request something is on its way for */
};

G_DEFINE_FINAL_TYPE (AmtCase, amt_case, G_TYPE_OBJECT)

enum
{
  CHANGED,
  CONFLICT,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

static const AmtService *
find_service (AmtCase *self)
{
  const AmtService *best = NULL;

  for (unsigned i = 0; self->request != NULL && self->services != NULL && i < self->services->len; i++)
    {
      const AmtService *service = self->services->pdata[i];

      if (!g_str_equal (service->id, self->request->service_id))
        continue;
      if (service->version == self->request->service_version)
        return service;
      if (best == NULL || service->version > best->version)
        best = service;
    }
  return best;
}

static void
amt_case_finalize (GObject *object)
{
  AmtCase *self = AMT_CASE (object);

  g_clear_object (&self->api);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->session, amt_session_unref);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->request, amt_request_unref);
  g_clear_pointer (&self->sending, g_free);
  G_OBJECT_CLASS (amt_case_parent_class)->finalize (object);
}

static void
amt_case_class_init (AmtCaseClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = amt_case_finalize;

  signals[CHANGED] = g_signal_new ("changed", AMT_TYPE_CASE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CONFLICT] = g_signal_new ("conflict", AMT_TYPE_CASE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                    G_TYPE_POINTER, G_TYPE_POINTER, G_TYPE_POINTER);
}

static void
amt_case_init (AmtCase *self)
{
}

AmtCase *
amt_case_new (AmtApi *api, AmtReplica *replica, const AmtSession *session, GPtrArray *services)
{
  AmtCase *self = g_object_new (AMT_TYPE_CASE, NULL);

  g_set_object (&self->api, api);
  g_set_object (&self->replica, replica);
  self->session = amt_session_ref (session);
  self->services = services != NULL ? g_ptr_array_ref (services) : NULL;
  return self;
}

void
amt_case_set_services (AmtCase *self, GPtrArray *services)
{
  g_clear_pointer (&self->services, g_ptr_array_unref);
  self->services = services != NULL ? g_ptr_array_ref (services) : NULL;
  self->service = find_service (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
amt_case_set_request (AmtCase *self, const AmtRequest *request)
{
  AmtRequest *old = self->request;

  self->request = request != NULL ? amt_request_ref (request) : NULL;
  g_clear_pointer (&old, amt_request_unref);
  self->service = find_service (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
amt_case_take (AmtCase *self, const AmtRequest *request)
{
  if (self->replica != NULL)
    amt_replica_put_request (self->replica, request);
  if (self->request != NULL && g_str_equal (self->request->id, request->id) &&
      self->request->version <= request->version)
    amt_case_set_request (self, request);
}

AmtApi *
amt_case_get_api (AmtCase *self)
{
  return self->api;
}

AmtReplica *
amt_case_get_replica (AmtCase *self)
{
  return self->replica;
}

const AmtSession *
amt_case_get_session (AmtCase *self)
{
  return self->session;
}

const AmtRequest *
amt_case_get_request (AmtCase *self)
{
  return self->request;
}

const AmtService *
amt_case_get_service (AmtCase *self)
{
  return self->service;
}

const AmtAuthority *
amt_case_get_authority (AmtCase *self)
{
  for (unsigned i = 0; self->request != NULL && i < self->session->memberships->len; i++)
    {
      const AmtMembership *membership = self->session->memberships->pdata[i];

      if (g_str_equal (membership->authority->id, self->request->authority_id))
        return membership->authority;
    }
  return NULL;
}

const char *
amt_case_get_zone (AmtCase *self)
{
  const AmtAuthority *authority = amt_case_get_authority (self);

  return authority != NULL ? authority->zone : "Europe/Berlin";
}

bool
amt_case_holds (AmtCase *self, const char *request_id)
{
  return self->request != NULL && g_strcmp0 (self->request->id, request_id) == 0;
}

static bool
in_team (AmtCase *self)
{
  for (unsigned i = 0; i < self->session->memberships->len; i++)
    {
      const AmtMembership *membership = self->session->memberships->pdata[i];

      if (g_str_equal (membership->team->id, self->request->team_id))
        return true;
    }
  return false;
}

bool
amt_case_is_handler (AmtCase *self)
{
  return self->request != NULL && self->request->handler != NULL &&
         g_str_equal (self->request->handler->id, self->session->person_id);
}

static AmtPolicyCase
make_policy_case (AmtCase *self)
{
  AmtPermissions permissions = amt_session_permissions (self->session, self->request->authority_id,
                                                        self->request->team_id);

  return amt_request_policy_case (self->request, self->service, self->session->person_id, permissions, in_team (self));
}

AmtRefusal
amt_case_decide (AmtCase *self, AmtAction action)
{
  AmtPolicyCase policy;

  if (self->request == NULL)
    return AMT_REFUSAL_STATE;
  if (self->service == NULL)
    return AMT_REFUSAL_SERVICE;
  policy = make_policy_case (self);
  return amt_policy_decide (&policy, action);
}

char *
amt_case_open_gates (AmtCase *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (unsigned i = 0; self->request != NULL && i < self->request->gates->len; i++)
    {
      const AmtGate *gate = self->request->gates->pdata[i];

      if (gate->kind != AMT_GATE_APPROVAL && amt_gate_is_open (self->request, gate))
        g_ptr_array_add (names, (gpointer) amt_label_gate (gate->kind));
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static char *
explain_gates (AmtCase *self)
{
  g_autofree char *open = amt_case_open_gates (self);

  return g_strdup_printf (_ ("Still open: %s."), *open != '\0' ? open : amt_label_gate (AMT_GATE_APPROVAL));
}

/* (nullable) */
static char *
explain_refusal (AmtCase *self, AmtRefusal refusal)
{
  if (refusal == AMT_REFUSAL_NONE)
    return NULL;
  if (refusal == AMT_REFUSAL_GATES && self->request != NULL)
    return explain_gates (self);
  if (refusal == AMT_REFUSAL_OTHERS && self->request != NULL && self->request->handler != NULL)
    return g_strdup_printf (_ ("%s handles this request."), self->request->handler->name);
  if (refusal == AMT_REFUSAL_OTHER_SIGNER && self->request != NULL && self->request->signer != NULL)
    return g_strdup_printf (_ ("This was sent to %s to sign."), self->request->signer->name);
  return g_strdup (amt_sentence_for_refusal (refusal));
}

char *
amt_case_explain (AmtCase *self, AmtAction action)
{
  return explain_refusal (self, amt_case_decide (self, action));
}

char *
amt_case_explain_gate (AmtCase *self, AmtGateKind kind, AmtGateStatus status)
{
  AmtPolicyCase policy;

  if (self->request == NULL || self->service == NULL)
    return g_strdup (amt_sentence_for_refusal (AMT_REFUSAL_SERVICE));
  policy = make_policy_case (self);
  return explain_refusal (self, amt_policy_decide_gate (&policy, kind, status));
}

/* --- sending --- */

typedef struct
{
  AmtCase *self;       /* (owned) */
  AmtAttempt *attempt; /* (owned) */
  AmtRequest *before;  /* (owned) */
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;

  g_object_unref (sending->self);
  amt_attempt_unref (sending->attempt);
  amt_request_unref (sending->before);
  g_free (sending);
}

static AmtRequest *
read_current (const GError *error)
{
  const char *json = amt_error_get_current (error);
  g_autoptr (GBytes) bytes = json != NULL ? g_bytes_new_static (json, strlen (json)) : NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (bytes == NULL || !json_parser_load_from_data (parser, json, -1, NULL) ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return NULL;
  return amt_request_from_answer (json_node_get_object (json_parser_get_root (parser)), NULL);
}

/* What a conflict leaves to say to whoever sent: nothing more where it has been asked about. */
static DexFuture *
report_stale (Sending *sending, const GError *error)
{
  g_autoptr (AmtRequest) current = read_current (error);
  GError *untold = NULL;

  if (current != NULL)
    amt_case_take (sending->self, current);
  if (current != NULL && amt_case_holds (sending->self, current->id))
    {
      g_signal_emit (sending->self, signals[CONFLICT], 0, sending->before, error, sending->attempt);
      return NULL;
    }
  amt_error_set (&untold, AMT_ERROR_CONFLICT, "stale", NULL, "%s", error->message);
  return dex_future_new_for_error (untold);
}

static DexFuture *
after_sending (DexFuture *future, gpointer data)
{
  Sending *sending = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  DexFuture *told = NULL;

  if (g_strcmp0 (sending->self->sending, sending->before->id) == 0)
    g_clear_pointer (&sending->self->sending, g_free);
  if (sending->self->replica != NULL)
    amt_replica_set_pending (sending->self->replica, sending->before->id, false);
  if (value != NULL)
    amt_case_take (sending->self, g_value_get_boxed (value));
  else if (g_error_matches (error, AMT_ERROR, AMT_ERROR_STALE))
    told = report_stale (sending, error);
  return told != NULL ? told : dex_ref (future);
}

DexFuture *
amt_case_send (AmtCase *self, AmtAttempt *attempt)
{
  Sending *sending;

  if (self->request == NULL || self->api == NULL)
    return dex_future_new_reject (AMT_ERROR, AMT_ERROR_OFFLINE, "No request at hand");
  sending = g_new0 (Sending, 1);
  sending->self = g_object_ref (self);
  sending->attempt = amt_attempt_ref (attempt);
  sending->before = amt_request_ref (self->request);
  g_set_str (&self->sending, self->request->id);
  if (self->replica != NULL)
    amt_replica_set_pending (self->replica, self->request->id, true);
  return dex_future_finally (amt_attempt_send (attempt, self->api, self->request), after_sending, sending,
                             sending_free);
}

bool
amt_case_is_sending (AmtCase *self)
{
  return self->sending != NULL && amt_case_holds (self, self->sending);
}

/* Notes, files and follow-ups of others stand in nobody's way. */
static bool
has_changed (AmtCase *self, const AmtRequest *seen)
{
  g_autoptr (GPtrArray) differences = NULL;

  if (self->request->version == seen->version)
    return false;
  differences = amt_difference_list (seen, self->request, self->service);
  return differences->len > 0;
}

DexFuture *
amt_case_send_seen (AmtCase *self, const AmtRequest *seen, AmtAttempt *attempt)
{
  GError *error = NULL;

  if (!amt_case_holds (self, seen->id))
    amt_error_set (&error, AMT_ERROR_CONFLICT, "another-request", NULL, "Another request is at hand");
  else if (has_changed (self, seen))
    {
      amt_error_set (&error, AMT_ERROR_STALE, "stale", NULL, "It has changed since it was looked at");
      g_signal_emit (self, signals[CONFLICT], 0, seen, error, attempt);
    }
  return error != NULL ? dex_future_new_for_error (error) : amt_case_send (self, attempt);
}

static DexFuture *
take_answer (DexFuture *future, gpointer data)
{
  amt_case_take (data, g_value_get_boxed (dex_future_get_value (future, NULL)));
  return dex_ref (future);
}

DexFuture *
amt_case_add_note (AmtCase *self, const char *text)
{
  GError *error = NULL;

  if (self->request == NULL || self->api == NULL)
    return dex_future_new_reject (AMT_ERROR, AMT_ERROR_OFFLINE, "No request at hand");
  if (self->replica == NULL)
    return dex_future_then (amt_api_add_note (self->api, self->request->id, text), take_answer, g_object_ref (self),
                            g_object_unref);
  if (!amt_replica_add_note (self->replica, self->request->id, text, &error))
    return dex_future_new_for_error (error);
  g_signal_emit (self, signals[CHANGED], 0);
  return dex_future_new_true ();
}

DexFuture *
amt_case_attach (AmtCase *self, const char *request_id, GFile *file)
{
  if (self->api == NULL)
    return dex_future_new_reject (AMT_ERROR, AMT_ERROR_OFFLINE, "No server at hand");
  return dex_future_then (amt_api_upload_attachment (self->api, request_id, file), take_answer, g_object_ref (self),
                          g_object_unref);
}

/* --- what was typed --- */

char *
amt_case_get_typed (AmtCase *self, const char *what)
{
  g_autofree char *key = NULL;

  if (self->replica == NULL || self->request == NULL)
    return NULL;
  key = g_strdup_printf ("%s/%s", what, self->request->id);
  return amt_replica_get_composition (self->replica, key);
}

void
amt_case_set_typed (AmtCase *self, const char *what, const char *text)
{
  g_autofree char *key = NULL;

  if (self->replica == NULL || self->request == NULL)
    return;
  key = g_strdup_printf ("%s/%s", what, self->request->id);
  amt_replica_set_composition (self->replica, key, text);
}

void
amt_case_forget_typed (AmtCase *self, const char *request_id, const char *what)
{
  g_autofree char *key = g_strdup_printf ("%s/%s", what, request_id);

  if (self->replica != NULL)
    amt_replica_set_composition (self->replica, key, NULL);
}

typedef struct
{
  AmtCase *self; /* (owned) */
  char *key;
} Keeping;

static void
keeping_free (gpointer data, GClosure *closure)
{
  Keeping *keeping = data;

  g_object_unref (keeping->self);
  g_free (keeping->key);
  g_free (keeping);
}

static void
keep_text (GObject *object, GParamSpec *pspec, gpointer data)
{
  Keeping *keeping = data;
  g_autofree char *text = NULL;

  g_object_get (object, "text", &text, NULL);
  amt_replica_set_composition (keeping->self->replica, keeping->key, text);
}

void
amt_case_keep_buffer (AmtCase *self, const char *what, GObject *buffer)
{
  g_autofree char *kept = amt_case_get_typed (self, what);
  Keeping *keeping;

  if (kept != NULL)
    g_object_set (buffer, "text", kept, NULL);
  if (self->replica == NULL || self->request == NULL)
    return;
  keeping = g_new0 (Keeping, 1);
  keeping->self = g_object_ref (self);
  keeping->key = g_strdup_printf ("%s/%s", what, self->request->id);
  g_signal_connect_data (buffer, "notify::text", G_CALLBACK (keep_text), keeping, keeping_free, 0);
}
