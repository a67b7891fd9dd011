/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-notes-card.h"

#include <glib/gi18n.h>

#include "amt-action-table.h"
#include "amt-labels.h"
#include "amt-request-ui.h"

#define SAID_KEY "amt-said"

struct _AmtNotesCard
{
  AmtCaseWidget parent_instance;

  GtkButton *follow_up_button;
  GtkButton *add_button;
  GtkListBox *rows;
  int place; /* of the row that is looked at, while they are */
};

G_DEFINE_FINAL_TYPE (AmtNotesCard, amt_notes_card, AMT_TYPE_CASE_WIDGET)

static GtkWidget *
make_row (const char *icon, const char *word, const char *title, const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (image, word);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), false);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  gtk_widget_set_focusable (row, true);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY); /* its title alone */
  return row;
}

/* (nullable): the row with these words, at @place or after it. */
static GtkWidget *
find_row (AmtNotesCard *self, const char *sentence)
{
  GtkListBoxRow *row;

  for (int i = self->place; (row = gtk_list_box_get_row_at_index (self->rows, i)) != NULL; i++)
    if (g_strcmp0 (g_object_get_data (G_OBJECT (row), SAID_KEY), sentence) == 0)
      return GTK_WIDGET (row);
  return NULL;
}

/* @last: (nullable): the first row that stays. */
static void
remove_rows (AmtNotesCard *self, GtkWidget *last)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->rows, self->place)) != NULL && GTK_WIDGET (row) != last)
    gtk_list_box_remove (self->rows, GTK_WIDGET (row));
}

/* A row that says the same stays, with the focus it may have. Returns: (nullable): a new one. */
static GtkWidget *
add_row (AmtNotesCard *self, const char *icon, const char *word, const char *title, const char *text)
{
  g_autofree char *sentence = g_strdup_printf ("%s, %s: %s", word, title, text);
  GtkWidget *old = find_row (self, sentence);
  GtkWidget *row;

  if (old != NULL)
    {
      remove_rows (self, old);
      self->place++;
      return NULL;
    }
  row = make_row (icon, word, title, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  g_object_set_data_full (G_OBJECT (row), SAID_KEY, g_steal_pointer (&sentence), g_free);
  gtk_list_box_insert (self->rows, row, self->place++);
  return row;
}

static void
add_follow_up (AmtNotesCard *self, const AmtFollowUp *follow_up)
{
  g_autofree char *day = amt_label_day (follow_up->on, NULL);
  g_autofree char *title = g_strdup_printf (_ ("%s, by %s"), day, follow_up->by_name);
  GtkWidget *row = add_row (self, "alarm-symbolic", _ ("Follow-up"), title,
                            follow_up->text != NULL ? follow_up->text : _ ("Comes back on this day"));
  GtkWidget *button;

  if (row == NULL)
    return;
  button = gtk_button_new_from_icon_name ("edit-clear-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "request.clear-follow-up");
  gtk_widget_set_tooltip_text (button, _ ("Clear the follow-up"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static void
add_notes (AmtNotesCard *self, const AmtRequest *request, const char *zone)
{
  for (unsigned i = request->notes->len; i > 0; i--)
    {
      const AmtNote *note = request->notes->pdata[i - 1];
      g_autofree char *moment = amt_label_moment (note->at, zone);
      g_autofree char *title = g_strdup_printf ("%s, %s", note->by_name, moment);

      add_row (self, "view-conceal-symbolic", _ ("Internal note"), title, note->text);
    }
}

static void
add_waiting (AmtNotesCard *self, AmtCase *amt_case, const AmtRequest *request)
{
  g_autoptr (GPtrArray) waiting = NULL;

  if (amt_case_get_replica (amt_case) == NULL)
    return;
  waiting = amt_replica_list_waiting_notes (amt_case_get_replica (amt_case), request->id);
  for (unsigned i = 0; i < waiting->len; i++)
    {
      const AmtNote *note = waiting->pdata[i];

      add_row (self, "content-loading-symbolic", _ ("Internal note, not sent yet"), _ ("Waiting to be sent"),
               note->text);
    }
}

static void
list_note (GString *says, const AmtNote *note, const char *zone)
{
  g_autofree char *moment = amt_label_moment (note->at, zone);

  g_string_append_printf (says, "%s %s: %s\n", note->by_name != NULL ? note->by_name : "", moment, note->text);
}

static char *
list_rows (AmtCase *amt_case, const AmtRequest *request)
{
  AmtReplica *replica = amt_case_get_replica (amt_case);
  const char *zone = amt_case_get_zone (amt_case);
  const AmtFollowUp *follow_up = request->follow_up;
  g_autoptr (GPtrArray) waiting = NULL;
  GString *says = g_string_new (NULL);

  if (follow_up != NULL)
    g_string_append_printf (says, "%s %s: %s", follow_up->on, follow_up->by_name,
                            follow_up->text != NULL ? follow_up->text : "");
  if (replica != NULL)
    waiting = amt_replica_list_waiting_notes (replica, request->id);
  for (unsigned i = 0; waiting != NULL && i < waiting->len; i++)
    list_note (says, waiting->pdata[i], zone);
  g_string_append_c (says, '\n');
  for (unsigned i = 0; i < request->notes->len; i++)
    list_note (says, request->notes->pdata[i], zone);
  return g_string_free (says, false);
}

static void
describe (GtkButton *button, const char *action, const char *reason)
{
  if (reason == NULL)
    amt_action_describe (GTK_WIDGET (button), action, NULL);
  else
    gtk_widget_set_tooltip_text (GTK_WIDGET (button), reason);
}

static void
amt_notes_card_refresh (AmtCaseWidget *widget, AmtCase *amt_case, const AmtRequest *request)
{
  AmtNotesCard *self = AMT_NOTES_CARD (widget);
  g_autofree char *no_note = amt_case_explain (amt_case, AMT_ACTION_NOTE);
  g_autofree char *no_follow_up = amt_case_explain (amt_case, AMT_ACTION_FOLLOW_UP);

  if (request == NULL)
    return;
  describe (self->add_button, "request.note", no_note);
  describe (self->follow_up_button, "request.follow-up", no_follow_up);
  if (!amt_case_widget_is_news (widget, list_rows (amt_case, request)))
    return;
  self->place = 0;
  if (request->follow_up != NULL)
    add_follow_up (self, request->follow_up);
  add_waiting (self, amt_case, request);
  add_notes (self, request, amt_case_get_zone (amt_case));
  remove_rows (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->rows), gtk_list_box_get_row_at_index (self->rows, 0) != NULL);
}

static void
amt_notes_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_NOTES_CARD);
  G_OBJECT_CLASS (amt_notes_card_parent_class)->dispose (object);
}

static void
amt_notes_card_class_init (AmtNotesCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_notes_card_dispose;
  AMT_CASE_WIDGET_CLASS (klass)->refresh = amt_notes_card_refresh;
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-notes-card");
  gtk_widget_class_bind_template_child (widget_class, AmtNotesCard, follow_up_button);
  gtk_widget_class_bind_template_child (widget_class, AmtNotesCard, add_button);
  gtk_widget_class_bind_template_child (widget_class, AmtNotesCard, rows);
}

static void
amt_notes_card_init (AmtNotesCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
