/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-request-page.h"

#include <glib/gi18n.h>

#include "amt-announce.h"
#include "amt-attachments-card.h"
#include "amt-case.h"
#include "amt-conflict-dialog.h"
#include "amt-documents-card.h"
#include "amt-extract-card.h"
#include "amt-gate-bar.h"
#include "amt-history-view.h"
#include "amt-labels.h"
#include "amt-menu-names.h"
#include "amt-notes-card.h"
#include "amt-notices-card.h"
#include "amt-request-actions.h"
#include "amt-request-head.h"
#include "amt-request-menu.h"
#include "amt-request-ui.h"
#include "amt-request-words.h"
#include "amt-sentences.h"
#include "amt-weakly.h"
#include "amt-stated-card.h"

/* Walking through the list with J and K does not read (and journal) every request one passes. */
#define READ_AFTER_MS 150
#define SPINNER_AFTER_MS 300

struct _AmtRequestPage
{
  AdwBreakpointBin parent_instance;

  AmtCase *amt_case;           /* (owned) */
  char *request_id;            /* (owned) (nullable) what is to be shown */
  GSimpleActionGroup *actions; /* (owned) */
  DexFuture *reading;          /* (owned) (nullable) */
  unsigned read_source;
  unsigned spinner_source;
  bool head_wanted; /* somebody went into it before it was read */

  AdwHeaderBar *header;
  AdwInlineViewSwitcher *switcher;
  GtkMenuButton *menu_button;
  GMenuModel *plain_menu;
  GMenu *menu;
  AdwBanner *banner;
  AdwClamp *head_clamp;
  AmtRequestHead *head;
  AmtGateBar *gates;
  GtkStack *stack;
  AdwStatusPage *problem_page;
  GtkButton *retry_button;
  AdwViewStack *views;
  GtkScrolledWindow *scroll;
  AmtStatedCard *stated;
  AmtExtractCard *extract;
  AmtDocumentsCard *documents;
  AmtAttachmentsCard *attachments;
  AmtNoticesCard *notices;
  AmtNotesCard *notes;
  AmtHistoryView *history;
};

G_DEFINE_FINAL_TYPE (AmtRequestPage, amt_request_page, ADW_TYPE_BREAKPOINT_BIN)

static const char *const request_actions[] = {"copy-all", "gates", "view", "reload"};

/* --- what is on screen --- */

static void
show_state (AmtRequestPage *self, const char *name)
{
  bool request = g_str_equal (name, "request");

  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (GTK_WIDGET (self->head_clamp), request);
  gtk_widget_set_visible (GTK_WIDGET (self->switcher), request);
  gtk_widget_set_visible (GTK_WIDGET (self->menu_button), request);
  for (size_t i = 0; i < G_N_ELEMENTS (request_actions); i++)
    g_simple_action_set_enabled (
        G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), request_actions[i])), request);
}

/* Who it is about is what a screen reader says first when the focus comes into the page. */
static void
name_page (AmtRequestPage *self)
{
  const AmtRequest *request = amt_case_get_request (self->amt_case);
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_PAGE);
  g_autofree char *name = request != NULL ? amt_party_full_name (request->applicant) : NULL;

  if (page != NULL)
    adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (page), name != NULL ? name : _ ("Request"));
}

static void
case_changed (AmtRequestPage *self)
{
  int place;

  name_page (self);
  /* Before the actions: the item with the keys must not become insensitive, or GTK closes the menu. */
  place = amt_request_menu_update (self->menu, self->menu_button, self->plain_menu, self->amt_case);
  amt_request_actions_update (self->actions, self->amt_case);
  amt_menu_names_go_on (self->menu_button, place);
  if (amt_case_get_request (self->amt_case) == NULL)
    return;
  show_state (self, "request");
  if (self->head_wanted)
    amt_request_page_grab_head (self);
}

static void
on_conflict (AmtRequestPage *self, const AmtRequest *before, GError *error, AmtAttempt *attempt)
{
  amt_conflict_dialog_open (self->amt_case, before, attempt, GTK_WIDGET (self));
}

