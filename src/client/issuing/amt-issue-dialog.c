/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-issue-dialog.h"

#include <glib/gi18n.h>

#include "amt-announce.h"
#include "amt-busy.h"
#include "amt-draft-voice.h"
#include "amt-focus.h"
#include "amt-issue-flow.h"
#include "amt-issue-rows.h"
#include "amt-issue-words.h"
#include "amt-issuing-resources.h"
#include "amt-labels.h"
#include "amt-page-view.h"
#include "amt-paper.h"
#include "amt-signature-panel.h"
#include "amt-ui.h"
#include "amt-weakly.h"

typedef enum
{
  STEP_DRAFT,   /* the draft is being made, or could not be */
  STEP_SIGN,    /* electronic: passphrase, then sign */
  STEP_PRINT,   /* paper: print, sign by hand, number of the form */
  STEP_DELIVER, /* paper: recorded; handed over or posted */
} Step;

struct _AmtIssueDialog
{
  AdwDialog parent_instance;

  AmtIssueFlow *flow;  /* (owned) */
  AmtService *service; /* (owned) */
  AmtDocumentKind kind;
  Step step;
  bool busy;
  bool printed;
  bool issued;
  AmtDraftVoice voice;

  AdwWindowTitle *heading;
  GtkStack *preview;
  AdwStatusPage *problem_page;
  AmtPageView *page;
  AmtSignaturePanel *signature;
  AdwPreferencesGroup *paper_group;
  AdwActionRow *print_row;
  AdwEntryRow *sheet_row;
  AdwActionRow *delivery_row;
  AdwActionRow *check_row;
  GtkImage *check_icon;
  GtkLabel *notice_label;
  GtkLabel *problem_label;
  GtkBox *progress_box;
  GtkLabel *progress_label;
  GtkButton *second_button;
  GtkButton *primary_button;
};

G_DEFINE_FINAL_TYPE (AmtIssueDialog, amt_issue_dialog, ADW_TYPE_DIALOG)

static unsigned issued_signal;

/* --- what is on screen --- */

static void
say (GtkLabel *label, const char *sentence)
{
  gtk_label_set_label (label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (label), sentence != NULL);
  if (sentence != NULL)
    amt_announce (GTK_WIDGET (label), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static char *
row_text (GtkWidget *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static bool
is_paper (AmtIssueDialog *self)
{
  return amt_issue_flow_get_carrier (self->flow) == AMT_CARRIER_PAPER;
}

/* What is on paper is recorded once it has its number, or has been printed if it needs none. */
static bool
is_recordable (AmtIssueDialog *self)
{
  g_autofree char *number = row_text (GTK_WIDGET (self->sheet_row));

  return *number != '\0' || (self->printed && !amt_issue_needs_number (self->service, self->kind));
}

/* (nullable): why the button cannot be pressed yet. */
static const char *
why_not (AmtIssueDialog *self)
{
  if (self->step == STEP_DRAFT)
    return self->busy ? _ ("The draft is being made.") : _ ("There is no draft yet.");
  if (self->step == STEP_SIGN && amt_issue_flow_is_unsettled (self->flow))
    return NULL;
  if (self->step == STEP_SIGN)
    return amt_signature_panel_why_not (self->signature);
  return NULL;
}

static const char *
primary_label (AmtIssueDialog *self)
{
  if (self->step == STEP_DELIVER)
    return _ ("_Handed Over");
  if (!is_paper (self))
    return amt_issue_sign_label (self->service, self->kind);
  return is_recordable (self) ? _ ("_Record as Signed") : _ ("_Print for Signature…");
}

static void
update_buttons (AmtIssueDialog *self)
{
  GtkWidget *button = GTK_WIDGET (self->primary_button);
  const char *why = why_not (self);

  gtk_button_set_label (self->primary_button, primary_label (self));
  gtk_widget_set_sensitive (button, why == NULL && !self->busy);
  gtk_widget_set_tooltip_text (button, self->busy ? NULL : why);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why != NULL ? why : "",
                                  -1);
  gtk_button_set_label (self->second_button, _ ("P_osted"));
  gtk_widget_set_visible (GTK_WIDGET (self->second_button), self->step == STEP_DELIVER);
  gtk_widget_set_sensitive (GTK_WIDGET (self->second_button), !self->busy);
  gtk_widget_set_visible (GTK_WIDGET (self->signature), !is_paper (self));
  gtk_widget_set_visible (GTK_WIDGET (self->paper_group), is_paper (self));
  amt_busy_set (GTK_WIDGET (self->signature), self->busy && self->step != STEP_DRAFT);
  amt_busy_set (GTK_WIDGET (self->paper_group), self->busy || self->step != STEP_PRINT);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_box), self->busy && self->step != STEP_DRAFT);
  adw_dialog_set_can_close (ADW_DIALOG (self), !(self->busy && self->step != STEP_DRAFT));
}

