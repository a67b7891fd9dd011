/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The feed store: to which offices one belongs, which day it is, and what the services are called. */
#include "amt-feed-store-private.h"
#include "amt-text.h"

#include <string.h>

/* --- offices --- */

static bool
is_member (const AmtSession *session, const char *authority_id)
{
  for (unsigned i = 0; session->memberships != NULL && i < session->memberships->len; i++)
    {
      const AmtMembership *membership = session->memberships->pdata[i];

      if (g_strcmp0 (membership->authority->id, authority_id) == 0)
        return true;
    }
  return false;
}

static bool
drop_authority (AmtFeedStore *self, const char *authority_id, GError **error)
{
  AmtFeedTarget all = {.authority_id = authority_id, .generation = G_MAXINT64};

  return amt_feed_store_sweep (self, &all, error) &&
         amt_database_run (self->database, error, "DELETE FROM feed WHERE authority_id = $1", "t", authority_id) &&
         amt_database_run (self->database, error, "DELETE FROM service WHERE authority_id = $1", "t", authority_id) &&
         amt_database_run (self->database, error, "DELETE FROM kept WHERE name = 'catalogue/' || $1", "t",
                           authority_id);
}

static bool
drop_strangers (AmtFeedStore *self, const AmtSession *session, bool *dropped, GError **error)
{
  g_autoptr (GPtrArray) strangers = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmtCursor) rows = amt_database_query (self->database, error, "SELECT authority_id FROM feed", "");

  if (rows == NULL)
    return false;
  while (amt_cursor_next (rows))
    if (!is_member (session, amt_cursor_get_text (rows, 0)))
      g_ptr_array_add (strangers, amt_cursor_dup_text (rows, 0));
  if (!amt_cursor_finish (rows, error))
    return false;
  *dropped = strangers->len > 0;
  for (unsigned i = 0; i < strangers->len; i++)
    if (!drop_authority (self, strangers->pdata[i], error))
      return false;
  return amt_queue_counts_save (self->counts, self->database, error);
}

bool
amt_feed_store_set_session (AmtFeedStore *self, const AmtSession *session, bool *dropped, GError **error)
{
  g_autofree char *json = amt_record_to_string (&amt_session_type, session);
  bool any = false;

  if (!amt_database_begin (self->database, error) ||
      !amt_feed_store_finish (
          self, amt_feed_store_set_meta (self, "session", json, error) && drop_strangers (self, session, &any, error),
          error))
    return false;
  if (self->session != session)
    {
      g_clear_pointer (&self->session, amt_session_unref);
      self->session = amt_session_copy (session);
    }
  if (dropped != NULL)
    *dropped = any;
  return !any || amt_feed_store_checkpoint (self, error);
}

typedef struct
{
  int64_t id;
  uint32_t queues;
  bool late;
} Placed;

/* Of a row, in the order in which recount() asks. */
static uint32_t
place_of (AmtFeedStore *self, AmtCursor *row, bool *late)
{
  const AmtFeedPlace place = {
      .state = (int) amt_cursor_get_int (row, 1),
      .handler_id = amt_cursor_get_text (row, 2),
      .due_on = amt_cursor_get_text (row, 3),
      .follow_up_on = amt_cursor_get_text (row, 4),
      .signer_id = amt_cursor_get_text (row, 8),
      .may_sign = amt_feed_store_may_sign (self, amt_cursor_get_text (row, 9), amt_cursor_get_text (row, 5),
                                           amt_cursor_get_text (row, 10)),
  };

  return amt_feed_store_queues (&place, self->me, self->today, late);
}

/* Places every row anew; @moved gets those that change. */
static bool
recount (AmtFeedStore *self, GArray *moved, GError **error)
{
  g_autoptr (AmtCursor) rows = amt_database_query (
      self->database, error,
      "SELECT id, state, handler_id, due_on, follow_up_on, team_id, queues, late, signer_id, authority_id, service_id"
      " FROM request",
      "");

  if (rows == NULL)
    return false;
  amt_queue_counts_clear (self->counts);
  while (amt_cursor_next (rows))
    {
      Placed placed = {.id = amt_cursor_get_int (rows, 0)};

      placed.queues = place_of (self, rows, &placed.late);
      amt_queue_counts_add (self->counts, amt_cursor_get_text (rows, 5), placed.queues, placed.late, 1);
      if (placed.queues != (uint32_t) amt_cursor_get_int (rows, 6) || placed.late != amt_cursor_get_int (rows, 7))
        g_array_append_val (moved, placed);
    }
  return amt_cursor_finish (rows, error);
}

