/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-gate-panel.h"

#include <glib/gi18n.h>

#include "amt-announce.h"
#include "amt-busy.h"
#include "amt-exemption-box.h"
#include "amt-field-text.h"
#include "amt-labels.h"
#include "amt-reason-dialog.h"
#include "amt-request-ui.h"
#include "amt-request-words.h"
#include "amt-sentences.h"

struct _AmtGatePanel
{
  AdwBin parent_instance;

  AmtCase *amt_case; /* (owned) */
  AmtRequest *seen;  /* (owned) as it was when the panel opened */
  AmtGateKind kind;
  bool busy;

  GtkWidget *scroller;
  GtkLabel *title_label;
  GtkLabel *purpose_label;
  GtkLabel *state_label;
  GtkLabel *blocked_label;
  GtkBox *form;
  AdwToggleGroup *assurance_group;
  AdwToggleGroup *method_group;
  GtkListBox *entries;
  AdwEntryRow *amount_row;
  AdwEntryRow *reference_row;
  AdwEntryRow *evidence_row;
  AdwWrapBox *suggestions;
  GtkLabel *note_label;
  GtkLabel *problem_label;
  GtkButton *record_button;
  AmtExemptionBox *exemption_box;
  GtkButton *action_button;
  GtkButton *reopen_button;
  GtkButton *exemption_button;
  GtkButton *override_button;
};

G_DEFINE_FINAL_TYPE (AmtGatePanel, amt_gate_panel, ADW_TYPE_BIN)

static unsigned done_signal;

#define MAX_SUGGESTIONS 6

/* What each gate's form has. */
static const struct
{
  bool form;
  bool assurance;
  bool payment;
  const char *record; /* label of the button */
  const char *done;   /* toast */
  const char *note;   /* (nullable) */
  const char *action; /* (nullable) action beside the form */
  const char *label;  /* its label */
  AmtAction policy;   /* and what decides it */
  const char *suggestions[MAX_SUGGESTIONS];
} looks[AMT_N_GATES] = {
    [AMT_GATE_COMPLETENESS] = {.form = true,
                               .record = N_ ("Mark as _Complete"),
                               .done = N_ ("Marked as complete"),
                               .action = "request.ask",
                               .label = N_ ("Ask _Back…"),
                               .policy = AMT_ACTION_ASK,
                               .suggestions = {N_ ("checked")}},
    [AMT_GATE_IDENTITY] = {.form = true,
                           .assurance = true,
                           .record = N_ ("_Record Finding"),
                           .done = N_ ("Identity recorded"),
                           .note = N_ ("Of an ID card only its kind, issuer and expiry are kept; never its number."),
                           .suggestions = {N_ ("ID card, at the counter"), N_ ("passport, at the counter"),
                                           N_ ("residence permit, at the counter"), N_ ("online ID"),
                                           N_ ("known in person")}},
    [AMT_GATE_REGISTER] = {.action = "request.extract", .label = N_ ("_Enter Extract…"), .policy = AMT_ACTION_EXTRACT},
    [AMT_GATE_ENTITLEMENT] = {.form = true,
                              .record = N_ ("_Record Entitlement"),
                              .done = N_ ("Entitlement recorded"),
                              .suggestions = {N_ ("the person concerned"), N_ ("spouse or partner"), N_ ("parent"),
                                              N_ ("child or grandchild"), N_ ("power of attorney"),
                                              N_ ("legal interest")}},
    [AMT_GATE_PAYMENT] = {.form = true,
                          .payment = true,
                          .record = N_ ("_Record Payment"),
                          .done = N_ ("Payment recorded")},
    [AMT_GATE_APPROVAL] = {.action = "request.primary", .label = N_ ("_Approve or Submit")},
};

