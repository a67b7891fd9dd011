/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-request-words.h"

#include <glib/gi18n.h>

#include "amt-labels.h"

static const char *const purposes[] = {
    [AMT_GATE_COMPLETENESS] = N_ ("Everything the service needs must be stated."),
    [AMT_GATE_IDENTITY] = N_ ("The applicant must be who they say they are."),
    [AMT_GATE_REGISTER] = N_ ("An extract of the register must be confirmed; the document says what it says."),
    [AMT_GATE_ENTITLEMENT] = N_ ("The applicant must be entitled to the document."),
    [AMT_GATE_PAYMENT] = N_ ("The fee must be paid."),
    [AMT_GATE_APPROVAL] = N_ ("A second person must approve it."),
};

static const char *const classes[] = {
    [AMT_GATE_NOT_NEEDED] = "idle",
    [AMT_GATE_OPEN] = "open",
    [AMT_GATE_MET] = "met",
    [AMT_GATE_OVERRIDDEN] = "overridden",
};

static const struct
{
  const char *nick;
  const char *word;
  const char *icon;
} journal[] = {
    {"created", NC_ ("journal", "Received"), "amt-inbox-symbolic"},
    {"read", NC_ ("journal", "Opened"), "view-reveal-symbolic"},
    {"fetched", NC_ ("journal", "Document fetched"), "document-save-symbolic"},
    {"claim", NC_ ("journal", "Claimed"), "avatar-default-symbolic"},
    {"release", NC_ ("journal", "Released"), "edit-undo-symbolic"},
    {"hand-over", NC_ ("journal", "Handed over"), "system-users-symbolic"},
    {"ask", NC_ ("journal", "Asked back"), "media-playback-pause-symbolic"},
    {"answer", NC_ ("journal", "Answered"), "amt-message-symbolic"},
    {"resume", NC_ ("journal", "Resumed"), "go-next-symbolic"},
    {"submit", NC_ ("journal", "Submitted for approval"), "amt-approve-symbolic"},
    {"approve", NC_ ("journal", "Approved"), "amt-approve-symbolic"},
    {"return", NC_ ("journal", "Returned"), "edit-undo-symbolic"},
    {"send-to-sign", NC_ ("journal", "Sent to signing"), "amt-sign-symbolic"},
    {"recall", NC_ ("journal", "Taken out of the folder"), "edit-undo-symbolic"},
    {"draft", NC_ ("journal", "Draft made"), "amt-paper-symbolic"},
    {"sign", NC_ ("journal", "Signed and provided"), "amt-seal-symbolic"},
    {"print", NC_ ("journal", "Printed and signed by hand"), "printer-symbolic"},
    {"hand-out", NC_ ("journal", "Document handed over"), "amt-counter-symbolic"},
    {"post", NC_ ("journal", "Document posted"), "amt-mailbox-symbolic"},
    {"reject", NC_ ("journal", "Rejected"), "action-unavailable-symbolic"},
    {"withdraw", NC_ ("journal", "Withdrawn"), "edit-undo-symbolic"},
    {"extract", NC_ ("journal", "Register extract confirmed"), "amt-register-symbolic"},
    {"gate", NC_ ("journal", "Gate recorded"), "amt-complete-symbolic"},
    {"override", NC_ ("journal", "Gate overridden"), "dialog-warning-symbolic"},
    {"note", NC_ ("journal", "Internal note"), "view-conceal-symbolic"},
    {"follow-up", NC_ ("journal", "Follow-up"), "alarm-symbolic"},
    {"attach", NC_ ("journal", "Attachment added"), "mail-attachment-symbolic"},
    {"correct", NC_ ("journal", "Corrected"), "document-edit-symbolic"},
    {"revoke", NC_ ("journal", "Revoked"), "action-unavailable-symbolic"},
};

const char *
amt_gate_purpose (AmtGateKind kind)
{
  return _ (purposes[kind]);
}

