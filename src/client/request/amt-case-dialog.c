/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-case-dialog.h"

#include <glib/gi18n.h>

#include "amt-announce.h"
#include "amt-busy.h"
#include "amt-request-ui.h"
#include "amt-sentences.h"

typedef struct
{
  AmtCase *amt_case; /* (owned) */
  AmtRequest *seen;  /* (owned) (nullable): as it was when the dialog opened */
  GtkWidget *parent; /* (nullable), weak */
  bool busy;
  bool blocked;

  AdwBin *slot;
  GtkLabel *problem_label;
  GtkButton *confirm_button;
  AdwSpinner *spinner;
} AmtCaseDialogPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AmtCaseDialog, amt_case_dialog, ADW_TYPE_DIALOG);

typedef enum
{
  PROP_CASE = 1,
  PROP_BODY,
  PROP_CONFIRM_LABEL,
  PROP_DESTRUCTIVE,
} AmtCaseDialogProperty;

static GParamSpec *properties[PROP_DESTRUCTIVE + 1];

static void
update_button (AmtCaseDialog *self)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (self);

  gtk_widget_set_sensitive (GTK_WIDGET (priv->confirm_button), !priv->busy && !priv->blocked);
  gtk_widget_set_visible (GTK_WIDGET (priv->spinner), priv->busy);
  amt_busy_set (GTK_WIDGET (priv->slot), priv->busy);
}

static void
on_confirm (AmtCaseDialog *self)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (self);

  if (priv->busy || priv->blocked)
    return;
  amt_case_dialog_show_problem (self, NULL);
  AMT_CASE_DIALOG_GET_CLASS (self)->confirm (self, priv->amt_case);
}

static void
confirm_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  on_confirm (AMT_CASE_DIALOG (widget));
}

static bool
is_open (AmtCaseDialog *self)
{
  return gtk_widget_get_root (GTK_WIDGET (self)) != NULL;
}

static void
close_for_good (AmtCaseDialog *self)
{
  if (is_open (self))
    adw_dialog_force_close (ADW_DIALOG (self));
}

/* The page went on to another request behind us: what was typed is kept with the one it was for. */
static void
case_changed (AmtCaseDialog *self)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (self);

  if (!priv->busy && (priv->seen == NULL || !amt_case_holds (priv->amt_case, priv->seen->id)))
    close_for_good (self);
}

static void
amt_case_dialog_get_property (GObject *object, unsigned id, GValue *value, GParamSpec *pspec)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (AMT_CASE_DIALOG (object));

  switch ((AmtCaseDialogProperty) id)
    {
    case PROP_CASE:
      g_value_set_object (value, priv->amt_case);
      break;
    case PROP_BODY:
      g_value_set_object (value, adw_bin_get_child (priv->slot));
      break;
    case PROP_CONFIRM_LABEL:
      g_value_set_string (value, gtk_button_get_label (priv->confirm_button));
      break;
    case PROP_DESTRUCTIVE:
      g_value_set_boolean (value, gtk_widget_has_css_class (GTK_WIDGET (priv->confirm_button), "destructive-action"));
      break;
    }
}

static void
set_destructive (AmtCaseDialogPrivate *priv, bool destructive)
{
  GtkWidget *button = GTK_WIDGET (priv->confirm_button);

  gtk_widget_remove_css_class (button, destructive ? "suggested-action" : "destructive-action");
  gtk_widget_add_css_class (button, destructive ? "destructive-action" : "suggested-action");
}

static void
amt_case_dialog_set_property (GObject *object, unsigned id, const GValue *value, GParamSpec *pspec)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (AMT_CASE_DIALOG (object));

  switch ((AmtCaseDialogProperty) id)
    {
    case PROP_CASE:
      priv->amt_case = g_value_dup_object (value);
      break;
    case PROP_BODY:
      adw_bin_set_child (priv->slot, g_value_get_object (value));
      break;
    case PROP_CONFIRM_LABEL:
      gtk_button_set_label (priv->confirm_button, g_value_get_string (value));
      break;
    case PROP_DESTRUCTIVE:
      set_destructive (priv, g_value_get_boolean (value));
      break;
    }
}

static void
amt_case_dialog_constructed (GObject *object)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (AMT_CASE_DIALOG (object));
  const AmtRequest *request;

  G_OBJECT_CLASS (amt_case_dialog_parent_class)->constructed (object);
  if (priv->amt_case == NULL)
    return;
  request = amt_case_get_request (priv->amt_case);
  priv->seen = request != NULL ? amt_request_ref ((AmtRequest *) request) : NULL;
  g_signal_connect_object (priv->amt_case, "changed", G_CALLBACK (case_changed), object, G_CONNECT_SWAPPED);
}