static void
show_problem (AmtGatePanel *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
  if (sentence != NULL)
    amt_announce (GTK_WIDGET (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
set_busy (AmtGatePanel *self, bool busy)
{
  self->busy = busy;
  amt_busy_set (GTK_WIDGET (self->exemption_box), busy);
  amt_busy_set (GTK_WIDGET (self->form), busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->reopen_button), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->override_button), !busy);
}

/* (nullable): the button the panel hangs on, which outlives it. */
static GtkWidget *
get_opener (AmtGatePanel *self)
{
  return gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_TOGGLE_BUTTON);
}

typedef struct
{
  AmtGatePanel *self; /* (owned) */
  AmtCase *amt_case;  /* (owned) */
  char *request_id;
  GtkWidget *opener; /* (nullable), weak */
  const char *done;
} Recording;

static void
recording_free (gpointer data)
{
  Recording *recording = data;

  g_object_unref (recording->self);
  g_object_unref (recording->amt_case);
  g_free (recording->request_id);
  g_clear_weak_pointer (&recording->opener);
  g_free (recording);
}

static void
forget_typed (const Recording *recording)
{
  const char *nick = amt_enum_to_nick (&amt_gate_kind_enum, recording->self->kind);
  g_autofree char *evidence = g_strdup_printf ("gate-%s-evidence", nick);
  g_autofree char *reference = g_strdup_printf ("gate-%s-reference", nick);

  amt_case_forget_typed (recording->amt_case, recording->request_id, evidence);
  amt_case_forget_typed (recording->amt_case, recording->request_id, reference);
  amt_case_forget_typed (recording->amt_case, recording->request_id, AMT_EXEMPTION_WORDS);
  amt_case_forget_typed (recording->amt_case, recording->request_id, AMT_EXEMPTION_CHOICE);
}

/* The popover may have been closed meanwhile, by Escape or a click beside it. */
static void
tell (const Recording *recording, const char *sentence)
{
  GtkWidget *self = GTK_WIDGET (recording->self);
  GtkWidget *widget = gtk_widget_get_root (self) != NULL ? self : recording->opener;

  if (widget != NULL)
    gtk_widget_activate_action (widget, "win.toast", "s", sentence);
}

static void
fail (const Recording *recording, const GError *error)
{
  g_autofree char *sentence = amt_sentence_for_error (error);

  if (recording->self->amt_case != NULL && gtk_widget_get_mapped (GTK_WIDGET (recording->self)))
    show_problem (recording->self, sentence);
  else
    tell (recording, sentence);
}

static DexFuture *
recorded (DexFuture *future, gpointer data)
{
  Recording *recording = data;
  AmtGatePanel *self = recording->self;
  g_autoptr (GError) error = NULL;

  if (self->amt_case != NULL)
    set_busy (self, false);
  if (dex_future_get_value (future, &error) != NULL)
    {
      forget_typed (recording);
      tell (recording, _ (recording->done));
      g_signal_emit (self, done_signal, 0);
    }
  else if (g_error_matches (error, AMT_ERROR, AMT_ERROR_STALE))
    g_signal_emit (self, done_signal, 0);
  else
    fail (recording, error);
  return dex_ref (future);
}

static void
send (AmtGatePanel *self, const AmtGateInput *input, const char *done)
{
  g_autoptr (AmtAttempt) attempt = amt_attempt_new_gate (self->kind, input);
  Recording *recording = g_new0 (Recording, 1);

  recording->self = g_object_ref (self);
  recording->amt_case = g_object_ref (self->amt_case);
  recording->request_id = g_strdup (self->seen->id);
  recording->done = done;
  g_set_weak_pointer (&recording->opener, get_opener (self));
  show_problem (self, NULL);
  set_busy (self, true);
  dex_future_disown (dex_future_finally (amt_case_send_seen (self->amt_case, self->seen, attempt), recorded, recording,
                                         recording_free));
}

