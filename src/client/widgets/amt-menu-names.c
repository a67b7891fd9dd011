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

static void
name_items (GtkWidget *widget)
{
  const char *text = is_item (widget) ? find_text (widget) : NULL;

  if (text)
    {
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    name_items (child);
}

void
amt_menu_names_give (GtkWidget *page)
{
  GtkPopover *popover = GTK_IS_MENU_BUTTON (page) ? gtk_menu_button_get_popover (GTK_MENU_BUTTON (page)) : NULL;

  /* Each time it opens: items come and go with the model. */
  if (GTK_IS_POPOVER_MENU (popover))
    g_signal_connect (popover, "map", G_CALLBACK (name_items), NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (page); child; child = gtk_widget_get_next_sibling (child))
    amt_menu_names_give (child);
}
