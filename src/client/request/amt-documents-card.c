/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-documents-card.h"

#include <glib/gi18n.h>

#include "amt-attachment-dialog.h"
#include "amt-labels.h"
#include "amt-request-ui.h"

struct _AmtDocumentsCard
{
  AmtCaseWidget parent_instance;

  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (AmtDocumentsCard, amt_documents_card, AMT_TYPE_CASE_WIDGET)

static const AmtDocument *
find_document (AmtDocumentsCard *self, int index)
{
  AmtCase *amt_case = amt_case_widget_get_case (AMT_CASE_WIDGET (self));
  const AmtRequest *request = amt_case_get_request (amt_case);

  return request != NULL && index >= 0 && (unsigned) index < request->documents->len ? request->documents->pdata[index]
                                                                                     : NULL;
}

static void
on_row (AmtDocumentsCard *self, GtkListBoxRow *row)
{
  const AmtDocument *document = find_document (self, gtk_list_box_row_get_index (row));

  if (document != NULL)
    amt_attachment_dialog_open_document (amt_case_widget_get_case (AMT_CASE_WIDGET (self)), document, GTK_WIDGET (row));
}

static char *
describe_document (const AmtDocument *document, const char *zone)
{
  g_autofree char *moment = amt_label_moment (
      document->delivered_at != 0 ? document->delivered_at : document->issued_at, zone);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s, %s · %s", amt_label_delivery (document->delivery), moment,
                          amt_label_carrier (document->carrier));
  g_string_append_printf (text, " · %s", document->signer_name);
  if (g_strcmp0 (document->signature_level, "hand") == 0)
    g_string_append_printf (text, ", %s", _ ("signed by hand"));
  else
    g_string_append_printf (text, ", %s%s", document->demo ? _ ("Demo, ") : "", document->signature_level);
  if (document->sheet_number != NULL)
    g_string_append_printf (text, document->kind == AMT_DOCUMENT_REJECTION ? _ (" · number %s") : _ (" · form %s"),
                            document->sheet_number);
  if (document->notified_on != NULL)
    {
      g_autofree char *day = amt_label_day (document->notified_on, NULL);

      g_string_append_printf (text, _ (" · counts as notified on %s"), day);
    }
  return g_string_free (text, false);
}

static void
add_button (AdwActionRow *row, const char *label, const char *action, const char *id, const char *reason)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (reason == NULL)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
    }
  else
    {
      gtk_widget_set_sensitive (button, false);
      gtk_widget_set_tooltip_text (button, reason);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
    }
  adw_action_row_add_suffix (row, button);
}

static GtkWidget *
make_row (AmtCase *amt_case, const AmtDocument *document, const char *zone)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe_document (document, zone);
  g_autofree char *no_hand_out = amt_case_explain (amt_case, AMT_ACTION_HAND_OUT);
  g_autofree char *no_post = amt_case_explain (amt_case, AMT_ACTION_POST);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("amt-seal-symbolic"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), false);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), document->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), true);
  if (document->carrier == AMT_CARRIER_PAPER && document->delivery == AMT_DELIVERY_PRINTED)
    {
      add_button (ADW_ACTION_ROW (row), _ ("_Handed Over"), "request.document-handed-out", document->id, no_hand_out);
      add_button (ADW_ACTION_ROW (row), _ ("_Posted"), "request.document-posted", document->id, no_post);
    }
  return row;
}

/* Why a paper may not be recorded as delivered is said on its buttons. */
static char *
list_documents (AmtCase *amt_case, const AmtRequest *request)
{
  g_autofree char *no_hand_out = amt_case_explain (amt_case, AMT_ACTION_HAND_OUT);
  g_autofree char *no_post = amt_case_explain (amt_case, AMT_ACTION_POST);
  GString *says = g_string_new (NULL);

  g_string_append_printf (says, "%s %s\n", no_hand_out != NULL ? no_hand_out : "", no_post != NULL ? no_post : "");
  for (unsigned i = 0; i < request->documents->len; i++)
    {
      const AmtDocument *document = request->documents->pdata[i];
      g_autofree char *subtitle = describe_document (document, amt_case_get_zone (amt_case));

      g_string_append_printf (says, "%s %s %s\n", document->id, document->title, subtitle);
    }
  return g_string_free (says, false);
}

static void
amt_documents_card_refresh (AmtCaseWidget *widget, AmtCase *amt_case, const AmtRequest *request)
{
  AmtDocumentsCard *self = AMT_DOCUMENTS_CARD (widget);

  gtk_widget_set_visible (GTK_WIDGET (self), request != NULL && request->documents->len > 0);
  if (request == NULL || !amt_case_widget_is_news (widget, list_documents (amt_case, request)))
    return;
  gtk_list_box_remove_all (self->rows);
  for (unsigned i = 0; i < request->documents->len; i++)
    gtk_list_box_append (self->rows, make_row (amt_case, request->documents->pdata[i], amt_case_get_zone (amt_case)));
}

static void
amt_documents_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_DOCUMENTS_CARD);
  G_OBJECT_CLASS (amt_documents_card_parent_class)->dispose (object);
}

static void
amt_documents_card_class_init (AmtDocumentsCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_documents_card_dispose;
  AMT_CASE_WIDGET_CLASS (klass)->refresh = amt_documents_card_refresh;
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-documents-card");
  gtk_widget_class_bind_template_child (widget_class, AmtDocumentsCard, rows);
}

static void
amt_documents_card_init (AmtDocumentsCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->rows, "row-activated", G_CALLBACK (on_row), self, G_CONNECT_SWAPPED);
}
