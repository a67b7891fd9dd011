/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-shortcut-row.h"

#include <glib/gi18n.h>

struct _AmtShortcutRow
{
  AdwActionRow parent_instance;

  char *folded;            /* (owned): what a search looks into */
  const AmtActionRow *row; /* static */
  char *reason;            /* (owned) (nullable): why it may not be done now */
};

G_DEFINE_FINAL_TYPE (AmtShortcutRow, amt_shortcut_row, ADW_TYPE_ACTION_ROW)

static void
amt_shortcut_row_finalize (GObject *object)
{
  g_free (AMT_SHORTCUT_ROW (object)->folded);
  g_free (AMT_SHORTCUT_ROW (object)->reason);
  G_OBJECT_CLASS (amt_shortcut_row_parent_class)->finalize (object);
}

static void
amt_shortcut_row_class_init (AmtShortcutRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amt_shortcut_row_finalize;
}

static void
amt_shortcut_row_init (AmtShortcutRow *self)
{
}

static void
add_label (GtkBox *box, const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (box, label);
}

/* "Ctrl+Shift+C" as keycaps. The sign "+" itself is no key of ours. */
static void
add_key (GtkBox *box, const char *key)
{
  guint code = 0;
  GdkModifierType modifiers = 0;
  g_autofree char *label = NULL;
  g_auto (GStrv) caps = NULL;

  if (!gtk_accelerator_parse (key, &code, &modifiers))
    return;
  label = amt_key_label (code, modifiers);
  caps = g_strsplit (label, "+", -1);
  for (char **cap = caps; *cap; cap++)
    add_label (box, *cap, "keycap");
}

/* Only the key itself: the last of "Ctrl+4 … 9" stands without its modifiers. */
static void
add_last (GtkBox *box, const char *key)
{
  guint code = 0;
  g_autofree char *label = NULL;

  if (!gtk_accelerator_parse (key, &code, NULL))
    return;
  label = amt_key_label (code, 0);
  add_label (box, "…", "dimmed");
  add_label (box, label, "keycap");
}

static char *
spoken_keys (const AmtActionRow *row, const AmtActionRow *last)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  guint code = 0;
  GdkModifierType modifiers = 0;

  for (unsigned i = 0; i < AMT_KEYS_PER_ACTION && row->keys[i]; i++)
    if (gtk_accelerator_parse (row->keys[i], &code, &modifiers))
      g_ptr_array_add (parts, amt_key_label (code, modifiers));
  if (last && gtk_accelerator_parse (last->keys[0], &code, &modifiers))
    g_ptr_array_add (parts, amt_key_label (code, modifiers));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (last ? " … " : ", ", (char **) parts->pdata);
}

static void
add_keys (AmtShortcutRow *self, const AmtActionRow *row, const AmtActionRow *last)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  if (row != self->row) /* keys of another, by which this one is reached */
    add_label (GTK_BOX (box), _ (row->label), "dimmed");
  for (unsigned i = 0; i < AMT_KEYS_PER_ACTION && row->keys[i]; i++)
    {
      if (i > 0)
        add_label (GTK_BOX (box), "/", "dimmed");
      add_key (GTK_BOX (box), row->keys[i]);
    }
  if (last)
    add_last (GTK_BOX (box), last->keys[0]);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_accessible_update_state (GTK_ACCESSIBLE (box), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), box);
}

static AmtShortcutRow *
create (const AmtActionRow *row, const char *label, const char *keys, const char *name)
{
  AmtShortcutRow *self = g_object_new (AMT_TYPE_SHORTCUT_ROW, "use-markup", FALSE, "title", label, NULL);
  g_autofree char *all = g_strdup_printf ("%s %s", label, keys);

  self->row = row;
  self->folded = g_utf8_casefold (all, -1);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY); /* its title alone */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return self;
}

GtkWidget *
amt_shortcut_row_new (const AmtActionRow *row, const AmtActionRow *last)
{
  const AmtActionRow *shown = row->keys[0] ? row : amt_action_table_find ("win.commands");
  g_autofree char *keys = shown == row ? spoken_keys (row, last) : amt_action_tooltip (shown->name, NULL);
  g_autofree char *name = g_strdup_printf ("%s: %s", _ (row->label), keys);
  AmtShortcutRow *self = create (row, _ (row->label), keys, name);

  add_keys (self, shown, last);
  return GTK_WIDGET (self);
}

/* It keeps the focus even when it may not be run: otherwise nobody could hear why. */
static void
refuse (AmtShortcutRow *self, const char *reason)
{
  self->reason = g_strdup (reason);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), reason);
  gtk_widget_add_css_class (GTK_WIDGET (self), "refused");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_DISABLED, TRUE, -1);
}

GtkWidget *
amt_shortcut_row_new_command (const AmtActionRow *row, const char *label, const char *reason)
{
  g_autofree char *keys = spoken_keys (row, NULL);
  g_autofree char *keyed = *keys ? g_strdup_printf ("%s, %s", label, keys) : g_strdup (label);
  g_autofree char *name = reason ? g_strdup_printf ("%s. %s", keyed, reason) : g_strdup (keyed);
  AmtShortcutRow *self = create (row, label, keys, name);

  if (row->keys[0])
    add_keys (self, row, NULL);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  if (reason)
    refuse (self, reason);
  return GTK_WIDGET (self);
}

bool
amt_shortcut_row_matches (AmtShortcutRow *self, const char *folded)
{
  g_return_val_if_fail (AMT_IS_SHORTCUT_ROW (self), false);
  return strstr (self->folded, folded) != NULL;
}

const AmtActionRow *
amt_shortcut_row_get_action (AmtShortcutRow *self)
{
  g_return_val_if_fail (AMT_IS_SHORTCUT_ROW (self), NULL);
  return self->row;
}

const char *
amt_shortcut_row_get_reason (AmtShortcutRow *self)
{
  g_return_val_if_fail (AMT_IS_SHORTCUT_ROW (self), NULL);
  return self->reason;
}
