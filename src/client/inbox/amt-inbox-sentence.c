/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-inbox-sentence.h"

#include "amt-labels.h"
#include "amt-term.h"

#include <glib/gi18n.h>

static void
add (GPtrArray *parts, char *part)
{
  if (part && *part)
    g_ptr_array_add (parts, part);
  else
    g_free (part);
}

char *
amt_inbox_sentence (AmtRequestItem *item, AmtCatalogue *catalogue)
{
  const AmtSummary *summary = amt_request_item_get_summary (item);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (!summary)
    return g_strdup ("");
  add (parts, g_strdup (summary->applicant_name));
  if (summary->subject_name)
    add (parts, g_strdup_printf (_ ("for %s"), summary->subject_name));
  add (parts, amt_catalogue_name (catalogue, summary->service_id, summary->variant));
  add (parts, amt_label_short_number (summary->file_number));
  if (amt_state_is_open (summary->state))
    add (parts, amt_term_spoken (amt_summary_due_on (summary), amt_catalogue_today (catalogue, summary->authority_id),
                                 summary->suspended));
  add (parts, g_str_equal (amt_label_language (), "de") ? g_strdup (amt_label_state (summary->state))
                                                        : g_utf8_strdown (amt_label_state (summary->state), -1));
  if (amt_state_is_open (summary->state) && summary->identity == AMT_GATE_OPEN)
    add (parts, g_strdup (_ ("identity open")));
  if (amt_state_is_open (summary->state) && summary->payment == AMT_GATE_OPEN)
    add (parts, g_strdup (_ ("payment open")));
  if (amt_request_item_get_unread (item))
    add (parts, g_strdup (_ ("changed since you looked")));
  if (amt_request_item_get_pending (item))
    add (parts, g_strdup (_ ("on its way to the server")));
  if (summary->handler_name)
    add (parts, g_strdup_printf (_ ("with %s"), summary->handler_name));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (", ", (char **) parts->pdata);
}

char *
amt_inbox_counted (AmtRequestList *list, AmtReplica *replica, const char *team_id)
{
  const AmtQuery *query = amt_request_list_get_query (list);
  unsigned n = g_list_model_get_n_items (G_LIST_MODEL (list));
  unsigned late = 0;
  g_autofree char *counted = NULL;
  g_autofree char *late_text = NULL;

  if (query->text || amt_query_is_filtered (query))
    return g_strdup_printf (ngettext ("%u found", "%u found", n), n);
  if (query->queue == AMT_QUEUE_DONE)
    return g_strdup_printf (ngettext ("%u done", "%u done", n), n);
  late = amt_replica_count_late (replica, query->queue, team_id);
  counted = g_strdup_printf (ngettext ("%u open", "%u open", n), n);
  if (late == 0)
    return g_steal_pointer (&counted);
  late_text = g_strdup_printf (ngettext ("%u late", "%u late", late), late);
  return g_strdup_printf ("%s · %s", counted, late_text);
}
