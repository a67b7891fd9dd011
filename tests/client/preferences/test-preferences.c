/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-command-dialog.h"
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
  collect (GTK_WIDGET (dialog), GTK_TYPE_SPIN_BUTTON, spins);
  g_assert_cmpuint (switches->len, ==, 5);
  g_assert_cmpuint (spins->len, ==, 1);
  g_settings_set_boolean (settings, "dense-rows", TRUE);
  g_assert_true (adw_switch_row_get_active (switches->pdata[0]));
  adw_switch_row_set_active (switches->pdata[0], FALSE);
  g_assert_false (g_settings_get_boolean (settings, "dense-rows"));
  gtk_spin_button_set_value (spins->pdata[0], 25);
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
test_every_action_is_listed (void)
{
  AdwDialog *dialog = g_object_ref_sink (amt_shortcuts_dialog_new ());
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  unsigned expected = 0;

  for (const AmtActionRow *row = amt_action_table; row->name; row++)
    if (row->label)
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

static void
test_an_action_without_a_key_says_how_to_reach_it (void)
{
  GtkWidget *row = g_object_ref_sink (amt_shortcut_row_new (amt_action_table_find ("request.issue"), NULL));

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, "Issue: Commands (Ctrl+K)");
  g_assert_finalize_object (row);
}

/* --- commands --- */

static GPtrArray *
sample_commands (void)
{
  GPtrArray *commands = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_command_free);

  g_ptr_array_add (commands, amt_command_new (amt_action_table_find ("request.release"), g_strdup ("Release"),
                                              g_strdup ("Claim the request first")));
  g_ptr_array_add (commands, amt_command_new (amt_action_table_find ("request.claim"), g_strdup ("Claim"), NULL));
  g_ptr_array_add (commands, amt_command_new (amt_action_table_find ("request.issue"), g_strdup ("Issue"), NULL));
  return commands;
}

static void
remember_run (GString *ran, const char *name)
{
  g_string_append (ran, name);
}

static void
test_commands_find_and_run (void)
{
  g_autoptr (GPtrArray) commands = sample_commands ();
  g_autoptr (GString) ran = g_string_new (NULL);
  AdwDialog *dialog = g_object_ref_sink (amt_command_dialog_new (commands));
  GtkWidget *window = adw_window_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();

  g_signal_connect_swapped (dialog, "run", G_CALLBACK (remember_run), ran);
  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window);
  collect (adw_dialog_get_child (dialog), AMT_TYPE_SHORTCUT_ROW, rows);
  collect (adw_dialog_get_child (dialog), GTK_TYPE_SEARCH_ENTRY, entries);
  g_assert_cmpuint (rows->len, ==, 3);
  /* what may be done comes first; what may not says why, and is not run */
  g_assert_cmpstr (amt_shortcut_row_get_action (rows->pdata[0])->name, ==, "request.claim");
  g_assert_cmpstr (amt_shortcut_row_get_reason (rows->pdata[2]), ==, "Claim the request first");
  g_assert_cmpstr (adw_action_row_get_subtitle (rows->pdata[2]), ==, "Claim the request first");
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (rows->pdata[2]), GTK_ACCESSIBLE_STATE_DISABLED, TRUE);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (rows->pdata[2]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Release, Shift+C. Claim the request first");
  g_assert_true (gtk_widget_get_focusable (rows->pdata[2]) && gtk_widget_is_sensitive (rows->pdata[2]));
  gtk_editable_set_text (entries->pdata[0], "rel");
  g_signal_emit_by_name (entries->pdata[0], "search-changed");
  g_signal_emit_by_name (entries->pdata[0], "activate");
  g_assert_cmpstr (ran->str, ==, "");
  gtk_editable_set_text (entries->pdata[0], "no such thing");
  g_signal_emit_by_name (entries->pdata[0], "search-changed");
  g_signal_emit_by_name (entries->pdata[0], "activate");
  g_assert_cmpstr (ran->str, ==, "");
  gtk_editable_set_text (entries->pdata[0], "SUE");
  g_signal_emit_by_name (entries->pdata[0], "search-changed");
  g_signal_emit_by_name (entries->pdata[0], "activate");
  g_assert_cmpstr (ran->str, ==, "request.issue");
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (dialog);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/preferences/are-the-settings", test_preferences_are_the_settings);
  g_test_add_func ("/preferences/every-action", test_every_action_is_listed);
  g_test_add_func ("/preferences/row-says-its-keys", test_a_row_says_its_keys);
  g_test_add_func ("/preferences/without-a-key", test_an_action_without_a_key_says_how_to_reach_it);
  g_test_add_func ("/preferences/commands", test_commands_find_and_run);
  return g_test_run ();
}
