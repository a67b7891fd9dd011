/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-feed-store.h"

#include "amt-error.h"
#include "amt-feed-reader.h"
#include "amt-feed-store-private.h"
#include "amt-text.h"
#include "amt-time.h"

#include <string.h>

#define SOON_DAYS 2

/* A row as it stands before a change. */
typedef struct
{
  int64_t id; /* 0: none */
  char *team_id;
  uint32_t queues;
  bool late;
} Row;

static void
row_clear (Row *row)
{
  g_free (row->team_id);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Row, row_clear)

AmtFeedStore *
amt_feed_store_new (AmtDatabase *database)
{
  AmtFeedStore *self = g_new0 (AmtFeedStore, 1);

  self->database = database;
  self->counts = amt_queue_counts_new ();
  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->signs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
amt_feed_store_free (AmtFeedStore *self)
{
  g_clear_pointer (&self->database, amt_database_close);
  amt_queue_counts_free (self->counts);
  g_hash_table_unref (self->words);
  g_hash_table_unref (self->signs);
  g_clear_pointer (&self->session, amt_session_unref);
  g_free (self->me);
  g_free (self->today);
  g_free (self);
}

void
amt_feed_position_clear (AmtFeedPosition *position)
{
  g_clear_pointer (&position->epoch, g_free);
}

/* --- small facts --- */

char *
amt_feed_store_get_meta (AmtFeedStore *self, const char *name)
{
  g_autoptr (AmtCursor)
      row = amt_database_query_row (self->database, NULL, "SELECT value FROM meta WHERE name = $1", "t", name);

  return row != NULL ? amt_cursor_dup_text (row, 0) : NULL;
}

bool
amt_feed_store_set_meta (AmtFeedStore *self, const char *name, const char *value, GError **error)
{
  return amt_database_run (self->database, error,
                           "INSERT INTO meta (name, value) VALUES ($1, $2)"
                           " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                           "tt", name, value);
}

static char *
service_key (const char *authority_id, const char *service_id)
{
  return g_strjoin ("/", authority_id, service_id, NULL);
}

bool
amt_feed_store_load_services (AmtFeedStore *self, GError **error)
{
  g_autoptr (AmtCursor) rows = amt_database_query (self->database, error,
                                                   "SELECT authority_id, service_id, words, signs FROM service", "");

  if (rows == NULL)
    return false;
  g_hash_table_remove_all (self->words);
  g_hash_table_remove_all (self->signs);
  while (amt_cursor_next (rows))
    {
      g_autofree char *key = service_key (amt_cursor_get_text (rows, 0), amt_cursor_get_text (rows, 1));

      if (!amt_cursor_is_null (rows, 3))
        g_hash_table_insert (self->signs, g_strdup (key), GINT_TO_POINTER ((int) amt_cursor_get_int (rows, 3) + 1));
      g_hash_table_insert (self->words, g_steal_pointer (&key), amt_cursor_dup_text (rows, 2));
    }
  return amt_cursor_finish (rows, error);
}

bool
amt_feed_store_may_sign (AmtFeedStore *self, const char *authority_id, const char *team_id, const char *service_id)
{
  g_autofree char *key = service_key (authority_id, service_id);
  int signs = GPOINTER_TO_INT (g_hash_table_lookup (self->signs, key));

  return signs == 0 || self->session == NULL ||
         (amt_session_permissions (self->session, authority_id, team_id) & 1u << (signs - 1)) != 0;
}

bool
amt_feed_store_claim (AmtFeedStore *self, const char *server, const char *person_id, GError **error)
{
  g_autofree char *known_server = amt_feed_store_get_meta (self, "server");
  g_autofree char *known_person = amt_feed_store_get_meta (self, "person");

  if ((known_server != NULL && !g_str_equal (known_server, server)) ||
      (known_person != NULL && !g_str_equal (known_person, person_id)))
    {
      amt_error_set (error, AMT_ERROR_CONFLICT, "other-owner", NULL, "The copy is another server's or person's");
      return false;
    }
  g_set_str (&self->me, person_id);
  if (self->session == NULL)
    self->session = amt_feed_reader_get_session (self->database, NULL);
  g_clear_pointer (&self->today, g_free);
  self->today = amt_feed_store_get_meta (self, "today");
  if (self->today == NULL)
    self->today = amt_time_to_day (g_get_real_time (), "Europe/Berlin");
  return (known_server != NULL || amt_feed_store_set_meta (self, "server", server, error)) &&
         (known_person != NULL || amt_feed_store_set_meta (self, "person", person_id, error)) &&
         amt_queue_counts_load (self->counts, self->database, error) && amt_feed_store_load_services (self, error);
}

/* What was sent to one person lies in that person's folder, else in everybody's who may sign it. */
static bool
is_to_sign (const AmtFeedPlace *place, const char *me)
{
  if (place->state != AMT_STATE_TO_SIGN)
    return false;
  return place->signer_id != NULL ? g_strcmp0 (place->signer_id, me) == 0 : place->may_sign;
}

uint32_t
amt_feed_store_queues (const AmtFeedPlace *place, const char *me, const char *today, bool *late)
{
  int state = place->state;
  bool open = amt_state_is_open ((AmtState) state);
  int left = place->due_on != NULL ? amt_day_distance (today, place->due_on) : G_MAXINT;
  uint32_t queues = 1u << AMT_QUEUE_EVERYTHING;

  *late = open && left < 0;
  queues |= open ? 1u << AMT_QUEUE_ALL : 1u << AMT_QUEUE_DONE;
  if (place->handler_id == NULL && (state == AMT_STATE_NEW || state == AMT_STATE_IN_REVIEW))
    queues |= 1u << AMT_QUEUE_UNCLAIMED;
  if (open && state != AMT_STATE_WAITING && place->handler_id != NULL && g_strcmp0 (place->handler_id, me) == 0)
    queues |= 1u << AMT_QUEUE_MINE;
  if (open && left <= SOON_DAYS)
    queues |= 1u << AMT_QUEUE_DUE_SOON;
  if (place->follow_up_on != NULL && amt_day_distance (today, place->follow_up_on) <= 0)
    queues |= 1u << AMT_QUEUE_FOLLOW_UPS;
  if (state == AMT_STATE_WAITING)
    queues |= 1u << AMT_QUEUE_WAITING;
  if (is_to_sign (place, me))
    queues |= 1u << AMT_QUEUE_TO_SIGN;
  if (state == AMT_STATE_IN_APPROVAL)
    queues |= 1u << AMT_QUEUE_IN_APPROVAL;
  return queues;
}

/* --- one row --- */

static bool
find_row (AmtFeedStore *self, const char *request_id, Row *row, GError **error)
{
  g_autoptr (AmtCursor) found = amt_database_query (
      self->database, error, "SELECT id, team_id, queues, late FROM request WHERE request_id = $1", "t", request_id);

  if (found == NULL)
    return false;
  if (amt_cursor_next (found))
    {
      row->id = amt_cursor_get_int (found, 0);
      row->team_id = amt_cursor_dup_text (found, 1);
      row->queues = (uint32_t) amt_cursor_get_int (found, 2);
      row->late = amt_cursor_get_int (found, 3) != 0;
    }
  return amt_cursor_finish (found, error);
}

static bool
delete_row (AmtFeedStore *self, const Row *row, GError **error)
{
  amt_queue_counts_add (self->counts, row->team_id, row->queues, row->late, -1);
  return amt_database_run (self->database, error, "DELETE FROM search WHERE rowid = $1", "n", row->id) &&
         amt_database_run (self->database, error, "DELETE FROM summary WHERE id = $1", "n", row->id) &&
         amt_database_run (self->database, error, "DELETE FROM request WHERE id = $1", "n", row->id);
}

/* The number as lists show it: without the year and the zeros. */
static const char *
short_number (const char *file_number)
{
  const char *dash = strchr (file_number, '-');

  return dash != NULL ? dash + 1 + strspn (dash + 1, "0") : "";
}

static char *
words_of (AmtFeedStore *self, const AmtSummary *summary)
{
  g_autofree char *key = service_key (summary->authority_id, summary->service_id);
  const char *service = g_hash_table_lookup (self->words, key);
  g_autofree char *plain = g_strjoin (" ", summary->applicant_name, summary->file_number,
                                      short_number (summary->file_number),
                                      summary->subject_name != NULL ? summary->subject_name : "", NULL);
  g_autofree char *folded = amt_text_fold (plain);

  return g_strjoin (" ", folded, service != NULL ? service : "", NULL);
}

/* The index is rewritten only when it would say something else: most changes leave names alone. */
bool
amt_feed_store_index_row (AmtFeedStore *self, int64_t id, const AmtSummary *summary, GError **error)
{
  g_autofree char *words = words_of (self, summary);
  g_autoptr (AmtCursor)
      found = amt_database_query (self->database, error, "SELECT words FROM search WHERE rowid = $1", "n", id);
  bool there;

  if (found == NULL)
    return false;
  there = amt_cursor_next (found);
  if (there && g_strcmp0 (amt_cursor_get_text (found, 0), words) == 0)
    return true;
  if (!amt_cursor_finish (found, error))
    return false;
  g_clear_pointer (&found, amt_cursor_free);
  if (there && !amt_database_run (self->database, error, "DELETE FROM search WHERE rowid = $1", "n", id))
    return false;
  return amt_database_run (self->database, error, "INSERT INTO search (rowid, words) VALUES ($1, $2)", "nt", id, words);
}

static bool
write_row (AmtFeedStore *self, const AmtFeedTarget *target, const AmtSummary *s, uint32_t queues, bool late,
           GError **error)
{
  g_autofree char *name_key = amt_text_fold (s->applicant_name);

  return amt_database_run (
      self->database, error,
      "INSERT INTO request (request_id, authority_id, team_id, service_id, state, version, handler_id, due_on,"
      "  follow_up_on, received_on, identity, payment, name_key, updated_at, queues, late, base_version, generation,"
      "  signer_id)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)"
      " ON CONFLICT (request_id) DO UPDATE SET authority_id = excluded.authority_id, team_id = excluded.team_id,"
      "  service_id = excluded.service_id, state = excluded.state, version = excluded.version,"
      "  handler_id = excluded.handler_id, due_on = excluded.due_on, follow_up_on = excluded.follow_up_on,"
      "  received_on = excluded.received_on, identity = excluded.identity, payment = excluded.payment,"
      "  name_key = excluded.name_key, updated_at = excluded.updated_at, queues = excluded.queues,"
      "  late = excluded.late, generation = excluded.generation, signer_id = excluded.signer_id",
      "ttttintttt"
      "iitniinnt",
      s->id, target->authority_id, s->team_id, s->service_id, s->state, s->version, s->handler_id,
      amt_summary_due_on (s), s->follow_up_on, s->received_on != NULL ? s->received_on : "", s->identity, s->payment,
      name_key, s->updated_at, (int) queues, (int) late, target->complete ? (int64_t) 0 : s->version,
      target->generation, s->signer_id);
}

static bool
put_row (AmtFeedStore *self, const AmtFeedTarget *target, const AmtSummary *summary, GError **error)
{
  g_auto (Row) old = {0};
  g_autofree char *json = amt_record_to_string (&amt_summary_type, summary);
  const AmtFeedPlace place = {
      .state = summary->state,
      .handler_id = summary->handler_id,
      .signer_id = summary->signer_id,
      .may_sign = amt_feed_store_may_sign (self, target->authority_id, summary->team_id, summary->service_id),
      .due_on = amt_summary_due_on (summary),
      .follow_up_on = summary->follow_up_on,
  };
  bool late;
  uint32_t queues = amt_feed_store_queues (&place, self->me, self->today, &late);

  if (!find_row (self, summary->id, &old, error) || !write_row (self, target, summary, queues, late, error))
    return false;
  if (old.id != 0)
    amt_queue_counts_add (self->counts, old.team_id, old.queues, old.late, -1);
  else if (!amt_database_query_int (self->database, error, &old.id, "SELECT id FROM request WHERE request_id = $1", "t",
                                    summary->id))
    return false;
  amt_queue_counts_add (self->counts, summary->team_id, queues, late, 1);
  return amt_database_run (self->database, error,
                           "INSERT INTO summary (id, json) VALUES ($1, $2)"
                           " ON CONFLICT (id) DO UPDATE SET json = excluded.json",
                           "nt", old.id, json) &&
         amt_feed_store_index_row (self, old.id, summary, error);
}

static bool
apply_item (AmtFeedStore *self, const AmtFeedTarget *target, const AmtFeedItem *item, GError **error)
{
  g_auto (Row) old = {0};

  if (item->kind == AMT_FEED_REQUEST && item->request != NULL)
    return put_row (self, target, item->request, error);
  if (!find_row (self, item->id, &old, error))
    return false;
  return old.id == 0 || delete_row (self, &old, error);
}

/* --- positions --- */

bool
amt_feed_store_get_position (AmtFeedStore *self, const char *authority_id, AmtFeedPosition *position, GError **error)
{
  g_autoptr (AmtCursor) row = amt_database_query (
      self->database, error, "SELECT epoch, last, head, complete, synced_at FROM feed WHERE authority_id = $1", "t",
      authority_id);

  *position = (AmtFeedPosition) {0};
  if (row == NULL)
    return false;
  if (amt_cursor_next (row))
    {
      position->epoch = amt_cursor_dup_text (row, 0);
      position->last = amt_cursor_get_int (row, 1);
      position->head = amt_cursor_get_int (row, 2);
      position->complete = amt_cursor_get_int (row, 3) != 0;
      position->synced_at = amt_cursor_get_int (row, 4);
    }
  return amt_cursor_finish (row, error);
}

static bool
get_generation (AmtFeedStore *self, const char *authority_id, int64_t *generation, GError **error)
{
  GError *local = NULL;

  if (amt_database_query_int (self->database, &local, generation, "SELECT generation FROM feed WHERE authority_id = $1",
                              "t", authority_id))
    return true;
  *generation = 0;
  if (!g_error_matches (local, AMT_ERROR, AMT_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, local);
      return false;
    }
  g_clear_error (&local);
  return true;
}

static bool
set_position (AmtFeedStore *self, const AmtFeedTarget *target, const char *epoch, int64_t last, int64_t head,
              bool complete, GError **error)
{
  return amt_database_run (self->database, error,
                           "INSERT INTO feed (authority_id, epoch, last, head, generation, complete, synced_at)"
                           " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (authority_id) DO UPDATE SET"
                           "  epoch = excluded.epoch, last = excluded.last, head = excluded.head,"
                           "  generation = excluded.generation, complete = excluded.complete,"
                           "  synced_at = excluded.synced_at",
                           "ttnnnin", target->authority_id, epoch, last, head, target->generation, (int) complete,
                           g_get_real_time ());
}

/* --- many rows --- */

static bool
delete_rows (AmtFeedStore *self, GPtrArray *ids, GError **error)
{
  for (unsigned i = 0; i < ids->len; i++)
    {
      g_auto (Row) row = {0};

      if (!find_row (self, ids->pdata[i], &row, error) || (row.id != 0 && !delete_row (self, &row, error)))
        return false;
    }
  return true;
}

bool
amt_feed_store_sweep (AmtFeedStore *self, const AmtFeedTarget *target, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AmtCursor) rows = amt_database_query (
      self->database, error, "SELECT request_id FROM request WHERE authority_id = $1 AND generation < $2", "tn",
      target->authority_id, target->generation);

  if (rows == NULL)
    return false;
  while (amt_cursor_next (rows))
    g_ptr_array_add (ids, amt_cursor_dup_text (rows, 0));
  return amt_cursor_finish (rows, error) && delete_rows (self, ids, error);
}

static bool
apply_page (AmtFeedStore *self, AmtFeedTarget *target, const AmtFeedPage *page, GError **error)
{
  g_auto (AmtFeedPosition) position = {0};

  if (!get_generation (self, target->authority_id, &target->generation, error) ||
      !amt_feed_store_get_position (self, target->authority_id, &position, error))
    return false;
  target->complete = position.complete;
  for (unsigned i = 0; i < page->items->len; i++)
    if (!apply_item (self, target, page->items->pdata[i], error))
      return false;
  if (!page->more && !position.complete && !amt_feed_store_sweep (self, target, error))
    return false;
  return set_position (self, target, page->epoch, page->last, page->head, position.complete || !page->more, error) &&
         amt_queue_counts_save (self->counts, self->database, error);
}

/* Ends a transaction; what was counted meanwhile is forgotten with it. */
bool
amt_feed_store_finish (AmtFeedStore *self, bool good, GError **error)
{
  if (good && amt_database_commit (self->database, error))
    return true;
  if (amt_database_in_transaction (self->database))
    amt_database_rollback (self->database);
  amt_queue_counts_load (self->counts, self->database, NULL);
  return false;
}

bool
amt_feed_store_apply (AmtFeedStore *self, const char *authority_id, const AmtFeedPage *page, GError **error)
{
  AmtFeedTarget target = {.authority_id = authority_id};

  return amt_database_begin (self->database, error) &&
         amt_feed_store_finish (self, apply_page (self, &target, page, error), error);
}

bool
amt_feed_store_apply_change (AmtFeedStore *self, const char *authority_id, const AmtFeedItem *item, bool *fits,
                             GError **error)
{
  g_auto (AmtFeedPosition) position = {0};
  g_autoptr (AmtFeedPage) page = NULL;

  *fits = false;
  if (!amt_feed_store_get_position (self, authority_id, &position, error))
    return false;
  if (!position.complete || item->seq != position.last + 1)
    return true;
  *fits = true;
  page = amt_feed_page_new ();
  page->epoch = g_strdup (position.epoch);
  page->last = item->seq;
  page->head = MAX (position.head, item->seq);
  page->items = g_ptr_array_new ();
  g_ptr_array_add (page->items, (gpointer) item);
  bool good = amt_feed_store_apply (self, authority_id, page, error);
  g_ptr_array_set_size (page->items, 0); /* the item stays the caller's */
  return good;
}

bool
amt_feed_store_restart (AmtFeedStore *self, const char *authority_id, GError **error)
{
  return amt_database_run (self->database, error,
                           "UPDATE feed SET epoch = NULL, last = 0, generation = generation + 1, complete = 0"
                           " WHERE authority_id = $1",
                           "t", authority_id);
}

void
amt_feed_store_relax (AmtFeedStore *self)
{
  amt_database_run_script (self->database, "PRAGMA cache_size = -8192; PRAGMA shrink_memory;", NULL);
}

bool
amt_feed_store_checkpoint (AmtFeedStore *self, GError **error)
{
  return amt_database_run (self->database, error, "PRAGMA wal_checkpoint (TRUNCATE)", "");
}
