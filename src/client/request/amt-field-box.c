/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-field-box.h"

#include <glib/gi18n.h>

#include "amt-request-ui.h"

struct _AmtFieldBox
{
  GtkFlowBoxChild parent_instance;

  GtkLabel *label_label;
  GtkLabel *value_label;
};

G_DEFINE_FINAL_TYPE (AmtFieldBox, amt_field_box, GTK_TYPE_FLOW_BOX_CHILD)

void
amt_field_copy (GtkWidget *widget, const char *label, const char *value)
{
  g_autofree char *done = g_strdup_printf (_ ("Copied: %s"), label);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), value);
  gtk_widget_activate_action (widget, "win.toast", "s", done);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  amt_field_box_copy (AMT_FIELD_BOX (widget));
}

static void
amt_field_box_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_FIELD_BOX);
  G_OBJECT_CLASS (amt_field_box_parent_class)->dispose (object);
}

static void
amt_field_box_class_init (AmtFieldBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_field_box_dispose;
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-field-box");
  gtk_widget_class_bind_template_child (widget_class, AmtFieldBox, label_label);
  gtk_widget_class_bind_template_child (widget_class, AmtFieldBox, value_label);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_install_action (widget_class, "field.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "field.copy", NULL);
}

static void
amt_field_box_init (AmtFieldBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amt_field_box_new (const char *label, const char *value)
{
  AmtFieldBox *self = g_object_new (AMT_TYPE_FIELD_BOX, NULL);
  g_autofree char *sentence = g_strdup_printf ("%s: %s", label, value);

  gtk_label_set_label (self->label_label, label);
  gtk_label_set_label (self->value_label, value);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ ("Enter copies it"),
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  return GTK_WIDGET (self);
}

void
amt_field_box_copy (AmtFieldBox *self)
{
  amt_field_copy (GTK_WIDGET (self), gtk_label_get_label (self->label_label), gtk_label_get_label (self->value_label));
}
