/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-action-table.h"

static void
test_names (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (const AmtActionRow *row = amt_action_table; row->name; row++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (g_action_parse_detailed_name (row->name, &name, &target, &error));
      g_assert_no_error (error);
      g_assert_true (g_hash_table_add (seen, (gpointer) row->name));
      g_assert_true (amt_action_table_find (row->name) == row);
      g_assert_cmpint (row->group, <, AMT_KEYS_N_GROUPS);
      g_assert_true (row->label != NULL || (row > amt_action_table && row[-1].group == row->group));
    }
  g_assert_null (amt_action_table_find ("win.nothing"));
}

static void
test_keys (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const AmtActionRow *row = amt_action_table; row->name; row++)
    for (unsigned i = 0; i < AMT_KEYS_PER_ACTION && row->keys[i]; i++)
      {
        guint code = 0;
        GdkModifierType modifiers = 0;

        g_assert_true (gtk_accelerator_parse (row->keys[i], &code, &modifiers));
        g_assert_cmpuint (code, !=, 0);
        if (!g_hash_table_add (seen, gtk_accelerator_name (code, modifiers)))
          g_error ("%s is taken twice", row->keys[i]);
      }
  /* the inspector's */
  g_assert_false (g_hash_table_contains (seen, "<Shift><Control>i"));
  g_assert_false (g_hash_table_contains (seen, "<Shift><Control>d"));
}

static void
test_single_keys (void)
{
  const char *const single[] = {"c", "<Shift>x", "slash", "g"};
  const char *const not_single[] = {"<Control>f", "F9", "<Alt>1", "<Shift>F6", "Escape"};

  for (size_t i = 0; i < G_N_ELEMENTS (single); i++)
    g_assert_true (amt_action_is_single_key (single[i]));
  for (size_t i = 0; i < G_N_ELEMENTS (not_single); i++)
    g_assert_false (amt_action_is_single_key (not_single[i]));
}

static void
test_tooltips (void)
{
  g_autofree char *claim = amt_action_tooltip ("request.claim", NULL);
  g_autofree char *other = amt_action_tooltip ("win.search", "Look");
  g_autofree char *none = amt_action_tooltip ("win.enter-request", NULL);

  g_assert_cmpstr (claim, ==, "Claim (C)");
  g_assert_cmpstr (other, ==, "Look (Ctrl+F)");
  g_assert_cmpstr (none, ==, "Into the Request");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/action-table/names", test_names);
  g_test_add_func ("/action-table/keys", test_keys);
  g_test_add_func ("/action-table/single-keys", test_single_keys);
  g_test_add_func ("/action-table/tooltips", test_tooltips);
  return g_test_run ();
}
