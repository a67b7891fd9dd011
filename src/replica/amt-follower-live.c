/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the live channel says, and when it is opened. */
#include "amt-backoff.h"
#include "amt-follower-private.h"

/* A change that does not follow at once, or cannot be written, is left to the feed, which says what is wrong. */
static void
take_change (AmtFollower *self, const AmtLiveFrame *frame)
{
  bool fits = false;

  if (!amt_feed_store_apply_change (self->store, frame->authority_id, frame->item, &fits, NULL) || !fits)
    {
      self->wants_fetch = true;
      return;
    }
  amt_news_desk_item (self->news, frame->item);
  amt_news_desk_changed (self->news, false);
}

static void
take_grown (AmtFollower *self, const AmtLiveFrame *frame)
{
  g_auto (AmtFeedPosition) position = {0};

  if (frame->authority_id == NULL || !amt_feed_store_get_position (self->store, frame->authority_id, &position, NULL) ||
      frame->seq != position.last)
    self->wants_fetch = true;
  if (g_str_equal (frame->type, "hello")) /* perhaps of a server that was away too shortly to be missed */
    self->wants_heads = true;
}

static void
on_frame (AmtLive *live, const AmtLiveFrame *frame, gpointer data)
{
  AmtFollower *self = data;

  if (g_str_equal (frame->type, "change") && frame->item != NULL && frame->authority_id != NULL)
    take_change (self, frame);
  else if (g_str_equal (frame->type, "end"))
    self->live_ended = self->live_said_end = true; /* the session is asked anew and says why */
  else
    take_grown (self, frame);
}

static void
on_closed (AmtLive *live, const GError *error, gpointer data)
{
  AmtFollower *self = data;

  self->live_ended = true;
}

static const AmtLiveHandler live_handler = {on_frame, on_closed};

void
amt_follower_hang_up (AmtFollower *self)
{
  g_clear_pointer (&self->live, amt_live_free);
  self->live_ended = false;
  self->live_said_end = false;
}

void
amt_follower_call (AmtFollower *self)
{
  g_autofree char *token = amt_follower_dup_token (self);

  if (self->live != NULL || token == NULL || g_get_monotonic_time () < self->live_at)
    return;
  self->live_since = g_get_monotonic_time ();
  self->live = amt_live_new (self->soup, self->base_url, token, &live_handler, self);
}

bool
amt_follower_after_call (AmtFollower *self)
{
  int64_t now = g_get_monotonic_time ();
  bool said_end = self->live_said_end;

  if (now - self->live_since > AMT_FOLLOWER_IDLE_MS * (int64_t) 1000)
    self->live_failures = 0;
  self->live_at = now + amt_backoff_delay (self->live_failures++) * (int64_t) 1000;
  amt_follower_hang_up (self);
  self->wants_fetch = true;
  return said_end;
}
