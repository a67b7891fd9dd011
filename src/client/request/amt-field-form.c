/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-field-form.h"

#include <stdbool.h>

struct _AmtFieldForm
{
  GtkWidget parent_instance;

  GtkFlowBox *group;        /* (nullable) the one that grows */
  GtkSizeGroup *same_width; /* (owned): columns of all groups align */
  GtkWidget *current;       /* (weak) (nullable): the field that had the focus last */
  unsigned columns;
  bool backwards; /* the key pressed last goes up or back */
};

G_DEFINE_FINAL_TYPE (AmtFieldForm, amt_field_form, GTK_TYPE_WIDGET)

/* --- going from field to field --- */

static GtkWidget *
first_or_last (GtkWidget *parent, bool last)
{
  return last ? gtk_widget_get_last_child (parent) : gtk_widget_get_first_child (parent);
}

/* (nullable): the group after (or before) @child, itself included. */
static GtkWidget *
group_from (GtkWidget *child, bool backwards)
{
  while (child != NULL && !GTK_IS_FLOW_BOX (child))
    child = backwards ? gtk_widget_get_prev_sibling (child) : gtk_widget_get_next_sibling (child);
  return child;
}

/* Not gtk_widget_grab_focus(): the group would go on from the field its own keys came to last. */
static bool
enter_field (GtkWidget *field)
{
  return field != NULL && gtk_widget_child_focus (field, GTK_DIR_TAB_FORWARD);
}

static bool
enter_group (GtkWidget *group, bool last)
{
  return group != NULL && enter_field (first_or_last (group, last));
}

/* What GtkFlowBox 4.18 gives as direction is always down; the key says it. */
static gboolean
on_keynav_failed (AmtFieldForm *self, GtkDirectionType direction, GtkWidget *group)
{
  GtkWidget *next = self->backwards ? gtk_widget_get_prev_sibling (group) : gtk_widget_get_next_sibling (group);

  enter_group (group_from (next, self->backwards), self->backwards);
  return GDK_EVENT_STOP; /* at either end the focus stays */
}

static bool
goes_back (AmtFieldForm *self, unsigned key)
{
  bool mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  return key == GDK_KEY_Up || key == GDK_KEY_KP_Up || key == (mirrored ? GDK_KEY_Right : GDK_KEY_Left) ||
         key == (mirrored ? GDK_KEY_KP_Right : GDK_KEY_KP_Left);
}

static gboolean
on_key (AmtFieldForm *self, unsigned key, unsigned code, GdkModifierType state)
{
  bool last = key == GDK_KEY_End || key == GDK_KEY_KP_End;

  self->backwards = goes_back (self, key);
  if (!last && key != GDK_KEY_Home && key != GDK_KEY_KP_Home)
    return GDK_EVENT_PROPAGATE;
  if (state & gtk_accelerator_get_default_mod_mask ())
    return GDK_EVENT_PROPAGATE;
  enter_group (group_from (first_or_last (GTK_WIDGET (self), last), last), last);
  return GDK_EVENT_STOP;
}

static void
on_state_flags (AmtFieldForm *self, GtkStateFlags before, GtkWidget *field)
{
  if (gtk_widget_get_state_flags (field) & GTK_STATE_FLAG_FOCUSED)
    g_set_weak_pointer (&self->current, field);
}

static void
on_activated (GtkFlowBox *group, GtkFlowBoxChild *field)
{
  amt_field_box_copy (AMT_FIELD_BOX (field));
}

static bool
has_focus_inside (AmtFieldForm *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

static gboolean
amt_field_form_focus (GtkWidget *widget, GtkDirectionType direction)
{
  AmtFieldForm *self = AMT_FIELD_FORM (widget);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (amt_field_form_parent_class)->focus (widget, direction);
  if (has_focus_inside (self))
    return FALSE;
  if (enter_field (self->current))
    return TRUE;
  return enter_group (group_from (gtk_widget_get_first_child (widget), false), false);
}

/* --- object --- */

static void
amt_field_form_dispose (GObject *object)
{
  AmtFieldForm *self = AMT_FIELD_FORM (object);

  amt_field_form_clear (self);
  g_clear_object (&self->same_width);
  G_OBJECT_CLASS (amt_field_form_parent_class)->dispose (object);
}

static void
amt_field_form_class_init (AmtFieldFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_field_form_dispose;
  widget_class->focus = amt_field_form_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
amt_field_form_init (AmtFieldForm *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->columns = 2;
  self->same_width = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_event_controller_set_propagation_phase (keys,
                                              GTK_PHASE_CAPTURE); /* before the group, which has ends of its own */
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

void
amt_field_form_clear (AmtFieldForm *self)
{
  GtkWidget *child;

  g_clear_weak_pointer (&self->current);
  self->group = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

static void
set_columns (AmtFieldForm *self, GtkFlowBox *group)
{
  gtk_flow_box_set_min_children_per_line (group, 1); /* never more than the most, not even for a moment */
  gtk_flow_box_set_max_children_per_line (group, self->columns);
  gtk_flow_box_set_min_children_per_line (group, self->columns);
}

void
amt_field_form_begin_group (AmtFieldForm *self, const char *name)
{
  if (gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL)
    gtk_widget_set_parent (gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), GTK_WIDGET (self));
  self->group = g_object_new (GTK_TYPE_FLOW_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST, "selection-mode",
                              GTK_SELECTION_NONE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->group), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (self->group, "child-activated", G_CALLBACK (on_activated), NULL);
  g_signal_connect_object (self->group, "keynav-failed", G_CALLBACK (on_keynav_failed), self, G_CONNECT_SWAPPED);
  set_columns (self, self->group);
  gtk_widget_set_parent (GTK_WIDGET (self->group), GTK_WIDGET (self));
}

void
amt_field_form_add (AmtFieldForm *self, const char *label, const char *value)
{
  GtkWidget *field = amt_field_box_new (label, value);

  g_return_if_fail (self->group != NULL);

  g_signal_connect_object (field, "state-flags-changed", G_CALLBACK (on_state_flags), self, G_CONNECT_SWAPPED);
  gtk_size_group_add_widget (self->same_width, field);
  gtk_flow_box_append (self->group, field);
}

void
amt_field_form_set_columns (AmtFieldForm *self, unsigned columns)
{
  self->columns = columns;
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_FLOW_BOX (child))
      set_columns (self, GTK_FLOW_BOX (child));
}

unsigned
amt_field_form_get_columns (AmtFieldForm *self)
{
  return self->columns;
}