static void
set_busy (AmtIssueDialog *self, bool busy)
{
  self->busy = busy;
  update_buttons (self);
}

static void
fill (AmtIssueDialog *self)
{
  const AmtRequest *request = amt_issue_flow_get_request (self->flow);

  amt_issue_fill_heading (ADW_DIALOG (self), self->heading, self->service, request, self->kind);
  amt_issue_fill_delivery (self->delivery_row, request, self->kind, is_paper (self));
  amt_issue_fill_gates (self->check_row, self->check_icon, request, self->kind);
  adw_action_row_set_subtitle (self->print_row, self->printed ? _ ("yes") : _ ("not yet"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->sheet_row),
                                 amt_issue_number_label (self->service, self->kind));
  adw_preferences_group_set_description (self->paper_group, amt_issue_paper_hint (self->service, self->kind));
}

/* --- the draft --- */

/* The passphrase can be typed while the draft is being made; what is printed needs the draft. */
static void
focus_first (AmtIssueDialog *self)
{
  if (!is_paper (self))
    amt_focus (ADW_DIALOG (self), amt_signature_panel_get_first (self->signature));
  else if (self->step == STEP_PRINT)
    amt_focus (ADW_DIALOG (self), GTK_WIDGET (self->primary_button));
}

static void
show_draft (AmtIssueDialog *self)
{
  const AmtDraft *draft = amt_issue_flow_get_draft (self->flow);

  gtk_stack_set_visible_child_name (self->preview, "page");
  amt_page_view_show (self->page, amt_issue_flow_get_pdf (self->flow), "application/pdf", draft->title);
  say (self->notice_label,
       amt_issue_flow_is_renewed (self->flow)
           ? _ ("The request was changed after you opened it. This draft says what it says now: read it again.")
           : NULL);
  self->step = is_paper (self) ? STEP_PRINT : STEP_SIGN;
  set_busy (self, false);
  fill (self);
  amt_draft_voice_finish (&self->voice);
  focus_first (self);
}

