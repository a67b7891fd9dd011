/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-demo-scene.h"

#include "amt-error.h"
#include "amt-file-signer.h"
#include "amt-pades.h"
#include "amt-time.h"
#include "amtd-action-service.h"
#include "amtd-demo-files.h"
#include "amtd-draft-service.h"
#include "amtd-gate-service.h"
#include "amtd-issue-service.h"
#include "amtd-portal-service.h"
#include "amtd-record-service.h"

#define SUPERVISOR "k.petersen"

typedef bool (*Step) (AmtdDemoScene *self, GError **error);

static AmtdActor *
clerk (AmtdDemoScene *self)
{
  return amtd_demo_scene_actor (self, self->row->clerk);
}

static bool
act (AmtdDemoScene *self, AmtdActor *actor, const char *action, const AmtActionInput *input, GError **error)
{
  return amtd_demo_scene_take (self, amtd_action_service_run (self->play->server, actor, self->request->id, action,
                                                              self->request->version, input, error));
}

static bool
step_claim (AmtdDemoScene *self, GError **error)
{
  g_autoptr (AmtActionInput) input = amt_action_input_new ();

  return act (self, clerk (self), "claim", input, error);
}

static bool
put_extract (AmtdDemoScene *self, bool differs, GError **error)
{
  g_autoptr (AmtExtractInput) input = amt_extract_input_new ();

  input->register_name = g_strdup (self->service->register_name != NULL ? self->service->register_name : "Register");
  input->entry = g_strdup_printf ("%s %u/%.4s", self->row->clerk[0] == 'm' ? "G" : "M", 1100 + self->number * 7,
                                  self->who->birth_date);
  input->fields = amtd_demo_values (self->service->extract, self->request->variant, self->who, self->today, differs);
  return amtd_demo_scene_take (self,
                               amtd_record_service_put_extract (self->play->server, clerk (self), self->request->id,
                                                                self->request->version, input, error));
}

static bool
step_extract (AmtdDemoScene *self, GError **error)
{
  return put_extract (self, false, error);
}

static bool
step_extract_differs (AmtdDemoScene *self, GError **error)
{
  return put_extract (self, true, error);
}

/* Gates that are met or not needed are left alone. */
static bool
judge (AmtdDemoScene *self, const char *user, AmtGateKind kind, AmtGateInput *input, GError **error)
{
  const AmtGate *gate = amt_request_get_gate (self->request, kind);

  if (gate->status != AMT_GATE_OPEN)
    return true;
  return amtd_demo_scene_take (
      self, amtd_gate_service_put (self->play->server, amtd_demo_scene_actor (self, user), self->request->id,
                                   amt_enum_to_nick (&amt_gate_kind_enum, kind), self->request->version, input, error));
}

static bool
step_identify (AmtdDemoScene *self, GError **error)
{
  g_autoptr (AmtGateInput) input = amt_gate_input_new ();

  input->status = AMT_GATE_MET;
  input->evidence = g_strdup ("Personalausweis, am Schalter vorgelegt");
  input->assurance = AMT_ASSURANCE_SUBSTANTIAL;
  return judge (self, self->row->clerk, AMT_GATE_IDENTITY, input, error);
}

static bool
step_entitle (AmtdDemoScene *self, GError **error)
{
  g_autoptr (AmtGateInput) input = amt_gate_input_new ();

  input->status = AMT_GATE_MET;
  input->evidence = g_strdup (self->row->subject != NULL ? "Titel des Amtsgerichts, Kopie liegt bei"
                                                         : "Eigener Eintrag");
  return judge (self, self->row->clerk, AMT_GATE_ENTITLEMENT, input, error);
}

static bool
step_pay (AmtdDemoScene *self, GError **error)
{
  g_autoptr (AmtGateInput) input = amt_gate_input_new ();

  input->status = AMT_GATE_MET;
  input->amount_cents = self->request->fee_cents;
  input->method = g_strdup (self->row->channel == AMT_CHANNEL_ONLINE ? "transfer" : "card-terminal");
  input->reference = g_strdup_printf ("Beleg %u", 4700 + self->number);
  return judge (self, self->row->clerk, AMT_GATE_PAYMENT, input, error);
}

static bool
step_override (AmtdDemoScene *self, GError **error)
{
  g_autoptr (AmtGateInput) input = amt_gate_input_new ();

  input->status = AMT_GATE_OVERRIDDEN;
  input->reason = g_strdup ("Persönlich bekannt, Ausweis wird nachgereicht");
  return judge (self, SUPERVISOR, AMT_GATE_IDENTITY, input, error);
}

static bool
step_note (AmtdDemoScene *self, GError **error)
{
  static const char *const texts[] = {
      "Telefonisch nachgefragt, Rückruf ab 14 Uhr.",
      "Frühere Anschrift im Register noch unter altem Straßennamen geführt.",
      "Bitte vor dem Ausstellen Schreibweise des Vornamens prüfen.",
      "Unterlagen vollständig, Original lag vor.",
  };
  g_autoptr (AmtNoteInput) input = amt_note_input_new ();

  input->text = g_strdup (texts[self->number % G_N_ELEMENTS (texts)]);
  return amtd_demo_scene_take (
      self, amtd_record_service_add_note (self->play->server, clerk (self), self->request->id, input, error));
}