static void
amt_case_dialog_dispose (GObject *object)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (AMT_CASE_DIALOG (object));

  g_clear_object (&priv->amt_case);
  g_clear_pointer (&priv->seen, amt_request_unref);
  g_clear_weak_pointer (&priv->parent);
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_CASE_DIALOG);
  G_OBJECT_CLASS (amt_case_dialog_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  properties[PROP_CASE] = g_param_spec_object ("case", NULL, NULL, AMT_TYPE_CASE,
                                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BODY] = g_param_spec_object ("body", NULL, NULL, GTK_TYPE_WIDGET,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONFIRM_LABEL] = g_param_spec_string ("confirm-label", NULL, NULL, NULL,
                                                        G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DESTRUCTIVE] = g_param_spec_boolean ("destructive", NULL, NULL, false,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
amt_case_dialog_class_init (AmtCaseDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amt_case_dialog_get_property;
  object_class->set_property = amt_case_dialog_set_property;
  object_class->constructed = amt_case_dialog_constructed;
  object_class->dispose = amt_case_dialog_dispose;
  install_properties (object_class);

  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-case-dialog");
  gtk_widget_class_bind_template_child_private (widget_class, AmtCaseDialog, slot);
  gtk_widget_class_bind_template_child_private (widget_class, AmtCaseDialog, problem_label);
  gtk_widget_class_bind_template_child_private (widget_class, AmtCaseDialog, confirm_button);
  gtk_widget_class_bind_template_child_private (widget_class, AmtCaseDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm);

  gtk_widget_class_install_action (widget_class, "dialog.confirm", NULL, confirm_action);
}

/* In the capture phase: a text view would take Ctrl+Enter for a new line. */
static void
add_confirm_key (AmtCaseDialog *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter"),
                                            gtk_named_action_new ("dialog.confirm"));

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
amt_case_dialog_init (AmtCaseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_confirm_key (self);
}

AmtCase *
amt_case_dialog_get_case (AmtCaseDialog *self)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (self);

  return priv->amt_case;
}

void
amt_case_dialog_set_blocked (AmtCaseDialog *self, const char *why)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (self);
  GtkWidget *button = GTK_WIDGET (priv->confirm_button);

  priv->blocked = why != NULL;
  gtk_widget_set_tooltip_text (button, why != NULL ? why : _ ("Ctrl+Enter"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, why != NULL ? why : "",
                                  -1);
  update_button (self);
}

void
amt_case_dialog_show_problem (AmtCaseDialog *self, const char *sentence)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (self);

  gtk_label_set_label (priv->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->problem_label), sentence != NULL);
  if (sentence != NULL)
    amt_announce (GTK_WIDGET (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

typedef struct
{
  AmtCaseDialog *self; /* (owned) */
  char *what;
  char *done;
} Waiting;

static void
waiting_free (gpointer data)
{
  Waiting *waiting = data;

  g_object_unref (waiting->self);
  g_free (waiting->what);
  g_free (waiting->done);
  g_free (waiting);
}

/* The dialog may have been closed while it waited: then its parent still reaches the window. */
static void
tell (AmtCaseDialog *self, const char *sentence)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (self);
  GtkWidget *widget = is_open (self) ? GTK_WIDGET (self) : priv->parent;

  if (widget != NULL)
    gtk_widget_activate_action (widget, "win.toast", "s", sentence);
}

static void
accept (AmtCaseDialog *self, const char *what, const char *done)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (self);

  if (what != NULL && priv->seen != NULL)
    amt_case_forget_typed (priv->amt_case, priv->seen->id, what);
  if (AMT_CASE_DIALOG_GET_CLASS (self)->accepted != NULL && priv->seen != NULL)
    AMT_CASE_DIALOG_GET_CLASS (self)->accepted (self, priv->amt_case, priv->seen->id);
  if (done != NULL)
    tell (self, done);
  close_for_good (self);
}

/* Over another request by now, or closed: nothing can be tried again from here; what was typed is kept with its own. */
static void
fail (AmtCaseDialog *self, const GError *error)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (self);
  g_autofree char *sentence = amt_sentence_for_error (error);

  if (is_open (self) && priv->seen != NULL && amt_case_holds (priv->amt_case, priv->seen->id))
    {
      amt_case_dialog_show_problem (self, sentence);
      return;
    }
  tell (self, sentence);
  close_for_good (self);
}

static DexFuture *
waited (DexFuture *future, gpointer data)
{
  Waiting *waiting = data;
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (waiting->self);
  g_autoptr (GError) error = NULL;

  priv->busy = false;
  if (priv->amt_case == NULL)
    return dex_ref (future);
  update_button (waiting->self);
  if (dex_future_get_value (future, &error) != NULL)
    accept (waiting->self, waiting->what, waiting->done);
  else if (g_error_matches (error, AMT_ERROR, AMT_ERROR_STALE))
    close_for_good (waiting->self);
  else
    fail (waiting->self, error);
  return dex_ref (future);
}

void
amt_case_dialog_wait (AmtCaseDialog *self, DexFuture *future, const char *what, const char *done)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (self);
  Waiting *waiting = g_new0 (Waiting, 1);

  priv->busy = true;
  update_button (self);
  waiting->self = g_object_ref (self);
  waiting->what = g_strdup (what);
  waiting->done = g_strdup (done);
  dex_future_disown (dex_future_finally (future, waited, waiting, waiting_free));
}

void
amt_case_dialog_send (AmtCaseDialog *self, AmtAttempt *attempt, const char *what, const char *done)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (self);

  if (priv->seen != NULL)
    amt_case_dialog_wait (self, amt_case_send_seen (priv->amt_case, priv->seen, attempt), what, done);
}

void
amt_case_dialog_present (AmtCaseDialog *self, GtkWidget *parent)
{
  AmtCaseDialogPrivate *priv = amt_case_dialog_get_instance_private (self);

  g_set_weak_pointer (&priv->parent, parent);
  adw_dialog_present (ADW_DIALOG (self), parent);
}

AdwDialog *
amt_case_dialog_open (GType type, AmtCase *amt_case, GtkWidget *parent)
{
  AmtCaseDialog *dialog = g_object_new (type, "case", amt_case, NULL);

  amt_case_dialog_present (dialog, parent);
  return ADW_DIALOG (dialog);
}
