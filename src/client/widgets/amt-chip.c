/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-chip.h"

#include "amt-term.h"
#include "amt-labels.h"

struct _AmtChip
{
  GtkWidget parent_instance;

  GtkWidget *image; /* (owned) */
  GtkWidget *label; /* (owned) */
  AmtTone tone;
};

G_DEFINE_FINAL_TYPE (AmtChip, amt_chip, GTK_TYPE_WIDGET)

static const char *const tone_classes[] = {
    [AMT_TONE_NONE] = NULL,   [AMT_TONE_TODO] = "todo", [AMT_TONE_DONE] = "done",
    [AMT_TONE_SOON] = "soon", [AMT_TONE_LATE] = "late", [AMT_TONE_PLAIN] = "plain",
};

static void
amt_chip_dispose (GObject *object)
{
  AmtChip *self = AMT_CHIP (object);

  g_clear_pointer (&self->image, gtk_widget_unparent);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (amt_chip_parent_class)->dispose (object);
}

static void
amt_chip_class_init (AmtChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_chip_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "chip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
amt_chip_init (AmtChip *self)
{
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "chip");
  self->image = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (self->image, GTK_WIDGET (self));
  self->label = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
amt_chip_new (void)
{
  return g_object_new (AMT_TYPE_CHIP, NULL);
}

void
amt_chip_set (AmtChip *self, AmtTone tone, const char *icon_name, const char *text)
{
  GtkWidget *widget = GTK_WIDGET (self);

  g_return_if_fail (AMT_IS_CHIP (self));
  g_return_if_fail (tone <= AMT_TONE_PLAIN);

  if (self->tone != tone)
    {
      if (tone_classes[self->tone])
        gtk_widget_remove_css_class (widget, tone_classes[self->tone]);
      if (tone_classes[tone])
        gtk_widget_add_css_class (widget, tone_classes[tone]);
      self->tone = tone;
    }
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon_name);
  gtk_widget_set_visible (self->image, icon_name != NULL);
  gtk_label_set_label (GTK_LABEL (self->label), text ? text : "");
  gtk_widget_set_visible (widget, text != NULL && *text != '\0');
}

void
amt_chip_set_state (AmtChip *self, AmtState state)
{
  amt_chip_set (self, amt_label_state_tone (state), amt_label_state_icon (state), amt_label_state (state));
}

void
amt_chip_set_due (AmtChip *self, const char *due_on, const char *today, bool suspended)
{
  AmtTerm term = amt_term_describe (due_on, today, suspended);

  amt_chip_set (self, term.tone, term.icon_name, term.text);
  amt_term_clear (&term);
}

const char *
amt_chip_get_text (AmtChip *self)
{
  g_return_val_if_fail (AMT_IS_CHIP (self), NULL);
  return gtk_label_get_label (GTK_LABEL (self->label));
}
