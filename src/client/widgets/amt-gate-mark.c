/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-gate-mark.h"

#include "amt-labels.h"

struct _AmtGateMark
{
  AdwBin parent_instance;

  GtkWidget *image;
  AmtGateStatus status;
};

G_DEFINE_FINAL_TYPE (AmtGateMark, amt_gate_mark, ADW_TYPE_BIN)

static const struct
{
  const char *icon_name;
  const char *css_class;
} looks[] = {
    [AMT_GATE_NOT_NEEDED] = {"amt-dash-symbolic", "not-needed"},
    [AMT_GATE_OPEN] = {"amt-open-symbolic", "open"},
    [AMT_GATE_MET] = {"object-select-symbolic", "met"},
    [AMT_GATE_OVERRIDDEN] = {"dialog-warning-symbolic", "overridden"},
};

static void
amt_gate_mark_class_init (AmtGateMarkClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "gatemark");
}

static void
amt_gate_mark_init (AmtGateMark *self)
{
  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_bin_set_child (ADW_BIN (self), self->image);
  gtk_widget_add_css_class (GTK_WIDGET (self), looks[self->status].css_class);
  amt_gate_mark_set_status (self, AMT_GATE_NOT_NEEDED);
}

GtkWidget *
amt_gate_mark_new (void)
{
  return g_object_new (AMT_TYPE_GATE_MARK, NULL);
}

void
amt_gate_mark_set_status (AmtGateMark *self, AmtGateStatus status)
{
  g_return_if_fail (AMT_IS_GATE_MARK (self));
  g_return_if_fail (status < G_N_ELEMENTS (looks));

  gtk_widget_remove_css_class (GTK_WIDGET (self), looks[self->status].css_class);
  self->status = status;
  gtk_widget_add_css_class (GTK_WIDGET (self), looks[status].css_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), looks[status].icon_name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), amt_label_gate_status (status));
}

AmtGateStatus
amt_gate_mark_get_status (AmtGateMark *self)
{
  g_return_val_if_fail (AMT_IS_GATE_MARK (self), AMT_GATE_NOT_NEEDED);
  return self->status;
}
