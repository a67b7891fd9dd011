/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-attachments-card.h"

#include <glib/gi18n.h>

#include "amt-action-table.h"
#include "amt-attachment-dialog.h"
#include "amt-labels.h"
#include "amt-request-ui.h"

struct _AmtAttachmentsCard
{
  AmtCaseWidget parent_instance;

  AdwPreferencesGroup *group;
  GtkButton *add_button;
  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (AmtAttachmentsCard, amt_attachments_card, AMT_TYPE_CASE_WIDGET)

static const struct
{
  const char *type;
  const char *word;
  const char *icon;
} types[] = {
    {"application/pdf", "PDF", "text-x-generic-symbolic"},
    {"image/png", N_ ("Picture"), "image-x-generic-symbolic"},
    {"image/jpeg", N_ ("Picture"), "image-x-generic-symbolic"},
};

static void
on_row (AmtAttachmentsCard *self, AdwActionRow *row)
{
  AmtCase *amt_case = amt_case_widget_get_case (AMT_CASE_WIDGET (self));
  const AmtRequest *request = amt_case_get_request (amt_case);
  int index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  if (request == NULL || index < 0 || (unsigned) index >= request->attachments->len)
    return;
  amt_attachment_dialog_open (amt_case, request->attachments->pdata[index], GTK_WIDGET (row));
}

static char *
describe_attachment (const AmtAttachment *attachment, const char *zone)
{
  g_autofree char *size = g_format_size ((uint64_t) attachment->size);
  g_autofree char *moment = amt_label_moment (attachment->at, zone);
  const char *word = attachment->type;

  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].type, attachment->type) == 0)
      word = _ (types[i].word);
  return g_strdup_printf ("%s · %s · %s, %s", word, size,
                          attachment->by_name != NULL ? attachment->by_name : _ ("applicant"), moment);
}

static GtkWidget *
make_row (const AmtAttachment *attachment, const char *zone)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe_attachment (attachment, zone);
  const char *icon = "text-x-generic-symbolic";

  for (size_t i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].type, attachment->type) == 0)
      icon = types[i].icon;
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), false);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), attachment->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), true);
  return row;
}

static char *
list_attachments (const AmtRequest *request, const char *zone)
{
  GString *says = g_string_new (NULL);

  for (unsigned i = 0; i < request->attachments->len; i++)
    {
      const AmtAttachment *attachment = request->attachments->pdata[i];
      g_autofree char *subtitle = describe_attachment (attachment, zone);

      g_string_append_printf (says, "%s %s %s\n", attachment->id, attachment->name, subtitle);
    }
  return g_string_free (says, false);
}

static void
fill_rows (AmtAttachmentsCard *self, const AmtRequest *request, const char *zone)
{
  if (!amt_case_widget_is_news (AMT_CASE_WIDGET (self), list_attachments (request, zone)))
    return;
  gtk_list_box_remove_all (self->rows);
  for (unsigned i = 0; i < request->attachments->len; i++)
    gtk_list_box_append (self->rows, make_row (request->attachments->pdata[i], zone));
}

static void
amt_attachments_card_refresh (AmtCaseWidget *widget, AmtCase *amt_case, const AmtRequest *request)
{
  AmtAttachmentsCard *self = AMT_ATTACHMENTS_CARD (widget);
  g_autofree char *reason = amt_case_explain (amt_case, AMT_ACTION_ATTACH);

  if (request == NULL)
    return;
  if (reason == NULL)
    amt_action_describe (GTK_WIDGET (self->add_button), "request.attach", NULL);
  else
    gtk_widget_set_tooltip_text (GTK_WIDGET (self->add_button), reason);
  fill_rows (self, request, amt_case_get_zone (amt_case));
  gtk_widget_set_visible (GTK_WIDGET (self->rows), request->attachments->len > 0);
  adw_preferences_group_set_description (self->group, request->attachments->len == 0 ? _ ("None") : NULL);
}

static void
amt_attachments_card_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* bound: the template would take it behind the back of the bin */
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_ATTACHMENTS_CARD);
  G_OBJECT_CLASS (amt_attachments_card_parent_class)->dispose (object);
}

static void
amt_attachments_card_class_init (AmtAttachmentsCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_attachments_card_dispose;
  AMT_CASE_WIDGET_CLASS (klass)->refresh = amt_attachments_card_refresh;
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-attachments-card");
  gtk_widget_class_bind_template_child (widget_class, AmtAttachmentsCard, group);
  gtk_widget_class_bind_template_child (widget_class, AmtAttachmentsCard, add_button);
  gtk_widget_class_bind_template_child (widget_class, AmtAttachmentsCard, rows);
}

static void
amt_attachments_card_init (AmtAttachmentsCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->rows, "row-activated", G_CALLBACK (on_row), self, G_CONNECT_SWAPPED);
}
