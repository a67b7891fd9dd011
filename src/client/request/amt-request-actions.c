/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-request-actions.h"

#include <glib/gi18n.h>

#include "amt-ask-dialog.h"
#include "amt-case-printout.h"
#include "amt-extract-dialog.h"
#include "amt-follow-up-dialog.h"
#include "amt-hand-over-dialog.h"
#include "amt-note-dialog.h"
#include "amt-primary.h"
#include "amt-reason-dialog.h"
#include "amt-reject-dialog.h"
#include "amt-sentences.h"

/* What an action's callback is given; owned by the action. */
typedef struct
{
  AmtCase *amt_case; /* (owned) */
  GtkWidget *page;   /* weak: the page owns the actions */
  const struct _ActionRow *row;
} Context;

typedef struct _ActionRow
{
  const char *name;
  AmtAction policy;
  const char *type; /* (nullable) of the parameter */
  void (*activate) (Context *context, GVariant *parameter);
  GType (*dialog) (void); /* opened where there is no activate */
  /* (nullable): what it lacks although one may do it: (nullable) (transfer none) as a sentence. */
  const char *(*lacks) (AmtCase *amt_case);
} ActionRow;

/* --- sending without a dialog --- */

typedef struct
{
  GtkWidget *page; /* (owned) */
  char *done;
  char *undo; /* (nullable) detailed action */
  bool asked; /* the conflict dialog says when somebody was faster */
} Outcome;

static void
outcome_free (gpointer data)
{
  Outcome *outcome = data;

  g_object_unref (outcome->page);
  g_free (outcome->done);
  g_free (outcome->undo);
  g_free (outcome);
}

static DexFuture *
on_sent (DexFuture *future, gpointer data)
{
  Outcome *outcome = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    {
      sentence = amt_sentence_for_error (error);
      if (!outcome->asked || !g_error_matches (error, AMT_ERROR, AMT_ERROR_STALE))
        gtk_widget_activate_action (outcome->page, "win.toast", "s", sentence);
    }
  else if (outcome->undo != NULL)
    gtk_widget_activate_action (outcome->page, "win.toast-undo", "(ss)", outcome->done, outcome->undo);
  else
    gtk_widget_activate_action (outcome->page, "win.toast", "s", outcome->done);
  return dex_ref (future);
}

static void
report (Outcome *outcome, GtkWidget *page, const char *done, DexFuture *future)
{
  outcome->page = g_object_ref (page);
  outcome->done = g_strdup (done);
  dex_future_disown (dex_future_finally (future, on_sent, outcome, outcome_free));
}

/* A key pressed twice is one act: the second would only find the first one in its way. */
static void
send (Context *context, AmtAttempt *attempt, const char *done, const char *undo_action)
{
  Outcome *outcome;

  if (amt_case_is_sending (context->amt_case))
    return;
  outcome = g_new0 (Outcome, 1);
  outcome->asked = true;
  if (undo_action != NULL)
    outcome->undo = g_strdup_printf ("request.undo(('%s','%s'))", undo_action,
                                     amt_case_get_request (context->amt_case)->id);
  report (outcome, context->page, done, amt_case_send (context->amt_case, attempt));
}

static void
act (Context *context, AmtAction action, const char *done, const char *undo_action)
{
  g_autoptr (AmtAttempt) attempt = amt_attempt_new_act (action, NULL);

  send (context, attempt, done, undo_action);
}

/* --- actions --- */

static void
do_claim (Context *context, GVariant *parameter)
{
  act (context, AMT_ACTION_CLAIM, _ ("Claimed"), "release");
}

static void
do_release (Context *context, GVariant *parameter)
{
  if (amt_case_is_handler (context->amt_case))
    act (context, AMT_ACTION_RELEASE, _ ("Released"), "claim");
  else
    amt_reason_dialog_open (context->amt_case, AMT_ACTION_RELEASE, context->page);
}

