/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-inbox-filter.h"

#include "amt-inbox-resources.h"
#include "amt-labels.h"
#include "amt-ui.h"

#include <glib/gi18n.h>

struct _AmtInboxFilter
{
  GtkPopover parent_instance;

  AdwComboRow *sort_row;
  AdwSwitchRow *reversed_row;
  AdwComboRow *service_row;
  AdwComboRow *state_row;
  AdwComboRow *due_row;
  AdwComboRow *payment_row;
  AdwComboRow *identity_row;
  GtkWidget *reset_button;

  AmtCatalogue *catalogue; /* (owned) (nullable) */
  GPtrArray *service_ids;  /* (owned) of char *, as the service row lists them */
  bool quiet;              /* set by the program, not by a person */
};

G_DEFINE_FINAL_TYPE (AmtInboxFilter, amt_inbox_filter, GTK_TYPE_POPOVER)

enum
{
  CHANGED,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

static const char *const sorts[AMT_N_SORTS] = {
    [AMT_SORT_DUE] = NC_ ("sort", "Deadline"),        [AMT_SORT_RECEIVED] = NC_ ("sort", "Day of Receipt"),
    [AMT_SORT_NAME] = NC_ ("sort", "Applicant"),      [AMT_SORT_SERVICE] = NC_ ("sort", "Service"),
    [AMT_SORT_CHANGED] = NC_ ("sort", "Last Change"),
};

static const char *const dues[AMT_N_DUES] = {
    [AMT_DUE_ANY] = NC_ ("deadline", "Any"),
    [AMT_DUE_LATE] = NC_ ("deadline", "Late"),
    [AMT_DUE_TODAY] = NC_ ("deadline", "Today"),
    [AMT_DUE_SOON] = NC_ ("deadline", "Within Two Days"),
    [AMT_DUE_WEEK] = NC_ ("deadline", "Within a Week"),
    [AMT_DUE_NONE] = NC_ ("deadline", "None or Paused"),
};

static const struct
{
  const char *word;
  int value;
} payments[] =
    {
        {NC_ ("filter", "Any"), AMT_QUERY_ANY},
        {NC_ ("filter", "Open"), AMT_GATE_OPEN},
        {NC_ ("filter", "Paid"), AMT_GATE_MET},
        {NC_ ("filter", "Not Needed"), AMT_GATE_NOT_NEEDED},
},
  identities[] = {
      {NC_ ("filter", "Any"), AMT_QUERY_ANY},
      {NC_ ("filter", "Open"), AMT_GATE_OPEN},
      {NC_ ("filter", "Proven"), AMT_GATE_MET},
      {NC_ ("filter", "Not Needed"), AMT_GATE_NOT_NEEDED},
};

static void
add_word (AdwComboRow *row, const char *word)
{
  GListModel *model = adw_combo_row_get_model (row);

  if (!model)
    {
      g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

      adw_combo_row_set_model (row, G_LIST_MODEL (list));
      model = G_LIST_MODEL (list);
    }
  gtk_string_list_append (GTK_STRING_LIST (model), word);
}

static void
fill (AmtInboxFilter *self)
{
  for (unsigned i = 0; i < AMT_N_SORTS; i++)
    add_word (self->sort_row, g_dpgettext2 (NULL, "sort", sorts[i]));
  for (unsigned i = 0; i < AMT_N_DUES; i++)
    add_word (self->due_row, g_dpgettext2 (NULL, "deadline", dues[i]));
  for (unsigned i = 0; i < G_N_ELEMENTS (payments); i++)
    add_word (self->payment_row, g_dpgettext2 (NULL, "filter", payments[i].word));
  for (unsigned i = 0; i < G_N_ELEMENTS (identities); i++)
    add_word (self->identity_row, g_dpgettext2 (NULL, "filter", identities[i].word));
  add_word (self->state_row, C_ ("filter", "Any"));
  for (unsigned i = 0; i < AMT_N_STATES; i++)
    add_word (self->state_row, amt_label_state (i));
}

static void
fill_services (AmtInboxFilter *self)
{
  GPtrArray *services = amt_catalogue_get_services (self->catalogue);
  unsigned selected = adw_combo_row_get_selected (self->service_row);
  g_autofree char *old = selected < self->service_ids->len ? g_strdup (self->service_ids->pdata[selected]) : NULL;
  unsigned again = 0;

  self->quiet = true;
  adw_combo_row_set_model (self->service_row, NULL);
  g_ptr_array_set_size (self->service_ids, 0);
  g_ptr_array_add (self->service_ids, NULL);
  add_word (self->service_row, C_ ("filter", "Any"));
  for (unsigned i = 0; i < services->len; i++)
    {
      const AmtService *service = services->pdata[i];
      g_autofree char *name = NULL;

      if (amt_catalogue_find (self->catalogue, service->id) != service)
        continue;
      name = amt_catalogue_name (self->catalogue, service->id, NULL);
      if (g_strcmp0 (old, service->id) == 0)
        again = self->service_ids->len;
      g_ptr_array_add (self->service_ids, g_strdup (service->id));
      add_word (self->service_row, name);
    }
  adw_combo_row_set_selected (self->service_row, again);
  self->quiet = false;
}

static void
on_changed (AmtInboxFilter *self)
{
  if (!self->quiet)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_reset (AmtInboxFilter *self)
{
  amt_inbox_filter_reset (self);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
amt_inbox_filter_dispose (GObject *object)
{
  AmtInboxFilter *self = AMT_INBOX_FILTER (object);

  if (self->catalogue)
    g_signal_handlers_disconnect_by_data (self->catalogue, self);
  g_clear_object (&self->catalogue);
  self->quiet = true;
  gtk_widget_dispose_template (GTK_WIDGET (self), AMT_TYPE_INBOX_FILTER);
  G_OBJECT_CLASS (amt_inbox_filter_parent_class)->dispose (object);
}

static void
amt_inbox_filter_finalize (GObject *object)
{
  g_clear_pointer (&AMT_INBOX_FILTER (object)->service_ids, g_ptr_array_unref);
  G_OBJECT_CLASS (amt_inbox_filter_parent_class)->finalize (object);
}

static void
amt_inbox_filter_class_init (AmtInboxFilterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_inbox_filter_dispose;
  G_OBJECT_CLASS (klass)->finalize = amt_inbox_filter_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  AMT_SET_TEMPLATE (widget_class, inbox, "inbox", "amt-inbox-filter");
  gtk_widget_class_bind_template_child (widget_class, AmtInboxFilter, sort_row);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxFilter, reversed_row);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxFilter, service_row);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxFilter, state_row);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxFilter, due_row);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxFilter, payment_row);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxFilter, identity_row);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxFilter, reset_button);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
}

