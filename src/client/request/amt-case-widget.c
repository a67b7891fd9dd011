/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-case-widget.h"

typedef struct
{
  AmtCase *amt_case; /* (owned) (nullable) */
  char *said;        /* (owned) (nullable) */
} AmtCaseWidgetPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (AmtCaseWidget, amt_case_widget, ADW_TYPE_BIN);

typedef enum
{
  PROP_CASE = 1,
} AmtCaseWidgetProperty;

static GParamSpec *properties[PROP_CASE + 1];

static void
refresh (AmtCaseWidget *self)
{
  AmtCaseWidgetPrivate *priv = amt_case_widget_get_instance_private (self);

  if (priv->amt_case != NULL && AMT_CASE_WIDGET_GET_CLASS (self)->refresh != NULL)
    AMT_CASE_WIDGET_GET_CLASS (self)->refresh (self, priv->amt_case, amt_case_get_request (priv->amt_case));
}

static void
amt_case_widget_get_property (GObject *object, unsigned id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, amt_case_widget_get_case (AMT_CASE_WIDGET (object)));
}

static void
amt_case_widget_set_property (GObject *object, unsigned id, const GValue *value, GParamSpec *pspec)
{
  amt_case_widget_set_case (AMT_CASE_WIDGET (object), g_value_get_object (value));
}

static void
amt_case_widget_dispose (GObject *object)
{
  AmtCaseWidgetPrivate *priv = amt_case_widget_get_instance_private (AMT_CASE_WIDGET (object));

  if (priv->amt_case != NULL)
    g_signal_handlers_disconnect_by_data (priv->amt_case, object);
  g_clear_object (&priv->amt_case);
  g_clear_pointer (&priv->said, g_free);
  G_OBJECT_CLASS (amt_case_widget_parent_class)->dispose (object);
}

static void
amt_case_widget_class_init (AmtCaseWidgetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = amt_case_widget_get_property;
  object_class->set_property = amt_case_widget_set_property;
  object_class->dispose = amt_case_widget_dispose;

  properties[PROP_CASE] = g_param_spec_object ("case", NULL, NULL, AMT_TYPE_CASE,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
amt_case_widget_init (AmtCaseWidget *self)
{
}

AmtCase *
amt_case_widget_get_case (AmtCaseWidget *self)
{
  AmtCaseWidgetPrivate *priv = amt_case_widget_get_instance_private (self);

  return priv->amt_case;
}

void
amt_case_widget_set_case (AmtCaseWidget *self, AmtCase *amt_case)
{
  AmtCaseWidgetPrivate *priv = amt_case_widget_get_instance_private (self);

  if (priv->amt_case == amt_case)
    return;
  if (priv->amt_case != NULL)
    g_signal_handlers_disconnect_by_data (priv->amt_case, self);
  g_set_object (&priv->amt_case, amt_case);
  if (amt_case != NULL)
    g_signal_connect_object (amt_case, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CASE]);
}

bool
amt_case_widget_is_news (AmtCaseWidget *self, char *says)
{
  AmtCaseWidgetPrivate *priv = amt_case_widget_get_instance_private (self);
  g_autofree char *fresh = says;

  return g_set_str (&priv->said, fresh);
}
