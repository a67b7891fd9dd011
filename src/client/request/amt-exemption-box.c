/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-exemption-box.h"

#include <glib/gi18n.h>

#include "amt-labels.h"
#include "amt-request-ui.h"
#include "amt-request-words.h"

struct _AmtExemptionBox
{
  AdwBin parent_instance;

  AmtCase *amt_case; /* (owned) (nullable) */
  char *request_id;  /* (owned) (nullable) */
  AmtExemption status;
  char *claimed;     /* (owned) (nullable) */
  GPtrArray *checks; /* (owned) of GtkCheckButton */
  GPtrArray *ids;    /* (owned) of char, likewise */
  bool may;          /* whoever is signed in may decide here and now */

  GtkLabel *sentence_label;
  GtkBox *form;
  GtkBox *choices;
  AdwEntryRow *words_row;
  GtkButton *refuse_button;
};

G_DEFINE_FINAL_TYPE (AmtExemptionBox, amt_exemption_box, ADW_TYPE_BIN)

static unsigned decided_signal;

/* (nullable) */
static const char *
get_chosen (AmtExemptionBox *self)
{
  for (unsigned i = 0; i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      return self->ids->pdata[i];
  return NULL;
}

/* Another than the one that is claimed; nothing has to be named otherwise. (nullable) */
static const char *
get_other (AmtExemptionBox *self)
{
  const char *chosen = get_chosen (self);

  return self->status == AMT_EXEMPTION_NONE || g_strcmp0 (chosen, self->claimed) != 0 ? chosen : NULL;
}

/* What is refused can be thought over, but not refused again. */
static void
show_refuse (AmtExemptionBox *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->refuse_button),
                          self->status != AMT_EXEMPTION_REFUSED || get_other (self) != NULL);
}

static void
on_toggled (AmtExemptionBox *self)
{
  const AmtRequest *shown = amt_case_get_request (self->amt_case);

  if (shown != NULL && g_str_equal (shown->id, self->request_id))
    amt_case_set_typed (self->amt_case, AMT_EXEMPTION_CHOICE, get_chosen (self));
  show_refuse (self);
}

static void
add_choice (AmtExemptionBox *self, const char *id, const char *name, const char *chosen)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_wrap (GTK_LABEL (label), true);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), label);
  if (self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->checks->pdata[0]);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_strcmp0 (id, chosen) == 0);
  g_ptr_array_add (self->checks, check);
  g_ptr_array_add (self->ids, g_strdup (id));
  gtk_box_append (self->choices, check);
}

/* Those that this order's fee knows; what is claimed is decided before there is a choice again. */
static void
fill_choices (AmtExemptionBox *self, const AmtRequest *request, const AmtService *service)
{
  g_autofree char *typed = amt_case_get_typed (self->amt_case, AMT_EXEMPTION_CHOICE);
  const char *const *known = NULL;
  const char *chosen;

  if (service != NULL && request->received_on != NULL && self->status != AMT_EXEMPTION_CLAIMED)
    known = amt_service_exemptions (service, request->variant, request->carrier, request->received_on);
  if (known == NULL || (known[1] == NULL && g_strcmp0 (known[0], self->claimed) == 0))
    return;
  chosen = known[1] == NULL ? known[0] : (typed != NULL && *typed != '\0' ? typed : self->claimed);
  for (; *known != NULL; known++)
    add_choice (self, *known, amt_service_exemption_name (service, *known, amt_label_language ()), chosen);
  for (unsigned i = 0; i < self->checks->len; i++)
    g_signal_connect_object (self->checks->pdata[i], "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_widget_set_visible (GTK_WIDGET (self->choices), true);
}

/* Checked by whoever may record payments; a grant is taken back by opening the gate. */
static bool
may_decide (AmtCase *amt_case, const AmtRequest *request)
{
  g_autofree char *blocked = amt_case_explain_gate (amt_case, AMT_GATE_PAYMENT, AMT_GATE_MET);

  return blocked == NULL && amt_state_is_open (request->state) && request->exemption_status != AMT_EXEMPTION_GRANTED &&
         request->fee_cents > 0;
}

void
amt_exemption_box_fill (AmtExemptionBox *self, AmtCase *amt_case)
{
  const AmtRequest *request = amt_case_get_request (amt_case);
  const AmtService *service = amt_case_get_service (amt_case);
  g_autofree char *sentence = amt_exemption_sentence (request, service);
  bool open;

  g_return_if_fail (self->amt_case == NULL);
  self->amt_case = g_object_ref (amt_case);
  self->request_id = g_strdup (request->id);
  self->status = sentence != NULL ? (AmtExemption) request->exemption_status : AMT_EXEMPTION_NONE;
  self->claimed = g_strdup (sentence != NULL ? request->exemption : NULL);
  self->may = may_decide (amt_case, request);
  gtk_widget_set_visible (GTK_WIDGET (self->sentence_label), sentence != NULL);
  gtk_label_set_label (self->sentence_label, sentence != NULL ? sentence : "");
  fill_choices (self, request, service);
  show_refuse (self);
  amt_case_keep_buffer (amt_case, AMT_EXEMPTION_WORDS, G_OBJECT (self->words_row));
  open = self->status != AMT_EXEMPTION_NONE ||
         (self->checks->len > 0 && *gtk_editable_get_text (GTK_EDITABLE (self->words_row)) != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->form), self->may && open);
  gtk_widget_set_visible (GTK_WIDGET (self), sentence != NULL || (self->may && open));
}