/* --- reading --- */

static void
stop_reading (AmtRequestPage *self)
{
  g_clear_handle_id (&self->read_source, g_source_remove);
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  dex_clear (&self->reading);
}

static void
show_problem (AmtRequestPage *self, const GError *error)
{
  g_autofree char *sentence = amt_sentence_for_error (error);

  if (amt_case_get_request (self->amt_case) != NULL)
    {
      adw_banner_set_title (self->banner, sentence);
      adw_banner_set_revealed (self->banner, true);
      return;
    }
  adw_status_page_set_description (self->problem_page, sentence);
  show_state (self, "problem");
}

static void
take_read (AmtRequestPage *self, const AmtRequest *request)
{
  AmtReplica *replica = amt_case_get_replica (self->amt_case);

  adw_banner_set_revealed (self->banner, false);
  if (replica != NULL)
    {
      amt_replica_put_request (replica, request);
      amt_replica_mark_seen (replica, request->id);
    }
  amt_case_set_request (self->amt_case, request);
  /* The notice is signed: its reasons are no draft any more. */
  if (request->state == AMT_STATE_REJECTED)
    amt_case_set_typed (self->amt_case, "reject", NULL);
}

static DexFuture *
on_read (DexFuture *future, gpointer data)
{
  AmtRequestPage *self = data;
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  if (self->amt_case == NULL || self->request_id == NULL)
    return dex_ref (future);
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  if (value != NULL)
    {
      const AmtRequest *request = g_value_get_boxed (value);
      const AmtRequest *shown = amt_case_get_request (self->amt_case);

      /* What was asked for before an action may be answered after it. */
      if (g_str_equal (request->id, self->request_id) && (shown == NULL || shown->version <= request->version))
        take_read (self, request);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_problem (self, error);
  return dex_ref (future);
}

static void
read_now (gpointer data)
{
  AmtRequestPage *self = data;
  AmtApi *api = amt_case_get_api (self->amt_case);

  self->read_source = 0;
  if (api == NULL || self->request_id == NULL)
    return;
  dex_clear (&self->reading);
  self->reading = amt_weakly_finally (amt_api_get_request (api, self->request_id), on_read, self);
}

static void
show_spinner (gpointer data)
{
  AmtRequestPage *self = data;

  self->spinner_source = 0;
  if (amt_case_get_request (self->amt_case) == NULL)
    show_state (self, "loading");
}

static void
start_reading (AmtRequestPage *self, unsigned delay_ms)
{
  stop_reading (self);
  self->read_source = g_timeout_add_once (delay_ms, read_now, self);
  if (amt_case_get_request (self->amt_case) == NULL)
    self->spinner_source = g_timeout_add_once (delay_ms + SPINNER_AFTER_MS, show_spinner, self);
}

static void
on_retry (AmtRequestPage *self)
{
  adw_banner_set_revealed (self->banner, false);
  start_reading (self, 0);
}

/* --- what others do --- */

static void
on_request_changed (AmtRequestPage *self, const char *id, const char *action, const char *by_name)
{
  g_autoptr (AmtSummary) summary = NULL;
  const AmtRequest *request = amt_case_get_request (self->amt_case);
  g_autofree char *sentence = NULL;

  if (g_strcmp0 (id, self->request_id) != 0)
    return;
  summary = amt_replica_get_summary (amt_case_get_replica (self->amt_case), id);
  if (summary != NULL && request != NULL && summary->version <= request->version)
    return;
  if (by_name != NULL && action != NULL && g_strcmp0 (by_name, amt_case_get_session (self->amt_case)->name) != 0)
    {
      sentence = g_strdup_printf ("%s: %s", by_name, amt_journal_word (action));
      amt_announce (GTK_WIDGET (self), sentence, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    }
  start_reading (self, 0);
}

static void
on_request_gone (AmtRequestPage *self, const char *id)
{
  if (g_strcmp0 (id, self->request_id) != 0)
    return;
  amt_request_page_show (self, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", _ ("This request is no longer yours to see"));
}

static void
on_outbox_changed (AmtRequestPage *self)
{
  if (amt_case_get_request (self->amt_case) != NULL)
    amt_case_set_request (self->amt_case, amt_case_get_request (self->amt_case));
}

static void
on_outbox_refused (AmtRequestPage *self, const char *id, const char *text, const GError *error)
{
  g_autofree char *sentence = amt_sentence_for_error (error);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", sentence);
}

static void
follow_replica (AmtRequestPage *self, AmtReplica *replica)
{
  if (replica == NULL)
    return;
  g_signal_connect_object (replica, "request-changed", G_CALLBACK (on_request_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "request-gone", G_CALLBACK (on_request_gone), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "outbox-changed", G_CALLBACK (on_outbox_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "outbox-refused", G_CALLBACK (on_outbox_refused), self, G_CONNECT_SWAPPED);
}

/* --- actions of the page itself --- */

static void
copy_all_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  amt_stated_card_copy_all (AMT_REQUEST_PAGE (data)->stated);
}

static void
gates_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  amt_gate_bar_focus (AMT_REQUEST_PAGE (data)->gates);
}

static void
view_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  AmtRequestPage *self = data;
  GtkWidget *child = adw_view_stack_get_child_by_name (self->views, g_variant_get_string (parameter, NULL));

  if (child != NULL)
    adw_view_stack_set_visible_child (self->views, child);
}

static void
reload_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  on_retry (data);
}

static void
refused_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  amt_announce (GTK_WIDGET (data), g_variant_get_string (parameter, NULL), GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static const GActionEntry entries[] = {
    {.name = "copy-all", .activate = copy_all_action},
    {.name = "gates", .activate = gates_action},
    {.name = "view", .activate = view_action, .parameter_type = "s"},
    {.name = "refused", .activate = refused_action, .parameter_type = "s"},
    {.name = "reload", .activate = reload_action},
};

/* --- object --- */

static void
share_case (AmtRequestPage *self, AmtCase *amt_case)
{
  AmtCaseWidget *parts[] = {
      AMT_CASE_WIDGET (self->head),      AMT_CASE_WIDGET (self->gates),       AMT_CASE_WIDGET (self->stated),
      AMT_CASE_WIDGET (self->extract),   AMT_CASE_WIDGET (self->attachments), AMT_CASE_WIDGET (self->notices),
      AMT_CASE_WIDGET (self->documents), AMT_CASE_WIDGET (self->notes),       AMT_CASE_WIDGET (self->history),
  };

  for (size_t i = 0; i < G_N_ELEMENTS (parts); i++)
    amt_case_widget_set_case (parts[i], amt_case);
}

static void
amt_request_page_dispose (GObject *object)
{
  AmtRequestPage *self = AMT_REQUEST_PAGE (object);

  stop_reading (self);
  if (self->amt_case != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->amt_case, self);
      share_case (self, NULL); /* an answer one of them waits for would hold it */
    }
  g_clear_object (&self->amt_case);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->request_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_REQUEST_PAGE);
  G_OBJECT_CLASS (amt_request_page_parent_class)->dispose (object);
}