static char *
row_text (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static bool
refuse (AmtGatePanel *self, AdwEntryRow *row, const char *sentence)
{
  show_problem (self, sentence);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  return false;
}

static bool
read_payment (AmtGatePanel *self, AmtGateInput *input)
{
  g_autofree char *amount = row_text (self->amount_row);

  if (!amt_field_parse_money (amount, &input->amount_cents))
    return refuse (self, self->amount_row, _ ("This is not an amount. Write it like 9.00."));
  input->reference = row_text (self->reference_row);
  if (*input->reference == '\0')
    return refuse (self, self->reference_row, _ ("The number of the receipt or booking is missing."));
  input->method = g_strdup (adw_toggle_group_get_active_name (self->method_group));
  input->evidence = g_strdup (input->reference);
  return true;
}

static bool
read_finding (AmtGatePanel *self, AmtGateInput *input)
{
  int assurance = AMT_ASSURANCE_NONE;

  input->evidence = row_text (self->evidence_row);
  if (*input->evidence == '\0')
    return refuse (self, self->evidence_row, _ ("Say what was seen, so that others can follow it."));
  if (looks[self->kind].assurance)
    amt_enum_from_nick (&amt_assurance_enum, adw_toggle_group_get_active_name (self->assurance_group), &assurance);
  input->assurance = assurance;
  return true;
}

static void
on_record (AmtGatePanel *self)
{
  g_autoptr (AmtGateInput) input = amt_gate_input_new ();

  if (self->busy || !gtk_widget_get_visible (GTK_WIDGET (self->form)))
    return;
  input->status = AMT_GATE_MET;
  if (looks[self->kind].payment ? read_payment (self, input) : read_finding (self, input))
    send (self, input, looks[self->kind].done);
}

static void
on_exemption (AmtGatePanel *self, int exemption)
{
  bool granted = exemption == AMT_EXEMPTION_GRANTED;
  g_autoptr (AmtGateInput) input = amt_gate_input_new ();
  const char *missing = self->busy ? NULL : amt_exemption_box_read (self->exemption_box, exemption, input);

  if (missing != NULL)
    show_problem (self, missing);
  else if (!self->busy)
    send (self, input, granted ? N_ ("Exemption granted") : N_ ("Exemption refused"));
}

static void
on_open_exemption (AmtGatePanel *self)
{
  amt_exemption_box_open (self->exemption_box);
  gtk_widget_set_visible (GTK_WIDGET (self->exemption_button), false);
}

static void
on_reopen (AmtGatePanel *self)
{
  g_autoptr (AmtGateInput) input = amt_gate_input_new ();

  if (self->busy)
    return;
  input->status = AMT_GATE_OPEN;
  send (self, input, N_ ("Gate opened again"));
}

static void
on_action (AmtGatePanel *self)
{
  g_autoptr (GtkWidget) keep = GTK_WIDGET (g_object_ref (self));
  GtkWidget *page = get_opener (self);

  g_signal_emit (self, done_signal, 0);
  gtk_widget_activate_action (page != NULL ? page : keep, looks[self->kind].action, NULL);
}

static void
on_override (AmtGatePanel *self)
{
  GtkWidget *button = get_opener (self);
  g_autoptr (AmtCase) amt_case = g_object_ref (self->amt_case);

  g_signal_emit (self, done_signal, 0);
  amt_reason_dialog_open_override (amt_case, self->kind, button != NULL ? button : GTK_WIDGET (self));
}

static void
on_suggestion (AmtGatePanel *self, GtkButton *button)
{
  gtk_editable_set_text (GTK_EDITABLE (self->evidence_row), gtk_button_get_label (button));
  gtk_widget_grab_focus (GTK_WIDGET (self->record_button));
}

/* --- filling --- */

static char *
describe_state (const AmtRequest *request, const AmtGate *gate, const char *zone)
{
  g_autofree char *state = amt_gate_state (request, gate);
  GString *text = g_string_new (state);

  if (gate->at != 0)
    {
      g_autofree char *moment = amt_label_moment (gate->at, zone);

      g_string_append_printf (text, "\n%s, %s", gate->by_name != NULL ? gate->by_name : _ ("by itself"), moment);
    }
  if (gate->evidence != NULL && *gate->evidence != '\0')
    {
      g_autofree char *words = amt_evidence_words (gate->evidence);

      g_string_append_printf (text, "\n%s", words);
    }
  if (gate->reason != NULL && *gate->reason != '\0')
    g_string_append_printf (text, _ ("\nReason: %s"), gate->reason);
  if (gate->at != 0 && gate->judged_version != request->content_version)
    g_string_append_printf (text, "\n%s", _ ("The request was changed after this judgement, so it is open again."));
  return g_string_free (text, false);
}

static void
fill_suggestions (AmtGatePanel *self)
{
  for (int i = 0; i < MAX_SUGGESTIONS && looks[self->kind].suggestions[i] != NULL; i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (looks[self->kind].suggestions[i]));

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "suggestion");
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_suggestion), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->suggestions, button);
    }
}

