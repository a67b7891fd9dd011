/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the replica's files, and replacing those that are of no use. */
#include "amt-desk-rescue.h"
#include "amt-desk-store.h"
#include "amt-error.h"
#include "amt-feed-store.h"
#include "amt-replica-private.h"

/* Opens with the writer's hand once, so that schema and owner are right before anybody reads. */
static bool
prepare_feed (AmtReplica *self, AmtSession *given, GError **error)
{
  AmtDatabase *database = amt_replica_files_open_feed (self->files, error);
  g_autoptr (AmtFeedStore) store = NULL;
  g_autoptr (AmtSession) before = NULL;

  if (database == NULL)
    return false;
  store = amt_feed_store_new (database);
  if (given == NULL && !(self->session = amt_feed_reader_get_session (database, NULL)))
    {
      amt_error_set (error, AMT_ERROR_NOT_FOUND, "no-session", NULL, "Nobody was signed in here before");
      return false;
    }
  if (given != NULL && self->session != given)
    {
      g_clear_pointer (&self->session, amt_session_unref);
      self->session = amt_session_ref (given);
    }
  before = amt_feed_reader_get_session (database, NULL);
  self->prune |= before == NULL || amt_replica_lost_team (before, self->session);
  return amt_feed_store_claim (store, amt_api_get_base_url (self->api), self->session->person_id, error) &&
         (given == NULL || amt_feed_store_set_session (store, given, NULL, error));
}

bool
amt_replica_open_feed (AmtReplica *self, AmtSession *given, GError **error)
{
  if (!prepare_feed (self, given, error) || !(self->reader = amt_replica_files_open_reader (self->files, error)))
    return false;
  return amt_queue_counts_load (self->counts, self->reader, error);
}

static bool
is_worth_replacing (const GError *error)
{
  return amt_replica_files_is_damage (error) || (g_error_matches (error, AMT_ERROR, AMT_ERROR_CONFLICT) &&
                                                 g_strcmp0 (amt_error_get_slug (error), "other-owner") == 0);
}

bool
amt_replica_open_feed_or_replace (AmtReplica *self, AmtSession *given, GError **error)
{
  GError *local = NULL;

  if (amt_replica_open_feed (self, given, &local))
    return true;
  if (!is_worth_replacing (local))
    {
      g_propagate_error (error, local);
      return false;
    }
  g_clear_error (&local);
  g_clear_pointer (&self->reader, amt_database_close);
  self->rebuilding = true;
  return amt_replica_files_remove (self->files->feed, error) && amt_replica_open_feed (self, given, error);
}

/* (transfer full) (nullable): of the file as it is, when this person's. */
static AmtDeskRescue *
rescue_from_file (AmtReplica *self)
{
  g_autoptr (AmtDatabase) old = amt_database_open (self->files->desk, self->files->key, 0, NULL);

  if (old == NULL || !amt_desk_belongs_to (old, amt_api_get_base_url (self->api), self->session->person_id))
    return NULL;
  return amt_desk_rescue_read (old);
}

/* Makes the desk file anew, with what could be carried over. @rescue: (nullable). */
static bool
replace_desk (AmtReplica *self, AmtDeskRescue *rescue, GError **error)
{
  return amt_replica_files_remove (self->files->desk, error) &&
         (self->desk = amt_replica_files_open_desk (self->files, error)) != NULL &&
         amt_desk_claim (self->desk, amt_api_get_base_url (self->api), self->session->person_id, error) &&
         (rescue == NULL || amt_desk_rescue_write (rescue, self->desk, error));
}

bool
amt_replica_open_desk (AmtReplica *self, GError **error)
{
  GError *local = NULL;

  if ((self->desk = amt_replica_files_open_desk (self->files, &local)) != NULL)
    amt_desk_claim (self->desk, amt_api_get_base_url (self->api), self->session->person_id, &local);
  if (amt_replica_files_is_damage (local))
    {
      g_autoptr (AmtDeskRescue) rescue = NULL;

      g_clear_error (&local);
      g_clear_pointer (&self->desk, amt_database_close);
      rescue = rescue_from_file (self);
      replace_desk (self, rescue, &local);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return false;
    }
  amt_replica_recall_prune (self);
  return true;
}

bool
amt_replica_replace_desk (AmtReplica *self, GError **error)
{
  g_autoptr (AmtDeskRescue) rescue = amt_desk_rescue_read (self->desk);

  g_clear_pointer (&self->desk, amt_database_close);
  return replace_desk (self, rescue, error);
}
