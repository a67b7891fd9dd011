/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-notices-card.h"

#include <glib/gi18n.h>

#include "amt-labels.h"
#include "amt-request-ui.h"
#include "amt-request-words.h"

struct _AmtNoticesCard
{
  AmtCaseWidget parent_instance;

  GtkListBox *rows;
};

G_DEFINE_FINAL_TYPE (AmtNoticesCard, amt_notices_card, AMT_TYPE_CASE_WIDGET)

static char *
name_fields (char **fields, const AmtService *service)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  for (char **id = fields; id != NULL && *id != NULL; id++)
    {
      const AmtFormField *field = service != NULL ? amt_service_find_field (service->form, *id) : NULL;

      g_ptr_array_add (labels, (gpointer) (field != NULL ? amt_words_get (field->label, amt_label_language ()) : *id));
    }
  g_ptr_array_add (labels, NULL);
  return g_strjoinv (", ", (char **) labels->pdata);
}

static char *
make_title (const AmtNotice *notice, const char *zone)
{
  g_autofree char *moment = amt_label_moment (notice->at, zone);

  return g_strdup_printf ("%s · %s, %s", amt_notice_word (notice->kind),
                          notice->by_name != NULL ? notice->by_name : _ ("applicant"), moment);
}

static char *
make_text (const AmtNotice *notice, const AmtService *service)
{
  g_autofree char *fields = name_fields (notice->fields, service);

  return *fields != '\0' ? g_strdup_printf (_ ("%s\nAbout: %s"), notice->text, fields) : g_strdup (notice->text);
}

static char *
list_notices (const AmtRequest *request, const AmtService *service, const char *zone)
{
  GString *says = g_string_new (NULL);

  for (unsigned i = 0; i < request->notices->len; i++)
    {
      g_autofree char *title = make_title (request->notices->pdata[i], zone);
      g_autofree char *text = make_text (request->notices->pdata[i], service);

      g_string_append_printf (says, "%s: %s\n", title, text);
    }
  return g_string_free (says, false);
}

static GtkWidget *
make_row (const AmtNotice *notice, const AmtService *service, const char *zone)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = make_title (notice, zone);
  g_autofree char *text = make_text (notice, service);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("amt-message-symbolic"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), false);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_set_focusable (row, true);
  return row;
}

static void
amt_notices_card_refresh (AmtCaseWidget *widget, AmtCase *amt_case, const AmtRequest *request)
{
  AmtNoticesCard *self = AMT_NOTICES_CARD (widget);
  const AmtService *service = amt_case_get_service (amt_case);
  const char *zone = amt_case_get_zone (amt_case);

  gtk_widget_set_visible (GTK_WIDGET (self), request != NULL && request->notices->len > 0);
  if (request == NULL || !amt_case_widget_is_news (widget, list_notices (request, service, zone)))
    return;
  gtk_list_box_remove_all (self->rows);
  for (unsigned i = request->notices->len; i > 0; i--)
    gtk_list_box_append (self->rows, make_row (request->notices->pdata[i - 1], service, zone));
}

static void
amt_notices_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_NOTICES_CARD);
  G_OBJECT_CLASS (amt_notices_card_parent_class)->dispose (object);
}

static void
amt_notices_card_class_init (AmtNoticesCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_notices_card_dispose;
  AMT_CASE_WIDGET_CLASS (klass)->refresh = amt_notices_card_refresh;
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-notices-card");
  gtk_widget_class_bind_template_child (widget_class, AmtNoticesCard, rows);
}

static void
amt_notices_card_init (AmtNoticesCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
