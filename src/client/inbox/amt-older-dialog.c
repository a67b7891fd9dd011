/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-older-dialog.h"

#include "amt-announce.h"
#include "amt-focus.h"
#include "amt-inbox-resources.h"
#include "amt-labels.h"
#include "amt-sentences.h"
#include "amt-ui.h"
#include "amt-weakly.h"

#include <glib/gi18n.h>

#define PAGE_SIZE 50

struct _AmtOlderDialog
{
  AdwDialog parent_instance;

  GtkStack *stack;
  GtkListBox *list;
  GtkWidget *more_button;
  AdwStatusPage *empty_page;
  AdwStatusPage *problem_page;

  AmtReplica *replica;     /* (owned) */
  AmtCatalogue *catalogue; /* (owned) */
  char *text;              /* (owned) */
  GPtrArray *authorities;  /* (owned) of char *: ids */
  unsigned authority;      /* the one that is asked */
  char *cursor;            /* (owned) (nullable): of its next page */
  unsigned found;
  DexFuture *searching; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (AmtOlderDialog, amt_older_dialog, ADW_TYPE_DIALOG)

static void ask (AmtOlderDialog *self);

static void
add_row (AmtOlderDialog *self, const AmtSummary *summary)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *service = amt_catalogue_name (self->catalogue, summary->service_id, summary->variant);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s · %s", summary->file_number, service,
                                               amt_label_state (summary->state));
  g_autofree char *sentence = g_strdup_printf ("%s, %s", summary->applicant_name, subtitle);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), summary->applicant_name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY); /* its title alone */
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  gtk_widget_set_name (row, summary->id);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->list, row);
  self->found++;
}

/* @page and what is told of it, which is not seen by everybody. */
static void
show_sentence (AmtOlderDialog *self, AdwStatusPage *page, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  amt_announce (GTK_WIDGET (self), adw_status_page_get_description (page), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* The keys go to the first of what was found last, if that is the first of all or was asked for. */
static void
show_from (AmtOlderDialog *self, unsigned first)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, first);

  gtk_stack_set_visible_child_name (self->stack, "found");
  if (row && (first == 0 || gtk_widget_has_focus (self->more_button)))
    amt_focus (ADW_DIALOG (self), GTK_WIDGET (row));
}

/* To the next page, or the next authority; with neither, all has been seen. */
static void
take (AmtOlderDialog *self, const AmtSearchPage *page)
{
  unsigned before = self->found;

  for (unsigned i = 0; i < page->items->len; i++)
    add_row (self, page->items->pdata[i]);
  if (self->found > before)
    show_from (self, before);
  g_set_str (&self->cursor, page->next);
  if (!self->cursor)
    self->authority++;
  if (self->authority < self->authorities->len && !self->cursor)
    ask (self);
  else if (self->found == 0)
    show_sentence (self, self->empty_page, "empty");
  gtk_widget_set_visible (self->more_button, self->cursor != NULL);
}

static DexFuture *
on_found (DexFuture *future, gpointer user_data)
{
  AmtOlderDialog *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  dex_clear (&self->searching);
  if (!self->replica)
    return dex_future_new_true ();
  if (value)
    take (self, g_value_get_boxed (value));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *sentence = amt_sentence_for_error (error);

      adw_status_page_set_description (self->problem_page, sentence);
      show_sentence (self, self->problem_page, "problem");
      amt_focus (ADW_DIALOG (self), adw_status_page_get_child (self->problem_page));
    }
  return dex_future_new_true ();
}

static void
ask (AmtOlderDialog *self)
{
  DexFuture *search;

  if (self->authority >= self->authorities->len)
    {
      show_sentence (self, self->empty_page, "empty");
      return;
    }
  search = amt_api_search (amt_replica_get_api (self->replica), self->authorities->pdata[self->authority], self->text,
                           self->cursor, PAGE_SIZE);
  dex_clear (&self->searching);
  self->searching = amt_weakly_finally (search, on_found, self);
}

static void
on_more (AmtOlderDialog *self)
{
  ask (self);
}

static void
on_retry (AmtOlderDialog *self)
{
  gtk_stack_set_visible_child_name (self->stack, self->found > 0 ? "found" : "searching");
  ask (self);
}

static void
on_row_activated (AmtOlderDialog *self, GtkWidget *row)
{
  g_autofree char *id = g_strdup (gtk_widget_get_name (row));

  g_object_ref (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-request", "s", id);
  adw_dialog_close (ADW_DIALOG (self));
  g_object_unref (self);
}

static void
amt_older_dialog_dispose (GObject *object)
{
  AmtOlderDialog *self = AMT_OLDER_DIALOG (object);

  dex_clear (&self->searching);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMT_TYPE_OLDER_DIALOG);
  g_clear_object (&self->replica);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->authorities, g_ptr_array_unref);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->cursor, g_free);
  G_OBJECT_CLASS (amt_older_dialog_parent_class)->dispose (object);
}

static void
amt_older_dialog_closed (AdwDialog *dialog)
{
  dex_clear (&AMT_OLDER_DIALOG (dialog)->searching);
}

static void
amt_older_dialog_class_init (AmtOlderDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_older_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = amt_older_dialog_closed;
  AMT_SET_TEMPLATE (widget_class, inbox, "inbox", "amt-older-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtOlderDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AmtOlderDialog, list);
  gtk_widget_class_bind_template_child (widget_class, AmtOlderDialog, more_button);
  gtk_widget_class_bind_template_child (widget_class, AmtOlderDialog, empty_page);
  gtk_widget_class_bind_template_child (widget_class, AmtOlderDialog, problem_page);
  gtk_widget_class_bind_template_callback (widget_class, on_more);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
amt_older_dialog_init (AmtOlderDialog *self)
{
  self->authorities = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
amt_older_dialog_new (AmtReplica *replica, AmtCatalogue *catalogue, const char *text)
{
  AmtOlderDialog *self = g_object_new (AMT_TYPE_OLDER_DIALOG, NULL);
  const AmtSession *session = amt_replica_get_session (replica);

  self->replica = g_object_ref (replica);
  self->catalogue = g_object_ref (catalogue);
  self->text = g_strdup (text);
  for (unsigned i = 0; i < session->memberships->len; i++)
    {
      const char *id = ((AmtMembership *) session->memberships->pdata[i])->authority->id;

      if (!g_ptr_array_find_with_equal_func (self->authorities, id, g_str_equal, NULL))
        g_ptr_array_add (self->authorities, g_strdup (id));
    }
  ask (self);
  return ADW_DIALOG (self);
}
