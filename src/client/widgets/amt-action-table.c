/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-action-table.h"

#include <glib/gi18n.h>

#define SETTINGS_KEY "amt-settings"

/* clang-format off */
const AmtActionRow amt_action_table[] = {
  { "win.commands", N_("Commands"), AMT_KEYS_EVERYWHERE, { "<Control>k" } },
  { "win.search", N_("Search"), AMT_KEYS_EVERYWHERE, { "<Control>f", "slash" } },
  { "win.toggle-sidebar", N_("Sidebar"), AMT_KEYS_EVERYWHERE, { "F9" } },
  { "win.next-pane", N_("Next Pane"), AMT_KEYS_EVERYWHERE, { "F6" } },
  { "win.previous-pane", N_("Previous Pane"), AMT_KEYS_EVERYWHERE, { "<Shift>F6" } },
  { "win.queue(1)", N_("Queues"), AMT_KEYS_EVERYWHERE, { "<Control>4" } },
  { "win.queue(2)", NULL, AMT_KEYS_EVERYWHERE, { "<Control>5" } },
  { "win.queue(3)", NULL, AMT_KEYS_EVERYWHERE, { "<Control>6" } },
  { "win.queue(4)", NULL, AMT_KEYS_EVERYWHERE, { "<Control>7" } },
  { "win.queue(5)", NULL, AMT_KEYS_EVERYWHERE, { "<Control>8" } },
  { "win.queue(6)", NULL, AMT_KEYS_EVERYWHERE, { "<Control>9" } },
  { "win.undo", N_("Undo"), AMT_KEYS_EVERYWHERE, { "<Control>z" } },
  { "win.reload", N_("Reload"), AMT_KEYS_EVERYWHERE, { "<Control>r" } },
  { "win.outbox", N_("Outbox"), AMT_KEYS_EVERYWHERE, { "<Control><Shift>o" } },
  { "win.preferences", N_("Preferences"), AMT_KEYS_EVERYWHERE, { "<Control>comma" } },
  { "win.shortcuts", N_("Keyboard Shortcuts"), AMT_KEYS_EVERYWHERE, { "<Control>question" } },
  { "win.menu", N_("Main Menu"), AMT_KEYS_EVERYWHERE, { "F10" } },
  { "win.lock", N_("Lock"), AMT_KEYS_EVERYWHERE, { "<Control>l" } },
  { "win.sign-out", N_("Sign Out"), AMT_KEYS_EVERYWHERE, { "<Control><Shift>q" } },
  { "win.sign-out-forget", N_("Sign Out and Forget"), AMT_KEYS_EVERYWHERE, { NULL } },
  { "win.about", N_("About Amtsstube"), AMT_KEYS_EVERYWHERE, { NULL } },
  { "window.close", N_("Close Window"), AMT_KEYS_EVERYWHERE, { "<Control>w" } },
  { "app.quit", N_("Quit"), AMT_KEYS_EVERYWHERE, { "<Control>q" } },

  { "win.next-request", N_("Next Request"), AMT_KEYS_LIST, { "j" } },
  { "win.previous-request", N_("Previous Request"), AMT_KEYS_LIST, { "k" } },
  { "win.enter-request", N_("Into the Request"), AMT_KEYS_LIST, { NULL } },
  { "win.claim-next", N_("Claim Next"), AMT_KEYS_LIST, { "n" } },
  { "win.filter", N_("Filter and Sort"), AMT_KEYS_LIST, { "<Control><Shift>f" } },
  { "win.search-older", N_("Search Older Requests on the Server"), AMT_KEYS_LIST, { "<Control><Shift>s" } },

  { "request.claim", N_("Claim"), AMT_KEYS_REQUEST, { "c" } },
  { "request.release", N_("Release"), AMT_KEYS_REQUEST, { "<Shift>c" } },
  { "request.primary", N_("Issue, Approve or Sign"), AMT_KEYS_REQUEST, { "i" } },
  { "request.issue", N_("Issue"), AMT_KEYS_REQUEST, { NULL } },
  { "request.submit", N_("Submit for Approval"), AMT_KEYS_REQUEST, { "s" } },
  { "request.approve", N_("Approve"), AMT_KEYS_REQUEST, { "a" } },
  { "request.return", N_("Return"), AMT_KEYS_REQUEST, { "<Shift>a" } },
  { "request.send-to-sign", N_("Send to Signing"), AMT_KEYS_REQUEST, { "<Shift>s" } },
  { "request.recall", N_("Take Out of Folder"), AMT_KEYS_REQUEST, { "<Shift>i" } },
  { "request.ask", N_("Ask Back"), AMT_KEYS_REQUEST, { "r" } },
  { "request.resume", N_("Resume"), AMT_KEYS_REQUEST, { "<Shift>r" } },
  { "request.hand-over", N_("Hand Over"), AMT_KEYS_REQUEST, { "h" } },
  { "request.hand-out", N_("Record as Handed Over"), AMT_KEYS_REQUEST, { "<Shift>h" } },
  { "request.post", N_("Record as Posted"), AMT_KEYS_REQUEST, { "<Shift>p" } },
  { "request.reject", N_("Reject"), AMT_KEYS_REQUEST, { "<Shift>x" } },
  { "request.withdraw", N_("Withdraw"), AMT_KEYS_REQUEST, { "<Shift>w" } },
  { "request.extract", N_("Enter the Register Extract"), AMT_KEYS_REQUEST, { "e" } },
  { "request.gates", N_("Gates"), AMT_KEYS_REQUEST, { "g" } },
  { "request.note", N_("Internal Note"), AMT_KEYS_REQUEST, { "<Control><Shift>n" } },
  { "request.follow-up", N_("Follow-Up"), AMT_KEYS_REQUEST, { "f" } },
  { "request.clear-follow-up", N_("Clear Follow-Up"), AMT_KEYS_REQUEST, { "<Shift>f" } },
  { "request.attach", N_("Attach a File"), AMT_KEYS_REQUEST, { "<Control><Shift>a" } },
  { "request.copy-all", N_("Copy All Fields"), AMT_KEYS_REQUEST, { "<Control><Shift>c" } },
  { "request.print", N_("Print"), AMT_KEYS_REQUEST, { "<Control>p" } },
  { "request.view::data", N_("Request"), AMT_KEYS_REQUEST, { "<Alt>1" } },
  { "request.view::history", N_("History"), AMT_KEYS_REQUEST, { "<Alt>3" } },
  { "request.reload", N_("Read the Request Again"), AMT_KEYS_REQUEST, { NULL } },

  { "field.copy", N_("Copy the Field"), AMT_KEYS_FIELD, { "<Control>c", "Return" } },
  { "field.next", N_("Next Field"), AMT_KEYS_FIELD, { "Right", "Down" } },
  { "field.previous", N_("Previous Field"), AMT_KEYS_FIELD, { "Left", "Up" } },
  { "field.first", N_("First Field"), AMT_KEYS_FIELD, { "Home" } },
  { "field.last", N_("Last Field"), AMT_KEYS_FIELD, { "End" } },
  { NULL }
};
/* clang-format on */

