/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-gate-bar.h"

#include "amt-request-ui.h"
#include "amt-request-words.h"

struct _AmtGateBar
{
  AmtCaseWidget parent_instance;

  int look;
  GtkBox *box;
  AmtGateButton *buttons[AMT_N_GATES];
};

G_DEFINE_FINAL_TYPE (AmtGateBar, amt_gate_bar, AMT_TYPE_CASE_WIDGET)

typedef enum
{
  PROP_LOOK = 1,
} AmtGateBarProperty;

static GParamSpec *properties[PROP_LOOK + 1];

static void
amt_gate_bar_refresh (AmtCaseWidget *widget, AmtCase *amt_case, const AmtRequest *request)
{
  AmtGateBar *self = AMT_GATE_BAR (widget);

  for (int kind = 0; kind < AMT_N_GATES; kind++)
    amt_gate_button_show (self->buttons[kind], amt_case, request);
}

static void
amt_gate_bar_get_property (GObject *object, unsigned id, GValue *value, GParamSpec *pspec)
{
  g_value_set_int (value, AMT_GATE_BAR (object)->look);
}

static void
amt_gate_bar_set_property (GObject *object, unsigned id, const GValue *value, GParamSpec *pspec)
{
  AmtGateBar *self = AMT_GATE_BAR (object);

  self->look = g_value_get_int (value);
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    amt_gate_button_set_look (self->buttons[kind], self->look);
}

static void
amt_gate_bar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* bound: the template would take it behind the back of the bin */
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_GATE_BAR);
  G_OBJECT_CLASS (amt_gate_bar_parent_class)->dispose (object);
}

static void
amt_gate_bar_class_init (AmtGateBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amt_gate_bar_get_property;
  object_class->set_property = amt_gate_bar_set_property;
  object_class->dispose = amt_gate_bar_dispose;
  AMT_CASE_WIDGET_CLASS (klass)->refresh = amt_gate_bar_refresh;

  properties[PROP_LOOK] = g_param_spec_int ("look", NULL, NULL, AMT_GATE_LOOK_FULL, AMT_GATE_LOOK_ICON,
                                            AMT_GATE_LOOK_FULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-gate-bar");
  gtk_widget_class_bind_template_child (widget_class, AmtGateBar, box);
}

static void
amt_gate_bar_init (AmtGateBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    {
      self->buttons[kind] = AMT_GATE_BUTTON (amt_gate_button_new (kind));
      gtk_box_append (self->box, GTK_WIDGET (self->buttons[kind]));
    }
}

bool
amt_gate_bar_focus (AmtGateBar *self)
{
  AmtCase *amt_case = amt_case_widget_get_case (AMT_CASE_WIDGET (self));
  const AmtRequest *request = amt_case != NULL ? amt_case_get_request (amt_case) : NULL;
  int found = 0;

  for (int kind = AMT_N_GATES - 1; request != NULL && kind >= 0; kind--)
    {
      const AmtGate *gate = amt_request_get_gate (request, kind);

      if (gate != NULL && amt_gate_is_open (request, gate))
        found = kind;
    }
  return gtk_widget_grab_focus (GTK_WIDGET (self->buttons[found]));
}

void
amt_gate_bar_open (AmtGateBar *self, AmtGateKind kind)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[kind]), true);
}