static void
show_no_draft (AmtIssueDialog *self, const GError *error)
{
  g_autofree char *sentence = amt_issue_sentence (error);

  amt_draft_voice_stop (&self->voice);
  adw_status_page_set_description (self->problem_page, sentence);
  gtk_stack_set_visible_child_name (self->preview, "problem");
  set_busy (self, false);
  amt_focus (ADW_DIALOG (self), adw_status_page_get_child (self->problem_page));
  amt_announce (GTK_WIDGET (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static DexFuture *
on_drafted (DexFuture *future, gpointer data)
{
  AmtIssueDialog *self = data;
  g_autoptr (GError) error = NULL;

  if (self->flow == NULL)
    return dex_ref (future);
  if (dex_future_get_value (future, &error) != NULL)
    {
      show_draft (self);
      return dex_ref (future);
    }
  show_no_draft (self, error);
  return dex_ref (future);
}

static void
on_redraft (AmtIssueDialog *self)
{
  self->step = STEP_DRAFT;
  self->printed = false;
  set_busy (self, true);
  focus_first (self);
  amt_draft_voice_start (&self->voice, GTK_WIDGET (self));
  gtk_stack_set_visible_child_name (self->preview, "loading");
  amt_page_view_clear (self->page);
  dex_future_disown (amt_weakly_finally (amt_issue_flow_make_draft (self->flow), on_drafted, self));
}

/* --- outcomes --- */

static void
report_issued (AmtIssueDialog *self, AmtRequest *request, const char *done)
{
  self->issued = true;
  g_signal_emit (self, issued_signal, 0, request);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", done);
}

static void
close_issued (AmtIssueDialog *self)
{
  adw_dialog_set_can_close (ADW_DIALOG (self), true);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
show_failure (AmtIssueDialog *self, const GError *error)
{
  g_autofree char *sentence = amt_issue_sentence (error);

  if (amt_issue_blames_secret (error))
    {
      amt_signature_panel_show_problem (self->signature, sentence);
      return;
    }
  say (self->problem_label, sentence);
  if (amt_issue_needs_new_draft (error))
    on_redraft (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->primary_button));
}

/* (nullable): the request, or NULL after the failure has been shown. */
static AmtRequest *
take_outcome (AmtIssueDialog *self, DexFuture *future)
{
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self->flow == NULL)
    return NULL;
  set_busy (self, false);
  if (value == NULL)
    show_failure (self, error);
  return value != NULL ? g_value_get_boxed (value) : NULL;
}

static DexFuture *
on_signed (DexFuture *future, gpointer data)
{
  AmtIssueDialog *self = data;
  AmtRequest *request = take_outcome (self, future);

  /* The passphrase is asked for each time, so the key has no reason to stay. */
  if (self->flow != NULL)
    amt_issue_flow_forget_key (self->flow);
  if (request == NULL)
    return dex_ref (future);
  report_issued (self, request, amt_issue_signed (self->kind));
  close_issued (self);
  return dex_ref (future);
}

static DexFuture *
on_recorded (DexFuture *future, gpointer data)
{
  AmtIssueDialog *self = data;
  AmtRequest *request = take_outcome (self, future);

  if (request == NULL)
    return dex_ref (future);
  report_issued (self, request, amt_issue_recorded (self->kind));
  self->step = STEP_DELIVER;
  update_buttons (self);
  say (self->notice_label, _ ("Signed. Record how it reaches the applicant, or close this and do it later."));
  gtk_widget_grab_focus (GTK_WIDGET (self->primary_button));
  return dex_ref (future);
}

static DexFuture *
on_delivered (DexFuture *future, gpointer data)
{
  AmtIssueDialog *self = data;
  AmtRequest *request = take_outcome (self, future);

  if (request == NULL)
    return dex_ref (future);
  report_issued (self, request, _ ("Delivery recorded"));
  close_issued (self);
  return dex_ref (future);
}

/* --- signing --- */

static DexFuture *
sign_opened (DexFuture *future, gpointer data)
{
  AmtIssueDialog *self = data;

  return amt_issue_flow_sign (self->flow);
}

static void
sign (AmtIssueDialog *self)
{
  AmtSecret *secret = amt_signature_panel_take_secret (self->signature);
  DexFuture *future;

  set_busy (self, true);
  if (secret != NULL)
    future = dex_future_then (
        amt_issue_flow_open_key (self->flow, amt_signature_panel_get_key (self->signature), secret), sign_opened,
        g_object_ref (self), g_object_unref);
  else
    future = amt_issue_flow_sign (self->flow);
  dex_future_disown (dex_future_finally (future, on_signed, g_object_ref (self), g_object_unref));
}

static void
on_signature_changed (AmtIssueDialog *self)
{
  amt_issue_flow_forget_key (self->flow);
  update_buttons (self);
}

/* --- paper --- */

static DexFuture *
on_paper (AmtIssueDialog *self, DexFuture *future, char *(*why) (const GError *) )
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (self->flow == NULL)
    return dex_ref (future);
  if (dex_future_get_value (future, &error) != NULL)
    {
      self->printed = true;
      say (self->problem_label, NULL);
      fill (self);
      update_buttons (self);
      gtk_widget_grab_focus (amt_issue_needs_number (self->service, self->kind) ? GTK_WIDGET (self->sheet_row)
                                                                                : GTK_WIDGET (self->primary_button));
    }
  else if ((sentence = why (error)) != NULL)
    say (self->problem_label, sentence);
  return dex_ref (future);
}

static DexFuture *
on_printed (DexFuture *future, gpointer data)
{
  return on_paper (data, future, amt_issue_not_printed);
}

static DexFuture *
on_kept (DexFuture *future, gpointer data)
{
  return on_paper (data, future, amt_issue_not_kept);
}

static void
on_print (AmtIssueDialog *self)
{
  if (amt_issue_flow_get_pdf (self->flow) == NULL)
    return;
  dex_future_disown (dex_future_finally (
      amt_paper_print (amt_issue_flow_get_pdf (self->flow), _ ("Print for Signature"), GTK_WIDGET (self)), on_printed,
      g_object_ref (self), g_object_unref));
}

static void
on_keep (AmtIssueDialog *self)
{
  g_autofree char *name = g_strdup_printf ("%s.pdf", amt_issue_flow_get_request (self->flow)->file_number);

  if (amt_issue_flow_get_pdf (self->flow) == NULL)
    return;
  dex_future_disown (dex_future_finally (amt_paper_keep (amt_issue_flow_get_pdf (self->flow), name, GTK_WIDGET (self)),
                                         on_kept, g_object_ref (self), g_object_unref));
}

static void
record_sheet (AmtIssueDialog *self)
{
  g_autofree char *number = row_text (GTK_WIDGET (self->sheet_row));

  if (!is_recordable (self))
    {
      on_print (self);
      return;
    }
  set_busy (self, true);
  dex_future_disown (dex_future_finally (amt_issue_flow_record_sheet (self->flow, *number != '\0' ? number : NULL),
                                         on_recorded, g_object_ref (self), g_object_unref));
}

static void
deliver (AmtIssueDialog *self, AmtDeliveryStatus status)
{
  set_busy (self, true);
  dex_future_disown (dex_future_finally (amt_issue_flow_deliver (self->flow, status), on_delivered, g_object_ref (self),
                                         g_object_unref));
}

static void
on_primary (AmtIssueDialog *self)
{
  const char *why = why_not (self);

  if (self->busy && self->step != STEP_DRAFT)
    return;
  if (why != NULL)
    {
      amt_draft_voice_answer (&self->voice, why);
      return;
    }
  say (self->problem_label, NULL);
  amt_signature_panel_show_problem (self->signature, NULL);
  switch (self->step)
    {
    case STEP_SIGN:
      sign (self);
      break;
    case STEP_PRINT:
      record_sheet (self);
      break;
    case STEP_DELIVER:
      deliver (self, AMT_DELIVERY_HANDED_OUT);
      break;
    case STEP_DRAFT:
      break;
    }
}

static void
on_second (AmtIssueDialog *self)
{
  say (self->problem_label, NULL);
  deliver (self, AMT_DELIVERY_POSTED);
}

static void
primary_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  on_primary (AMT_ISSUE_DIALOG (widget));
}

