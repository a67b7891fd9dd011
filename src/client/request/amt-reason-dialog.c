/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-reason-dialog.h"

#include <glib/gi18n.h>

#include "amt-labels.h"
#include "amt-request-ui.h"

typedef enum
{
  REASON_NONE,
  REASON_OPTIONAL,
  REASON_IF_OTHERS, /* required when somebody else handles the request */
  REASON_REQUIRED,
} ReasonNeed;

typedef struct
{
  AmtAction action;
  const char *title;
  const char *body;
  const char *confirm;
  const char *done;
  ReasonNeed need;
  bool destructive;
} ReasonLook;

static const ReasonLook looks[] = {
    {AMT_ACTION_RELEASE, N_ ("Release Request"), N_ ("It goes back to the team’s open requests."), N_ ("_Release"),
     N_ ("Released"), REASON_IF_OTHERS, false},
    {AMT_ACTION_RESUME, N_ ("Resume Without an Answer"),
     N_ ("The office’s clock runs again; the question to the applicant stays in the file."), N_ ("_Resume"),
     N_ ("Resumed"), REASON_OPTIONAL, false},
    {AMT_ACTION_SUBMIT, N_ ("Submit for Approval"), N_ ("Somebody else looks at it and approves or returns it."),
     N_ ("_Submit"), N_ ("Submitted for approval"), REASON_OPTIONAL, false},
    {AMT_ACTION_RETURN, N_ ("Return Request"), N_ ("It goes back to the person who submitted it, with your reason."),
     N_ ("_Return"), N_ ("Returned"), REASON_REQUIRED, false},
    {AMT_ACTION_RECALL, N_ ("Take Out of Folder"), N_ ("It comes back into review and is not signed."),
     N_ ("_Take Out"), N_ ("Taken out of the folder"), REASON_OPTIONAL, false},
    {AMT_ACTION_WITHDRAW, N_ ("Withdraw Request"),
     N_ ("The applicant has taken the request back. It is closed; this cannot be undone."), N_ ("_Withdraw"),
     N_ ("Withdrawn"), REASON_REQUIRED, true},
    {AMT_ACTION_OVERRIDE, N_ ("Override Gate"), "", N_ ("O_verride"), N_ ("Gate overridden"), REASON_REQUIRED, true},
};

struct _AmtReasonDialog
{
  AmtCaseDialog parent_instance;

  int action;
  int gate;
  const ReasonLook *look;
  char *what; /* (owned) key of what was typed */

  GtkBox *warning_box;
  GtkLabel *warning_label;
  GtkLabel *body_label;
  GtkBox *reason_box;
  GtkTextView *reason_view;
};

G_DEFINE_FINAL_TYPE (AmtReasonDialog, amt_reason_dialog, AMT_TYPE_CASE_DIALOG)

typedef enum
{
  PROP_ACTION = 1,
  PROP_GATE,
} AmtReasonDialogProperty;

static GParamSpec *properties[PROP_GATE + 1];

static const ReasonLook *
find_look (AmtAction action)
{
  for (size_t i = 0; i < G_N_ELEMENTS (looks); i++)
    if (looks[i].action == action)
      return &looks[i];
  g_assert_not_reached ();
}

static bool
is_required (AmtReasonDialog *self)
{
  AmtCase *amt_case = amt_case_dialog_get_case (AMT_CASE_DIALOG (self));

  return self->look->need == REASON_REQUIRED ||
         (self->look->need == REASON_IF_OTHERS && !amt_case_is_handler (amt_case));
}

static char *
get_reason (AmtReasonDialog *self)
{
  g_autofree char *text = NULL;

  g_object_get (gtk_text_view_get_buffer (self->reason_view), "text", &text, NULL);
  g_strstrip (text);
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
update_blocked (AmtReasonDialog *self)
{
  g_autofree char *reason = get_reason (self);

  amt_case_dialog_set_blocked (AMT_CASE_DIALOG (self),
                               is_required (self) && reason == NULL ? _ ("A reason is required.") : NULL);
}

static void
amt_reason_dialog_confirm (AmtCaseDialog *dialog, AmtCase *amt_case)
{
  AmtReasonDialog *self = AMT_REASON_DIALOG (dialog);
  g_autofree char *reason = get_reason (self);
  g_autoptr (AmtAttempt) attempt = NULL;

  if (self->action == AMT_ACTION_OVERRIDE)
    {
      g_autoptr (AmtGateInput) input = amt_gate_input_new ();

      input->status = AMT_GATE_OVERRIDDEN;
      input->reason = g_steal_pointer (&reason);
      attempt = amt_attempt_new_gate (self->gate, input);
    }
  else
    {
      g_autoptr (AmtActionInput) input = amt_action_input_new ();

      input->reason = g_steal_pointer (&reason);
      attempt = amt_attempt_new_act (self->action, input);
    }
  amt_case_dialog_send (dialog, attempt, self->what, _ (self->look->done));
}

static void
show_warning (AmtReasonDialog *self, AmtCase *amt_case)
{
  const AmtSession *session = amt_case_get_session (amt_case);
  g_autofree char *text = NULL;

  if (self->action != AMT_ACTION_OVERRIDE)
    return;
  text = g_strdup_printf (_ ("“%s” is open. If you override it, the document can be issued all the same, and you, %s, "
                             "answer for that. Your name and reason stay in the file and in the journal."),
                          amt_label_gate (self->gate), session->name);
  gtk_label_set_label (self->warning_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->warning_box), true);
}

