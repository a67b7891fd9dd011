/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the replica that reads single things and keeps what arises here. */
#include "amt-desk-store.h"
#include "amt-error.h"
#include "amt-replica-private.h"
#include "amt-time.h"

/* @error: (transfer full) (nullable) */
static void
check (AmtReplica *self, GError *error)
{
  if (error != NULL)
    amt_replica_desk_trouble (self, error);
}

int64_t
amt_replica_get_last_sync (AmtReplica *self)
{
  AmtDatabase *reader = amt_replica_get_reader (self);

  return reader != NULL ? amt_feed_reader_get_last_sync (reader) : 0;
}

unsigned
amt_replica_get_waiting (AmtReplica *self)
{
  AmtDatabase *desk = amt_replica_get_desk (self);

  return desk != NULL ? amt_desk_count_notes (desk) : 0;
}

/* --- what it is --- */

AmtReplicaStatus
amt_replica_get_status (AmtReplica *self)
{
  return self->status;
}

double
amt_replica_get_fraction (AmtReplica *self)
{
  return self->fraction;
}

const GError *
amt_replica_get_problem (AmtReplica *self)
{
  return self->problem;
}

AmtSession *
amt_replica_get_session (AmtReplica *self)
{
  return self->session;
}

AmtApi *
amt_replica_get_api (AmtReplica *self)
{
  return self->api;
}

AmtDatabase *
amt_replica_get_reader (AmtReplica *self)
{
  return self->reader;
}

AmtDatabase *
amt_replica_get_desk (AmtReplica *self)
{
  return self->desk;
}

const char *
amt_replica_get_today (AmtReplica *self)
{
  const GPtrArray *memberships = self->session->memberships;
  const AmtMembership *first = memberships->len > 0 ? memberships->pdata[0] : NULL;

  g_free (self->today);
  self->today = amt_time_to_day (g_get_real_time (), first != NULL ? first->authority->zone : "Europe/Berlin");
  return self->today;
}

unsigned
amt_replica_count (AmtReplica *self, AmtQueue queue, const char *team_id)
{
  return amt_queue_counts_get (self->counts, queue, team_id, false);
}

unsigned
amt_replica_count_late (AmtReplica *self, AmtQueue queue, const char *team_id)
{
  return amt_queue_counts_get (self->counts, queue, team_id, true);
}

/* --- one request --- */

static bool
find (AmtReplica *self, const char *request_id, AmtFeedRow *row)
{
  AmtDatabase *reader = amt_replica_get_reader (self);
  GError *error = NULL;

  if (reader == NULL)
    return false;
  if (amt_feed_reader_find (reader, request_id, row, &error))
    return true;
  amt_replica_trouble (self, error);
  return false;
}

AmtSummary *
amt_replica_newest (AmtReplica *self, const AmtFeedRow *row)
{
  GHashTable *newest = self->newest;
  AmtSummary *other = g_hash_table_lookup (newest, row->summary->id);

  if (other != NULL && other->version > row->summary->version)
    return amt_summary_ref (other);
  if (other != NULL)
    g_hash_table_remove (newest, row->summary->id);
  return amt_summary_ref (row->summary);
}

AmtSummary *
amt_replica_get_summary (AmtReplica *self, const char *request_id)
{
  g_auto (AmtFeedRow) row = {0};

  return find (self, request_id, &row) ? amt_replica_newest (self, &row) : NULL;
}

bool
amt_replica_is_row_unread (AmtReplica *self, const AmtFeedRow *row)
{
  AmtDatabase *desk = amt_replica_get_desk (self);
  int64_t seen = desk != NULL ? amt_desk_get_seen (desk, row->summary->id) : 0;

  return row->summary->version > MAX (seen, row->base_version);
}

bool
amt_replica_is_unread (AmtReplica *self, const char *request_id)
{
  g_auto (AmtFeedRow) row = {0};

  return find (self, request_id, &row) && amt_replica_is_row_unread (self, &row);
}

