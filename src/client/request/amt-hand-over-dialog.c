/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-hand-over-dialog.h"

#include <glib/gi18n.h>

#include "amt-request-ui.h"
#include "amt-sentences.h"
#include "amt-weakly.h"
#include "amt-text.h"

struct _AmtHandOverDialog
{
  AmtCaseDialog parent_instance;

  bool to_sign;
  GPtrArray *shown; /* (owned) of AmtColleagueEntry, by row; NULL: the team */
  char *filter;     /* (owned) folded */

  GtkSearchEntry *search_entry;
  GtkListBox *people;
  GtkLabel *placeholder;
  AdwEntryRow *reason_row;
};

G_DEFINE_FINAL_TYPE (AmtHandOverDialog, amt_hand_over_dialog, AMT_TYPE_CASE_DIALOG)

typedef enum
{
  PROP_TO_SIGN = 1,
} AmtHandOverDialogProperty;

static GParamSpec *properties[PROP_TO_SIGN + 1];

static bool
needs_reason (AmtHandOverDialog *self)
{
  AmtCase *amt_case = amt_case_dialog_get_case (AMT_CASE_DIALOG (self));
  const AmtRequest *request = amt_case_get_request (amt_case);

  return !self->to_sign && request != NULL && request->handler != NULL && !amt_case_is_handler (amt_case);
}

static char *
get_reason (AmtHandOverDialog *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason_row))));
}

static void
update_blocked (AmtHandOverDialog *self)
{
  g_autofree char *reason = get_reason (self);
  const char *why = NULL;

  if (gtk_list_box_get_selected_row (self->people) == NULL)
    why = _ ("Choose somebody.");
  else if (needs_reason (self) && *reason == '\0')
    why = _ ("Somebody else handles it, so a reason is required.");
  amt_case_dialog_set_blocked (AMT_CASE_DIALOG (self), why);
}

static gboolean
filter_row (GtkListBoxRow *row, gpointer data)
{
  AmtHandOverDialog *self = data;
  g_autofree char *folded = amt_text_fold (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  return self->filter == NULL || strstr (folded, self->filter) != NULL;
}

static void
on_search (AmtHandOverDialog *self)
{
  GtkListBoxRow *selected;

  g_clear_pointer (&self->filter, g_free);
  self->filter = amt_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  gtk_list_box_invalidate_filter (self->people);
  selected = gtk_list_box_get_selected_row (self->people);
  if (selected != NULL && !filter_row (selected, self))
    gtk_list_box_unselect_row (self->people, selected); /* nobody is chosen whom one does not see */
}

/* Escape empties the search first, then closes as everywhere. */
static void
on_search_stopped (AmtHandOverDialog *self)
{
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) == '\0')
    adw_dialog_close (ADW_DIALOG (self));
  else
    gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
}

/* Enter in the search chooses the first that is left; whoever types fast is ahead of "search-changed". */
static void
on_search_activate (AmtHandOverDialog *self)
{
  GtkListBoxRow *row;

  on_search (self);
  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->people, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        gtk_list_box_select_row (self->people, row);
        gtk_widget_grab_focus (GTK_WIDGET (row));
        return;
      }
}

static bool
is_offered (AmtHandOverDialog *self, const AmtColleagueEntry *entry)
{
  AmtCase *amt_case = amt_case_dialog_get_case (AMT_CASE_DIALOG (self));
  const AmtRequest *request = amt_case_get_request (amt_case);
  const AmtService *service = amt_case_get_service (amt_case);

  if (g_strcmp0 (entry->id, amt_case_get_session (amt_case)->person_id) == 0 && !self->to_sign)
    return needs_reason (self);
  if (entry->teams != NULL && !g_strv_contains ((const char *const *) entry->teams, request->team_id))
    return false;
  if ((entry->permissions & 1u << AMT_PERMISSION_WORK) == 0)
    return false;
  return !self->to_sign || service == NULL || (entry->permissions & 1u << service->signing_permission) != 0;
}

static void
add_person (AmtHandOverDialog *self, const char *name, const char *function, bool team)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *avatar = adw_avatar_new (32, name, !team);

  if (team)
    adw_avatar_set_icon_name (ADW_AVATAR (avatar), "system-users-symbolic");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), false);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), function != NULL ? function : "");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), avatar);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), true);
  gtk_list_box_append (self->people, row);
}

void
amt_hand_over_dialog_show (AmtHandOverDialog *self, GPtrArray *entries)
{
  gtk_list_box_remove_all (self->people);
  g_ptr_array_set_size (self->shown, 0);
  g_ptr_array_add (self->shown, NULL);
  add_person (self, _ ("The Team"),
              self->to_sign ? _ ("Whoever may sign it takes it") : _ ("Goes back to the open requests"), true);
  for (unsigned i = 0; i < entries->len; i++)
    {
      AmtColleagueEntry *entry = entries->pdata[i];

      if (!is_offered (self, entry))
        continue;
      g_ptr_array_add (self->shown, amt_colleague_entry_ref (entry));
      add_person (self, entry->name, entry->function, false);
    }
  gtk_label_set_label (self->placeholder, _ ("Nobody in this team can take it."));
  update_blocked (self);
}