static void
amt_reason_dialog_constructed (GObject *object)
{
  AmtReasonDialog *self = AMT_REASON_DIALOG (object);
  AmtCase *amt_case = amt_case_dialog_get_case (AMT_CASE_DIALOG (self));
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->reason_view);

  G_OBJECT_CLASS (amt_reason_dialog_parent_class)->constructed (object);
  self->look = find_look (self->action);
  self->what = self->action == AMT_ACTION_OVERRIDE
                   ? g_strdup_printf ("override-%s", amt_enum_to_nick (&amt_gate_kind_enum, self->gate))
                   : g_strdup (amt_enum_to_nick (&amt_action_enum, self->action));
  g_object_set (self, "title", _ (self->look->title), "confirm-label", _ (self->look->confirm), "destructive",
                self->look->destructive, NULL);
  gtk_label_set_label (self->body_label, *self->look->body != '\0' ? _ (self->look->body) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->body_label), *self->look->body != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->reason_box), is_required (self) || self->look->need == REASON_OPTIONAL);
  show_warning (self, amt_case);
  amt_case_keep_buffer (amt_case, self->what, G_OBJECT (buffer));
  g_signal_connect_object (buffer, "changed", G_CALLBACK (update_blocked), self, G_CONNECT_SWAPPED);
  update_blocked (self);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->reason_view));
}

static void
amt_reason_dialog_get_property (GObject *object, unsigned id, GValue *value, GParamSpec *pspec)
{
  AmtReasonDialog *self = AMT_REASON_DIALOG (object);

  g_value_set_int (value, id == PROP_ACTION ? self->action : self->gate);
}

static void
amt_reason_dialog_set_property (GObject *object, unsigned id, const GValue *value, GParamSpec *pspec)
{
  AmtReasonDialog *self = AMT_REASON_DIALOG (object);

  *(id == PROP_ACTION ? &self->action : &self->gate) = g_value_get_int (value);
}

static void
amt_reason_dialog_dispose (GObject *object)
{
  g_clear_pointer (&AMT_REASON_DIALOG (object)->what, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_REASON_DIALOG);
  G_OBJECT_CLASS (amt_reason_dialog_parent_class)->dispose (object);
}

static void
amt_reason_dialog_class_init (AmtReasonDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = amt_reason_dialog_constructed;
  object_class->get_property = amt_reason_dialog_get_property;
  object_class->set_property = amt_reason_dialog_set_property;
  object_class->dispose = amt_reason_dialog_dispose;
  AMT_CASE_DIALOG_CLASS (klass)->confirm = amt_reason_dialog_confirm;

  properties[PROP_ACTION] = g_param_spec_int ("action", NULL, NULL, 0, AMT_N_ACTIONS - 1, AMT_ACTION_RELEASE,
                                              G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_GATE] = g_param_spec_int ("gate", NULL, NULL, 0, AMT_N_GATES - 1, 0,
                                            G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-reason-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtReasonDialog, warning_box);
  gtk_widget_class_bind_template_child (widget_class, AmtReasonDialog, warning_label);
  gtk_widget_class_bind_template_child (widget_class, AmtReasonDialog, body_label);
  gtk_widget_class_bind_template_child (widget_class, AmtReasonDialog, reason_box);
  gtk_widget_class_bind_template_child (widget_class, AmtReasonDialog, reason_view);
}

static void
amt_reason_dialog_init (AmtReasonDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
amt_reason_dialog_open (AmtCase *amt_case, AmtAction action, GtkWidget *parent)
{
  AdwDialog *dialog = g_object_new (AMT_TYPE_REASON_DIALOG, "case", amt_case, "action", (int) action, NULL);

  amt_case_dialog_present (AMT_CASE_DIALOG (dialog), parent);
  return dialog;
}

AdwDialog *
amt_reason_dialog_open_override (AmtCase *amt_case, AmtGateKind gate, GtkWidget *parent)
{
  AdwDialog *dialog = g_object_new (AMT_TYPE_REASON_DIALOG, "case", amt_case, "action", (int) AMT_ACTION_OVERRIDE,
                                    "gate", (int) gate, NULL);

  amt_case_dialog_present (AMT_CASE_DIALOG (dialog), parent);
  return dialog;
}
