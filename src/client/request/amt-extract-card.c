/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-extract-card.h"

#include <glib/gi18n.h>

#include "amt-action-table.h"
#include "amt-comparison-row.h"
#include "amt-field-box.h"
#include "amt-labels.h"
#include "amt-request-ui.h"

struct _AmtExtractCard
{
  AmtCaseWidget parent_instance;

  bool narrow;
  char *shown; /* (owned) (nullable) id and version of what the rows show */

  AdwPreferencesGroup *group;
  GtkButton *edit_button;
  GtkBox *empty;
  GtkButton *enter_button;
  GtkListBox *rows;
  GtkLabel *source_label;
};

G_DEFINE_FINAL_TYPE (AmtExtractCard, amt_extract_card, AMT_TYPE_CASE_WIDGET)

typedef enum
{
  PROP_NARROW = 1,
} AmtExtractCardProperty;

static GParamSpec *properties[PROP_NARROW + 1];

static void
fill_rows (AmtExtractCard *self, const AmtRequest *request, const AmtService *service)
{
  g_autoptr (GPtrArray) list = amt_comparison_list (request, service);
  unsigned differing = amt_comparison_count (list);
  g_autofree char *count = NULL;

  gtk_list_box_remove_all (self->rows);
  for (unsigned i = 0; i < list->len; i++)
    {
      GtkWidget *row = amt_comparison_row_new (list->pdata[i]);

      amt_comparison_row_set_narrow (AMT_COMPARISON_ROW (row), self->narrow);
      gtk_list_box_append (self->rows, row);
    }
  count = g_strdup_printf (g_dngettext (NULL, "Stated on the left, register on the right; %u field differs.",
                                        "Stated on the left, register on the right; %u fields differ.", differing),
                           differing);
  adw_preferences_group_set_description (
      self->group, differing > 0 ? count : _ ("Stated on the left, register on the right; they agree."));
}

static void
fill_source (AmtExtractCard *self, AmtCase *amt_case, const AmtExtract *extract)
{
  g_autofree char *moment = amt_label_moment (extract->at, amt_case_get_zone (amt_case));
  g_autofree char *source = g_strdup_printf (_ ("%s, entry %s; confirmed by %s, %s"), extract->register_name,
                                             extract->entry, extract->by_name, moment);

  gtk_label_set_label (self->source_label, source);
}

static void
describe_button (GtkButton *button, const char *reason)
{
  if (reason == NULL)
    amt_action_describe (GTK_WIDGET (button), "request.extract", NULL);
  else
    gtk_widget_set_tooltip_text (GTK_WIDGET (button), reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  reason != NULL ? reason : "", -1);
}

static void
amt_extract_card_refresh (AmtCaseWidget *widget, AmtCase *amt_case, const AmtRequest *request)
{
  AmtExtractCard *self = AMT_EXTRACT_CARD (widget);
  const AmtService *service = amt_case_get_service (amt_case);
  bool needed = service != NULL && (service->register_needed || (request != NULL && request->extract != NULL));
  bool there = request != NULL && request->extract != NULL;
  g_autofree char *reason = amt_case_explain (amt_case, AMT_ACTION_EXTRACT);
  g_autofree char *shown = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), needed && request != NULL);
  if (!needed || request == NULL)
    return;
  describe_button (self->edit_button, reason);
  describe_button (self->enter_button, reason);
  gtk_widget_set_visible (GTK_WIDGET (self->empty), !there);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), there);
  gtk_widget_set_visible (GTK_WIDGET (self->source_label), there);
  gtk_widget_set_visible (GTK_WIDGET (self->edit_button), there && amt_state_is_open (request->state));
  if (!there)
    {
      adw_preferences_group_set_description (self->group, NULL);
      g_clear_pointer (&self->shown, g_free);
      return;
    }
  fill_source (self, amt_case, request->extract);
  shown = g_strdup_printf ("%s/%d/%d", request->id, (int) request->extract->version, (int) request->content_version);
  if (g_set_str (&self->shown, shown))
    fill_rows (self, request, service);
}

static void
on_activated (AmtExtractCard *self, AmtComparisonRow *row)
{
  amt_field_copy (GTK_WIDGET (self), amt_comparison_row_get_label (row), amt_comparison_row_get_value (row));
}

static void
amt_extract_card_get_property (GObject *object, unsigned id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, AMT_EXTRACT_CARD (object)->narrow);
}

static void
amt_extract_card_set_property (GObject *object, unsigned id, const GValue *value, GParamSpec *pspec)
{
  AmtExtractCard *self = AMT_EXTRACT_CARD (object);
  GtkListBoxRow *row;

  self->narrow = g_value_get_boolean (value);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    amt_comparison_row_set_narrow (AMT_COMPARISON_ROW (row), self->narrow);
}

static void
amt_extract_card_dispose (GObject *object)
{
  g_clear_pointer (&AMT_EXTRACT_CARD (object)->shown, g_free);
  adw_bin_set_child (ADW_BIN (object), NULL); /* bound: the template would take it behind the back of the bin */
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_EXTRACT_CARD);
  G_OBJECT_CLASS (amt_extract_card_parent_class)->dispose (object);
}

static void
amt_extract_card_class_init (AmtExtractCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = amt_extract_card_get_property;
  object_class->set_property = amt_extract_card_set_property;
  object_class->dispose = amt_extract_card_dispose;
  AMT_CASE_WIDGET_CLASS (klass)->refresh = amt_extract_card_refresh;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, false,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-extract-card");
  gtk_widget_class_bind_template_child (widget_class, AmtExtractCard, group);
  gtk_widget_class_bind_template_child (widget_class, AmtExtractCard, edit_button);
  gtk_widget_class_bind_template_child (widget_class, AmtExtractCard, empty);
  gtk_widget_class_bind_template_child (widget_class, AmtExtractCard, enter_button);
  gtk_widget_class_bind_template_child (widget_class, AmtExtractCard, rows);
  gtk_widget_class_bind_template_child (widget_class, AmtExtractCard, source_label);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
amt_extract_card_init (AmtExtractCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