/* It falls on today, tomorrow or the day after. */
static bool
step_follow_up (AmtdDemoScene *self, GError **error)
{
  g_autoptr (AmtFollowUpInput) input = amt_follow_up_input_new ();
  g_autofree char *now = amt_time_to_day (self->play->now, "Europe/Berlin");

  input->on = amt_day_add (now, self->number % 3);
  input->text = g_strdup ("Antwort eingegangen?");
  return amtd_demo_scene_take (
      self, amtd_record_service_set_follow_up (self->play->server, clerk (self), self->request->id, input, error));
}

static bool
attach (AmtdDemoScene *self, GBytes *bytes, const char *name, GError **error)
{
  AmtdServer *server = self->play->server;
  bool online = self->row->channel == AMT_CHANNEL_ONLINE;
  AmtdActor *actor = amtd_demo_scene_actor (self, online ? self->row->citizen : self->row->clerk);
  g_autofree char *incoming = amtd_config_state_path (server->config, "incoming");
  g_autoptr (AmtdUpload) upload = amtd_upload_new (incoming, server->database_key, error);

  if (upload == NULL || !amtd_upload_write (upload, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error) ||
      !amtd_upload_finish (upload, error))
    return false;
  return amtd_demo_scene_take (
      self, amtd_record_service_attach (server, self->play->db, actor, self->request->id, name, upload, error));
}

static bool
step_attach_pdf (AmtdDemoScene *self, GError **error)
{
  g_autoptr (GBytes) bytes = amtd_demo_pdf ("Nachweis zum Antrag");

  return attach (self, bytes, "Nachweis.pdf", error);
}

static bool
step_attach_png (AmtdDemoScene *self, GError **error)
{
  g_autoptr (GBytes) bytes = amtd_demo_png (self->number);

  return attach (self, bytes, "Scan vom Handy.png", error);
}

static const char *
asked_field (const AmtdDemoScene *self)
{
  const AmtFormField *first = g_ptr_array_index (self->service->form, 0);

  return amt_service_find_field (self->service->form, "purpose") != NULL ? "purpose" : first->id;
}

static bool
step_ask (AmtdDemoScene *self, GError **error)
{
  g_autoptr (AmtActionInput) input = amt_action_input_new ();

  input->text = g_strdup ("Guten Tag,\n\nfür Ihr Anliegen fehlt uns noch eine Angabe. Prüfen Sie das genannte Feld und "
                          "antworten Sie uns hier.");
  g_strfreev (input->fields);
  input->fields = g_strsplit (asked_field (self), " ", -1);
  return act (self, clerk (self), "ask", input, error);
}

static bool
step_answer (AmtdDemoScene *self, GError **error)
{
  g_autoptr (AmtAnswerInput) input = amt_answer_input_new ();
  AmtdActor *citizen = amtd_demo_scene_actor (self, self->row->citizen);
  g_autoptr (AmtRequest) view = NULL;

  input->text = g_strdup ("Die Angabe ist jetzt richtig. Danke für den Hinweis.");
  view = amtd_portal_service_answer (self->play->server, citizen, self->request->id, input, error);
  if (view == NULL)
    return false;
  self->request->version = view->version;
  return true;
}

/* Services that ask for four eyes have no template yet, so that the policy refuses what the demonstration wants to show:
 * the server itself moves them, in the clerk's name. */
static bool
step_submit (AmtdDemoScene *self, GError **error)
{
  AmtdActor *by = clerk (self);
  g_autoptr (AmtdActor) actor = amtd_actor_new (AMTD_ACTOR_SERVER, by->id, by->name);
  g_autoptr (AmtActionInput) input = amt_action_input_new ();

  actor->at = self->at;
  return act (self, actor, "submit", input, error);
}

static bool
step_return (AmtdDemoScene *self, GError **error)
{
  g_autoptr (AmtActionInput) input = amt_action_input_new ();

  input->reason = g_strdup ("Nachweis fehlt: Bescheid der Krankenkasse anfordern.");
  return act (self, amtd_demo_scene_actor (self, SUPERVISOR), "return", input, error);
}

static bool
step_to_sign (AmtdDemoScene *self, GError **error)
{
  g_autoptr (AmtActionInput) input = amt_action_input_new ();

  return act (self, clerk (self), "send-to-sign", input, error);
}

static bool
step_to_sign_to (AmtdDemoScene *self, GError **error)
{
  g_autoptr (AmtActionInput) input = amt_action_input_new ();

  input->person_id = g_strdup (((AmtdActor *) g_hash_table_lookup (self->play->actors, SUPERVISOR))->id);
  return act (self, clerk (self), "send-to-sign", input, error);
}