static void
ensure_types (void)
{
  g_type_ensure (AMT_TYPE_REQUEST_HEAD);
  g_type_ensure (AMT_TYPE_GATE_BAR);
  g_type_ensure (AMT_TYPE_STATED_CARD);
  g_type_ensure (AMT_TYPE_EXTRACT_CARD);
  g_type_ensure (AMT_TYPE_DOCUMENTS_CARD);
  g_type_ensure (AMT_TYPE_ATTACHMENTS_CARD);
  g_type_ensure (AMT_TYPE_NOTICES_CARD);
  g_type_ensure (AMT_TYPE_NOTES_CARD);
  g_type_ensure (AMT_TYPE_HISTORY_VIEW);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, header);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, menu_button);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, plain_menu);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, menu);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, banner);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, head_clamp);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, head);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, gates);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, problem_page);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, retry_button);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, views);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, scroll);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, stated);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, extract);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, documents);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, attachments);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, notices);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, notes);
  gtk_widget_class_bind_template_child (widget_class, AmtRequestPage, history);
}

static void
amt_request_page_class_init (AmtRequestPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_request_page_dispose;
  ensure_types ();
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-request-page");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
}

static void
amt_request_page_init (AmtRequestPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  amt_menu_names_give (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "request", G_ACTION_GROUP (self->actions));
  show_state (self, "none");
}