static void
set_seen (AmtReplica *self, const char *request_id, int64_t version)
{
  AmtDatabase *desk = amt_replica_get_desk (self);
  GError *error = NULL;

  if (desk == NULL)
    return;
  amt_desk_set_seen (desk, request_id, version, &error);
  check (self, error);
  g_signal_emit_by_name (self, "item-changed", request_id);
}

void
amt_replica_mark_seen (AmtReplica *self, const char *request_id)
{
  g_autoptr (AmtSummary) summary = amt_replica_get_summary (self, request_id);

  if (summary != NULL)
    set_seen (self, request_id, summary->version);
}

void
amt_replica_set_pending (AmtReplica *self, const char *request_id, bool pending)
{
  GHashTable *all = self->pending;
  bool other = pending ? g_hash_table_add (all, g_strdup (request_id)) : g_hash_table_remove (all, request_id);

  if (other)
    g_signal_emit_by_name (self, "item-changed", request_id);
}

bool
amt_replica_is_pending (AmtReplica *self, const char *request_id)
{
  return g_hash_table_contains (self->pending, request_id);
}

AmtRequest *
amt_replica_get_request (AmtReplica *self, const char *request_id, int64_t *fetched_at)
{
  AmtDatabase *desk = amt_replica_get_desk (self);

  return desk != NULL ? amt_desk_get_request (desk, request_id, fetched_at) : NULL;
}

void
amt_replica_put_request (AmtReplica *self, const AmtRequest *request)
{
  AmtDatabase *desk = amt_replica_get_desk (self);
  GHashTable *newest = self->newest;
  g_auto (AmtFeedRow) row = {0};
  GError *error = NULL;

  if (desk == NULL)
    return;
  amt_desk_put_request (desk, request, &error);
  check (self, error);
  if (find (self, request->id, &row) && request->version > row.summary->version)
    g_hash_table_replace (newest, g_strdup (request->id), amt_request_to_summary (request));
  set_seen (self, request->id, request->version);
}

/* --- contents and other answers --- */

GBytes *
amt_replica_get_content (AmtReplica *self, const char *id)
{
  AmtDatabase *desk = amt_replica_get_desk (self);

  return desk != NULL ? amt_desk_get_content (desk, id) : NULL;
}

void
amt_replica_put_content (AmtReplica *self, const char *id, const char *request_id, GBytes *content)
{
  AmtDatabase *desk = amt_replica_get_desk (self);
  GError *error = NULL;

  if (desk == NULL)
    return;
  amt_desk_put_content (desk, id, request_id, content, &error);
  check (self, error);
}

char *
amt_replica_get_kept (AmtReplica *self, const char *name)
{
  AmtDatabase *desk = amt_replica_get_desk (self);
  AmtDatabase *reader = amt_replica_get_reader (self);
  char *json = desk != NULL ? amt_desk_get_kept (desk, name) : NULL;

  if (json == NULL && reader != NULL)
    json = amt_feed_reader_get_kept (reader, name);
  return json;
}

void
amt_replica_put_kept (AmtReplica *self, const char *name, const char *json)
{
  AmtDatabase *desk = amt_replica_get_desk (self);
  GError *error = NULL;

  if (desk == NULL)
    return;
  amt_desk_put_kept (desk, name, json, &error);
  check (self, error);
}

/* --- compositions --- */

void
amt_replica_set_composition (AmtReplica *self, const char *key, const char *text)
{
  GError *error = NULL;

  while (self->desk != NULL && !amt_desk_set_composition (self->desk, key, text, &error))
    if (!amt_replica_desk_trouble (self, g_steal_pointer (&error)))
      return;
}

char *
amt_replica_get_composition (AmtReplica *self, const char *key)
{
  AmtDatabase *desk = amt_replica_get_desk (self);

  return desk != NULL ? amt_desk_get_composition (desk, key) : NULL;
}

void
amt_replica_clear_compositions (AmtReplica *self, const char *prefix)
{
  AmtDatabase *desk = amt_replica_get_desk (self);
  GError *error = NULL;

  if (desk == NULL)
    return;
  amt_desk_clear_compositions (desk, prefix, &error);
  check (self, error);
}
