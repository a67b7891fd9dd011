/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-window.h"

#include "amt-about.h"
#include "amt-action-table.h"
#include "amt-announce.h"
#include "amt-damage.h"
#include "amt-error.h"
#include "amt-idle.h"
#include "amt-kept.h"
#include "amt-lock-page.h"
#include "amt-main-page.h"
#include "amt-notifier.h"
#include "amt-preferences-dialog.h"
#include "amt-sentences.h"
#include "amt-shell-resources.h"
#include "amt-shortcuts-dialog.h"
#include "amt-sign-in-again-dialog.h"
#include "amt-sign-in-page.h"
#include "amt-toast.h"
#include "amt-ui.h"
#include "amt-wait-page.h"

#include <glib/gi18n.h>

struct _AmtWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  GtkStack *stack;
  AmtWaitPage *wait_page;
  AmtSignInPage *sign_in_page;
  AdwBin *main_slot;

  GSettings *settings;    /* (owned) */
  AmtMainPage *main_page; /* (owned by main_slot) (nullable): signed in */
  AmtNotifier *notifier;  /* (owned) (nullable): signed in */
  AmtIdle *idle;          /* (owned) (nullable): signed in */
  AmtVerifier *verifier;  /* (owned): knows the password while it was typed since the start */
  GtkWindow *lock;        /* (unowned) (nullable): locked; shown in our place */
  AdwDialog *again;       /* (unowned) (nullable): asks for the password of an ended session */
  GtkWidget *watched;     /* (weak) (nullable): the dialog that has the lock's key */
  AdwToast *toast;        /* (owned) (nullable): the one that is shown */
  char *undo;             /* (owned) (nullable): detailed name of the action that undoes what the toast says */
};

G_DEFINE_FINAL_TYPE (AmtWindow, amt_window, ADW_TYPE_APPLICATION_WINDOW)

static void lock (AmtWindow *self);
static void leave (AmtWindow *self, bool forget);

/* --- toasts --- */

static void
set_undo (AmtWindow *self, const char *undo)
{
  g_set_str (&self->undo, undo);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "undo")),
                               undo != NULL);
}

static void
on_toast_dismissed (AmtWindow *self, AdwToast *toast)
{
  if (toast != self->toast)
    return;
  g_clear_object (&self->toast);
  set_undo (self, NULL);
}

static void
show_toast (AmtWindow *self, const char *text, const char *undo)
{
  AdwToast *toast = amt_toast_new (text);

  if (self->toast)
    adw_toast_dismiss (self->toast);
  if (undo)
    {
      adw_toast_set_button_label (toast, _ ("Undo"));
      adw_toast_set_action_name (toast, "win.undo");
    }
  g_set_object (&self->toast, toast);
  set_undo (self, undo);
  g_signal_connect_object (toast, "dismissed", G_CALLBACK (on_toast_dismissed), self, G_CONNECT_SWAPPED);
  amt_announce_toast (self->toasts, toast);
  g_object_unref (toast);
}

static void
on_toast (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_toast (user_data, g_variant_get_string (parameter, NULL), NULL);
}

static void
on_toast_undo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *text;
  const char *undo;

  g_variant_get (parameter, "(&s&s)", &text, &undo);
  show_toast (user_data, text, undo);
}

static void
on_undo (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmtWindow *self = user_data;
  g_autofree char *undo = g_strdup (self->undo);
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!undo || !g_action_parse_detailed_name (undo, &name, &target, NULL))
    return;
  set_undo (self, NULL);
  if (self->toast)
    adw_toast_dismiss (self->toast);
  gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

/* --- the lock: another window in our place, so that dialogs are hidden too and nothing typed is touched --- */

static void
unlock (AmtWindow *self)
{
  GtkWindow *window = g_steal_pointer (&self->lock);

  if (!window)
    return;
  g_signal_handlers_disconnect_by_data (window, self);
  if (self->idle)
    amt_idle_touch (self->idle);
  if (self->again && amt_api_get_token (amt_desk_get_api (amt_main_page_get_desk (self->main_page))))
    adw_dialog_force_close (self->again); /* the password was asked for just now */
  gtk_window_present (GTK_WINDOW (self));
  gtk_window_destroy (window);
}