static void
fill_form (AmtGatePanel *self, const AmtRequest *request)
{
  bool payment = looks[self->kind].payment;
  int64_t due = MAX (request->fee_cents - request->paid_cents, 0);
  g_autofree char *amount = g_strdup_printf ("%" G_GINT64_FORMAT "%s%02d", due / 100, C_ ("decimal mark", "."),
                                             (int) (due % 100));
  int assurance = MAX (request->assurance, AMT_ASSURANCE_SUBSTANTIAL);

  gtk_widget_set_visible (GTK_WIDGET (self->assurance_group), looks[self->kind].assurance);
  gtk_widget_set_visible (GTK_WIDGET (self->method_group), payment);
  gtk_widget_set_visible (GTK_WIDGET (self->amount_row), payment);
  gtk_widget_set_visible (GTK_WIDGET (self->reference_row), payment);
  gtk_widget_set_visible (GTK_WIDGET (self->evidence_row), !payment);
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), looks[self->kind].note != NULL);
  if (looks[self->kind].note != NULL)
    gtk_label_set_label (self->note_label, _ (looks[self->kind].note));
  if (looks[self->kind].record != NULL)
    gtk_button_set_label (self->record_button, _ (looks[self->kind].record));
  gtk_editable_set_text (GTK_EDITABLE (self->amount_row), amount);
  adw_toggle_group_set_active_name (self->assurance_group, amt_enum_to_nick (&amt_assurance_enum, assurance));
  fill_suggestions (self);
}

static void
fill_exemption (AmtGatePanel *self)
{
  if (!looks[self->kind].payment)
    return;
  amt_exemption_box_fill (self->exemption_box, self->amt_case);
  gtk_widget_set_visible (GTK_WIDGET (self->exemption_button), amt_exemption_box_is_offered (self->exemption_box));
}

static void
fill_buttons (AmtGatePanel *self, const AmtRequest *request, AmtGateStatus status)
{
  bool judged = status == AMT_GATE_MET || status == AMT_GATE_OVERRIDDEN;
  g_autofree char *blocked = amt_case_explain_gate (self->amt_case, self->kind, AMT_GATE_MET);
  g_autofree char *no_override = amt_case_explain_gate (self->amt_case, self->kind, AMT_GATE_OVERRIDDEN);
  g_autofree char *no_reopen = amt_case_explain_gate (self->amt_case, self->kind, AMT_GATE_OPEN);
  g_autofree char *no_action = NULL;
  bool closed_grant = looks[self->kind].payment && request->exemption_status == AMT_EXEMPTION_GRANTED &&
                      !amt_state_is_open (request->state);
  bool form = looks[self->kind].form && status == AMT_GATE_OPEN && blocked == NULL;
  bool action = looks[self->kind].action != NULL && status != AMT_GATE_NOT_NEEDED && amt_state_is_open (request->state);

  gtk_widget_set_visible (GTK_WIDGET (self->form), form);
  gtk_widget_set_visible (GTK_WIDGET (self->blocked_label),
                          looks[self->kind].form && blocked != NULL && status == AMT_GATE_OPEN);
  gtk_label_set_label (self->blocked_label, blocked != NULL ? blocked : "");
  gtk_widget_set_visible (GTK_WIDGET (self->action_button), action);
  if (action)
    {
      if (self->kind != AMT_GATE_APPROVAL)
        no_action = amt_case_explain (self->amt_case, looks[self->kind].policy);
      gtk_button_set_label (self->action_button, _ (looks[self->kind].label));
      gtk_widget_set_sensitive (GTK_WIDGET (self->action_button), no_action == NULL);
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->action_button), no_action);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->reopen_button), judged && no_reopen == NULL && !closed_grant);
  gtk_widget_set_visible (GTK_WIDGET (self->override_button),
                          status == AMT_GATE_OPEN && amt_gate_may_override (self->kind) && !no_override);
}