static void
amt_inbox_filter_init (AmtInboxFilter *self)
{
  self->service_ids = g_ptr_array_new_with_free_func (g_free);
  self->quiet = true;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self);
  self->quiet = false;
}

void
amt_inbox_filter_set_catalogue (AmtInboxFilter *self, AmtCatalogue *catalogue)
{
  g_return_if_fail (AMT_IS_INBOX_FILTER (self));

  if (self->catalogue)
    g_signal_handlers_disconnect_by_data (self->catalogue, self);
  g_set_object (&self->catalogue, catalogue);
  if (!catalogue)
    return;
  g_signal_connect_swapped (catalogue, "changed", G_CALLBACK (fill_services), self);
  fill_services (self);
}

void
amt_inbox_filter_apply (AmtInboxFilter *self, AmtQuery *query)
{
  unsigned service = adw_combo_row_get_selected (self->service_row);

  query->sort = adw_combo_row_get_selected (self->sort_row);
  query->reversed = adw_switch_row_get_active (self->reversed_row);
  g_set_str (&query->service_id, service < self->service_ids->len ? self->service_ids->pdata[service] : NULL);
  query->state = (int) adw_combo_row_get_selected (self->state_row) - 1;
  query->due = adw_combo_row_get_selected (self->due_row);
  query->payment = payments[adw_combo_row_get_selected (self->payment_row)].value;
  query->identity = identities[adw_combo_row_get_selected (self->identity_row)].value;
}

void
amt_inbox_filter_set_sort (AmtInboxFilter *self, AmtSort sort, bool reversed)
{
  g_return_if_fail (AMT_IS_INBOX_FILTER (self));

  self->quiet = true;
  adw_combo_row_set_selected (self->sort_row, sort);
  adw_switch_row_set_active (self->reversed_row, reversed);
  self->quiet = false;
}

void
amt_inbox_filter_reset (AmtInboxFilter *self)
{
  AdwComboRow *rows[] = {self->service_row, self->state_row, self->due_row, self->payment_row, self->identity_row};

  g_return_if_fail (AMT_IS_INBOX_FILTER (self));
  self->quiet = true;
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    adw_combo_row_set_selected (rows[i], 0);
  self->quiet = false;
  g_signal_emit (self, signals[CHANGED], 0);
}