/* Leaves first: what was hidden is not shown once more on the way out. */
static void
on_lock_sign_out (AmtWindow *self)
{
  leave (self, false);
  unlock (self);
}

/* Wrong too often without the server: the session ends here, and with the desk the copy's key goes from memory. */
static void
on_locked_out (AmtWindow *self, const GError *error)
{
  g_autoptr (GError) why = g_error_copy (error);

  leave (self, false);
  unlock (self);
  amt_sign_in_page_show_error (self->sign_in_page, why);
}

static gboolean
on_lock_closed (AmtWindow *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
  return GDK_EVENT_PROPAGATE;
}

static void
lock (AmtWindow *self)
{
  AmtDesk *desk = self->main_page ? amt_main_page_get_desk (self->main_page) : NULL;
  GtkWidget *page;
  int width;
  int height;

  if (!desk || self->lock)
    return;
  page = amt_lock_page_new (amt_desk_get_api (desk), amt_desk_get_session (desk), self->verifier);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  self->lock = g_object_new (ADW_TYPE_APPLICATION_WINDOW, "application", gtk_window_get_application (GTK_WINDOW (self)),
                             "title", "Amtsstube", "content", page, "default-width", width, "default-height", height,
                             "maximized", gtk_window_is_maximized (GTK_WINDOW (self)), "width-request", 360,
                             "height-request", 480, NULL);
  g_signal_connect_swapped (page, "unlocked", G_CALLBACK (unlock), self);
  g_signal_connect_swapped (page, "sign-out", G_CALLBACK (on_lock_sign_out), self);
  g_signal_connect_swapped (page, "locked-out", G_CALLBACK (on_locked_out), self);
  g_signal_connect_swapped (self->lock, "close-request", G_CALLBACK (on_lock_closed), self);
  gtk_window_present (self->lock);
  gtk_widget_grab_focus (page);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
on_lock (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  lock (user_data);
}

/* A dialog keeps keys to itself: the lock, which hides it and keeps what is typed in it, gets its key there too, and
 * whoever types there is not idle. */
static void
on_visible_dialog (AmtWindow *self)
{
  GtkWidget *dialog = GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)));
  GtkEventController *keys;

  if (!dialog || !self->idle || dialog == self->watched)
    return;
  g_set_weak_pointer (&self->watched, dialog);
  keys = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>l"), gtk_named_action_new ("win.lock")));
  gtk_widget_add_controller (dialog, keys);
  amt_idle_watch (self->idle, dialog);
}

/* --- the session ended --- */

static void
on_again_closed (AmtWindow *self)
{
  self->again = NULL;
}

static void
on_session_ended (AmtWindow *self)
{
  AmtDesk *desk = amt_main_page_get_desk (self->main_page);

  if (self->again || self->lock)
    return;
  self->again = amt_sign_in_again_dialog_new (amt_desk_get_api (desk), amt_desk_get_session (desk), self->verifier);
  g_signal_connect_object (self->again, "closed", G_CALLBACK (on_again_closed), self, G_CONNECT_SWAPPED);
  adw_dialog_present (self->again, GTK_WIDGET (self));
}

static void
on_removed (AmtWindow *self)
{
  const GError *problem = amt_replica_get_problem (amt_desk_get_replica (amt_main_page_get_desk (self->main_page)));
  g_autoptr (GError) error = problem ? g_error_copy (problem) : NULL;

  leave (self, true);
  unlock (self);
  if (error)
    amt_sign_in_page_show_error (self->sign_in_page, error);
}

/* --- in and out --- */

static void
set_signed_in_actions (AmtWindow *self, bool enabled)
{
  static const char *const names[] = {"lock", "sign-out", "sign-out-forget"};

  for (size_t i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), names[i])), enabled);
}

