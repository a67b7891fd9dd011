/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was fetched of requests may be kept only as long as this person may see them. The feed says so of single requests
 * ("gone"); where it begins anew, or a membership ended, nobody says it of each: then what the feed does not show any
 * more goes. That may take older requests with it, which are fetched again when they are opened. */
#include "amt-desk-store.h"
#include "amt-replica-private.h"

/* Kept in the desk: being killed before the feed has been read must not forget it. */
#define MARK "prune"

static bool
has_team (const AmtSession *session, const AmtMembership *wanted)
{
  for (unsigned i = 0; i < session->memberships->len; i++)
    {
      const AmtMembership *membership = session->memberships->pdata[i];

      if (g_strcmp0 (membership->authority->id, wanted->authority->id) == 0 &&
          g_strcmp0 (membership->team->id, wanted->team->id) == 0)
        return true;
    }
  return false;
}

bool
amt_replica_lost_team (const AmtSession *before, const AmtSession *after)
{
  for (unsigned i = 0; i < before->memberships->len; i++)
    if (!has_team (after, before->memberships->pdata[i]))
      return true;
  return false;
}

void
amt_replica_prune_later (AmtReplica *self)
{
  if (self->prune)
    return;
  self->prune = true;
  amt_replica_put_kept (self, MARK, "true");
}

void
amt_replica_recall_prune (AmtReplica *self)
{
  g_autofree char *mark = amt_desk_get_kept (self->desk, MARK);

  if (self->prune)
    amt_replica_put_kept (self, MARK, "true");
  self->prune |= g_strcmp0 (mark, "true") == 0;
}

/* An open request is in the feed of whoever may see it; one that is done may just be too old for it. */
static bool
was_open (AmtReplica *self, const char *request_id)
{
  g_autoptr (AmtRequest) request = amt_desk_get_request (self->desk, request_id, NULL);

  return request != NULL && amt_state_is_open ((AmtState) request->state);
}

void
amt_replica_prune (AmtReplica *self)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (!self->prune || self->desk == NULL || self->reader == NULL)
    return;
  ids = amt_desk_list_fetched (self->desk);
  for (unsigned i = 0; i < ids->len && self->desk != NULL && self->reader != NULL; i++)
    {
      const char *id = ids->pdata[i];
      bool open = was_open (self, id);
      GError *error = NULL;

      if (amt_feed_reader_find_id (self->reader, id) != 0)
        continue;
      if (!amt_desk_forget_request (self->desk, id, &error))
        amt_replica_desk_trouble (self, error);
      else if (open && amt_replica_files_remove_aside (self->files, NULL)) /* it lies in damaged files too */
        g_signal_emit_by_name (self, "request-gone", id);
    }
  self->prune = false;
  amt_replica_put_kept (self, MARK, "false");
}
