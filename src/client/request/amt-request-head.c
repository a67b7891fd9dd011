/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-request-head.h"

#include <glib/gi18n.h>

#include "amt-action-table.h"
#include "amt-chip.h"
#include "amt-labels.h"
#include "amt-primary.h"
#include "amt-request-ui.h"
#include "amt-term.h"
#include "amt-time.h"

struct _AmtRequestHead
{
  AmtCaseWidget parent_instance;

  const AmtPrimary *primary; /* (nullable) static */

  GtkBox *hero;
  GtkLabel *applicant;
  GtkLabel *service;
  GtkBox *actions;
  GtkButton *ask_button;
  GtkButton *primary_button;
  AdwWrapBox *chips;
  GtkLabel *returned;
};

G_DEFINE_FINAL_TYPE (AmtRequestHead, amt_request_head, AMT_TYPE_CASE_WIDGET)

typedef enum
{
  PROP_NARROW = 1,
} AmtRequestHeadProperty;

static GParamSpec *properties[PROP_NARROW + 1];

static void
add_chip (AmtRequestHead *self, AmtTone tone, const char *icon, const char *text)
{
  GtkWidget *chip = amt_chip_new ();

  amt_chip_set (AMT_CHIP (chip), tone, icon, text);
  adw_wrap_box_append (self->chips, chip);
}

static void
add_due_chip (AmtRequestHead *self, const AmtRequest *request, const char *today)
{
  g_autoptr (AmtSummary) summary = amt_request_to_summary (request);
  const char *due = amt_summary_due_on (summary);
  g_autofree char *spoken = NULL;
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;
  AmtTerm term;

  if (!amt_state_is_open (request->state) || (due == NULL && !summary->suspended))
    return;
  term = amt_term_describe (due, today, summary->suspended);
  spoken = amt_term_spoken (due, today, summary->suspended);
  day = due != NULL ? amt_label_day (due, today) : NULL;
  text = day != NULL ? g_strdup_printf ("%s, %s", spoken, day) : g_strdup (spoken);
  add_chip (self, term.tone == AMT_TONE_PLAIN ? AMT_TONE_NONE : term.tone,
            term.icon_name != NULL ? term.icon_name : "alarm-symbolic", text);
  amt_term_clear (&term);
}

static void
add_fee_chip (AmtRequestHead *self, const AmtRequest *request)
{
  bool open = request->paid_cents < request->fee_cents;
  g_autofree char *money = amt_label_money (open ? request->fee_cents - request->paid_cents : request->fee_cents);
  g_autofree char *text = NULL;

  if (request->fee_cents == 0)
    text = g_strdup (_ ("free of charge"));
  else
    text = g_strdup_printf (open ? _ ("%s open") : _ ("%s paid"), money);
  add_chip (self, open ? AMT_TONE_SOON : AMT_TONE_NONE, "amt-payment-symbolic", text);
}

static void
add_received_chip (AmtRequestHead *self, const AmtRequest *request, const char *today)
{
  g_autofree char *day = amt_label_day (request->received_on, today);
  g_autofree char *text = g_strdup_printf (_ ("received %s, %s"), day, amt_label_channel (request->channel));

  add_chip (self, AMT_TONE_NONE, "amt-inbox-symbolic", text);
}

static void
add_follow_up_chip (AmtRequestHead *self, const AmtRequest *request, const char *today)
{
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  if (request->follow_up == NULL)
    return;
  day = amt_label_day (request->follow_up->on, today);
  text = g_strdup_printf (_ ("follow-up %s"), day);
  add_chip (self, amt_day_distance (today, request->follow_up->on) <= 0 ? AMT_TONE_SOON : AMT_TONE_NONE,
            "x-office-calendar-symbolic", text);
}

static void
add_signer_chip (AmtRequestHead *self, AmtCase *amt_case, const AmtColleague *signer)
{
  bool mine = g_strcmp0 (signer->id, amt_case_get_session (amt_case)->person_id) == 0;
  g_autofree char *text = mine ? g_strdup (_ ("sent to you to sign"))
                               : g_strdup_printf (_ ("sent to %s to sign"), signer->name);

  add_chip (self, mine ? AMT_TONE_TODO : AMT_TONE_NONE, "amt-sign-symbolic", text);
}

static void
fill_chips (AmtRequestHead *self, AmtCase *amt_case, const AmtRequest *request)
{
  g_autofree char *today = amt_today (amt_case_get_zone (amt_case));
  GtkWidget *state = amt_chip_new ();
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->chips))) != NULL)
    adw_wrap_box_remove (self->chips, child);
  amt_chip_set_state (AMT_CHIP (state), request->state);
  adw_wrap_box_append (self->chips, state);
  add_due_chip (self, request, today);
  add_fee_chip (self, request);
  add_received_chip (self, request, today);
  if (request->handler != NULL)
    add_chip (self, AMT_TONE_NONE, "avatar-default-symbolic",
              amt_case_is_handler (amt_case) ? C_ ("handled by", "mine") : request->handler->name);
  if (request->state == AMT_STATE_TO_SIGN && request->signer != NULL)
    add_signer_chip (self, amt_case, request->signer);
  add_follow_up_chip (self, request, today);
}