static void
ask (AmtWindow *self, const GError *error)
{
  gtk_stack_set_visible_child_name (self->stack, "sign-in");
  gtk_widget_grab_focus (GTK_WIDGET (self->sign_in_page));
  if (error)
    amt_sign_in_page_show_error (self->sign_in_page, error);
}

static void
enter (AmtWindow *self, AmtDesk *desk)
{
  self->main_page = AMT_MAIN_PAGE (amt_main_page_new (desk, self->settings));
  g_signal_connect_object (self->main_page, "signed-out", G_CALLBACK (on_session_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->main_page, "removed", G_CALLBACK (on_removed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  adw_bin_set_child (self->main_slot, GTK_WIDGET (self->main_page));
  amt_main_page_add_actions (self->main_page, ADW_APPLICATION_WINDOW (self));
  self->notifier = amt_notifier_new (GTK_WINDOW (self), desk, self->settings);
  self->idle = amt_idle_new (GTK_WIDGET (self), self->settings);
  g_signal_connect_object (self->idle, "idle", G_CALLBACK (lock), self, G_CONNECT_SWAPPED);
  set_signed_in_actions (self, true);
  gtk_stack_set_visible_child_full (self->stack, "main", GTK_STACK_TRANSITION_TYPE_NONE); /* what is waited for */
  gtk_widget_grab_focus (GTK_WIDGET (self->main_page));
  amt_damage_tell (amt_desk_get_replica (desk), GTK_WIDGET (self));
  if (amt_replica_get_status (amt_desk_get_replica (desk)) == AMT_REPLICA_REMOVED) /* heard before we listened */
    on_removed (self);
}

static DexFuture *
on_left (DexFuture *future, gpointer user_data)
{
  AmtWindow *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!dex_future_get_value (future, &error) && self->settings)
    {
      g_autofree char *sentence = amt_sentence_for_error (error);

      show_toast (self, sentence, NULL);
    }
  return dex_future_new_true ();
}

/* What dialogs and toasts show, and what they would do, belongs to the one who leaves. */
static void
clear_dialogs (AmtWindow *self)
{
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (ADW_APPLICATION_WINDOW (self));
  g_autoptr (GPtrArray) open = g_ptr_array_new_with_free_func (g_object_unref);

  for (unsigned i = 0; i < g_list_model_get_n_items (dialogs); i++)
    g_ptr_array_add (open, g_list_model_get_item (dialogs, i));
  for (unsigned i = open->len; i > 0; i--) /* the topmost first */
    adw_dialog_force_close (open->pdata[i - 1]);
  adw_toast_overlay_dismiss_all (self->toasts);
}

/* Something under way may hold the page for a while yet; it is of no use any more at once. */
static void
drop_main_page (AmtWindow *self)
{
  g_autoptr (AmtMainPage) page = g_object_ref (g_steal_pointer (&self->main_page));

  adw_bin_set_child (self->main_slot, NULL);
  g_object_run_dispose (G_OBJECT (page));
}

static void
leave (AmtWindow *self, bool forget)
{
  g_autoptr (AmtDesk) desk = NULL;
  g_autofree char *server = NULL;
  g_autofree char *user = NULL;

  if (!self->main_page)
    return;
  desk = g_object_ref (amt_main_page_get_desk (self->main_page));
  clear_dialogs (self);
  g_clear_object (&self->notifier);
  g_clear_object (&self->idle);
  drop_main_page (self);
  set_signed_in_actions (self, false);
  amt_verifier_forget (self->verifier);
  if (forget)
    amt_kept_forget (self->settings);
  server = g_settings_get_string (self->settings, "server");
  user = g_settings_get_string (self->settings, "user");
  amt_sign_in_page_prefill (self->sign_in_page, server, user,
                            g_settings_get_boolean (self->settings, "stay-signed-in"));
  ask (self, NULL);
  dex_future_disown (
      dex_future_finally (amt_desk_sign_out (desk, forget), on_left, g_object_ref (self), g_object_unref));
}

static DexFuture *
on_desk_opened (DexFuture *future, gpointer user_data)
{
  AmtWindow *self = user_data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (!self->settings || self->main_page)
    return dex_future_new_true ();
  amt_wait_page_end (self->wait_page);
  if (value)
    enter (self, g_value_get_object (value));
  else /* nobody stayed signed in: simply ask */
    ask (self, g_error_matches (error, AMT_ERROR, AMT_ERROR_NOT_FOUND) ||
                       g_error_matches (error, AMT_ERROR, AMT_ERROR_UNAVAILABLE)
                   ? NULL
                   : error);
  return dex_future_new_true ();
}

static void
open_desk (AmtWindow *self, AmtApi *api, AmtSession *session, const char *user, bool stay)
{
  AmtSecrets *secrets = amt_wait_page_begin (self->wait_page, amt_api_get_base_url (api), user);

  gtk_stack_set_visible_child_name (self->stack, "wait");
  dex_future_disown (dex_future_finally (amt_desk_open (api, secrets, session, user, stay), on_desk_opened,
                                         g_object_ref (self), g_object_unref));
}

/* Who signs in is with the office no longer: what an earlier day left here goes. */
static void
on_sign_in_removed (AmtWindow *self, const char *server, const char *user)
{
  amt_kept_forget (self->settings);
  dex_future_disown (dex_future_finally (amt_desk_forget (server, user), on_left, g_object_ref (self), g_object_unref));
}

static void
on_signed_in (AmtWindow *self, AmtApi *api, AmtSession *session, AmtVerifier *verifier, gboolean stay)
{
  g_set_object (&self->verifier, verifier);
  g_settings_set_string (self->settings, "server", amt_api_get_base_url (api));
  amt_kept_begin (self->settings, session->user);
  g_settings_set_boolean (self->settings, "stay-signed-in", stay);
  open_desk (self, api, session, session->user, stay);
}

/* --- actions --- */

static void
on_sign_out (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  leave (user_data, false);
}

static void
on_forget_answer (AmtWindow *self, const char *response)
{
  if (strcmp (response, "forget") == 0)
    leave (self, true);
}

static void
on_sign_out_forget (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Sign Out and Forget?"), NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_set_body (alert,
                             _ ("This workstation deletes its copy of the requests, notes not yet sent and everything "
                                "typed but not sent. Nothing is lost on the server."));
  adw_alert_dialog_add_responses (alert, "cancel", _ ("_Cancel"), "forget", _ ("Sign Out and _Forget"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "forget", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (alert, "cancel");
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_signal_connect_object (alert, "response", G_CALLBACK (on_forget_answer), user_data, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (user_data));
}

static void
on_preferences (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmtWindow *self = user_data;

  adw_dialog_present (amt_preferences_dialog_new (self->settings), GTK_WIDGET (self));
}

static void
on_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_dialog_present (amt_shortcuts_dialog_new (), GTK_WIDGET (user_data));
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AmtWindow *self = user_data;
  AmtDesk *desk = self->main_page ? amt_main_page_get_desk (self->main_page) : NULL;

  adw_dialog_present (amt_about_dialog_new (desk ? amt_desk_get_session (desk)->server_name : NULL), GTK_WIDGET (self));
}

static const GActionEntry entries[] = {
    {.name = "toast", .activate = on_toast, .parameter_type = "s"},
    {.name = "toast-undo", .activate = on_toast_undo, .parameter_type = "(ss)"},
    {.name = "undo", .activate = on_undo},
    {.name = "lock", .activate = on_lock},
    {.name = "sign-out", .activate = on_sign_out},
    {.name = "sign-out-forget", .activate = on_sign_out_forget},
    {.name = "preferences", .activate = on_preferences},
    {.name = "shortcuts", .activate = on_shortcuts},
    {.name = "about", .activate = on_about},
};

/* --- the class --- */

static void
amt_window_dispose (GObject *object)
{
  AmtWindow *self = AMT_WINDOW (object);

  if (self->lock)
    {
      g_signal_handlers_disconnect_by_data (self->lock, self);
      gtk_window_destroy (g_steal_pointer (&self->lock));
    }
  g_clear_object (&self->notifier);
  g_clear_object (&self->idle);
  g_clear_object (&self->toast);
  g_clear_weak_pointer (&self->watched);
  if (self->main_page)
    {
      g_autoptr (AmtDesk) desk = g_object_ref (amt_main_page_get_desk (self->main_page));

      clear_dialogs (self);
      drop_main_page (self);
      amt_desk_close (desk);
    }
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_WINDOW);
  g_clear_object (&self->settings);
  g_clear_object (&self->verifier);
  g_clear_pointer (&self->undo, g_free);
  G_OBJECT_CLASS (amt_window_parent_class)->dispose (object);
}

static void
amt_window_class_init (AmtWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_window_dispose;
  g_type_ensure (AMT_TYPE_WAIT_PAGE);
  g_type_ensure (AMT_TYPE_SIGN_IN_PAGE);
  AMT_SET_TEMPLATE (widget_class, shell, "shell", "amt-window");
  gtk_widget_class_bind_template_child (widget_class, AmtWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AmtWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, AmtWindow, wait_page);
  gtk_widget_class_bind_template_child (widget_class, AmtWindow, sign_in_page);
  gtk_widget_class_bind_template_child (widget_class, AmtWindow, main_slot);
  gtk_widget_class_bind_template_callback (widget_class, on_signed_in);
  gtk_widget_class_bind_template_callback (widget_class, on_sign_in_removed);
}

static void
amt_window_init (AmtWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->verifier = amt_verifier_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (on_visible_dialog), NULL);
  set_signed_in_actions (self, false);
  set_undo (self, NULL);
}

