/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends what waits on the desk, oldest first, one after the other. */
#include "amt-backoff.h"
#include "amt-desk-store.h"
#include "amt-error.h"
#include "amt-replica-private.h"
#include "amt-uuid.h"

/* Whether it is worth trying again: the server has not said no. */
static bool
is_for_later (const GError *error)
{
  return error->domain != AMT_ERROR || error->code == AMT_ERROR_OFFLINE || error->code == AMT_ERROR_UNAVAILABLE ||
         error->code == AMT_ERROR_UNTRUSTED || error->code == AMT_ERROR_UNAUTHENTICATED ||
         error->code == AMT_ERROR_LIMITED || error->code == AMT_ERROR_FAILED;
}

/* The server will never take it: what was typed goes back to where it was typed. */
static void
give_back (AmtReplica *self, const AmtDeskNote *note, const GError *error)
{
  g_autofree char *key = g_strconcat ("note/", note->request_id, NULL);
  g_autofree char *typed = amt_replica_get_composition (self, key);
  g_autofree char *both = typed != NULL ? g_strconcat (typed, "\n\n", note->text, NULL) : g_strdup (note->text);

  amt_replica_set_composition (self, key, both);
  g_signal_emit_by_name (self, "outbox-refused", note->request_id, note->text, error);
}

/* While a note is on its way the replica may go: only its address is kept. */
typedef struct
{
  GWeakRef replica;
  AmtApi *api; /* (owned) */
} Outbox;

static void
outbox_free (gpointer data)
{
  Outbox *outbox = data;

  g_weak_ref_clear (&outbox->replica);
  g_object_unref (outbox->api);
  g_free (outbox);
}

/* (transfer full) (nullable): all that waits. */
static GPtrArray *
next_notes (Outbox *outbox)
{
  g_autoptr (AmtReplica) self = g_weak_ref_get (&outbox->replica);

  return self != NULL && self->desk != NULL ? amt_desk_list_notes (self->desk, NULL) : NULL;
}

typedef enum
{
  DONE,
  SKIP, /* this one does not go; those of other requests may */
  STOP
} Outcome;

/* @request: (nullable). @error: (transfer full) (nullable). */
static Outcome
settle (Outbox *outbox, const AmtDeskNote *note, const AmtRequest *request, GError *error)
{
  g_autoptr (AmtReplica) self = g_weak_ref_get (&outbox->replica);

  if (self == NULL || self->desk == NULL || (error != NULL && is_for_later (error)))
    {
      bool skip = self != NULL && g_error_matches (error, AMT_ERROR, AMT_ERROR_FAILED);

      g_clear_error (&error);
      return skip ? SKIP : STOP;
    }
  if (error != NULL)
    give_back (self, note, error);
  else
    amt_replica_put_request (self, request);
  g_clear_error (&error);
  if (self->desk ==
      NULL) /* just now found damaged, and not to be made anew: the note is sent again when it can be read */
    return STOP;
  if (!amt_desk_remove_note (self->desk, note->id, &error))
    amt_replica_desk_trouble (self, error);
  amt_replica_outbox_changed (self);
  return DONE;
}

/* @note_id: (nullable): none. What is on its way can no longer be thrown away. */
static void
set_sending (Outbox *outbox, const char *note_id)
{
  g_autoptr (AmtReplica) self = g_weak_ref_get (&outbox->replica);

  if (self != NULL)
    g_set_str (&self->sending_note, note_id);
}

/* (nullable): the oldest that may go: what was written to one request arrives in the order it was written. */
static const AmtDeskNote *
first_free (GPtrArray *notes, GHashTable *stuck)
{
  for (unsigned i = 0; notes != NULL && i < notes->len; i++)
    {
      const AmtDeskNote *note = notes->pdata[i];

      if (!g_hash_table_contains (stuck, note->request_id))
        return note;
    }
  return NULL;
}

static gboolean
on_retry (gpointer data)
{
  AmtReplica *self = data;

  self->outbox_source = 0;
  amt_outbox_send (self);
  return G_SOURCE_REMOVE;
}

/* Nobody else would look again while the feed and the live channel are well. */
static void
end_sending (Outbox *outbox, bool failed)
{
  g_autoptr (AmtReplica) self = g_weak_ref_get (&outbox->replica);

  if (self == NULL)
    return;
  self->sending = false;
  self->outbox_failures = failed ? self->outbox_failures + 1 : 0;
  if (failed && self->desk != NULL && self->outbox_source == 0)
    self->outbox_source = g_timeout_add (amt_backoff_delay (self->outbox_failures - 1), on_retry, self);
}

