/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "amt-history-view.h"

#include <glib/gi18n.h>
#include <inttypes.h>

#include "amt-announce.h"
#include "amt-error.h"
#include "amt-labels.h"
#include "amt-request-ui.h"
#include "amt-request-words.h"
#include "amt-sentences.h"
#include "amt-weakly.h"

struct _AmtHistoryView
{
  AmtCaseWidget parent_instance;

  char *shown;        /* (owned) (nullable) id and version of what is shown */
  DexFuture *loading; /* (owned) (nullable) */

  GtkStack *stack;
  AdwStatusPage *problem_page;
  GtkListBox *rows;
  GtkImage *chain_icon;
  GtkLabel *chain_label;
};

G_DEFINE_FINAL_TYPE (AmtHistoryView, amt_history_view, AMT_TYPE_CASE_WIDGET)

static const char *
get_zone (AmtHistoryView *self)
{
  AmtCase *amt_case = amt_case_widget_get_case (AMT_CASE_WIDGET (self));

  return amt_case != NULL ? amt_case_get_zone (amt_case) : "Europe/Berlin";
}

static char *
describe (const AmtJournalEntry *entry)
{
  GString *text = g_string_new (entry->by_name);
  int state;

  if (entry->by_name == NULL)
    g_string_append (text, g_strcmp0 (entry->by_kind, "citizen") == 0 ? _ ("applicant") : _ ("by itself"));
  if (entry->to != NULL && g_strcmp0 (entry->from, entry->to) != 0 &&
      amt_enum_from_nick (&amt_state_enum, entry->to, &state))
    g_string_append_printf (text, " · %s", amt_label_state (state));
  if (entry->text != NULL && *entry->text != '\0')
    {
      bool payment = g_strcmp0 (entry->gate, amt_enum_to_nick (&amt_gate_kind_enum, AMT_GATE_PAYMENT)) == 0;
      g_autofree char *words = payment ? amt_evidence_words (entry->text) : g_strdup (entry->text);

      g_string_append_printf (text, " · %s", words);
    }
  return g_string_free (text, false);
}

static GtkWidget *
make_row (AmtHistoryView *self, const AmtJournalEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *moment = amt_label_moment (entry->at, get_zone (self));
  g_autofree char *title = amt_journal_title (entry);
  g_autofree char *subtitle = describe (entry);
  g_autofree char *sentence = NULL;
  GtkWidget *time = gtk_label_new (moment);

  gtk_widget_add_css_class (time, "caption");
  gtk_widget_add_css_class (time, "numeric");
  gtk_widget_add_css_class (time, "dimmed");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (amt_journal_icon (entry->action)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), time);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), false);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_focusable (row, true);
  sentence = g_strdup_printf ("%s, %s, %s", title, subtitle, moment);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY); /* its title alone */
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  return row;
}

/* --- whether the chain still ends where this workstation saw it last --- */

typedef enum
{
  CHAIN_UNKNOWN,
  CHAIN_INTACT,
  CHAIN_BROKEN
} Chain;

static void
set_chain (AmtHistoryView *self, Chain chain, const char *text)
{
  static const struct
  {
    const char *icon;
    const char *css[2];
  } looks[] = {
      [CHAIN_UNKNOWN] = {"amt-seal-symbolic", {NULL}},
      [CHAIN_INTACT] = {"object-select-symbolic", {"success", NULL}},
      [CHAIN_BROKEN] = {"dialog-warning-symbolic", {"error", NULL}},
  };
  const char *dimmed[] = {"dimmed", NULL};

  gtk_image_set_from_icon_name (self->chain_icon, looks[chain].icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->chain_icon), (const char **) looks[chain].css);
  gtk_label_set_label (self->chain_label, text);
  gtk_widget_set_css_classes (GTK_WIDGET (self->chain_label),
                              chain == CHAIN_BROKEN ? (const char **) looks[chain].css : dimmed);
  if (chain == CHAIN_BROKEN)
    amt_announce (GTK_WIDGET (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

void
amt_history_view_show (AmtHistoryView *self, GPtrArray *entries)
{
  const AmtJournalEntry *last = entries->len > 0 ? entries->pdata[0] : NULL;
  g_autofree char *link = NULL;

  gtk_list_box_remove_all (self->rows);
  for (unsigned i = 0; i < entries->len; i++)
    gtk_list_box_append (self->rows, make_row (self, entries->pdata[i]));
  if (last != NULL)
    link = g_strdup_printf (_ ("Link %" PRId64 " of the authority’s journal, %.12s…"), last->number,
                            last->hash != NULL ? last->hash : "");
  set_chain (self, CHAIN_UNKNOWN, link != NULL ? link : _ ("Nothing has happened yet."));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->chain_label), link);
  gtk_stack_set_visible_child_name (self->stack, "rows");
}

/* @error: (nullable): why it does not hold, or could not be looked at. */
static void
show_chain (AmtHistoryView *self, const GError *error)
{
  g_autofree char *moment = NULL;
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      bool broken = error->domain == AMT_ERROR && g_str_has_prefix (amt_error_get_slug (error), "journal-");

      set_chain (self, broken ? CHAIN_BROKEN : CHAIN_UNKNOWN,
                 broken ? _ ("The journal is shorter or another than this workstation saw before. Tell your "
                             "administrator; do not issue anything until it is explained.")
                        : _ ("The chain could not be checked just now."));
      return;
    }
  moment = amt_label_moment (g_get_real_time (), get_zone (self));
  text = g_strdup_printf (_ ("Chain intact, last checked %s"), moment);
  set_chain (self, CHAIN_INTACT, text);
}