AmtGateStatus
amt_gate_effective (const AmtRequest *request, const AmtGate *gate)
{
  bool judged = gate->status == AMT_GATE_MET || gate->status == AMT_GATE_OVERRIDDEN;

  return judged && gate->judged_version != request->content_version ? AMT_GATE_OPEN : (AmtGateStatus) gate->status;
}

bool
amt_gate_is_open (const AmtRequest *request, const AmtGate *gate)
{
  return amt_gate_effective (request, gate) == AMT_GATE_OPEN;
}

const char *
amt_gate_class (AmtGateStatus status)
{
  return classes[status];
}

char *
amt_exemption_sentence (const AmtRequest *request, const AmtService *service)
{
  static const char *const sentences[] = {
      [AMT_EXEMPTION_CLAIMED] = N_ ("Exemption claimed, to be checked: %s"),
      [AMT_EXEMPTION_GRANTED] = N_ ("Exempt from the fee: %s"),
      [AMT_EXEMPTION_REFUSED] = N_ ("Exemption refused, the fee is due: %s"),
  };
  const char *id = request->exemption;

  if (id == NULL || request->exemption_status == AMT_EXEMPTION_NONE)
    return NULL;
  return g_strdup_printf (_ (sentences[request->exemption_status]),
                          service != NULL ? amt_service_exemption_name (service, id, amt_label_language ()) : id);
}

static char *
payment_short (const AmtRequest *request, AmtGateStatus status)
{
  int64_t due = MAX (request->fee_cents - request->paid_cents, 0);
  g_autofree char *money = amt_label_money (status == AMT_GATE_OPEN ? due : request->fee_cents);

  if (status != AMT_GATE_OPEN && request->exemption_status == AMT_EXEMPTION_GRANTED)
    return g_strdup (C_ ("gate", "exempt"));
  /* Translators: an amount that is not paid yet: "15,00 € offen" */
  return status == AMT_GATE_OPEN ? g_strdup_printf (_ ("%s open"), money) : g_strdup (money);
}

char *
amt_gate_short (const AmtRequest *request, const AmtGate *gate)
{
  AmtGateStatus status = amt_gate_effective (request, gate);

  if (status == AMT_GATE_NOT_NEEDED || status == AMT_GATE_OVERRIDDEN)
    return g_strdup (amt_label_gate_status (status));
  if (gate->kind == AMT_GATE_PAYMENT)
    return payment_short (request, status);
  if (status == AMT_GATE_OPEN && gate->status != AMT_GATE_OPEN)
    return g_strdup (C_ ("gate", "changed"));
  if (status == AMT_GATE_OPEN)
    return g_strdup (amt_label_gate_status (status));
  if (gate->kind == AMT_GATE_COMPLETENESS)
    return g_strdup (C_ ("gate", "complete"));
  if (gate->kind == AMT_GATE_IDENTITY)
    return g_strdup (amt_label_assurance (request->assurance));
  return g_strdup (amt_label_gate_status (status));
}

/* (transfer full): what is still to be paid. */
static char *
payment_due (const AmtRequest *request)
{
  g_autofree char *money = amt_label_money (MAX (request->fee_cents - request->paid_cents, 0));

  return request->exemption_status == AMT_EXEMPTION_CLAIMED ? g_strdup_printf (_ ("%s, exemption claimed"), money)
                                                            : g_steal_pointer (&money);
}

/* (transfer full) (nullable): what the word for the status leaves unsaid. */
static char *
gate_detail (const AmtRequest *request, const AmtGate *gate, AmtGateStatus status)
{
  g_autofree char *brief = NULL;

  if (gate->kind == AMT_GATE_PAYMENT && status == AMT_GATE_OPEN)
    return payment_due (request);
  brief = amt_gate_short (request, gate);
  return g_str_equal (brief, amt_label_gate_status (status)) ? NULL : g_steal_pointer (&brief);
}

char *
amt_gate_state (const AmtRequest *request, const AmtGate *gate)
{
  AmtGateStatus status = amt_gate_effective (request, gate);
  g_autofree char *detail = gate_detail (request, gate, status);

  return detail != NULL ? g_strdup_printf ("%s, %s", amt_label_gate_status (status), detail)
                        : g_strdup (amt_label_gate_status (status));
}