static DexFuture *
send_fiber (gpointer data)
{
  Outbox *outbox = data;
  g_autoptr (GHashTable) stuck = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Outcome outcome = DONE;

  while (outcome != STOP)
    {
      g_autoptr (GPtrArray) notes = next_notes (outbox);
      g_autoptr (AmtRequest) request = NULL;
      const AmtDeskNote *note = first_free (notes, stuck);
      GError *error = NULL;

      if (note == NULL)
        break;
      set_sending (outbox, note->id);
      request = dex_await_boxed (amt_api_send_note (outbox->api, note->request_id, note->text, note->id), &error);
      set_sending (outbox, NULL);
      outcome = settle (outbox, note, request, error);
      if (outcome == SKIP)
        g_hash_table_add (stuck, g_strdup (note->request_id));
    }
  end_sending (outbox, outcome == STOP || g_hash_table_size (stuck) > 0);
  return dex_future_new_true ();
}

void
amt_outbox_send (AmtReplica *self)
{
  Outbox *outbox;

  if (self->sending || self->desk == NULL || amt_api_get_token (self->api) == NULL ||
      amt_replica_get_waiting (self) == 0)
    return;
  self->sending = true;
  g_clear_handle_id (&self->outbox_source, g_source_remove);
  outbox = g_new0 (Outbox, 1);
  g_weak_ref_init (&outbox->replica, self);
  outbox->api = g_object_ref (self->api);
  dex_future_disown (dex_scheduler_spawn (NULL, 0, send_fiber, outbox, outbox_free));
}

bool
amt_replica_add_note (AmtReplica *self, const char *request_id, const char *text, GError **error)
{
  g_autofree char *id = amt_uuid_new ();
  GError *local = NULL;

  while (self->desk != NULL && !amt_desk_add_note (self->desk, id, request_id, text, &local))
    if (!amt_replica_desk_trouble (self, g_steal_pointer (&local)))
      {
        amt_error_set (error, AMT_ERROR_UNAVAILABLE, "not-kept", NULL, "The note could not be kept");
        return false;
      }
  if (self->desk == NULL)
    {
      amt_error_set (error, AMT_ERROR_UNAVAILABLE, "not-kept", NULL, "There is no place to keep it");
      return false;
    }
  amt_replica_outbox_changed (self);
  amt_outbox_send (self);
  return true;
}

GPtrArray *
amt_replica_list_waiting_notes (AmtReplica *self, const char *request_id)
{
  g_autoptr (GPtrArray) waiting = NULL;
  GPtrArray *notes = amt_record_list_new ();
  AmtSession *session = amt_replica_get_session (self);

  if (amt_replica_get_desk (self) == NULL)
    return notes;
  waiting = amt_desk_list_notes (amt_replica_get_desk (self), request_id);
  for (unsigned i = 0; i < waiting->len; i++)
    {
      const AmtDeskNote *from = waiting->pdata[i];
      AmtNote *note = amt_note_new ();

      note->id = g_strdup (from->id);
      note->text = g_strdup (from->text);
      note->by_id = g_strdup (session->person_id);
      note->by_name = g_strdup (session->name);
      note->at = from->at;
      g_ptr_array_add (notes, note);
    }
  return notes;
}

char *
amt_replica_get_waiting_request (AmtReplica *self, const char *note_id)
{
  g_autoptr (GPtrArray) waiting = NULL;

  if (amt_replica_get_desk (self) == NULL)
    return NULL;
  waiting = amt_desk_list_notes (amt_replica_get_desk (self), NULL);
  for (unsigned i = 0; i < waiting->len; i++)
    {
      const AmtDeskNote *note = waiting->pdata[i];

      if (g_str_equal (note->id, note_id))
        return g_strdup (note->request_id);
    }
  return NULL;
}

bool
amt_replica_discard_note (AmtReplica *self, const char *note_id, GError **error)
{
  g_autofree char *request_id = amt_replica_get_waiting_request (self, note_id);

  if (request_id == NULL)
    {
      amt_error_set (error, AMT_ERROR_NOT_FOUND, "not-found", NULL, "The note does not wait any more");
      return false;
    }
  if (g_strcmp0 (self->sending_note, note_id) == 0)
    {
      amt_error_set (error, AMT_ERROR_CONFLICT, "on-its-way", NULL, "The note is being sent");
      return false;
    }
  if (!amt_desk_remove_note (amt_replica_get_desk (self), note_id, error))
    return false;
  amt_replica_outbox_changed (self);
  return true;
}