const char *
amt_action_group_label (AmtKeyGroup group)
{
  static const char *const labels[AMT_KEYS_N_GROUPS] = {N_ ("Everywhere"), N_ ("List"), N_ ("Request"),
                                                        N_ ("Stated Field")};

  g_return_val_if_fail (group < AMT_KEYS_N_GROUPS, "");
  return _ (labels[group]);
}

const AmtActionRow *
amt_action_table_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);
  for (const AmtActionRow *row = amt_action_table; row->name; row++)
    if (strcmp (row->name, name) == 0)
      return row;
  return NULL;
}

bool
amt_action_is_single_key (const char *key)
{
  guint code = 0;
  GdkModifierType modifiers = 0;

  return key && gtk_accelerator_parse (key, &code, &modifiers) &&
         (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) == 0 &&
         g_unichar_isprint (gdk_keyval_to_unicode (code));
}

char *
amt_key_label (guint code, GdkModifierType modifiers)
{
  g_autofree char *label = gtk_accelerator_get_label (code, modifiers);
  g_auto (GStrv) parts = g_strsplit (label, "+", 3);
  GdkModifierType both = GDK_SHIFT_MASK | GDK_CONTROL_MASK;

  if ((modifiers & both) != both || g_strv_length (parts) < 3)
    return g_steal_pointer (&label);
  return g_strdup_printf ("%s+%s+%s", parts[1], parts[0], parts[2]);
}

