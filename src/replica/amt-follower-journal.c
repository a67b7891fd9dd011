/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fetches the heads of the journals, whenever the server was reached anew and every so often: whoever rules its database
 * can cut a journal's end off, and the rest holds by itself. */
#include "amt-error.h"
#include "amt-follower-private.h"

unsigned
amt_follower_heads_due (AmtFollower *self)
{
  int64_t due = self->heads_at + self->journal_seconds * (int64_t) G_USEC_PER_SEC;
  int64_t left = (due - g_get_monotonic_time ()) / 1000;

  return self->wants_heads || left <= 0 ? 0 : (unsigned) left;
}

/* The server is away, or wants to know us no more: to be dealt with as everywhere else. */
static bool
is_in_the_way (const GError *error)
{
  return amt_http_is_removal (error) || error->domain != AMT_ERROR || error->code == AMT_ERROR_UNAUTHENTICATED ||
         error->code == AMT_ERROR_OFFLINE || error->code == AMT_ERROR_UNAVAILABLE || error->code == AMT_ERROR_UNTRUSTED;
}

bool
amt_follower_look_at_heads (AmtFollower *self, GError **error)
{
  self->wants_heads = false;
  self->heads_at = g_get_monotonic_time ();
  for (unsigned i = 0; i < self->authorities->len; i++)
    {
      const char *id = self->authorities->pdata[i];
      g_autofree char *path = g_strdup_printf ("/v1/authorities/%s/journal/head", id);
      int64_t asked_at = g_get_monotonic_time ();
      GError *local = NULL;
      g_autoptr (AmtJournalHead)
          head = amt_follower_get_record (self, path, AMT_HTTP_JSON_MAX, &amt_journal_head_type, &local);

      if (head != NULL)
        amt_news_desk_head (self->news, id, head, asked_at);
      else if (is_in_the_way (local))
        {
          g_propagate_error (error, local);
          return false;
        }
      g_clear_error (&local);
    }
  return true;
}
