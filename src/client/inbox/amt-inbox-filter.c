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
  char *wanted;        /* (owned) (nullable): a service that was kept, until the catalogue tells whether it is there */
  GSettings *settings; /* (owned) (nullable) */
  bool quiet;          /* set by the program, not by a person */
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

typedef struct
{
  const char *word;
  int value;
} Choice;

static const Choice payments[] =
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

/* --- what is kept --- */

/* Each row begins with "any", which is not kept. */
static const struct
{
  const char *name;
  const AmtEnum *type;
  size_t row;            /* where its AdwComboRow stands */
  const Choice *choices; /* (nullable): else the row lists all values, the first of them at @first */
  unsigned n_choices;
  int first;
} kept[] = {
    {"state", &amt_state_enum, G_STRUCT_OFFSET (AmtInboxFilter, state_row), NULL, AMT_N_STATES + 1, 1},
    {"due", &amt_due_enum, G_STRUCT_OFFSET (AmtInboxFilter, due_row), NULL, AMT_N_DUES, 0},
    {"payment", &amt_gate_status_enum, G_STRUCT_OFFSET (AmtInboxFilter, payment_row), payments, G_N_ELEMENTS (payments),
     0},
    {"identity", &amt_gate_status_enum, G_STRUCT_OFFSET (AmtInboxFilter, identity_row), identities,
     G_N_ELEMENTS (identities), 0},
};

static AdwComboRow *
kept_row (AmtInboxFilter *self, size_t i)
{
  return G_STRUCT_MEMBER (AdwComboRow *, self, kept[i].row);
}

static const char *
kept_nick (size_t i, unsigned position)
{
  int value = kept[i].choices ? kept[i].choices[position].value : (int) position - kept[i].first;

  return amt_enum_to_nick (kept[i].type, value);
}

/* 0 for what is unknown. */
static unsigned
kept_position (size_t i, const char *nick)
{
  for (unsigned position = 1; nick && position < kept[i].n_choices; position++)
    if (strcmp (kept_nick (i, position), nick) == 0)
      return position;
  return 0;
}

/* (nullable) */
static const char *
chosen_service (AmtInboxFilter *self)
{
  unsigned selected = adw_combo_row_get_selected (self->service_row);

  if (self->wanted)
    return self->wanted;
  return selected < self->service_ids->len ? self->service_ids->pdata[selected] : NULL;
}

static void
keep (AmtInboxFilter *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{ss}"));
  const char *service = chosen_service (self);

  if (service)
    g_variant_builder_add (&builder, "{ss}", "service", service);
  for (size_t i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      unsigned position = adw_combo_row_get_selected (kept_row (self, i));

      if (position > 0)
        g_variant_builder_add (&builder, "{ss}", kept[i].name, kept_nick (i, position));
    }
  g_settings_set_value (self->settings, "filters", g_variant_builder_end (&builder));
  g_settings_set_string (self->settings, "sort",
                         amt_enum_to_nick (&amt_sort_enum, (int) adw_combo_row_get_selected (self->sort_row)));
  g_settings_set_boolean (self->settings, "sort-reversed", adw_switch_row_get_active (self->reversed_row));
}

static void
tell (AmtInboxFilter *self)
{
  if (self->settings)
    keep (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
amt_inbox_filter_attach (AmtInboxFilter *self, GSettings *settings)
{
  g_autoptr (GVariant) filters = g_settings_get_value (settings, "filters");
  g_autofree char *nick = g_settings_get_string (settings, "sort");
  const char *value = NULL;
  int sort = AMT_SORT_DUE;

  g_return_if_fail (AMT_IS_INBOX_FILTER (self) && !self->settings);

  amt_enum_from_nick (&amt_sort_enum, nick, &sort);
  amt_inbox_filter_set_sort (self, sort, g_settings_get_boolean (settings, "sort-reversed"));
  self->quiet = true;
  if (g_variant_lookup (filters, "service", "&s", &value))
    g_set_str (&self->wanted, value);
  for (size_t i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_variant_lookup (filters, kept[i].name, "&s", &value))
      adw_combo_row_set_selected (kept_row (self, i), kept_position (i, value));
  self->quiet = false;
  self->settings = g_object_ref (settings);
}

static void
fill_services (AmtInboxFilter *self)
{
  GPtrArray *services = amt_catalogue_get_services (self->catalogue);
  g_autofree char *old = g_strdup (chosen_service (self));
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
  if (services->len == 0)
    return;
  g_clear_pointer (&self->wanted, g_free);
  if (old && again == 0) /* a service the office has no more */
    tell (self);
}

static void
on_changed (AmtInboxFilter *self)
{
  if (self->quiet)
    return;
  if (adw_combo_row_get_selected (self->service_row) > 0)
    g_clear_pointer (&self->wanted, g_free);
  tell (self);
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
  g_clear_object (&self->settings);
  self->quiet = true;
  gtk_widget_dispose_template (GTK_WIDGET (self), AMT_TYPE_INBOX_FILTER);
  G_OBJECT_CLASS (amt_inbox_filter_parent_class)->dispose (object);
}

static void
amt_inbox_filter_finalize (GObject *object)
{
  AmtInboxFilter *self = AMT_INBOX_FILTER (object);

  g_clear_pointer (&self->service_ids, g_ptr_array_unref);
  g_clear_pointer (&self->wanted, g_free);
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
  query->sort = adw_combo_row_get_selected (self->sort_row);
  query->reversed = adw_switch_row_get_active (self->reversed_row);
  g_set_str (&query->service_id, chosen_service (self));
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
  g_clear_pointer (&self->wanted, g_free);
  self->quiet = false;
  tell (self);
}
