/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-stated-card.h"

#include <glib/gi18n.h>

#include "amt-field-form.h"
#include "amt-request-ui.h"
#include "amt-stated-fields.h"

struct _AmtStatedCard
{
  AmtCaseWidget parent_instance;

  GPtrArray *list; /* (owned) (nullable) of AmtStatedField */
  AmtFieldForm *form;
};

G_DEFINE_FINAL_TYPE (AmtStatedCard, amt_stated_card, AMT_TYPE_CASE_WIDGET)

typedef enum
{
  PROP_COLUMNS = 1,
} AmtStatedCardProperty;

static GParamSpec *properties[PROP_COLUMNS + 1];

static bool
same_fields (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return false;
  for (unsigned i = 0; i < a->len; i++)
    {
      const AmtStatedField *one = a->pdata[i];
      const AmtStatedField *other = b->pdata[i];

      if (one->group != other->group || !g_str_equal (one->label, other->label) ||
          !g_str_equal (one->value, other->value))
        return false;
    }
  return true;
}

static void
fill (AmtStatedCard *self)
{
  static const char *const names[] = {
      [AMT_STATED_PERSON] = N_ ("Person"),
      [AMT_STATED_MATTER] = N_ ("Matter"),
      [AMT_STATED_ORDER] = N_ ("Ordered"),
  };

  amt_field_form_clear (self->form);
  for (unsigned i = 0; i < self->list->len; i++)
    {
      const AmtStatedField *field = self->list->pdata[i];
      const AmtStatedField *before = i > 0 ? self->list->pdata[i - 1] : NULL;

      if (before == NULL || before->group != field->group)
        amt_field_form_begin_group (self->form, _ (names[field->group]));
      amt_field_form_add (self->form, field->label, field->value);
    }
}

/* Fields that stay the same stay where they are, and with them the focus. */
static void
amt_stated_card_refresh (AmtCaseWidget *widget, AmtCase *amt_case, const AmtRequest *request)
{
  AmtStatedCard *self = AMT_STATED_CARD (widget);
  g_autoptr (GPtrArray) list = request != NULL ? amt_stated_fields (request, amt_case_get_service (amt_case)) : NULL;

  if (list == NULL || same_fields (self->list, list))
    return;
  g_clear_pointer (&self->list, g_ptr_array_unref);
  self->list = g_steal_pointer (&list);
  fill (self);
}

static void
amt_stated_card_get_property (GObject *object, unsigned id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, amt_field_form_get_columns (AMT_STATED_CARD (object)->form));
}

static void
amt_stated_card_set_property (GObject *object, unsigned id, const GValue *value, GParamSpec *pspec)
{
  amt_field_form_set_columns (AMT_STATED_CARD (object)->form, g_value_get_uint (value));
}

static void
amt_stated_card_dispose (GObject *object)
{
  g_clear_pointer (&AMT_STATED_CARD (object)->list, g_ptr_array_unref);
  adw_bin_set_child (ADW_BIN (object), NULL); /* bound: the template would take it behind the back of the bin */
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_STATED_CARD);
  G_OBJECT_CLASS (amt_stated_card_parent_class)->dispose (object);
}

static void
amt_stated_card_class_init (AmtStatedCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amt_stated_card_get_property;
  object_class->set_property = amt_stated_card_set_property;
  object_class->dispose = amt_stated_card_dispose;
  AMT_CASE_WIDGET_CLASS (klass)->refresh = amt_stated_card_refresh;

  properties[PROP_COLUMNS] = g_param_spec_uint ("columns", NULL, NULL, 1, 4, 2,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (AMT_TYPE_FIELD_FORM);
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-stated-card");
  gtk_widget_class_bind_template_child (widget_class, AmtStatedCard, form);
}

static void
amt_stated_card_init (AmtStatedCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
amt_stated_card_copy_all (AmtStatedCard *self)
{
  AmtCase *amt_case = amt_case_widget_get_case (AMT_CASE_WIDGET (self));
  g_autofree char *text = NULL;

  /* While another request is being read the fields of the one before still stand there. */
  if (self->list == NULL || amt_case == NULL || amt_case_get_request (amt_case) == NULL)
    return;
  text = amt_stated_fields_to_text (self->list);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _ ("All fields copied"));
}