/* The head of one authority's journal says nothing of another's: whose it is goes along. */
typedef struct
{
  AmtHistoryView *self; /* (owned) */
  char *authority_id;
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_object_unref (asking->self);
  g_free (asking->authority_id);
  g_free (asking);
}

static DexFuture *
on_head (DexFuture *future, gpointer data)
{
  const Asking *asking = data;
  AmtHistoryView *self = asking->self;
  AmtCase *amt_case = amt_case_widget_get_case (AMT_CASE_WIDGET (self));
  const AmtRequest *request = amt_case != NULL ? amt_case_get_request (amt_case) : NULL;
  g_autoptr (GError) error = NULL;

  if (request == NULL || !g_str_equal (request->authority_id, asking->authority_id))
    return dex_future_new_true ();
  dex_future_get_value (future, &error);
  show_chain (self, error);
  return dex_future_new_true ();
}

static void
check_head (AmtHistoryView *self, AmtCase *amt_case)
{
  Asking *asking;

  if (amt_case_get_replica (amt_case) == NULL)
    return;
  asking = g_new0 (Asking, 1);
  asking->self = g_object_ref (self);
  asking->authority_id = g_strdup (amt_case_get_request (amt_case)->authority_id);
  dex_future_disown (dex_future_finally (
      amt_replica_check_journal (amt_case_get_replica (amt_case), asking->authority_id), on_head, asking, asking_free));
}

static DexFuture *
on_loaded (DexFuture *future, gpointer data)
{
  AmtHistoryView *self = data;
  AmtCase *amt_case = amt_case_widget_get_case (AMT_CASE_WIDGET (self));
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);

  dex_clear (&self->loading);
  if (amt_case == NULL || amt_case_get_request (amt_case) == NULL)
    return dex_ref (future);
  if (value != NULL)
    {
      amt_history_view_show (self, g_value_get_boxed (value));
      check_head (self, amt_case);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *sentence = amt_sentence_for_error (error);

      g_clear_pointer (&self->shown, g_free);
      adw_status_page_set_description (self->problem_page, sentence);
      gtk_stack_set_visible_child_name (self->stack, "problem");
    }
  return dex_ref (future);
}

void
amt_history_view_reload (AmtHistoryView *self)
{
  AmtCase *amt_case = amt_case_widget_get_case (AMT_CASE_WIDGET (self));
  const AmtRequest *request = amt_case != NULL ? amt_case_get_request (amt_case) : NULL;
  g_autofree char *want = NULL;

  if (request == NULL || amt_case_get_api (amt_case) == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  want = g_strdup_printf ("%s/%" G_GINT64_FORMAT, request->id, request->version);
  if (!g_set_str (&self->shown, want))
    return;
  if (gtk_list_box_get_row_at_index (self->rows, 0) == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  dex_clear (&self->loading);
  self->loading = amt_weakly_finally (amt_api_get_journal (amt_case_get_api (amt_case), request->id), on_loaded, self);
}

static void
on_retry (AmtHistoryView *self)
{
  g_clear_pointer (&self->shown, g_free);
  gtk_stack_set_visible_child_name (self->stack, "loading");
  amt_history_view_reload (self);
}

static void
amt_history_view_refresh (AmtCaseWidget *widget, AmtCase *amt_case, const AmtRequest *request)
{
  AmtHistoryView *self = AMT_HISTORY_VIEW (widget);

  if (request == NULL || self->shown == NULL || !g_str_has_prefix (self->shown, request->id))
    {
      dex_clear (&self->loading); /* the answer would stand below another name */
      g_clear_pointer (&self->shown, g_free);
      gtk_list_box_remove_all (self->rows);
    }
  amt_history_view_reload (self);
}

static void
amt_history_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (amt_history_view_parent_class)->map (widget);
  amt_history_view_reload (AMT_HISTORY_VIEW (widget));
}

static void
amt_history_view_dispose (GObject *object)
{
  AmtHistoryView *self = AMT_HISTORY_VIEW (object);

  dex_clear (&self->loading);
  g_clear_pointer (&self->shown, g_free);
  adw_bin_set_child (ADW_BIN (object), NULL); /* bound: the template would take it behind the back of the bin */
  gtk_widget_dispose_template (GTK_WIDGET (object), AMT_TYPE_HISTORY_VIEW);
  G_OBJECT_CLASS (amt_history_view_parent_class)->dispose (object);
}

static void
amt_history_view_class_init (AmtHistoryViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = amt_history_view_dispose;
  widget_class->map = amt_history_view_map;
  AMT_CASE_WIDGET_CLASS (klass)->refresh = amt_history_view_refresh;
  AMT_SET_TEMPLATE (widget_class, request, "request", "amt-history-view");
  gtk_widget_class_bind_template_child (widget_class, AmtHistoryView, stack);
  gtk_widget_class_bind_template_child (widget_class, AmtHistoryView, problem_page);
  gtk_widget_class_bind_template_child (widget_class, AmtHistoryView, rows);
  gtk_widget_class_bind_template_child (widget_class, AmtHistoryView, chain_icon);
  gtk_widget_class_bind_template_child (widget_class, AmtHistoryView, chain_label);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
}

static void
amt_history_view_init (AmtHistoryView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