static DexFuture *
on_loaded (DexFuture *future, gpointer data)
{
  AmtHandOverDialog *self = data;
  AmtCase *amt_case = amt_case_dialog_get_case (AMT_CASE_DIALOG (self));
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (amt_case == NULL || amt_case_get_request (amt_case) == NULL)
    return dex_ref (future);
  if (value != NULL)
    amt_hand_over_dialog_show (self, g_value_get_boxed (value));
  else
    {
      g_autofree char *sentence = amt_sentence_for_error (error);

      gtk_label_set_label (self->placeholder, sentence);
    }
  return dex_ref (future);
}

static void
amt_hand_over_dialog_confirm (AmtCaseDialog *dialog, AmtCase *amt_case)
{
  AmtHandOverDialog *self = AMT_HAND_OVER_DIALOG (dialog);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->people);
  const AmtColleagueEntry *entry = self->shown->pdata[gtk_list_box_row_get_index (row)];
  g_autoptr (AmtActionInput) input = amt_action_input_new ();
  g_autoptr (AmtAttempt) attempt = NULL;
  g_autofree char *reason = get_reason (self);

  input->person_id = entry != NULL ? g_strdup (entry->id) : NULL;
  input->reason = *reason != '\0' ? g_steal_pointer (&reason) : NULL;
  attempt = amt_attempt_new_act (self->to_sign ? AMT_ACTION_SEND_TO_SIGN : AMT_ACTION_HAND_OVER, input);
  amt_case_dialog_send (dialog, attempt, self->to_sign ? "send-to-sign" : "hand-over",
                        self->to_sign ? _ ("Sent to signing") : _ ("Handed over"));
}

static void
amt_hand_over_dialog_constructed (GObject *object)
{
  AmtHandOverDialog *self = AMT_HAND_OVER_DIALOG (object);
  AmtCase *amt_case = amt_case_dialog_get_case (AMT_CASE_DIALOG (self));
  AmtApi *api = amt_case_get_api (amt_case);

  G_OBJECT_CLASS (amt_hand_over_dialog_parent_class)->constructed (object);
  g_object_set (self, "title", self->to_sign ? _ ("Send to Signing") : _ ("Hand Over"), "confirm-label",
                self->to_sign ? _ ("_Send") : _ ("_Hand Over"), NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reason_row),
                                 needs_reason (self) ? _ ("_Reason (required)") : _ ("_Reason"));
  gtk_list_box_set_filter_func (self->people, filter_row, self, NULL);
  amt_case_keep_buffer (amt_case, self->to_sign ? "send-to-sign" : "hand-over", G_OBJECT (self->reason_row));
  g_signal_connect_object (self->people, "selected-rows-changed", G_CALLBACK (update_blocked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->reason_row, "notify::text", G_CALLBACK (update_blocked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search_entry, "search-changed", G_CALLBACK (on_search), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search_entry, "stop-search", G_CALLBACK (on_search_stopped), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search_entry, "activate", G_CALLBACK (on_search_activate), self, G_CONNECT_SWAPPED);
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->search_entry));
  update_blocked (self);
  if (api != NULL && amt_case_get_request (amt_case) != NULL)
    dex_future_disown (amt_weakly_finally (amt_api_get_colleagues (api, amt_case_get_request (amt_case)->authority_id),
                                           on_loaded, self));
}

static void
amt_hand_over_dialog_get_property (GObject *object, unsigned id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, AMT_HAND_OVER_DIALOG (object)->to_sign);
}

static void
amt_hand_over_dialog_set_property (GObject *object, unsigned id, const GValue *value, GParamSpec *pspec)
{
  AMT_HAND_OVER_DIALOG (object)->to_sign = g_value_get_boolean (value);
}

static void
colleague_free (gpointer data)
{
  if (data != NULL)
    amt_colleague_entry_unref (data);
}

static void
amt_hand_over_dialog_dispose (GObject *object)
{
  AmtHandOverDialog *self = AMT_HAND_OVER_DIALOG (object);

  /* The list says that nothing is selected while it goes. */
  if (self->people != NULL)
    g_signal_handlers_disconnect_by_data (self->people, self);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  g_clear_pointer (&self->filter, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_HAND_OVER_DIALOG);
  G_OBJECT_CLASS (amt_hand_over_dialog_parent_class)->dispose (object);
}

static void
amt_hand_over_dialog_class_init (AmtHandOverDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = amt_hand_over_dialog_constructed;
  object_class->get_property = amt_hand_over_dialog_get_property;
  object_class->set_property = amt_hand_over_dialog_set_property;
  object_class->dispose = amt_hand_over_dialog_dispose;
  AMT_CASE_DIALOG_CLASS (klass)->confirm = amt_hand_over_dialog_confirm;

  properties[PROP_TO_SIGN] = g_param_spec_boolean ("to-sign", NULL, NULL, false,
                                                   G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-hand-over-dialog");
  gtk_widget_class_bind_template_child (widget_class, AmtHandOverDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AmtHandOverDialog, people);
  gtk_widget_class_bind_template_child (widget_class, AmtHandOverDialog, placeholder);
  gtk_widget_class_bind_template_child (widget_class, AmtHandOverDialog, reason_row);
}

static void
amt_hand_over_dialog_init (AmtHandOverDialog *self)
{
  self->shown = g_ptr_array_new_with_free_func (colleague_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
amt_hand_over_dialog_open (AmtCase *amt_case, bool to_sign, GtkWidget *parent)
{
  AdwDialog *dialog = g_object_new (AMT_TYPE_HAND_OVER_DIALOG, "case", amt_case, "to-sign", to_sign, NULL);

  amt_case_dialog_present (AMT_CASE_DIALOG (dialog), parent);
  return dialog;
}
