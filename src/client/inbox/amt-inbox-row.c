/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-inbox-row.h"

#include "amt-chip.h"
#include "amt-inbox-resources.h"
#include "amt-inbox-sentence.h"
#include "amt-labels.h"
#include "amt-ui.h"

/* For whoever measures: G_MESSAGES_DEBUG=amtsstube-painted says which requests have reached the screen, anew with
 * every change. */
#define PAINTED "amtsstube-painted"

struct _AmtInboxRow
{
  AdwBin parent_instance;

  GtkWidget *dot;
  GtkLabel *applicant_label;
  GtkLabel *dense_label;
  GtkWidget *pending_spinner;
  AmtChip *due_chip;
  GtkWidget *second_line;
  GtkLabel *service_label;
  GtkWidget *identity_icon;
  GtkWidget *payment_icon;
  AmtChip *state_chip;

  AmtCatalogue *catalogue; /* (owned) */
  AmtRequestItem *item;    /* (owned) (nullable) */
  char *sentence;          /* (owned) (nullable) */
  bool dense;
};

G_DEFINE_FINAL_TYPE (AmtInboxRow, amt_inbox_row, ADW_TYPE_BIN)

typedef enum
{
  PROP_SENTENCE = 1,
  PROP_DENSE
} AmtInboxRowProperty;
static GParamSpec *properties[PROP_DENSE + 1];

/* --- the mark of being painted --- */

static bool
is_in_view (GtkWidget *row)
{
  GtkWidget *scroller = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  return scroller && gtk_widget_get_mapped (row) && gtk_widget_compute_bounds (row, scroller, &bounds) &&
         bounds.origin.y + bounds.size.height > 0 && bounds.origin.y < gtk_widget_get_height (scroller);
}

static void
on_after_paint (AmtInboxRow *self, GdkFrameClock *clock)
{
  if (self->item && is_in_view (GTK_WIDGET (self)))
    g_log (PAINTED, G_LOG_LEVEL_DEBUG, "painted %s", amt_request_item_get_id (self->item));
  g_signal_handlers_disconnect_by_func (clock, on_after_paint, self);
}

/* The frame that begins lays the row out and paints it. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  g_signal_connect_object (clock, "after-paint", G_CALLBACK (on_after_paint), widget,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return G_SOURCE_REMOVE;
}

static void
mark_painted (AmtInboxRow *self)
{
  if (!g_log_writer_default_would_drop (G_LOG_LEVEL_DEBUG, PAINTED))
    gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

/* --- what it shows --- */

static void
set_unread (AmtInboxRow *self, bool unread)
{
  if (unread)
    {
      gtk_widget_remove_css_class (self->dot, "read");
      gtk_widget_add_css_class (GTK_WIDGET (self->applicant_label), "heading");
    }
  else
    {
      gtk_widget_add_css_class (self->dot, "read");
      gtk_widget_remove_css_class (GTK_WIDGET (self->applicant_label), "heading");
    }
}

static void
set_labels (AmtInboxRow *self, const AmtSummary *summary)
{
  g_autofree char *service = amt_catalogue_name (self->catalogue, summary->service_id, summary->variant);
  g_autofree char *number = amt_label_short_number (summary->file_number);
  g_autofree char *text = g_strdup_printf ("%s · %s", number, service);

  gtk_label_set_label (self->applicant_label, summary->applicant_name);
  gtk_label_set_label (self->service_label, text);
  gtk_label_set_label (self->dense_label, text);
}

static void
set_marks (AmtInboxRow *self, const AmtSummary *summary)
{
  bool open = amt_state_is_open (summary->state);

  amt_chip_set_state (self->state_chip, summary->state);
  if (open)
    amt_chip_set_due (self->due_chip, amt_summary_due_on (summary),
                      amt_catalogue_today (self->catalogue, summary->authority_id), summary->suspended);
  else
    amt_chip_set (self->due_chip, AMT_TONE_PLAIN, NULL, NULL);
  gtk_widget_set_visible (self->identity_icon, open && summary->identity == AMT_GATE_OPEN);
  gtk_widget_set_visible (self->payment_icon, open && summary->payment == AMT_GATE_OPEN);
}

static void
update (AmtInboxRow *self)
{
  const AmtSummary *summary = self->item ? amt_request_item_get_summary (self->item) : NULL;
  g_autofree char *sentence = NULL;

  if (!summary)
    return;
  set_labels (self, summary);
  set_marks (self, summary);
  set_unread (self, amt_request_item_get_unread (self->item));
  gtk_widget_set_visible (self->pending_spinner, amt_request_item_get_pending (self->item));
  sentence = amt_inbox_sentence (self->item, self->catalogue);
  if (g_set_str (&self->sentence, sentence))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENTENCE]);
  mark_painted (self);
}

static void
set_dense (AmtInboxRow *self, bool dense)
{
  if (self->dense == dense)
    return;
  self->dense = dense;
  gtk_widget_set_visible (self->second_line, !dense);
  gtk_widget_set_visible (GTK_WIDGET (self->dense_label), dense);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DENSE]);
}

/* --- the class --- */

static void
amt_inbox_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AmtInboxRow *self = AMT_INBOX_ROW (object);

  switch ((AmtInboxRowProperty) id)
    {
    case PROP_SENTENCE:
      g_value_set_string (value, self->sentence);
      break;
    case PROP_DENSE:
      g_value_set_boolean (value, self->dense);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amt_inbox_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((AmtInboxRowProperty) id)
    {
    case PROP_DENSE:
      set_dense (AMT_INBOX_ROW (object), g_value_get_boolean (value));
      break;
    case PROP_SENTENCE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
amt_inbox_row_dispose (GObject *object)
{
  AmtInboxRow *self = AMT_INBOX_ROW (object);

  amt_inbox_row_set_item (self, NULL);
  if (self->catalogue)
    g_signal_handlers_disconnect_by_data (self->catalogue, self);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->sentence, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMT_TYPE_INBOX_ROW);
  G_OBJECT_CLASS (amt_inbox_row_parent_class)->dispose (object);
}

static void
amt_inbox_row_class_init (AmtInboxRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = amt_inbox_row_dispose;
  object_class->get_property = amt_inbox_row_get_property;
  object_class->set_property = amt_inbox_row_set_property;
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DENSE] = g_param_spec_boolean ("dense", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (AMT_TYPE_CHIP);
  AMT_SET_TEMPLATE (widget_class, inbox, "inbox", "amt-inbox-row");
  gtk_widget_class_bind_template_child (widget_class, AmtInboxRow, dot);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxRow, applicant_label);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxRow, dense_label);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxRow, pending_spinner);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxRow, due_chip);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxRow, second_line);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxRow, service_label);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxRow, identity_icon);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxRow, payment_icon);
  gtk_widget_class_bind_template_child (widget_class, AmtInboxRow, state_chip);
}

static void
amt_inbox_row_init (AmtInboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
amt_inbox_row_new (AmtCatalogue *catalogue)
{
  AmtInboxRow *self = g_object_new (AMT_TYPE_INBOX_ROW, NULL);

  self->catalogue = g_object_ref (catalogue);
  g_signal_connect_swapped (catalogue, "changed", G_CALLBACK (update), self);
  return GTK_WIDGET (self);
}

void
amt_inbox_row_set_item (AmtInboxRow *self, AmtRequestItem *item)
{
  g_return_if_fail (AMT_IS_INBOX_ROW (self));

  if (self->item)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item)
    {
      g_signal_connect_swapped (item, "notify", G_CALLBACK (update), self);
      update (self);
    }
}