static bool
place_all (AmtFeedStore *self, GError **error)
{
  g_autoptr (GArray) moved = g_array_new (FALSE, FALSE, sizeof (Placed));

  if (!recount (self, moved, error))
    return false;
  for (unsigned i = 0; i < moved->len; i++)
    {
      const Placed *placed = &g_array_index (moved, Placed, i);

      if (!amt_database_run (self->database, error, "UPDATE request SET queues = $1, late = $2 WHERE id = $3", "iin",
                             (int) placed->queues, (int) placed->late, placed->id))
        return false;
    }
  return amt_database_run (self->database, error, "DELETE FROM queue_count", "") &&
         amt_queue_counts_save (self->counts, self->database, error);
}

bool
amt_feed_store_set_today (AmtFeedStore *self, const char *today, bool *changed, GError **error)
{
  g_autofree char *counted = amt_feed_store_get_meta (self, "today");

  *changed = g_strcmp0 (counted, today) != 0;
  if (!*changed)
    return true;
  g_set_str (&self->today, today);
  return amt_database_begin (self->database, error) &&
         amt_feed_store_finish (self, place_all (self, error) && amt_feed_store_set_meta (self, "today", today, error),
                                error);
}

char *
amt_feed_store_get_catalogue_etag (AmtFeedStore *self, const char *authority_id)
{
  g_autofree char *name = g_strconcat ("catalogue/", authority_id, NULL);
  g_autoptr (AmtCursor)
      row = amt_database_query_row (self->database, NULL, "SELECT etag FROM kept WHERE name = $1", "t", name);

  return row != NULL ? amt_cursor_dup_text (row, 0) : NULL;
}

static char *
service_words (const AmtService *service)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autofree char *folded = NULL;
  const AmtWords *words[] = {service->name, service->short_name};

  for (size_t i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] != NULL)
      g_string_append_printf (plain, "%s %s ", words[i]->de != NULL ? words[i]->de : "",
                              words[i]->en != NULL ? words[i]->en : "");
  folded = amt_text_fold (plain->str);
  return g_steal_pointer (&folded);
}

static bool
put_services (AmtFeedStore *self, const char *authority_id, GPtrArray *services, GError **error)
{
  for (unsigned i = 0; i < services->len; i++)
    {
      const AmtService *service = services->pdata[i];
      g_autofree char *words = service_words (service);

      if (!amt_database_run (self->database, error,
                             "INSERT INTO service (authority_id, service_id, words, signs) VALUES ($1, $2, $3, $4)"
                             " ON CONFLICT (authority_id, service_id) DO UPDATE SET words = excluded.words,"
                             "  signs = excluded.signs",
                             "ttti", authority_id, service->id, words, service->signing_permission))
        return false;
    }
  return amt_feed_store_load_services (self, error);
}

/* Rows indexed under other names of their service are indexed anew. */
static bool
reindex (AmtFeedStore *self, const char *authority_id, GError **error)
{
  g_autoptr (AmtCursor) rows = amt_database_query (
      self->database, error,
      "SELECT r.id, s.json FROM request r JOIN summary s ON s.id = r.id WHERE r.authority_id = $1", "t", authority_id);

  if (rows == NULL)
    return false;
  while (amt_cursor_next (rows))
    {
      const char *text = amt_cursor_get_text (rows, 1);
      g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
      g_autoptr (AmtSummary) summary = amt_record_from_answer_bytes (&amt_summary_type, bytes, strlen (text), error);

      if (summary == NULL || !amt_feed_store_index_row (self, amt_cursor_get_int (rows, 0), summary, error))
        return false;
    }
  return amt_cursor_finish (rows, error);
}

bool
amt_feed_store_set_catalogue (AmtFeedStore *self, const char *authority_id, const char *etag, GPtrArray *services,
                              const char *json, GError **error)
{
  g_autofree char *name = g_strconcat ("catalogue/", authority_id, NULL);

  return amt_database_begin (self->database, error) &&
         amt_feed_store_finish (
             self,
             amt_database_run (self->database, error,
                               "INSERT INTO kept (name, etag, json) VALUES ($1, $2, $3) ON CONFLICT (name)"
                               " DO UPDATE SET etag = excluded.etag, json = excluded.json",
                               "ttt", name, etag, json) &&
                 put_services (self, authority_id, services, error) && reindex (self, authority_id, error) &&
                 place_all (self, error),
             error);
}