static void
keep_typed (AmtGatePanel *self)
{
  const char *nick = amt_enum_to_nick (&amt_gate_kind_enum, self->kind);
  g_autofree char *evidence = g_strdup_printf ("gate-%s-evidence", nick);
  g_autofree char *reference = g_strdup_printf ("gate-%s-reference", nick);

  amt_case_keep_buffer (self->amt_case, evidence, G_OBJECT (self->evidence_row));
  amt_case_keep_buffer (self->amt_case, reference, G_OBJECT (self->reference_row));
}

static void
amt_gate_panel_dispose (GObject *object)
{
  AmtGatePanel *self = AMT_GATE_PANEL (object);

  g_clear_object (&self->amt_case);
  adw_bin_set_child (ADW_BIN (object), NULL); /* bound: the template would take it behind the back of the bin */
  g_clear_pointer (&self->seen, amt_request_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_GATE_PANEL);
  G_OBJECT_CLASS (amt_gate_panel_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, scroller);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, title_label);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, purpose_label);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, state_label);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, blocked_label);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, form);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, assurance_group);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, method_group);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, entries);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, amount_row);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, reference_row);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, evidence_row);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, suggestions);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, note_label);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, record_button);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, exemption_box);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, action_button);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, reopen_button);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, exemption_button);
  gtk_widget_class_bind_template_child (widget_class, AmtGatePanel, override_button);
}

static void
amt_gate_panel_class_init (AmtGatePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_gate_panel_dispose;
  done_signal = g_signal_new ("done", AMT_TYPE_GATE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (AMT_TYPE_EXEMPTION_BOX);
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-gate-panel");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_record);
  gtk_widget_class_bind_template_callback (widget_class, on_exemption);
  gtk_widget_class_bind_template_callback (widget_class, on_open_exemption);
  gtk_widget_class_bind_template_callback (widget_class, on_action);
  gtk_widget_class_bind_template_callback (widget_class, on_reopen);
  gtk_widget_class_bind_template_callback (widget_class, on_override);
}

static void
amt_gate_panel_init (AmtGatePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amt_gate_panel_new (AmtCase *amt_case, AmtGateKind kind)
{
  AmtGatePanel *self = g_object_new (AMT_TYPE_GATE_PANEL, NULL);
  const AmtRequest *request = amt_case_get_request (amt_case);
  const AmtGate *gate = amt_request_get_gate (request, kind);
  g_autofree char *state = NULL;

  self->amt_case = g_object_ref (amt_case);
  self->seen = amt_request_ref ((AmtRequest *) request);
  self->kind = kind;
  state = describe_state (request, gate, amt_case_get_zone (amt_case));
  gtk_label_set_label (self->title_label, amt_label_gate (kind));
  /* it has the focus where there is nothing to enter */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, amt_label_gate (kind),
                                  -1);
  gtk_label_set_label (self->purpose_label, amt_gate_purpose (kind));
  gtk_label_set_label (self->state_label, state);
  fill_form (self, request);
  fill_exemption (self);
  fill_buttons (self, request, amt_gate_effective (request, gate));
  keep_typed (self);
  return GTK_WIDGET (self);
}
