/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every action of the window with its words and keys, once: fills the shortcuts dialog, the tooltips and the keys.
 *
 * "app." and "win." actions live on the application and the window. "request." actions are the group of the request
 * page (amt_request_page_get_actions ()), inserted on the window, so that keys and menus reach it from anywhere.
 *
 * Single keys ("c", "<Shift>x", "slash") work only while no text is being typed and no dialog or menu is open, and can
 * be switched off in the preferences (WCAG 2.1.4). While a dialog is open all keys rest but those that lock and quit.
 *
 * Every action that takes nothing is in it, so that Ctrl+K reaches it, with a key or without. Beside these rows the
 * window has actions for the features:
 *   win.open-request "s"        shows the request with this id, and selects it when the list has it
 *   win.issue "(sss)"           request id, kind of document, reason: the issue dialog
 *   win.next-after-issue        selects the next row, if the preferences say so
 *   win.toast "s"               says that something is done
 *   win.toast-undo "(ss)"       the same; the button (and Ctrl+Z) activates the detailed action name */

#pragma once

#include <adwaita.h>
#include <stdbool.h>

G_BEGIN_DECLS

typedef enum
{
  AMT_KEYS_EVERYWHERE,
  AMT_KEYS_LIST,
  AMT_KEYS_REQUEST,
  AMT_KEYS_FIELD, /* only told: the field with the focus has these keys itself */
  AMT_KEYS_N_GROUPS
} AmtKeyGroup;

#define AMT_KEYS_PER_ACTION 3

typedef struct
{
  const char *name;  /* detailed: "win.search", "win.queue(1)" */
  const char *label; /* untranslated; NULL continues the row above: "Ctrl 4 … 9" */
  AmtKeyGroup group;
  const char *keys[AMT_KEYS_PER_ACTION]; /* as for gtk_accelerator_parse(); NULL ends them; without one: by Ctrl+K */
} AmtActionRow;

extern const AmtActionRow amt_action_table[]; /* ends with a NULL name */

const char *amt_action_group_label (AmtKeyGroup group);
/* (nullable): the row of a detailed name. */
const AmtActionRow *amt_action_table_find (const char *name);
/* Whether @key is one character typed without Control, Alt or Super. */
bool amt_action_is_single_key (const char *key);
/* (transfer full): "Ctrl+Shift+C" as people say it, Ctrl first; GTK says "Shift+Ctrl+C". */
char *amt_key_label (guint code, GdkModifierType modifiers);
/* (transfer full): "Claim (C)", for tooltips; @label: (nullable) other words than the table's. */
char *amt_action_tooltip (const char *name, const char *label);
/* Sets the tooltip of @widget from the table, with the keys as accessible property. */
void amt_action_describe (GtkWidget *widget, const char *name, const char *label);
/* Gives @window all keys of the table. @settings: (nullable) has "single-keys". */
void amt_action_table_install (AdwApplicationWindow *window, GSettings *settings);

G_END_DECLS