static void
on_stage (AmtIssueDialog *self)
{
  g_autofree char *stage = NULL;

  g_object_get (self->flow, "stage", &stage, NULL);
  gtk_label_set_label (self->progress_label, stage != NULL ? stage : "");
  if (stage != NULL && self->step != STEP_DRAFT)
    amt_announce (GTK_WIDGET (self), stage, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

/* --- object --- */

static void
amt_issue_dialog_closed (AdwDialog *dialog)
{
  AmtIssueDialog *self = AMT_ISSUE_DIALOG (dialog);

  amt_signature_panel_clear (self->signature);
  amt_draft_voice_stop (&self->voice);
  if (self->flow != NULL)
    amt_issue_flow_forget_key (self->flow);
  if (self->issued)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.next-after-issue", NULL);
}

static void
amt_issue_dialog_dispose (GObject *object)
{
  AmtIssueDialog *self = AMT_ISSUE_DIALOG (object);

  amt_draft_voice_stop (&self->voice);
  if (self->sheet_row != NULL)
    g_signal_handlers_disconnect_by_data (self->sheet_row, self);
  g_clear_object (&self->flow);
  g_clear_pointer (&self->service, amt_service_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_ISSUE_DIALOG);
  G_OBJECT_CLASS (amt_issue_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, problem_page);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, page);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, signature);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, paper_group);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, print_row);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, sheet_row);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, delivery_row);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, check_row);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, check_icon);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, notice_label);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, progress_box);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, progress_label);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, second_button);
  gtk_widget_class_bind_template_child (widget_class, AmtIssueDialog, primary_button);
}

static void
amt_issue_dialog_class_init (AmtIssueDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_issue_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = amt_issue_dialog_closed;
  issued_signal = g_signal_new ("issued", AMT_TYPE_ISSUE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                G_TYPE_POINTER);

  g_type_ensure (AMT_TYPE_PAGE_VIEW);
  g_type_ensure (AMT_TYPE_SIGNATURE_PANEL);
  AMT_SET_TEMPLATE (widget_class, issuing, "issuing", "amt-issue-dialog");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_redraft);
  gtk_widget_class_bind_template_callback (widget_class, on_signature_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_primary);
  gtk_widget_class_bind_template_callback (widget_class, on_second);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
  gtk_widget_class_install_action (widget_class, "issue.primary", NULL, primary_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "issue.primary", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "issue.primary", NULL);
}

static void
amt_issue_dialog_init (AmtIssueDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
amt_issue_dialog_new (AmtApi *api, const AmtSession *session, const AmtService *service, const AmtRequest *request,
                      int kind, const char *reason, const char *signing_key)
{
  AmtIssueDialog *self = g_object_new (AMT_TYPE_ISSUE_DIALOG, NULL);

  self->flow = amt_issue_flow_new (api, request, kind, reason);
  self->service = amt_service_ref (service);
  self->kind = kind;
  amt_signature_panel_set_signer (self->signature, session, signing_key);
  g_signal_connect_object (self->flow, "notify::stage", G_CALLBACK (on_stage), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet_row, "notify::text", G_CALLBACK (update_buttons), self, G_CONNECT_SWAPPED);
  fill (self);
  on_redraft (self);
  return ADW_DIALOG (self);
}
