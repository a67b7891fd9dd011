/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-commands.h"

#include "amt-command-dialog.h"
#include "amt-main-page-private.h"
#include "amt-sentences.h"

#include <glib/gi18n.h>

/* What one looks for first comes first. */
static const AmtKeyGroup order[] = {AMT_KEYS_REQUEST, AMT_KEYS_LIST, AMT_KEYS_EVERYWHERE};

/* (nullable): an action of the window's own. */
static char *
explain_window (AmtMainPage *self, const char *name)
{
  gboolean enabled = TRUE;

  if (!g_action_group_query_action (G_ACTION_GROUP (self->window), name, &enabled, NULL, NULL, NULL, NULL) || enabled)
    return NULL;
  if (strcmp (name, "undo") == 0)
    return g_strdup (_ ("Nothing is left to undo"));
  return g_strdup (amt_sentence_for_refusal (AMT_REFUSAL_STATE));
}

/* (transfer full) (nullable): why it may not be done now. */
static char *
explain (AmtMainPage *self, const AmtActionRow *row)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (row->name, &name, &target, NULL))
    return NULL;
  if (g_str_has_prefix (name, "request."))
    return amt_request_page_explain (self->request, name + strlen ("request."));
  if (g_str_has_prefix (name, "win."))
    return explain_window (self, name + strlen ("win."));
  return NULL;
}

/* (transfer full) (nullable): a queue is called by its name; NULL: there is none with this number. */
static char *
label (AmtMainPage *self, const AmtActionRow *row)
{
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;
  const char *title;

  if (!g_action_parse_detailed_name (row->name, &name, &target, NULL) || strcmp (name, "win.queue") != 0)
    return g_strdup (row->label ? _ (row->label) : NULL);
  title = amt_queue_list_get_title (self->queues, (unsigned) g_variant_get_int32 (target));
  return title ? g_strdup_printf (_ ("Queue: %s"), title) : NULL;
}

static void
add_group (AmtMainPage *self, GPtrArray *commands, AmtKeyGroup group)
{
  for (const AmtActionRow *row = amt_action_table; row->name; row++)
    {
      char *text = row->group == group && strcmp (row->name, "win.commands") != 0 ? label (self, row) : NULL;

      if (text)
        g_ptr_array_add (commands, amt_command_new (row, text, explain (self, row)));
    }
}

static void
on_run (AmtMainPage *self, const char *detailed_name)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (g_action_parse_detailed_name (detailed_name, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

void
amt_commands_open (AmtMainPage *self)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func ((GDestroyNotify) amt_command_free);
  AdwDialog *dialog;

  for (size_t i = 0; i < G_N_ELEMENTS (order); i++)
    add_group (self, commands, order[i]);
  dialog = amt_command_dialog_new (commands);
  g_signal_connect_object (dialog, "run", G_CALLBACK (on_run), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}