GtkWidget *
amt_request_page_new (AmtApi *api, AmtReplica *replica, const AmtSession *session, GPtrArray *services)
{
  AmtRequestPage *self = g_object_new (AMT_TYPE_REQUEST_PAGE, NULL);

  self->amt_case = amt_case_new (api, replica, session, services);
  amt_request_actions_add (self->actions, self->amt_case, GTK_WIDGET (self));
  g_signal_connect_object (self->amt_case, "changed", G_CALLBACK (case_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->amt_case, "conflict", G_CALLBACK (on_conflict), self, G_CONNECT_SWAPPED);
  follow_replica (self, replica);
  share_case (self, self->amt_case);
  return GTK_WIDGET (self);
}

void
amt_request_page_set_services (AmtRequestPage *self, GPtrArray *services)
{
  amt_case_set_services (self->amt_case, services);
}

void
amt_request_page_show (AmtRequestPage *self, const char *request_id)
{
  AmtReplica *replica = amt_case_get_replica (self->amt_case);
  g_autoptr (AmtRequest) kept = NULL;
  bool another = g_strcmp0 (self->request_id, request_id) != 0;

  adw_banner_set_revealed (self->banner, false);
  stop_reading (self);
  self->head_wanted = false;
  g_set_str (&self->request_id, request_id);
  if (request_id == NULL)
    {
      amt_case_set_request (self->amt_case, NULL);
      show_state (self, "none");
      return;
    }
  if (another)
    {
      kept = replica != NULL ? amt_replica_get_request (replica, request_id, NULL) : NULL;
      amt_case_set_request (self->amt_case, kept);
      gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroll), 0);
    }
  start_reading (self, READ_AFTER_MS);
}

void
amt_request_page_changed (AmtRequestPage *self, const char *request_id, int64_t version)
{
  const AmtRequest *request = amt_case_get_request (self->amt_case);

  if (g_strcmp0 (request_id, self->request_id) == 0 && (request == NULL || request->version < version))
    start_reading (self, 0);
}

void
amt_request_page_take (AmtRequestPage *self, const AmtRequest *request)
{
  if (self->request_id == NULL || g_str_equal (self->request_id, request->id))
    {
      g_set_str (&self->request_id, request->id);
      take_read (self, request);
    }
  else
    amt_case_take (self->amt_case, request);
}

const char *
amt_request_page_get_request_id (AmtRequestPage *self)
{
  return self->request_id;
}

const AmtRequest *
amt_request_page_get_request (AmtRequestPage *self)
{
  return amt_case_get_request (self->amt_case);
}

const AmtService *
amt_request_page_get_service (AmtRequestPage *self)
{
  return amt_case_get_service (self->amt_case);
}

GActionGroup *
amt_request_page_get_actions (AmtRequestPage *self)
{
  return G_ACTION_GROUP (self->actions);
}

char *
amt_request_page_explain (AmtRequestPage *self, const char *name)
{
  return amt_request_actions_explain (self->amt_case, name);
}

bool
amt_request_page_grab_head (AmtRequestPage *self)
{
  self->head_wanted = amt_case_get_request (self->amt_case) == NULL && self->request_id != NULL;
  if (amt_case_get_request (self->amt_case) == NULL)
    return self->head_wanted;
  return amt_request_head_focus (self->head) || amt_gate_bar_focus (self->gates);
}
