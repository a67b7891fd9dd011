/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening the replica's files, and replacing those that are of no use. */
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

/* --- the desk --- */

/* A disk that damages the file again and again is not to be filled with it. */
#define MAX_HEALS 3

static bool
open_own_desk (AmtReplica *self, GError **error)
{
  self->desk = amt_replica_files_open_desk (self->files, error);
  if (self->desk != NULL &&
      amt_desk_claim (self->desk, amt_api_get_base_url (self->api), self->session->person_id, error) &&
      amt_desk_check (self->desk, error))
    return true;
  g_clear_pointer (&self->desk, amt_database_close);
  return false;
}

static void
carry_over (AmtReplica *self, char *kept_at)
{
  AmtDatabase *from = amt_database_open (kept_at, self->files->key, AMT_DATABASE_READ_ONLY, NULL);

  g_free (self->kept_at);
  self->kept_at = kept_at;
  self->carried = 0;
  self->damaged = from == NULL ||
                  !amt_desk_belongs_to (from, amt_api_get_base_url (self->api), self->session->person_id) ||
                  !amt_desk_carry_over (from, self->desk, &self->carried);
  g_clear_pointer (&from, amt_database_close);
}

static bool
replace_desk (AmtReplica *self, GError **error)
{
  char *kept_at = NULL;

  g_clear_pointer (&self->desk, amt_database_close);
  if (!amt_replica_files_set_desk_aside (self->files, &kept_at, error))
    return false;
  if (!open_own_desk (self, error))
    {
      g_free (kept_at);
      return false;
    }
  carry_over (self, kept_at);
  return true;
}

bool
amt_replica_open_desk (AmtReplica *self, GError **error)
{
  GError *local = NULL;

  if (!open_own_desk (self, &local))
    {
      if (!amt_replica_files_is_damage (local))
        {
          g_propagate_error (error, local);
          return false;
        }
      g_clear_error (&local);
      if (!replace_desk (self, error))
        return false;
    }
  amt_replica_recall_prune (self);
  return true;
}

bool
amt_replica_desk_trouble (AmtReplica *self, GError *error)
{
  GError *other = NULL;

  if (amt_replica_files_is_damage (error) && self->desk_heals < MAX_HEALS)
    {
      self->desk_heals++;
      g_clear_error (&error);
      if (replace_desk (self, &error))
        {
          g_signal_emit_by_name (self, "desk-damaged");
          amt_replica_outbox_changed (self);
          return true;
        }
    }
  if (g_strcmp0 (amt_error_get_slug (error), "disk-full") == 0)
    other = g_error_copy (error);
  else
    amt_error_set (&other, AMT_ERROR_FAILED, "not-kept", NULL, "%s", error->message);
  g_error_free (error);
  amt_replica_trouble (self, other);
  return false;
}

bool
amt_replica_take_damage (AmtReplica *self, unsigned *carried, char **kept_at)
{
  bool damaged = self->damaged;

  g_return_val_if_fail (AMT_IS_REPLICA (self), false);
  self->damaged = false;
  if (!damaged)
    return false;
  *carried = self->carried;
  *kept_at = g_strdup (self->kept_at);
  return true;
}
