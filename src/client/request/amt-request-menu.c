/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-request-menu.h"

#include "amt-menu-names.h"
#include "amt-request-actions.h"

#define PREFIX "request."
#define SAID_KEY "amt-said"

/* (transfer full) (nullable): why the item's action may not be done. */
static char *
explain_item (GMenuModel *section, int index, AmtCase *amt_case)
{
  g_autofree char *action = NULL;

  if (!g_menu_model_get_item_attribute (section, index, G_MENU_ATTRIBUTE_ACTION, "s", &action) ||
      !g_str_has_prefix (action, PREFIX))
    return NULL;
  return amt_request_actions_explain (amt_case, action + strlen (PREFIX));
}

static void
add_item (GMenu *section, GMenuModel *plain, int index, AmtCase *amt_case, GString *said)
{
  g_autoptr (GMenuItem) item = g_menu_item_new_from_model (plain, index);
  g_autofree char *reason = explain_item (plain, index, amt_case);
  g_autofree char *label = NULL;
  g_autofree char *both = NULL;

  g_string_append_printf (said, "%s\n", reason != NULL ? reason : "");
  if (reason != NULL && g_menu_model_get_item_attribute (plain, index, G_MENU_ATTRIBUTE_LABEL, "s", &label))
    {
      both = amt_menu_names_refused (label, reason);
      g_menu_item_set_label (item, both);
      g_menu_item_set_action_and_target (item, PREFIX "refused", "s", reason);
    }
  g_menu_append_item (section, item);
}

static void
replace (GMenu *menu, GMenuModel *fresh)
{
  g_menu_remove_all (menu);
  for (int i = 0; i < g_menu_model_get_n_items (fresh); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new_from_model (fresh, i);

      g_menu_append_item (menu, item);
    }
}

int
amt_request_menu_update (GMenu *menu, GtkMenuButton *button, GMenuModel *plain, AmtCase *amt_case)
{
  int place;
  g_autoptr (GMenu) fresh = g_menu_new ();
  g_autoptr (GString) said = g_string_new (NULL);

  for (int i = 0; i < g_menu_model_get_n_items (plain); i++)
    {
      g_autoptr (GMenuModel) from = g_menu_model_get_item_link (plain, i, G_MENU_LINK_SECTION);
      g_autoptr (GMenu) section = g_menu_new ();

      for (int k = 0; k < g_menu_model_get_n_items (from); k++)
        add_item (section, from, k, amt_case, said);
      g_menu_append_section (fresh, NULL, G_MENU_MODEL (section));
    }
  /* An open menu is not built anew under the finger for nothing. */
  if (g_strcmp0 (g_object_get_data (G_OBJECT (menu), SAID_KEY), said->str) == 0)
    return -1;
  g_object_set_data_full (G_OBJECT (menu), SAID_KEY, g_strdup (said->str), g_free);
  place = amt_menu_names_hold (button);
  replace (menu, G_MENU_MODEL (fresh));
  return place;
}
