/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-shortcuts-dialog.h"

#include "amt-action-table.h"
#include "amt-preferences-resources.h"
#include "amt-shortcut-row.h"
#include "amt-ui.h"

struct _AmtShortcutsDialog
{
  AdwDialog parent_instance;

  GtkEditable *search;
  GtkStack *stack;
  GtkBox *columns;
  GtkBox *left;
  GtkBox *right;

  GtkWidget *groups[AMT_KEYS_N_GROUPS];
  GPtrArray *rows[AMT_KEYS_N_GROUPS]; /* (owned) of AmtShortcutRow (of the groups) */
};

G_DEFINE_FINAL_TYPE (AmtShortcutsDialog, amt_shortcuts_dialog, ADW_TYPE_DIALOG)

static void
on_search_changed (AmtShortcutsDialog *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (self->search), -1);
  bool any = false;

  for (unsigned group = 0; group < AMT_KEYS_N_GROUPS; group++)
    {
      bool found = false;

      for (unsigned i = 0; i < self->rows[group]->len; i++)
        {
          GtkWidget *row = self->rows[group]->pdata[i];
          bool matches = amt_shortcut_row_matches (AMT_SHORTCUT_ROW (row), folded);

          gtk_widget_set_visible (row, matches);
          found = found || matches;
        }
      gtk_widget_set_visible (self->groups[group], found);
      any = any || found;
    }
  gtk_stack_set_visible_child_name (self->stack, any ? "keys" : "empty");
}

static void
on_stop_search (AmtShortcutsDialog *self)
{
  if (*gtk_editable_get_text (self->search))
    gtk_editable_set_text (self->search, "");
  else
    adw_dialog_close (ADW_DIALOG (self));
}

/* (nullable): the last of the rows that continue @row. */
static const AmtActionRow *
last_of (const AmtActionRow *row)
{
  const AmtActionRow *last = NULL;

  for (row++; row->name && !row->label; row++)
    last = row;
  return last;
}

static void
fill (AmtShortcutsDialog *self)
{
  for (unsigned group = 0; group < AMT_KEYS_N_GROUPS; group++)
    {
      self->rows[group] = g_ptr_array_new ();
      self->groups[group] = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", amt_action_group_label (group), NULL);
      gtk_box_append (group >= AMT_KEYS_REQUEST ? self->right : self->left, self->groups[group]);
    }
  for (const AmtActionRow *row = amt_action_table; row->name; row++)
    {
      GtkWidget *widget;

      if (!row->label)
        continue;
      widget = amt_shortcut_row_new (row, last_of (row));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->groups[row->group]), widget);
      g_ptr_array_add (self->rows[row->group], widget);
      /* one Tab stop a group, arrows within: Tab must not walk through every key there is */
      gtk_list_box_set_tab_behavior (GTK_LIST_BOX (gtk_widget_get_parent (widget)), GTK_LIST_TAB_ITEM);
    }
}

static void
amt_shortcuts_dialog_dispose (GObject *object)
{
  AmtShortcutsDialog *self = AMT_SHORTCUTS_DIALOG (object);

  for (unsigned group = 0; group < AMT_KEYS_N_GROUPS; group++)
    g_clear_pointer (&self->rows[group], g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMT_TYPE_SHORTCUTS_DIALOG);
  G_OBJECT_CLASS (amt_shortcuts_dialog_parent_class)->dispose (object);
}

static void
amt_shortcuts_dialog_class_init (AmtShortcutsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_shortcuts_dialog_dispose;
  AMT_SET_TEMPLATE (widget_class, preferences, "preferences", "amt-shortcuts-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtShortcutsDialog, search);
  gtk_widget_class_bind_template_child (widget_class, AmtShortcutsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AmtShortcutsDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, AmtShortcutsDialog, left);
  gtk_widget_class_bind_template_child (widget_class, AmtShortcutsDialog, right);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
}

static void
amt_shortcuts_dialog_init (AmtShortcutsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self);
}

AdwDialog *
amt_shortcuts_dialog_new (void)
{
  return g_object_new (AMT_TYPE_SHORTCUTS_DIALOG, NULL);
}