static void
do_approve (Context *context, GVariant *parameter)
{
  act (context, AMT_ACTION_APPROVE, _ ("Approved"), NULL);
}

static void
do_recall (Context *context, GVariant *parameter)
{
  act (context, AMT_ACTION_RECALL, _ ("Taken out of the folder"), NULL);
}

static void
do_reason (Context *context, GVariant *parameter)
{
  amt_reason_dialog_open (context->amt_case, context->row->policy, context->page);
}

static void
do_hand_over (Context *context, GVariant *parameter)
{
  amt_hand_over_dialog_open (context->amt_case, context->row->policy == AMT_ACTION_SEND_TO_SIGN, context->page);
}

static void
do_issue (Context *context, GVariant *parameter)
{
  gtk_widget_activate_action (context->page, "win.issue", "(sss)", amt_case_get_request (context->amt_case)->id,
                              "certificate", "");
}

static void
do_clear_follow_up (Context *context, GVariant *parameter)
{
  g_autoptr (AmtAttempt) attempt = amt_attempt_new_follow_up (NULL);

  send (context, attempt, _ ("Follow-up cleared"), NULL);
}

/* The server would take it, to no effect. */
static const char *
lacks_nobody (AmtCase *amt_case)
{
  return amt_case_is_handler (amt_case) ? _ ("You handle this request already") : NULL;
}

static const char *
lacks_follow_up (AmtCase *amt_case)
{
  return amt_case_get_request (amt_case)->follow_up == NULL ? _ ("No follow-up is set") : NULL;
}

static const char *
lacks_paper (AmtCase *amt_case)
{
  return amt_primary_find_waiting_paper (amt_case_get_request (amt_case)) == NULL
             ? _ ("No document on paper is waiting")
             : NULL;
}

static void
deliver (Context *context, const char *document_id, AmtDeliveryStatus status)
{
  g_autoptr (AmtAttempt) attempt = amt_attempt_new_delivery (document_id, status);

  send (context, attempt, status == AMT_DELIVERY_POSTED ? _ ("Recorded as posted") : _ ("Recorded as handed over"),
        NULL);
}

static void
deliver_waiting (Context *context, AmtDeliveryStatus status)
{
  const AmtDocument *document = amt_primary_find_waiting_paper (amt_case_get_request (context->amt_case));

  if (document != NULL)
    deliver (context, document->id, status);
}

static void
do_hand_out (Context *context, GVariant *parameter)
{
  deliver_waiting (context, AMT_DELIVERY_HANDED_OUT);
}

static void
do_post (Context *context, GVariant *parameter)
{
  deliver_waiting (context, AMT_DELIVERY_POSTED);
}

static void
do_document_handed_out (Context *context, GVariant *parameter)
{
  deliver (context, g_variant_get_string (parameter, NULL), AMT_DELIVERY_HANDED_OUT);
}

static void
do_document_posted (Context *context, GVariant *parameter)
{
  deliver (context, g_variant_get_string (parameter, NULL), AMT_DELIVERY_POSTED);
}

/* For whom a file is chosen: while the dialog is open another request may come to be shown. */
typedef struct
{
  AmtCase *amt_case; /* (owned) */
  char *request_id;
  GtkWidget *page; /* (owned) */
} Choosing;

static void
choosing_free (Choosing *self)
{
  g_object_unref (self->amt_case);
  g_free (self->request_id);
  g_object_unref (self->page);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choosing, choosing_free)

static void
on_file (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Choosing) choosing = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    report (g_new0 (Outcome, 1), choosing->page, _ ("Attached"),
            amt_case_attach (choosing->amt_case, choosing->request_id, file));
}

