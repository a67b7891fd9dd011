/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-feed-store.h"

#include "amt-uuid.h"

#define REACH_US (INT64_C (90) * 24 * 60 * 60 * G_USEC_PER_SEC)

bool
amtd_feed_store_begin (AmtDatabase *db, GError **error)
{
  g_autofree char *epoch = amt_uuid_new ();

  return amt_database_run (db, error,
                           "INSERT INTO settings (name, value) VALUES ('feed-epoch', $1) ON CONFLICT (name) DO NOTHING",
                           "t", epoch);
}

bool
amtd_feed_store_renew (AmtDatabase *db, GError **error)
{
  g_autofree char *epoch = amt_uuid_new ();

  return amt_database_run (db, error, "UPDATE settings SET value = $1 WHERE name = 'feed-epoch'", "t", epoch);
}

char *
amtd_feed_store_epoch (AmtDatabase *db, const AmtdActor *actor, GError **error)
{
  g_autoptr (AmtCursor)
      row = amt_database_query_row (db, error, "SELECT value FROM settings WHERE name = 'feed-epoch'", "");

  if (row == NULL)
    return NULL;
  return g_strdup_printf ("%s.%" G_GINT64_FORMAT, amt_cursor_get_text (row, 0), actor->membership_version);
}

bool
amtd_feed_store_head (AmtDatabase *db, const char *authority_id, int64_t *head, GError **error)
{
  return amt_database_query_int (
      db, error, head, "SELECT coalesce ((SELECT value FROM counters WHERE authority_id = $1 AND name = 'feed'), 0)",
      "t", authority_id);
}

static char *
teams_as_json (const AmtdActor *actor, const char *authority_id)
{
  g_autoptr (AmtJsonWriter) json = amt_json_writer_new ();
  g_auto (GStrv) teams = amtd_actor_get_teams (actor, authority_id);

  amt_json_writer_begin_array (json);
  for (unsigned i = 0; teams[i]; i++)
    amt_json_writer_string (json, teams[i]);
  amt_json_writer_end_array (json);
  return amt_json_writer_steal_string (json);
}

/* Closed requests nobody touched for 90 days are gone for the workstations: from the beginning they are left out, to a
 * workstation that comes back late they are said to be gone. A request that went from one of my teams to another of mine
 * is not gone. */
static AmtCursor *
query_items (AmtDatabase *db, const char *authority_id, int64_t after, int limit, const char *teams, GError **error)
{
  return amt_database_query (
      db, error,
      "SELECT seq, kind, id, by_name, action, summary FROM ("
      "SELECT f.seq AS seq, f.request_id AS id, f.by_name AS by_name, f.action AS action, r.summary AS summary, "
      "CASE WHEN f.kind = 'gone' OR (r.state IN ('issued', 'rejected', 'withdrawn') AND r.updated_at <= $5) "
      "THEN 'gone' ELSE 'request' END AS kind "
      "FROM feed f JOIN requests r ON r.id = f.request_id "
      "WHERE f.authority_id = $1 AND f.seq > $2 AND f.team_id IN (SELECT value FROM json_each ($4)) "
      "AND (f.kind = 'request' OR r.team_id NOT IN (SELECT value FROM json_each ($4)))) AS item "
      "WHERE $2 > 0 OR kind = 'request' ORDER BY seq LIMIT $3",
      "tnitn", authority_id, after, limit, teams, g_get_real_time () - REACH_US);
}

static void
write_item (AmtCursor *row, AmtJsonWriter *out)
{
  amt_json_writer_begin_object (out);
  amt_json_writer_set_int (out, "seq", amt_cursor_get_int (row, 0));
  amt_json_writer_set_string (out, "kind", amt_cursor_get_text (row, 1));
  amt_json_writer_set_string (out, "id", amt_cursor_get_text (row, 2));
  if (g_str_equal (amt_cursor_get_text (row, 1), "request"))
    {
      amt_json_writer_name (out, "request");
      amt_json_writer_raw (out, amt_cursor_get_text (row, 5));
    }
  if (!amt_cursor_is_null (row, 3))
    amt_json_writer_set_string (out, "by_name", amt_cursor_get_text (row, 3));
  if (!amt_cursor_is_null (row, 4))
    amt_json_writer_set_string (out, "action", amt_cursor_get_text (row, 4));
  amt_json_writer_end_object (out);
}

/* Items of one page. @last: the last number written. @more: whether there are others after it. */
static bool
write_items (AmtDatabase *db, const AmtdActor *actor, const char *authority_id, int64_t after, int limit, int64_t *last,
             bool *more, AmtJsonWriter *out, GError **error)
{
  g_autofree char *teams = teams_as_json (actor, authority_id);
  g_autoptr (AmtCursor) row = query_items (db, authority_id, after, limit + 1, teams, error);
  int count = 0;

  *more = false;
  if (row == NULL)
    return false;
  while (!*more && amt_cursor_next (row))
    {
      *more = count++ == limit;
      if (*more)
        break;
      *last = amt_cursor_get_int (row, 0);
      write_item (row, out);
    }
  return amt_cursor_finish (row, error);
}

static bool
write_page (AmtDatabase *db, const AmtdActor *actor, const char *authority_id, int64_t after, int limit,
            AmtJsonWriter *out, GError **error)
{
  g_autofree char *epoch = amtd_feed_store_epoch (db, actor, error);
  int64_t head, last = after;
  bool more;

  if (epoch == NULL || !amtd_feed_store_head (db, authority_id, &head, error))
    return false;
  amt_json_writer_begin_object (out);
  amt_json_writer_set_string (out, "epoch", epoch);
  amt_json_writer_set_int (out, "head", head);
  amt_json_writer_name (out, "items");
  amt_json_writer_begin_array (out);
  if (!write_items (db, actor, authority_id, after, limit, &last, &more, out, error))
    return false;
  amt_json_writer_end_array (out);
  /* What lies between the last item and the head is not for this person: it need not be asked for again. */
  amt_json_writer_set_int (out, "last", more ? last : head);
  amt_json_writer_set_bool (out, "more", more);
  amt_json_writer_end_object (out);
  return true;
}

bool
amtd_feed_store_page (AmtDatabase *db, const AmtdActor *actor, const char *authority_id, int64_t after, int limit,
                      AmtJsonWriter *out, GError **error)
{
  bool done;

  /* One snapshot: the head must not be newer than the items. */
  if (!amt_database_begin_read (db, error))
    return false;
  done = write_page (db, actor, authority_id, after, limit, out, error);
  amt_database_rollback (db);
  return done;
}
