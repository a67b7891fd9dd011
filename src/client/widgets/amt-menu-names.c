/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-menu-names.h"

#include <stdbool.h>

static bool
is_item (GtkWidget *widget)
{
  GtkAccessibleRole role = gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget));

  return role == GTK_ACCESSIBLE_ROLE_MENU_ITEM || role == GTK_ACCESSIBLE_ROLE_MENU_ITEM_CHECKBOX ||
         role == GTK_ACCESSIBLE_ROLE_MENU_ITEM_RADIO;
}

/* (nullable): what is written on it. */
static const char *
find_text (GtkWidget *widget)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !text;
       child = gtk_widget_get_next_sibling (child))
    text = find_text (child);
  return text && *text ? text : NULL;
}

/* Items are used again for other words when the model changes, so both states are set. */
static void
name_item (GtkWidget *item, const char *text)
{
  bool refused = strchr (text, '\n') != NULL;
  g_auto (GStrv) lines = g_strsplit (text, "\n", 2);
  g_autofree char *name = g_strjoinv (". ", lines);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_STATE_DISABLED,
                               refused || !gtk_widget_is_sensitive (item), -1);
  if (refused)
    gtk_widget_add_css_class (item, "dimmed");
  else
    gtk_widget_remove_css_class (item, "dimmed");
}

static void
name_items (GtkWidget *widget)
{
  const char *text = is_item (widget) ? find_text (widget) : NULL;

  if (text)
    {
      name_item (widget, text);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    name_items (child);
}

static void
on_map (GtkWidget *popover)
{
  GtkWidget *button = gtk_widget_get_parent (popover);
  const char *name = button ? gtk_widget_get_tooltip_text (button) : NULL;

  if (name)
    gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  name_items (popover);
}

void
amt_menu_names_give (GtkWidget *page)
{
  GtkPopover *popover = GTK_IS_MENU_BUTTON (page) ? gtk_menu_button_get_popover (GTK_MENU_BUTTON (page)) : NULL;

  /* Each time it opens: items come and go with the model. */
  if (GTK_IS_POPOVER_MENU (popover))
    g_signal_connect (popover, "map", G_CALLBACK (on_map), NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (page); child; child = gtk_widget_get_next_sibling (child))
    amt_menu_names_give (child);
}

char *
amt_menu_names_refused (const char *label, const char *reason)
{
  return g_strdup_printf ("%s\n%s", label, reason);
}

/* Adds the items within @widget to @items, in their order. */
static void
collect_items (GtkWidget *widget, GPtrArray *items)
{
  if (is_item (widget))
    {
      if (gtk_widget_is_visible (widget))
        g_ptr_array_add (items, widget);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    collect_items (child, items);
}

/* (nullable) (transfer none): the menu of @button while it is open. */
static GtkWidget *
find_open_menu (GtkMenuButton *button)
{
  GtkPopover *popover = gtk_menu_button_get_popover (button);

  return popover != NULL && gtk_widget_get_mapped (GTK_WIDGET (popover)) ? GTK_WIDGET (popover) : NULL;
}

int
amt_menu_names_hold (GtkMenuButton *button)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  GtkWidget *menu = find_open_menu (button);
  guint place;

  if (menu == NULL)
    return -1;
  collect_items (menu, items);
  for (place = 0; place < items->len; place++)
    if (gtk_widget_is_focus (items->pdata[place]))
      break;
  if (place == items->len)
    return -1;
  gtk_widget_set_focusable (menu, TRUE);
  gtk_widget_grab_focus (menu);
  return place;
}

void
amt_menu_names_go_on (GtkMenuButton *button, int place)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  GtkWidget *menu = find_open_menu (button);

  if (menu == NULL)
    return;
  name_items (menu);
  collect_items (menu, items);
  if (place < 0)
    return;
  if (items->len > 0)
    gtk_widget_grab_focus (items->pdata[MIN ((guint) place, items->len - 1)]);
  gtk_widget_set_focusable (menu, FALSE);
}