static void
do_attach (Context *context, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (context->page);
  Choosing *choosing = g_new0 (Choosing, 1);

  choosing->amt_case = g_object_ref (context->amt_case);
  choosing->request_id = g_strdup (amt_case_get_request (context->amt_case)->id);
  choosing->page = g_object_ref (context->page);
  gtk_file_filter_set_name (filter, _ ("PDF, PNG and JPEG"));
  gtk_file_filter_add_mime_type (filter, "application/pdf");
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_dialog_set_title (dialog, _ ("Attach a File"));
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_file, choosing);
}

static void
do_print (Context *context, GVariant *parameter)
{
  amt_case_printout_run (context->amt_case, context->page);
}

static bool
is_keyed_primary (const AmtPrimary *primary)
{
  return primary != NULL && g_strcmp0 (primary->table_row, "request.primary") == 0;
}

static void
do_primary (Context *context, GVariant *parameter)
{
  const AmtPrimary *primary = amt_primary_find (context->amt_case);
  g_autofree char *name = NULL;

  if (!is_keyed_primary (primary))
    return;
  name = g_strconcat ("request.", primary->action, NULL);
  gtk_widget_activate_action (context->page, name, NULL);
}

static DexFuture *
on_undone (DexFuture *future, gpointer data)
{
  amt_case_take (data, g_value_get_boxed (dex_future_get_value (future, NULL)));
  return dex_ref (future);
}

/* Undoes on the request it was done on, whichever is shown now. */
static void
do_undo (Context *context, GVariant *parameter)
{
  AmtApi *api = amt_case_get_api (context->amt_case);
  AmtReplica *replica = amt_case_get_replica (context->amt_case);
  const AmtRequest *request = amt_case_get_request (context->amt_case);
  g_autoptr (AmtSummary) summary = NULL;
  const char *nick;
  const char *id;
  int action;
  int64_t version;

  g_variant_get (parameter, "(&s&s)", &nick, &id);
  if (!amt_enum_from_nick (&amt_action_enum, nick, &action) || api == NULL)
    return;
  summary = replica != NULL ? amt_replica_get_summary (replica, id) : NULL;
  version = summary != NULL ? summary->version : 0;
  if (request != NULL && g_str_equal (request->id, id))
    version = MAX (version, request->version);
  report (g_new0 (Outcome, 1), context->page, _ ("Undone"),
          dex_future_then (amt_api_act (api, id, action, NULL, version), on_undone, g_object_ref (context->amt_case),
                           g_object_unref));
}

/* clang-format off */
static const ActionRow rows[] = {
  { "claim", AMT_ACTION_CLAIM, NULL, do_claim, NULL, lacks_nobody },
  { "release", AMT_ACTION_RELEASE, NULL, do_release, NULL },
  { "hand-over", AMT_ACTION_HAND_OVER, NULL, do_hand_over, NULL },
  { "ask", AMT_ACTION_ASK, NULL, NULL, amt_ask_dialog_get_type },
  { "resume", AMT_ACTION_RESUME, NULL, do_reason, NULL },
  { "submit", AMT_ACTION_SUBMIT, NULL, do_reason, NULL },
  { "approve", AMT_ACTION_APPROVE, NULL, do_approve, NULL },
  { "return", AMT_ACTION_RETURN, NULL, do_reason, NULL },
  { "send-to-sign", AMT_ACTION_SEND_TO_SIGN, NULL, do_hand_over, NULL },
  { "recall", AMT_ACTION_RECALL, NULL, do_recall, NULL },
  { "issue", AMT_ACTION_DRAFT, NULL, do_issue, NULL },
  { "reject", AMT_ACTION_REJECT, NULL, NULL, amt_reject_dialog_get_type },
  { "withdraw", AMT_ACTION_WITHDRAW, NULL, do_reason, NULL },
  { "extract", AMT_ACTION_EXTRACT, NULL, NULL, amt_extract_dialog_get_type },
  { "note", AMT_ACTION_NOTE, NULL, NULL, amt_note_dialog_get_type },
  { "follow-up", AMT_ACTION_FOLLOW_UP, NULL, NULL, amt_follow_up_dialog_get_type },
  { "clear-follow-up", AMT_ACTION_FOLLOW_UP, NULL, do_clear_follow_up, NULL, lacks_follow_up },
  { "attach", AMT_ACTION_ATTACH, NULL, do_attach, NULL },
  { "hand-out", AMT_ACTION_HAND_OUT, NULL, do_hand_out, NULL, lacks_paper },
  { "post", AMT_ACTION_POST, NULL, do_post, NULL, lacks_paper },
  { "document-handed-out", AMT_ACTION_HAND_OUT, "s", do_document_handed_out, NULL },
  { "document-posted", AMT_ACTION_POST, "s", do_document_posted, NULL },
  { "print", AMT_ACTION_READ, NULL, do_print, NULL },
};
/* clang-format on */

