/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-command-dialog.h"

#include "amt-announce.h"
#include "amt-preferences-resources.h"
#include "amt-shortcut-row.h"
#include "amt-ui.h"

struct _AmtCommandDialog
{
  AdwDialog parent_instance;

  GtkEditable *search;
  GtkStack *stack;
  GtkListBox *list;

  char **words; /* (owned): folded, all of them must be found */
};

G_DEFINE_FINAL_TYPE (AmtCommandDialog, amt_command_dialog, ADW_TYPE_DIALOG)

enum
{
  RUN,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

AmtCommand *
amt_command_new (const AmtActionRow *row, char *label, char *reason)
{
  AmtCommand *command = g_new0 (AmtCommand, 1);

  command->row = row;
  command->label = label;
  command->reason = reason;
  return command;
}

void
amt_command_free (AmtCommand *command)
{
  g_free (command->label);
  g_free (command->reason);
  g_free (command);
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer user_data)
{
  AmtCommandDialog *self = user_data;

  for (char **word = self->words; word && *word; word++)
    if (!amt_shortcut_row_matches (AMT_SHORTCUT_ROW (row), *word))
      return FALSE;
  return TRUE;
}

/* (nullable): the next row from @index on that the search has found. */
static GtkListBoxRow *
next_wanted (AmtCommandDialog *self, int index)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, index++)))
    if (is_wanted (row, self))
      return row;
  return NULL;
}

static void
say (AmtCommandDialog *self, const char *text)
{
  amt_announce (GTK_WIDGET (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* The first one is what Enter runs. */
static void
select_first (AmtCommandDialog *self, bool aloud)
{
  GtkListBoxRow *first = next_wanted (self, 0);

  gtk_stack_set_visible_child_name (self->stack, first ? "commands" : "empty");
  gtk_list_box_select_row (self->list, first);
  if (first && aloud)
    say (self, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (first)));
}

/* Letters typed while the list has the focus go on in the entry. */
static void
return_to_search (AmtCommandDialog *self)
{
  gtk_text_grab_focus_without_selecting (GTK_TEXT (gtk_editable_get_delegate (self->search)));
}

static void
on_search_changed (AmtCommandDialog *self)
{
  g_autofree char *folded = g_utf8_casefold (gtk_editable_get_text (self->search), -1);

  g_strfreev (self->words);
  self->words = g_strsplit_set (folded, " ", -1);
  gtk_list_box_invalidate_filter (self->list);
  select_first (self, *folded != '\0');
  if (gtk_widget_get_focus_child (GTK_WIDGET (self->list)))
    return_to_search (self);
}

static void
on_stop_search (AmtCommandDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
run (AmtCommandDialog *self, AmtShortcutRow *row)
{
  const char *reason = row ? amt_shortcut_row_get_reason (row) : NULL;

  if (reason)
    say (self, reason);
  if (!row || reason)
    return;
  g_object_ref (self);
  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[RUN], 0, amt_shortcut_row_get_action (row)->name);
  g_object_unref (self);
}

static void
on_search_activate (AmtCommandDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (row && is_wanted (row, self))
    run (self, AMT_SHORTCUT_ROW (row));
}

static void
on_row_activated (AmtCommandDialog *self, GtkListBoxRow *row)
{
  run (self, AMT_SHORTCUT_ROW (row));
}

/* Down leaves the entry for the row below the one that Enter would run. */
static gboolean
on_search_key (AmtCommandDialog *self, unsigned key, unsigned code, GdkModifierType state)
{
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->list);
  GtkListBoxRow *next = NULL;

  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || !selected)
    return GDK_EVENT_PROPAGATE;
  next = next_wanted (self, gtk_list_box_row_get_index (selected) + 1);
  gtk_widget_grab_focus (GTK_WIDGET (next ? next : selected));
  return GDK_EVENT_STOP;
}

/* Up from the first row goes back to the entry. */
static gboolean
on_keynav_failed (AmtCommandDialog *self, GtkDirectionType direction)
{
  if (direction != GTK_DIR_UP)
    return GDK_EVENT_PROPAGATE;
  return_to_search (self);
  return GDK_EVENT_STOP;
}

static void
amt_command_dialog_dispose (GObject *object)
{
  AmtCommandDialog *self = AMT_COMMAND_DIALOG (object);

  if (self->list)
    gtk_list_box_set_filter_func (self->list, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), AMT_TYPE_COMMAND_DIALOG);
  g_clear_pointer (&self->words, g_strfreev);
  G_OBJECT_CLASS (amt_command_dialog_parent_class)->dispose (object);
}

static void
amt_command_dialog_class_init (AmtCommandDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_command_dialog_dispose;
  signals[RUN] = g_signal_new ("run", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                               G_TYPE_STRING);
  AMT_SET_TEMPLATE (widget_class, preferences, "preferences", "amt-command-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtCommandDialog, search);
  gtk_widget_class_bind_template_child (widget_class, AmtCommandDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, AmtCommandDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_keynav_failed);
}

static void
amt_command_dialog_init (AmtCommandDialog *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_search_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search), GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, is_wanted, self, NULL);
}

static void
add (AmtCommandDialog *self, GPtrArray *commands, bool possible)
{
  for (unsigned i = 0; i < commands->len; i++)
    {
      const AmtCommand *command = commands->pdata[i];

      if ((command->reason == NULL) == possible)
        gtk_list_box_append (self->list, amt_shortcut_row_new_command (command->row, command->label, command->reason));
    }
}

AdwDialog *
amt_command_dialog_new (GPtrArray *commands)
{
  AmtCommandDialog *self = g_object_new (AMT_TYPE_COMMAND_DIALOG, NULL);

  add (self, commands, true);
  add (self, commands, false);
  select_first (self, false);
  return ADW_DIALOG (self);
}