char *
amt_action_tooltip (const char *name, const char *label)
{
  const AmtActionRow *row = amt_action_table_find (name);
  guint code = 0;
  GdkModifierType modifiers = 0;
  g_autofree char *key = NULL;

  g_return_val_if_fail (row != NULL, g_strdup (label));
  if (!label)
    label = row->label ? _ (row->label) : "";
  if (!row->keys[0] || !gtk_accelerator_parse (row->keys[0], &code, &modifiers))
    return g_strdup (label);
  key = amt_key_label (code, modifiers);
  return g_strdup_printf ("%s (%s)", label, key);
}

void
amt_action_describe (GtkWidget *widget, const char *name, const char *label)
{
  const AmtActionRow *row = amt_action_table_find (name);
  g_autofree char *tooltip = amt_action_tooltip (name, label);

  g_return_if_fail (row != NULL);
  gtk_widget_set_tooltip_text (widget, tooltip);
  if (GTK_IS_MENU_BUTTON (widget)) /* else what its open popover says is its name */
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  if (row->keys[0])
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, row->keys[0], -1);
}

/* Text goes into an entry or a text view; keys of a menu or a combo box are its own. */
static bool
is_typing (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus && (GTK_IS_EDITABLE (focus) || GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus) ||
                   gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER));
}

static bool
may_fire (AdwApplicationWindow *window, const AmtActionRow *row, bool single)
{
  GSettings *settings = g_object_get_data (G_OBJECT (window), SETTINGS_KEY);

  if (single && ((settings && !g_settings_get_boolean (settings, "single-keys")) || is_typing (GTK_WINDOW (window))))
    return false;
  return !adw_application_window_get_visible_dialog (window) ||
         (row->group == AMT_KEYS_EVERYWHERE && !single && !g_str_has_prefix (row->name, "win."));
}

static gboolean
on_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  const AmtActionRow *row = user_data;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  guint number = 0;

  g_variant_get (args, "u", &number);
  if (!may_fire (ADW_APPLICATION_WINDOW (widget), row, amt_action_is_single_key (row->keys[number])))
    return FALSE;
  if (!g_action_parse_detailed_name (row->name, &name, &target, NULL))
    return FALSE;
  return gtk_widget_activate_action_variant (widget, name, target);
}

static void
add_row (GtkShortcutController *controller, const AmtActionRow *row)
{
  for (guint i = 0; i < AMT_KEYS_PER_ACTION && row->keys[i]; i++)
    {
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (row->keys[i]),
                                                gtk_callback_action_new (on_key, (gpointer) row, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_uint32 (i));
      gtk_shortcut_controller_add_shortcut (controller, shortcut);
    }
}

void
amt_action_table_install (AdwApplicationWindow *window, GSettings *settings)
{
  GtkEventController *controller;

  g_return_if_fail (ADW_IS_APPLICATION_WINDOW (window));

  if (settings)
    g_object_set_data_full (G_OBJECT (window), SETTINGS_KEY, g_object_ref (settings), g_object_unref);
  /* The bubble phase: what has the focus comes first, so text keeps its letters and its own undo. */
  controller = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  for (const AmtActionRow *row = amt_action_table; row->name; row++)
    if (row->group != AMT_KEYS_FIELD)
      add_row (GTK_SHORTCUT_CONTROLLER (controller), row);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}