/* A button that may not be pressed says why, to the mouse and to the screen reader. */
static void
set_reason (GtkWidget *button, const char *table_row, const char *label, const char *reason)
{
  gtk_widget_set_sensitive (button, reason == NULL);
  if (reason == NULL && table_row != NULL)
    amt_action_describe (button, table_row, label);
  else
    gtk_widget_set_tooltip_text (button, reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  reason != NULL ? reason : "", -1);
}

static char *
without_mnemonic (const char *label)
{
  g_auto (GStrv) parts = g_strsplit (label, "_", -1);

  return g_strjoinv ("", parts);
}

static void
fill_primary (AmtRequestHead *self, AmtCase *amt_case)
{
  g_autofree char *reason = NULL;
  g_autofree char *plain = NULL;

  self->primary = amt_primary_find (amt_case);
  gtk_widget_set_visible (GTK_WIDGET (self->primary_button), self->primary != NULL);
  if (self->primary == NULL)
    return;
  gtk_button_set_label (self->primary_button, _ (self->primary->label));
  plain = without_mnemonic (_ (self->primary->label));
  reason = amt_case_explain (amt_case, self->primary->policy);
  set_reason (GTK_WIDGET (self->primary_button), self->primary->table_row, plain, reason);
}

static void
fill_ask (AmtRequestHead *self, AmtCase *amt_case, const AmtRequest *request)
{
  g_autofree char *reason = amt_case_explain (amt_case, AMT_ACTION_ASK);

  gtk_widget_set_visible (GTK_WIDGET (self->ask_button), amt_state_is_open (request->state));
  set_reason (GTK_WIDGET (self->ask_button), "request.ask", NULL, reason);
}

static char *
describe_service (const AmtRequest *request, const AmtService *service)
{
  const AmtVariant *variant = NULL;
  const char *language = amt_label_language ();

  if (service == NULL)
    return g_strdup_printf ("%s · %s", request->service_id, request->file_number);
  if (service->variants->len > 1)
    variant = amt_service_find_variant (service, request->variant);
  if (variant == NULL)
    return g_strdup_printf ("%s · %s", amt_words_get (service->name, language), request->file_number);
  return g_strdup_printf ("%s, %s · %s", amt_words_get (service->name, language),
                          amt_words_get (variant->name, language), request->file_number);
}

/* Whoever has it back reads why where the next step is, not in the history only. */
static void
fill_returned (AmtRequestHead *self, const AmtRequest *request)
{
  const char *reason = request->returned_reason;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->returned), reason != NULL);
  if (reason == NULL)
    return;
  /* Translators: who gave a request back instead of approving it, and why */
  text = g_strdup_printf (_ ("Returned by %s: %s"), request->returned_by != NULL ? request->returned_by : "–", reason);
  gtk_label_set_label (self->returned, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->returned), text);
}

static void
amt_request_head_refresh (AmtCaseWidget *widget, AmtCase *amt_case, const AmtRequest *request)
{
  AmtRequestHead *self = AMT_REQUEST_HEAD (widget);
  g_autofree char *name = NULL;
  g_autofree char *service = NULL;

  if (request == NULL)
    return;
  name = amt_party_full_name (request->applicant);
  service = describe_service (request, amt_case_get_service (amt_case));
  gtk_label_set_label (self->applicant, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->applicant), name);
  gtk_label_set_label (self->service, service);
  fill_primary (self, amt_case);
  fill_ask (self, amt_case, request);
  fill_chips (self, amt_case, request);
  fill_returned (self, request);
}

static void
on_primary (AmtRequestHead *self)
{
  g_autofree char *action = NULL;

  if (self->primary == NULL)
    return;
  action = g_strconcat ("request.", self->primary->action, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

static void
set_narrow (AmtRequestHead *self, bool narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->hero),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_hexpand (GTK_WIDGET (self->primary_button), narrow);
  gtk_widget_set_hexpand (GTK_WIDGET (self->actions), narrow);
}

static void
amt_request_head_get_property (GObject *object, unsigned id, GValue *value, GParamSpec *pspec)
{
  AmtRequestHead *self = AMT_REQUEST_HEAD (object);

  g_value_set_boolean (value, gtk_orientable_get_orientation (GTK_ORIENTABLE (self->hero)) == GTK_ORIENTATION_VERTICAL);
}

static void
amt_request_head_set_property (GObject *object, unsigned id, const GValue *value, GParamSpec *pspec)
{
  set_narrow (AMT_REQUEST_HEAD (object), g_value_get_boolean (value));
}

static void
amt_request_head_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_REQUEST_HEAD);
  G_OBJECT_CLASS (amt_request_head_parent_class)->dispose (object);
}

static void
amt_request_head_class_init (AmtRequestHeadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amt_request_head_get_property;
  object_class->set_property = amt_request_head_set_property;
  object_class->dispose = amt_request_head_dispose;
  AMT_CASE_WIDGET_CLASS (klass)->refresh = amt_request_head_refresh;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, false,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-request-head");
  gtk_widget_class_bind_template_child (widget_class, AmtRequestHead, hero);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestHead, applicant);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestHead, service);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestHead, actions);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestHead, ask_button);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestHead, primary_button);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestHead, chips);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestHead, returned);
  gtk_widget_class_bind_template_callback (widget_class, on_primary);
}

static void
amt_request_head_init (AmtRequestHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

bool
amt_request_head_focus (AmtRequestHead *self)
{
  return gtk_widget_grab_focus (GTK_WIDGET (self->primary_button)) ||
         gtk_widget_grab_focus (GTK_WIDGET (self->ask_button));
}