char *
amt_gate_sentence (const AmtRequest *request, const AmtGate *gate)
{
  g_autofree char *state = amt_gate_state (request, gate);

  if (amt_gate_effective (request, gate) == AMT_GATE_OVERRIDDEN && gate->by_name != NULL)
    return g_strdup_printf ("%s: %s, %s", amt_label_gate (gate->kind), state, gate->by_name);
  return g_strdup_printf ("%s: %s", amt_label_gate (gate->kind), state);
}

const char *
amt_notice_word (const char *kind)
{
  static const char *const words[][2] = {
      {"ask", NC_ ("notice", "Question to the applicant")},
      {"answer", NC_ ("notice", "Answer of the applicant")},
      {"rejection", NC_ ("notice", "Rejection")},
      {"issued", NC_ ("notice", "Document provided")},
  };

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], kind))
      return g_dpgettext2 (NULL, "notice", words[i][1]);
  return kind;
}

const char *
amt_journal_word (const char *action)
{
  for (size_t i = 0; i < G_N_ELEMENTS (journal); i++)
    if (g_str_equal (journal[i].nick, action))
      return g_dpgettext2 (NULL, "journal", journal[i].word);
  return action;
}

const char *
amt_journal_icon (const char *action)
{
  for (size_t i = 0; i < G_N_ELEMENTS (journal); i++)
    if (g_str_equal (journal[i].nick, action))
      return journal[i].icon;
  return "amt-dot-symbolic";
}

static const char *const outcomes[AMT_N_OUTCOMES] = {
    /* Translators: %s is a gate: "Payment recorded" */
    [AMT_OUTCOME_MET] = NC_ ("journal", "%s recorded"),
    /* Translators: %s is a gate: less than the fee was paid */
    [AMT_OUTCOME_PARTLY] = NC_ ("journal", "%s recorded in part"),
    /* Translators: %s is a gate: "Identity opened again" */
    [AMT_OUTCOME_REOPENED] = NC_ ("journal", "%s opened again"),
    /* Translators: %s is a gate: "Identity overridden" */
    [AMT_OUTCOME_OVERRIDDEN] = NC_ ("journal", "%s overridden"),
    [AMT_OUTCOME_EXEMPTION_GRANTED] = NC_ ("journal", "Exemption from the fee granted"),
    [AMT_OUTCOME_EXEMPTION_REFUSED] = NC_ ("journal", "Exemption from the fee refused"),
};

char *
amt_journal_title (const AmtJournalEntry *entry)
{
  int kind;
  int outcome;

  if (entry->gate == NULL || !amt_enum_from_nick (&amt_gate_kind_enum, entry->gate, &kind))
    return g_strdup (amt_journal_word (entry->action));
  if (entry->outcome == NULL || !amt_enum_from_nick (&amt_gate_outcome_enum, entry->outcome, &outcome))
    return g_strdup_printf ("%s: %s", amt_journal_word (entry->action), amt_label_gate (kind));
  return g_strdup_printf (g_dpgettext2 (NULL, "journal", outcomes[outcome]), amt_label_gate (kind));
}

char *
amt_evidence_words (const char *evidence)
{
  static const char *const words[][2] = {
      {"cash", NC_ ("payment", "Cash")},
      {"card-terminal", NC_ ("payment", "Card")},
      {"transfer", NC_ ("payment", "Transfer")},
  };
  const char *method = NULL;
  const char *reference = NULL;
  g_autofree char *money = NULL;
  int64_t cents = 0;

  if (!amt_payment_from_evidence (evidence, &cents, &method, &reference))
    return g_strdup (evidence);
  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], method))
      method = g_dpgettext2 (NULL, "payment", words[i][1]);
  money = amt_label_money (cents);
  return g_strdup_printf ("%s, %s, %s", money, method, reference);
}
