/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-preferences-dialog.h"
#include "amt-shortcut-row.h"
#include "amt-shortcuts-dialog.h"

static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    g_ptr_array_add (found, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child; child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static void
test_preferences_are_the_settings (void)
{
  g_autoptr (GSettings) settings = g_settings_new ("org.amtsstube.Amtsstube");
  AdwDialog *dialog = g_object_ref_sink (amt_preferences_dialog_new (settings));
  GtkWidget *window = adw_window_new ();
  g_autoptr (GPtrArray) switches = g_ptr_array_new ();
  g_autoptr (GPtrArray) spins = g_ptr_array_new ();

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window); /* the pages come into the dialog only then */
  while (g_main_context_iteration (NULL, FALSE))
    ;
  collect (GTK_WIDGET (dialog), ADW_TYPE_SWITCH_ROW, switches);
  collect (GTK_WIDGET (dialog), ADW_TYPE_SPIN_ROW, spins);
  g_assert_cmpuint (switches->len, ==, 5);
  g_assert_cmpuint (spins->len, ==, 1);
  g_settings_set_boolean (settings, "dense-rows", TRUE);
  g_assert_true (adw_switch_row_get_active (switches->pdata[0]));
  adw_switch_row_set_active (switches->pdata[0], FALSE);
  g_assert_false (g_settings_get_boolean (settings, "dense-rows"));
  adw_spin_row_set_value (spins->pdata[0], 25);
  g_assert_cmpuint (g_settings_get_uint (settings, "idle-minutes"), ==, 25);
  g_settings_set_string (settings, "signing-key", "/keys/a.p12");
  g_settings_reset (settings, "signing-key");
  adw_dialog_force_close (dialog);
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (dialog);
}

static void
test_every_action_with_a_key_is_listed (void)
{
  AdwDialog *dialog = g_object_ref_sink (amt_shortcuts_dialog_new ());
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  unsigned expected = 0;

  for (const AmtActionRow *row = amt_action_table; row->name; row++)
    if (row->label && row->keys[0])
      expected++;
  collect (adw_dialog_get_child (dialog), AMT_TYPE_SHORTCUT_ROW, rows);
  g_assert_cmpuint (rows->len, ==, expected);
  for (unsigned i = 0; i < rows->len; i++)
    g_assert_true (amt_shortcut_row_matches (rows->pdata[i], ""));
  g_assert_finalize_object (dialog);
}

static void
test_a_row_says_its_keys (void)
{
  const AmtActionRow *queues = amt_action_table_find ("win.queue(1)");
  GtkWidget *row = g_object_ref_sink (amt_shortcut_row_new (queues, amt_action_table_find ("win.queue(6)")));

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Queues: Ctrl+4 … Ctrl+9");
  g_assert_true (amt_shortcut_row_matches (AMT_SHORTCUT_ROW (row), "queue"));
  g_assert_true (amt_shortcut_row_matches (AMT_SHORTCUT_ROW (row), "ctrl+4"));
  g_assert_false (amt_shortcut_row_matches (AMT_SHORTCUT_ROW (row), "claim"));
  g_assert_finalize_object (row);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/preferences/are-the-settings", test_preferences_are_the_settings);
  g_test_add_func ("/preferences/every-action-with-a-key", test_every_action_with_a_key_is_listed);
  g_test_add_func ("/preferences/row-says-its-keys", test_a_row_says_its_keys);
  return g_test_run ();
}