static bool
step_withdraw (AmtdDemoScene *self, GError **error)
{
  AmtdActor *citizen = amtd_demo_scene_actor (self, self->row->citizen);
  g_autoptr (AmtRequest) view = amtd_portal_service_withdraw (self->play->server, citizen, self->request->id, error);

  return view != NULL;
}

static AmtDraft *
make_draft (AmtdDemoScene *self, AmtDocumentKind kind, AmtCarrier carrier, GError **error)
{
  g_autoptr (AmtDraftInput) input = amt_draft_input_new ();

  input->kind = kind;
  input->carrier = carrier;
  if (kind == AMT_DOCUMENT_REJECTION)
    input->reason = g_strdup ("Sie sind in unserem Melderegister nicht mit einer Wohnung verzeichnet.");
  return amtd_draft_service_create (self->play->server, self->play->db, clerk (self), self->request->id,
                                    self->request->version, input, error);
}

/* As the window does it: fetch the bytes, append a signature, hand them in. */
static bool
sign (AmtdDemoScene *self, AmtDocumentKind kind, GError **error)
{
  AmtdDemoPlay *play = self->play;
  g_autofree char *name = g_strconcat (self->row->clerk, ".p12", NULL);
  g_autofree char *path = g_build_filename (play->pki, name, NULL);
  g_autoptr (AmtSecret) passphrase = amt_secret_new ("demo");
  g_autoptr (AmtSigner) signer = amt_file_signer_new (path, passphrase, error);
  g_autoptr (AmtDraft) draft = signer != NULL ? make_draft (self, kind, AMT_CARRIER_ELECTRONIC, error) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) signed_pdf = NULL;

  if (draft == NULL)
    return false;
  bytes = amtd_draft_service_read (play->server, play->db, clerk (self), draft->id, error);
  if (bytes != NULL)
    signed_pdf = amt_pades_sign (bytes, signer, self->at, NULL, error);
  return signed_pdf != NULL &&
         amtd_demo_scene_take (
             self, amtd_issue_service_accept (play->server, play->db, clerk (self), draft->id, signed_pdf, error));
}

static bool
step_issue (AmtdDemoScene *self, GError **error)
{
  return sign (self, AMT_DOCUMENT_CERTIFICATE, error);
}

static bool
step_reject (AmtdDemoScene *self, GError **error)
{
  return sign (self, AMT_DOCUMENT_REJECTION, error);
}

static bool
step_print (AmtdDemoScene *self, GError **error)
{
  g_autoptr (AmtDraft) draft = make_draft (self, AMT_DOCUMENT_CERTIFICATE, AMT_CARRIER_PAPER, error);
  g_autoptr (AmtPrintedInput) input = amt_printed_input_new ();

  if (draft == NULL)
    return false;
  input->sheet_number = g_strdup_printf ("NI-%06u", 318800 + self->number);
  return amtd_demo_scene_take (
      self, amtd_issue_service_print (self->play->server, self->play->db, clerk (self), draft->id, input, error));
}

static bool
deliver (AmtdDemoScene *self, AmtDeliveryStatus status, GError **error)
{
  const AmtDocument *document = g_ptr_array_index (self->request->documents, 0);

  return amtd_demo_scene_take (
      self, amtd_issue_service_deliver (self->play->server, self->play->db, clerk (self), document->id, status, error));
}

static bool
step_hand_out (AmtdDemoScene *self, GError **error)
{
  return deliver (self, AMT_DELIVERY_HANDED_OUT, error);
}

static bool
step_post (AmtdDemoScene *self, GError **error)
{
  return deliver (self, AMT_DELIVERY_POSTED, error);
}

static bool
step_fetch (AmtdDemoScene *self, GError **error)
{
  const AmtDocument *document = g_ptr_array_index (self->request->documents, 0);
  AmtdActor *citizen = amtd_demo_scene_actor (self, self->row->citizen);
  g_autoptr (GBytes)
      bytes = amtd_issue_service_fetch (self->play->server, self->play->db, citizen, document->id, error);

  return bytes != NULL;
}

static const struct
{
  const char *name;
  Step step;
} steps[] = {
    {"claim", step_claim},
    {"extract", step_extract},
    {"extract-differs", step_extract_differs},
    {"identify", step_identify},
    {"entitle", step_entitle},
    {"pay", step_pay},
    {"override", step_override},
    {"note", step_note},
    {"follow-up", step_follow_up},
    {"attach-pdf", step_attach_pdf},
    {"attach-png", step_attach_png},
    {"ask", step_ask},
    {"answer", step_answer},
    {"submit", step_submit},
    {"return", step_return},
    {"to-sign", step_to_sign},
    {"to-sign-to", step_to_sign_to},
    {"withdraw", step_withdraw},
    {"issue", step_issue},
    {"reject", step_reject},
    {"print", step_print},
    {"hand-out", step_hand_out},
    {"post", step_post},
    {"fetch", step_fetch},
};

bool
amtd_demo_scene_step (AmtdDemoScene *self, const char *name, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].name, name))
      return steps[i].step (self, error);
  amt_error_set (error, AMT_ERROR_FAILED, NULL, NULL, "The demonstration knows no step “%s”", name);
  return false;
}