/* Decided otherwise than by their own row. */
static const ActionRow primary_row = {"primary", AMT_ACTION_READ, NULL, do_primary, NULL};
static const ActionRow undo_row = {"undo", AMT_ACTION_READ, "(ss)", do_undo, NULL};

static void
on_activate (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Context *context = data;

  if (context->row->activate != NULL)
    context->row->activate (context, parameter);
  else
    amt_case_dialog_open (context->row->dialog (), context->amt_case, context->page);
}

static void
context_free (gpointer data, GClosure *closure)
{
  Context *context = data;

  g_object_unref (context->amt_case);
  g_free (context);
}

static void
add_row (GSimpleActionGroup *group, AmtCase *amt_case, GtkWidget *page, const ActionRow *row)
{
  g_autoptr (GVariantType) type = row->type != NULL ? g_variant_type_new (row->type) : NULL;
  g_autoptr (GSimpleAction) action = g_simple_action_new (row->name, type);
  Context *context = g_new0 (Context, 1);

  context->amt_case = g_object_ref (amt_case);
  context->page = page;
  context->row = row;
  g_signal_connect_data (action, "activate", G_CALLBACK (on_activate), context, context_free, 0);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
}

void
amt_request_actions_add (GSimpleActionGroup *group, AmtCase *amt_case, GtkWidget *page)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    add_row (group, amt_case, page, &rows[i]);
  add_row (group, amt_case, page, &primary_row);
  add_row (group, amt_case, page, &undo_row);
  amt_request_actions_update (group, amt_case);
}

static void
set_enabled (GSimpleActionGroup *group, const char *name, bool enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (group), name)), enabled);
}

static char *
explain_primary (AmtCase *amt_case)
{
  const AmtPrimary *primary = amt_primary_find (amt_case);

  if (primary == NULL)
    return g_strdup (_ ("Nothing is left to do here"));
  if (!is_keyed_primary (primary))
    return g_strdup (amt_sentence_for_refusal (AMT_REFUSAL_NOT_HANDLER));
  return amt_case_explain (amt_case, primary->policy);
}

char *
amt_request_actions_explain (AmtCase *amt_case, const char *name)
{
  if (amt_case_get_request (amt_case) == NULL)
    return g_strdup (_ ("No request is open"));
  if (g_str_equal (name, primary_row.name))
    return explain_primary (amt_case);
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (name, rows[i].name))
      {
        char *reason = amt_case_explain (amt_case, rows[i].policy);

        return reason == NULL && rows[i].lacks != NULL ? g_strdup (rows[i].lacks (amt_case)) : reason;
      }
  return NULL;
}

static void
update_row (GSimpleActionGroup *group, AmtCase *amt_case, const char *name)
{
  g_autofree char *reason = amt_request_actions_explain (amt_case, name);

  set_enabled (group, name, reason == NULL);
}

void
amt_request_actions_update (GSimpleActionGroup *group, AmtCase *amt_case)
{
  for (size_t i = 0; i < G_N_ELEMENTS (rows); i++)
    update_row (group, amt_case, rows[i].name);
  update_row (group, amt_case, primary_row.name);
}