bool
amt_exemption_box_is_offered (AmtExemptionBox *self)
{
  return self->may && self->checks->len > 0 && !gtk_widget_get_visible (GTK_WIDGET (self->form));
}

void
amt_exemption_box_open (AmtExemptionBox *self)
{
  g_return_if_fail (amt_exemption_box_is_offered (self));
  gtk_widget_set_visible (GTK_WIDGET (self->form), true);
  gtk_widget_set_visible (GTK_WIDGET (self), true);
  gtk_widget_grab_focus (self->checks->pdata[0]);
}

const char *
amt_exemption_box_read (AmtExemptionBox *self, AmtExemption exemption, AmtGateInput *input)
{
  bool granted = exemption == AMT_EXEMPTION_GRANTED;
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->words_row))));

  if (self->claimed == NULL && get_chosen (self) == NULL)
    {
      gtk_widget_grab_focus (self->checks->pdata[0]);
      return _ ("Choose which exemption it is.");
    }
  if (*words == '\0')
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->words_row));
      return _ ("Say what was seen, so that others can follow it.");
    }
  input->status = granted ? AMT_GATE_MET : AMT_GATE_OPEN;
  input->exemption = exemption;
  input->exemption_id = g_strdup (get_other (self));
  /* the same words are the evidence that it holds, or the reason why it does not */
  *(granted ? &input->evidence : &input->reason) = g_steal_pointer (&words);
  return NULL;
}

static void
on_grant (AmtExemptionBox *self)
{
  g_signal_emit (self, decided_signal, 0, AMT_EXEMPTION_GRANTED);
}

static void
on_refuse (AmtExemptionBox *self)
{
  g_signal_emit (self, decided_signal, 0, AMT_EXEMPTION_REFUSED);
}

static void
amt_exemption_box_dispose (GObject *object)
{
  AmtExemptionBox *self = AMT_EXEMPTION_BOX (object);

  adw_bin_set_child (ADW_BIN (object), NULL); /* bound: the template would take it behind the back of the bin */
  g_clear_object (&self->amt_case);
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_EXEMPTION_BOX);
  G_OBJECT_CLASS (amt_exemption_box_parent_class)->dispose (object);
}

static void
amt_exemption_box_finalize (GObject *object)
{
  AmtExemptionBox *self = AMT_EXEMPTION_BOX (object);

  g_free (self->request_id);
  g_free (self->claimed);
  g_ptr_array_unref (self->checks);
  g_ptr_array_unref (self->ids);
  G_OBJECT_CLASS (amt_exemption_box_parent_class)->finalize (object);
}

static void
amt_exemption_box_class_init (AmtExemptionBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_exemption_box_dispose;
  G_OBJECT_CLASS (klass)->finalize = amt_exemption_box_finalize;
  decided_signal = g_signal_new ("decided", AMT_TYPE_EXEMPTION_BOX, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_INT);

  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-exemption-box");
  gtk_widget_class_bind_template_child (widget_class, AmtExemptionBox, sentence_label);
  gtk_widget_class_bind_template_child (widget_class, AmtExemptionBox, form);
  gtk_widget_class_bind_template_child (widget_class, AmtExemptionBox, choices);
  gtk_widget_class_bind_template_child (widget_class, AmtExemptionBox, words_row);
  gtk_widget_class_bind_template_child (widget_class, AmtExemptionBox, refuse_button);
  gtk_widget_class_bind_template_callback (widget_class, on_grant);
  gtk_widget_class_bind_template_callback (widget_class, on_refuse);
}

static void
amt_exemption_box_init (AmtExemptionBox *self)
{
  self->checks = g_ptr_array_new ();
  self->ids = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