GtkWindow *
amt_window_new (GtkApplication *application, GSettings *settings)
{
  AmtWindow *self = g_object_new (AMT_TYPE_WINDOW, "application", application, NULL);

  self->settings = g_object_ref (settings);
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
  amt_action_table_install (ADW_APPLICATION_WINDOW (self), settings);
  return GTK_WINDOW (self);
}

static bool
is_loopback (const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GInetAddress) inet = uri ? g_inet_address_new_from_string (g_uri_get_host (uri)) : NULL;

  return uri && (g_strcmp0 (g_uri_get_host (uri), "localhost") == 0 || (inet && g_inet_address_get_is_loopback (inet)));
}

void
amt_window_start (AmtWindow *self, const char *server, const char *user, const char *password)
{
  g_autofree char *last_server = g_settings_get_string (self->settings, "server");
  g_autofree char *last_user = g_settings_get_string (self->settings, "user");
  bool stay = g_settings_get_boolean (self->settings, "stay-signed-in");
  g_autofree char *address = NULL;
  g_autoptr (AmtApi) api = NULL;

  g_return_if_fail (AMT_IS_WINDOW (self));

  server = server ? server : last_server;
  user = user ? user : last_user;
  address = amt_api_clean_address (server, NULL);
  amt_sign_in_page_prefill (self->sign_in_page, address ? address : server, user, stay);
  if (address && *user && password && is_loopback (address))
    {
      ask (self, NULL);
      amt_sign_in_page_begin (self->sign_in_page, password);
      return;
    }
  if (!address || !*user || !stay)
    {
      ask (self, NULL);
      return;
    }
  api = amt_api_new (address, NULL);
  open_desk (self, api, NULL, user, true);
}

void
amt_window_open_request (AmtWindow *self, const char *request_id)
{
  g_return_if_fail (AMT_IS_WINDOW (self));

  gtk_window_present (self->lock ? self->lock : GTK_WINDOW (self));
  if (self->main_page && !self->lock)
    amt_main_page_open_request (self->main_page, request_id);
}
