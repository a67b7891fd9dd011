/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-comparison-row.h"

#include <glib/gi18n.h>

#include "amt-field-box.h"
#include "amt-request-ui.h"

struct _AmtComparisonRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *label_label;
  GtkBox *mark_box;
  GtkImage *mark_icon;
  GtkLabel *mark_label;
  GtkBox *columns;
  GtkLabel *stated_label;
  GtkLabel *entered_label;
};

G_DEFINE_FINAL_TYPE (AmtComparisonRow, amt_comparison_row, GTK_TYPE_LIST_BOX_ROW)

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AmtComparisonRow *self = AMT_COMPARISON_ROW (widget);

  amt_field_copy (widget, amt_comparison_row_get_label (self), amt_comparison_row_get_value (self));
}

static void
amt_comparison_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_COMPARISON_ROW);
  G_OBJECT_CLASS (amt_comparison_row_parent_class)->dispose (object);
}

static void
amt_comparison_row_class_init (AmtComparisonRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_comparison_row_dispose;
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-comparison-row");
  gtk_widget_class_bind_template_child (widget_class, AmtComparisonRow, label_label);
  gtk_widget_class_bind_template_child (widget_class, AmtComparisonRow, mark_box);
  gtk_widget_class_bind_template_child (widget_class, AmtComparisonRow, mark_icon);
  gtk_widget_class_bind_template_child (widget_class, AmtComparisonRow, mark_label);
  gtk_widget_class_bind_template_child (widget_class, AmtComparisonRow, columns);
  gtk_widget_class_bind_template_child (widget_class, AmtComparisonRow, stated_label);
  gtk_widget_class_bind_template_child (widget_class, AmtComparisonRow, entered_label);
  gtk_widget_class_install_action (widget_class, "field.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "field.copy", NULL);
}

static void
amt_comparison_row_init (AmtComparisonRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_value (GtkLabel *label, const char *value)
{
  bool empty = *value == '\0';

  gtk_label_set_label (label, empty ? "–" : value);
}

GtkWidget *
amt_comparison_row_new (const AmtComparison *comparison)
{
  AmtComparisonRow *self = g_object_new (AMT_TYPE_COMPARISON_ROW, NULL);
  const char *word = amt_comparison_word (comparison->verdict);
  const char *stated = *comparison->stated != '\0' ? comparison->stated : _ ("nothing");
  const char *entered = *comparison->entered != '\0' ? comparison->entered : _ ("nothing");
  /* Translators: field: what was stated, what the register says, how they compare */
  g_autofree char *sentence = g_strdup_printf (_ ("%s: stated %s, register %s, %s"), comparison->label, stated, entered,
                                               word);

  gtk_label_set_label (self->label_label, comparison->label);
  gtk_image_set_from_icon_name (self->mark_icon, amt_comparison_icon (comparison->verdict));
  gtk_label_set_label (self->mark_label, word);
  set_value (self->stated_label, comparison->stated);
  set_value (self->entered_label, comparison->entered);
  if (comparison->verdict == AMT_COMPARISON_DIFFERENT || comparison->verdict == AMT_COMPARISON_STATED)
    gtk_widget_add_css_class (GTK_WIDGET (self), "differs");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ ("Copy what the register says (Enter)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  return GTK_WIDGET (self);
}

void
amt_comparison_row_set_narrow (AmtComparisonRow *self, bool narrow)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->columns),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_box_set_homogeneous (self->columns, !narrow);
  gtk_box_set_spacing (self->columns, narrow ? 0 : 12);
}

const char *
amt_comparison_row_get_label (AmtComparisonRow *self)
{
  return gtk_label_get_label (self->label_label);
}

const char *
amt_comparison_row_get_value (AmtComparisonRow *self)
{
  return gtk_label_get_label (self->entered_label);
}

const char *
amt_comparison_row_get_mark (AmtComparisonRow *self)
{
  return gtk_label_get_label (self->mark_label);
}
