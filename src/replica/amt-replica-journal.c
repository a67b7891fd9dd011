/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of an office's journal against the one this workstation saw last. */
#include "amt-desk-store.h"
#include "amt-error.h"
#include "amt-replica-private.h"

/* It stays as long as the program runs: a journal that was cut and has grown again is no better. */
static void
set_problem (AmtReplica *self, const char *authority_id, const GError *error)
{
  if (g_hash_table_replace (self->journal_problems, g_strdup (authority_id), g_error_copy (error)))
    g_signal_emit_by_name (self, "journal-problem");
}

const GError *
amt_replica_get_journal_problem (AmtReplica *self)
{
  GHashTableIter iter;
  gpointer error = NULL;

  g_hash_table_iter_init (&iter, self->journal_problems);
  return g_hash_table_iter_next (&iter, NULL, &error) ? error : NULL;
}

/* A head asked for before a higher one arrived was right when it was given: the history and the follower may both ask. */
static bool
is_overtaken (AmtReplica *self, const char *authority_id, int64_t asked_at)
{
  const int64_t *taken_at = g_hash_table_lookup (self->heads_taken, authority_id);

  return taken_at != NULL && asked_at <= *taken_at;
}

static bool
take_head (AmtReplica *self, const char *authority_id, const AmtJournalHead *head, int64_t asked_at, GError **error)
{
  AmtDatabase *desk = amt_replica_get_desk (self);
  int64_t now = g_get_monotonic_time ();
  GError *local = NULL;

  if (desk == NULL)
    return true;
  if (amt_desk_check_head (desk, authority_id, head, &local))
    {
      g_hash_table_replace (self->heads_taken, g_strdup (authority_id), g_memdup2 (&now, sizeof now));
      return true;
    }
  if (g_strcmp0 (amt_error_get_slug (local), "journal-shortened") == 0 && is_overtaken (self, authority_id, asked_at))
    {
      g_clear_error (&local);
      return true;
    }
  if (g_error_matches (local, AMT_ERROR, AMT_ERROR_UNTRUSTED))
    set_problem (self, authority_id, local);
  g_propagate_error (error, local);
  return false;
}

bool
amt_replica_check_journal_head (AmtReplica *self, const char *authority_id, const AmtJournalHead *head, GError **error)
{
  return take_head (self, authority_id, head, g_get_monotonic_time () + 1, error);
}

void
amt_replica_take_heads (AmtReplica *self, const GPtrArray *heads)
{
  for (unsigned i = 0; i < heads->len; i++)
    {
      const AmtFollowerHead *looked = heads->pdata[i];
      g_autoptr (GError) error = NULL;

      if (!take_head (self, looked->authority_id, looked->head, looked->asked_at, &error) &&
          !g_error_matches (error, AMT_ERROR, AMT_ERROR_UNTRUSTED))
        g_debug ("The journal's head was not kept: %s", error->message);
    }
}

/* While the head is on its way the replica may go: only its address is kept. */
typedef struct
{
  GWeakRef replica;
  char *authority_id;
  int64_t asked_at;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;

  g_weak_ref_clear (&look->replica);
  g_free (look->authority_id);
  g_free (look);
}

static DexFuture *
on_head (DexFuture *future, gpointer data)
{
  Look *look = data;
  g_autoptr (AmtReplica) self = g_weak_ref_get (&look->replica);
  const AmtJournalHead *head = g_value_get_boxed (dex_future_get_value (future, NULL));
  GError *error = NULL;

  if (self != NULL && !take_head (self, look->authority_id, head, look->asked_at, &error))
    return dex_future_new_for_error (error);
  return dex_ref (future);
}

DexFuture *
amt_replica_check_journal (AmtReplica *self, const char *authority_id)
{
  Look *look = g_new0 (Look, 1);

  g_weak_ref_init (&look->replica, self);
  look->authority_id = g_strdup (authority_id);
  look->asked_at = g_get_monotonic_time ();
  return dex_future_then (amt_api_get_journal_head (self->api, authority_id), on_head, look, look_free);
}
