/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-issue-flow.h"

#include <glib/gi18n.h>

struct _AmtIssueFlow
{
  GObject parent_instance;

  AmtApi *api;         /* (owned) (nullable) */
  AmtRequest *request; /* (owned) */
  AmtDocumentKind kind;
  char *reason;       /* (owned) (nullable) */
  AmtDraft *draft;    /* (owned) (nullable) */
  GBytes *pdf;        /* (owned) (nullable) its exact bytes */
  AmtSigner *signer;  /* (owned) (nullable) */
  GBytes *signed_pdf; /* (owned) (nullable) signed, and perhaps not yet accepted */
  bool renewed;
  const char *stage; /* (nullable) static, untranslated */
};

G_DEFINE_FINAL_TYPE (AmtIssueFlow, amt_issue_flow, G_TYPE_OBJECT)

typedef enum
{
  PROP_STAGE = 1,
} AmtIssueFlowProperty;

static GParamSpec *properties[PROP_STAGE + 1];

static void
set_stage (AmtIssueFlow *self, const char *stage)
{
  if (self->stage == stage)
    return;
  self->stage = stage;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

static void
drop_draft (AmtIssueFlow *self)
{
  g_clear_pointer (&self->draft, amt_draft_unref);
  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_clear_pointer (&self->signed_pdf, g_bytes_unref);
}

static void
amt_issue_flow_finalize (GObject *object)
{
  AmtIssueFlow *self = AMT_ISSUE_FLOW (object);

  drop_draft (self);
  g_clear_object (&self->api);
  g_clear_object (&self->signer);
  g_clear_pointer (&self->request, amt_request_unref);
  g_clear_pointer (&self->reason, g_free);
  G_OBJECT_CLASS (amt_issue_flow_parent_class)->finalize (object);
}

static void
amt_issue_flow_get_property (GObject *object, unsigned id, GValue *value, GParamSpec *pspec)
{
  const char *stage = AMT_ISSUE_FLOW (object)->stage;

  g_value_set_string (value, stage != NULL ? _ (stage) : NULL);
}

static void
amt_issue_flow_class_init (AmtIssueFlowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = amt_issue_flow_finalize;
  object_class->get_property = amt_issue_flow_get_property;
  properties[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, NULL,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
amt_issue_flow_init (AmtIssueFlow *self)
{
}

AmtIssueFlow *
amt_issue_flow_new (AmtApi *api, const AmtRequest *request, AmtDocumentKind kind, const char *reason)
{
  AmtIssueFlow *self = g_object_new (AMT_TYPE_ISSUE_FLOW, NULL);

  g_set_object (&self->api, api);
  self->request = amt_request_ref (request);
  self->kind = kind;
  self->reason = g_strdup (reason);
  return self;
}

AmtCarrier
amt_issue_flow_get_carrier (AmtIssueFlow *self)
{
  if (self->kind == AMT_DOCUMENT_REJECTION)
    return self->request->applicant->account_id != NULL ? AMT_CARRIER_ELECTRONIC : AMT_CARRIER_PAPER;
  return self->request->carrier;
}

const AmtRequest *
amt_issue_flow_get_request (AmtIssueFlow *self)
{
  return self->request;
}

const AmtDraft *
amt_issue_flow_get_draft (AmtIssueFlow *self)
{
  return self->draft;
}

GBytes *
amt_issue_flow_get_pdf (AmtIssueFlow *self)
{
  return self->pdf;
}

AmtSigner *
amt_issue_flow_get_signer (AmtIssueFlow *self)
{
  return self->signer;
}

bool
amt_issue_flow_is_renewed (AmtIssueFlow *self)
{
  return self->renewed;
}

bool
amt_issue_flow_is_unsettled (AmtIssueFlow *self)
{
  return self->signed_pdf != NULL;
}

/* --- steps --- */

static void
take_request (AmtIssueFlow *self, AmtRequest *request)
{
  g_clear_pointer (&self->request, amt_request_unref);
  self->request = request;
}

static DexFuture *
start (AmtIssueFlow *self, DexFiberFunc step, const char *stage)
{
  if (self->api == NULL)
    return dex_future_new_reject (AMT_ERROR, AMT_ERROR_OFFLINE, "There is no server");
  set_stage (self, stage);
  return dex_scheduler_spawn (NULL, 0, step, g_object_ref (self), g_object_unref);
}

static DexFuture *
finish (AmtIssueFlow *self, AmtRequest *request, GError *error)
{
  set_stage (self, NULL);
  if (request == NULL)
    return dex_future_new_for_error (error);
  take_request (self, amt_request_ref (request));
  return dex_future_new_take_boxed (AMT_TYPE_REQUEST, request);
}

static AmtDraft *
ask_draft (AmtIssueFlow *self, GError **error)
{
  g_autoptr (AmtDraftInput) input = amt_draft_input_new ();

  input->kind = self->kind;
  input->carrier = amt_issue_flow_get_carrier (self);
  input->reason = g_strdup (self->reason);
  return dex_await_boxed (amt_api_create_draft (self->api, self->request->id, input, self->request->version), error);
}

/* Somebody changed the request: what is shown then is a draft of what it says now. */
static AmtDraft *
ask_draft_anew (AmtIssueFlow *self, GError **error)
{
  AmtRequest *request = dex_await_boxed (amt_api_get_request (self->api, self->request->id), error);

  if (request == NULL)
    return NULL;
  take_request (self, request);
  self->renewed = true;
  return ask_draft (self, error);
}

static DexFuture *
draft_fiber (gpointer data)
{
  AmtIssueFlow *self = data;
  GError *error = NULL;

  drop_draft (self);
  self->draft = ask_draft (self, &error);
  if (g_error_matches (error, AMT_ERROR, AMT_ERROR_STALE))
    {
      g_clear_error (&error);
      self->draft = ask_draft_anew (self, &error);
    }
  if (self->draft != NULL)
    self->pdf = dex_await_boxed (amt_api_get_draft_content (self->api, self->draft->id), &error);
  set_stage (self, NULL);
  if (self->pdf == NULL)
    {
      g_clear_pointer (&self->draft, amt_draft_unref);
      return dex_future_new_for_error (error);
    }
  return dex_future_new_true ();
}

DexFuture *
amt_issue_flow_make_draft (AmtIssueFlow *self)
{
  return start (self, draft_fiber, N_ ("Making the draft…"));
}

static DexFuture *
on_key (DexFuture *future, gpointer data)
{
  AmtIssueFlow *self = data;
  const GValue *value = dex_future_get_value (future, NULL);

  g_set_object (&self->signer, g_value_get_object (value));
  return dex_future_new_true ();
}

DexFuture *
amt_issue_flow_open_key (AmtIssueFlow *self, const char *path, AmtSecret *secret)
{
  return dex_future_then (amt_signing_open_key (path, secret), on_key, g_object_ref (self), g_object_unref);
}

void
amt_issue_flow_forget_key (AmtIssueFlow *self)
{
  g_clear_object (&self->signer);
}

/* Bytes whose fate is unknown are handed in again; those that were refused are not. */
static bool
is_unknown_outcome (const GError *error)
{
  return g_error_matches (error, AMT_ERROR, AMT_ERROR_OFFLINE) ||
         g_error_matches (error, AMT_ERROR, AMT_ERROR_UNAVAILABLE) ||
         g_error_matches (error, AMT_ERROR, AMT_ERROR_FAILED) ||
         g_error_matches (error, AMT_ERROR, AMT_ERROR_UNAUTHENTICATED);
}

static DexFuture *
sign_fiber (gpointer data)
{
  AmtIssueFlow *self = data;
  GError *error = NULL;
  AmtRequest *request = NULL;

  if (self->signed_pdf == NULL)
    self->signed_pdf = dex_await_boxed (amt_signing_sign (self->pdf, self->signer), &error);
  if (self->signed_pdf != NULL)
    {
      set_stage (self, N_ ("Handing in…"));
      request = dex_await_boxed (amt_api_hand_in_signed (self->api, self->draft->id, self->signed_pdf), &error);
      if (request != NULL || !is_unknown_outcome (error))
        g_clear_pointer (&self->signed_pdf, g_bytes_unref);
    }
  return finish (self, request, error);
}

DexFuture *
amt_issue_flow_sign (AmtIssueFlow *self)
{
  if (self->pdf == NULL || (self->signer == NULL && self->signed_pdf == NULL))
    return dex_future_new_reject (AMT_ERROR, AMT_ERROR_INVALID, "There is no draft or no key");
  return start (self, sign_fiber, N_ ("Signing…"));
}

typedef struct
{
  AmtIssueFlow *self; /* (owned) */
  DexFuture *call;    /* (owned) */
} Handing;

static void
handing_free (gpointer data)
{
  Handing *handing = data;

  g_object_unref (handing->self);
  dex_clear (&handing->call);
  g_free (handing);
}

static DexFuture *
hand_fiber (gpointer data)
{
  Handing *handing = data;
  GError *error = NULL;
  AmtRequest *request = dex_await_boxed (g_steal_pointer (&handing->call), &error);

  return finish (handing->self, request, error);
}

static DexFuture *
hand_in (AmtIssueFlow *self, DexFuture *call)
{
  Handing *handing = g_new0 (Handing, 1);

  handing->self = g_object_ref (self);
  handing->call = call;
  set_stage (self, N_ ("Handing in…"));
  return dex_scheduler_spawn (NULL, 0, hand_fiber, handing, handing_free);
}

DexFuture *
amt_issue_flow_record_sheet (AmtIssueFlow *self, const char *number)
{
  if (self->api == NULL || self->draft == NULL)
    return dex_future_new_reject (AMT_ERROR, AMT_ERROR_INVALID, "There is no draft");
  return hand_in (self, amt_api_hand_in_printed (self->api, self->draft->id, number));
}

static const AmtDocument *
find_printed (const AmtRequest *request)
{
  const AmtDocument *newest = NULL;

  for (unsigned i = 0; i < request->documents->len; i++)
    {
      const AmtDocument *document = request->documents->pdata[i];

      if (document->carrier == AMT_CARRIER_PAPER && document->delivery == AMT_DELIVERY_PRINTED &&
          (newest == NULL || document->issued_at >= newest->issued_at))
        newest = document;
    }
  return newest;
}

DexFuture *
amt_issue_flow_deliver (AmtIssueFlow *self, AmtDeliveryStatus status)
{
  const AmtDocument *document = find_printed (self->request);

  if (self->api == NULL || document == NULL)
    return dex_future_new_reject (AMT_ERROR, AMT_ERROR_INVALID, "There is no paper document waiting");
  return hand_in (self, amt_api_set_delivery (self->api, document->id, status));
}
