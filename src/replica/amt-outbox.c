/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends what waits on the desk, oldest first, one after the other. */
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

static bool
send_one (AmtReplica *self, const AmtDeskNote *note)
{
  GError *error = NULL;
  g_autoptr (AmtRequest) request = dex_await_boxed (
      amt_api_send_note (amt_replica_get_api (self), note->request_id, note->text, note->id), &error);
  AmtDatabase *desk = amt_replica_get_desk (self);

  if (desk == NULL || (error != NULL && is_for_later (error)))
    {
      g_clear_error (&error);
      return false;
    }
  if (error != NULL)
    give_back (self, note, error);
  else
    amt_replica_put_request (self, request);
  g_clear_error (&error);
  if (!amt_desk_remove_note (desk, note->id, &error))
    amt_replica_trouble (self, error);
  amt_replica_outbox_changed (self);
  return true;
}

DexFuture *
amt_outbox_send_all (AmtReplica *self)
{
  bool going = true;

  while (going && amt_replica_get_desk (self) != NULL)
    {
      g_autoptr (GPtrArray) notes = amt_desk_list_notes (amt_replica_get_desk (self), NULL);

      going = notes->len > 0 && send_one (self, notes->pdata[0]);
    }
  return dex_future_new_true ();
}

void
amt_replica_add_note (AmtReplica *self, const char *request_id, const char *text)
{
  AmtDatabase *desk = amt_replica_get_desk (self);
  g_autofree char *id = amt_uuid_new ();
  GError *error = NULL;

  if (desk == NULL)
    return;
  if (!amt_desk_add_note (desk, id, request_id, text, &error))
    amt_replica_trouble (self, error);
  amt_replica_outbox_changed (self);
  amt_outbox_send (self);
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
