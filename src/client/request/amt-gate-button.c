/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-gate-button.h"

#include "amt-gate-mark.h"
#include "amt-gate-panel.h"
#include "amt-labels.h"
#include "amt-request-ui.h"
#include "amt-request-words.h"

struct _AmtGateButton
{
  GtkToggleButton parent_instance;

  AmtGateKind kind;
  AmtCase *amt_case;  /* (owned) (nullable) */
  char *request_id;   /* (owned) (nullable) */
  const char *class;  /* static, (nullable) */
  GtkWidget *popover; /* (nullable) child, while it is open */

  GtkImage *icon;
  GtkLabel *name_label;
  AmtGateMark *mark;
  GtkLabel *brief_label;
};

G_DEFINE_FINAL_TYPE (AmtGateButton, amt_gate_button, GTK_TYPE_TOGGLE_BUTTON)

static gboolean
drop_popover (gpointer data)
{
  AmtGateButton *self = AMT_GATE_BUTTON (data);

  if (self->popover != NULL && !gtk_widget_get_visible (self->popover))
    g_clear_pointer (&self->popover, gtk_widget_unparent);
  return G_SOURCE_REMOVE;
}

/* The popover closes before the focus has moved; it goes in the next turn of the loop. */
static void
on_closed (AmtGateButton *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self), false);
  g_idle_add_full (G_PRIORITY_DEFAULT, drop_popover, g_object_ref (self), g_object_unref);
}

static void
open_popover (AmtGateButton *self)
{
  GtkWidget *panel;

  if (self->amt_case == NULL || self->request_id == NULL)
    return;
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = gtk_popover_new ();
  panel = amt_gate_panel_new (self->amt_case, self->kind);
  gtk_popover_set_child (GTK_POPOVER (self->popover), panel);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  amt_label_gate (self->kind), -1);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (panel, "done", G_CALLBACK (gtk_popover_popdown), self->popover, G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
amt_gate_button_toggled (GtkToggleButton *button)
{
  AmtGateButton *self = AMT_GATE_BUTTON (button);
  bool active = gtk_toggle_button_get_active (button);

  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, active, -1);
  if (active)
    open_popover (self);
  else if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
amt_gate_button_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  AmtGateButton *self = AMT_GATE_BUTTON (widget);

  GTK_WIDGET_CLASS (amt_gate_button_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->popover != NULL)
    gtk_popover_present (GTK_POPOVER (self->popover));
}

static void
amt_gate_button_dispose (GObject *object)
{
  AmtGateButton *self = AMT_GATE_BUTTON (object);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_object (&self->amt_case);
  g_clear_pointer (&self->request_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_GATE_BUTTON);
  G_OBJECT_CLASS (amt_gate_button_parent_class)->dispose (object);
}

static void
amt_gate_button_class_init (AmtGateButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amt_gate_button_dispose;
  widget_class->size_allocate = amt_gate_button_size_allocate;
  GTK_TOGGLE_BUTTON_CLASS (klass)->toggled = amt_gate_button_toggled;

  g_type_ensure (AMT_TYPE_GATE_MARK);
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-gate-button");
  gtk_widget_class_bind_template_child (widget_class, AmtGateButton, icon);
  gtk_widget_class_bind_template_child (widget_class, AmtGateButton, name_label);
  gtk_widget_class_bind_template_child (widget_class, AmtGateButton, mark);
  gtk_widget_class_bind_template_child (widget_class, AmtGateButton, brief_label);
}

static void
amt_gate_button_init (AmtGateButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, true, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, false, -1);
}

GtkWidget *
amt_gate_button_new (AmtGateKind kind)
{
  AmtGateButton *self = g_object_new (AMT_TYPE_GATE_BUTTON, NULL);

  self->kind = kind;
  gtk_image_set_from_icon_name (self->icon, amt_label_gate_icon (kind));
  gtk_label_set_label (self->name_label, amt_label_gate (kind));
  return GTK_WIDGET (self);
}

static void
show_gate (AmtGateButton *self, const AmtRequest *request, const AmtGate *gate)
{
  AmtGateStatus status = amt_gate_effective (request, gate);
  g_autofree char *brief = amt_gate_short (request, gate);
  g_autofree char *sentence = amt_gate_sentence (request, gate);

  amt_gate_mark_set_status (self->mark, status);
  gtk_label_set_label (self->brief_label, brief);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  if (self->class != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), self->class);
  self->class = amt_gate_class (status);
  gtk_widget_add_css_class (GTK_WIDGET (self), self->class);
}

void
amt_gate_button_show (AmtGateButton *self, AmtCase *amt_case, const AmtRequest *request)
{
  const AmtGate *gate = request != NULL ? amt_request_get_gate (request, self->kind) : NULL;

  g_set_object (&self->amt_case, amt_case);
  if (self->popover != NULL && g_strcmp0 (self->request_id, request != NULL ? request->id : NULL) != 0)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  g_set_str (&self->request_id, request != NULL ? request->id : NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self), gate != NULL);
  if (gate != NULL)
    show_gate (self, request, gate);
}

void
amt_gate_button_set_look (AmtGateButton *self, AmtGateLook look)
{
  gtk_widget_set_visible (GTK_WIDGET (self->icon), look != AMT_GATE_LOOK_NAME);
  gtk_widget_set_visible (GTK_WIDGET (self->name_label), look != AMT_GATE_LOOK_ICON);
  gtk_widget_set_visible (GTK_WIDGET (self->brief_label), look != AMT_GATE_LOOK_ICON);
}

AmtGateKind
amt_gate_button_get_kind (AmtGateButton *self)
{
  return self->kind;
}
