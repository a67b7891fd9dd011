/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-follower-news.h"

/* More changes at once than this and lists look at everything anyway. */
#define MAX_CHANGES 1000

struct _AmtNewsDesk
{
  GMutex lock;
  AmtFollowerNews *news; /* guarded by @lock */
  GSource *source;       /* guarded: the delivery under way (owned) (nullable) */
  GMainContext *context; /* (owned) of the main thread */
  AmtFollowerHandler handler;
  gpointer data;
};

void
amt_follower_change_free (gpointer data)
{
  AmtFollowerChange *change = data;

  g_free (change->id);
  g_free (change->action);
  g_free (change->by_name);
  g_free (change);
}

AmtFollowerChange *
amt_follower_change_copy (const AmtFollowerChange *self)
{
  AmtFollowerChange *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->action = g_strdup (self->action);
  copy->by_name = g_strdup (self->by_name);
  return copy;
}

static void
follower_head_free (gpointer data)
{
  AmtFollowerHead *head = data;

  g_free (head->authority_id);
  amt_journal_head_unref (head->head);
  g_free (head);
}

static AmtFollowerNews *
news_new (AmtReplicaStatus status, double fraction)
{
  AmtFollowerNews *news = g_new0 (AmtFollowerNews, 1);

  news->status = status;
  news->fraction = fraction;
  news->changes = g_ptr_array_new_with_free_func (amt_follower_change_free);
  news->heads = g_ptr_array_new_with_free_func (follower_head_free);
  return news;
}

static void
news_free (AmtFollowerNews *news)
{
  g_clear_error (&news->problem);
  g_clear_pointer (&news->session, amt_session_unref);
  g_ptr_array_unref (news->changes);
  g_ptr_array_unref (news->heads);
  g_free (news);
}

AmtNewsDesk *
amt_news_desk_new (AmtFollowerHandler handler, gpointer data)
{
  AmtNewsDesk *self = g_new0 (AmtNewsDesk, 1);

  g_mutex_init (&self->lock);
  self->news = news_new (AMT_REPLICA_OFFLINE, 0);
  self->context = g_main_context_ref_thread_default ();
  self->handler = handler;
  self->data = data;
  return self;
}

void
amt_news_desk_free (AmtNewsDesk *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  news_free (self->news);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gboolean
deliver (gpointer data)
{
  AmtNewsDesk *self = data;
  AmtFollowerNews *news;

  g_mutex_lock (&self->lock);
  news = self->news;
  self->news = news_new (news->status, news->fraction);
  self->news->problem = news->problem != NULL ? g_error_copy (news->problem) : NULL;
  g_clear_pointer (&self->source, g_source_unref);
  g_mutex_unlock (&self->lock);
  self->handler (news, self->data); /* may free the desk */
  news_free (news);
  return G_SOURCE_REMOVE;
}

/* With the lock held. */
static void
schedule (AmtNewsDesk *self)
{
  if (self->source != NULL)
    return;
  self->source = g_idle_source_new ();
  g_source_set_priority (self->source, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->source, deliver, self, NULL);
  g_source_attach (self->source, self->context);
}

void
amt_news_desk_status (AmtNewsDesk *self, AmtReplicaStatus status, double fraction, GError *problem)
{
  g_mutex_lock (&self->lock);
  self->news->status = status;
  self->news->anew |= status == AMT_REPLICA_REBUILDING;
  self->news->fraction = CLAMP (fraction, 0, 1);
  g_clear_error (&self->news->problem);
  self->news->problem = problem;
  schedule (self);
  g_mutex_unlock (&self->lock);
}

void
amt_news_desk_session (AmtNewsDesk *self, AmtSession *session)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->news->session, amt_session_unref);
  self->news->session = amt_session_ref (session);
  schedule (self);
  g_mutex_unlock (&self->lock);
}

void
amt_news_desk_changed (AmtNewsDesk *self, bool everything)
{
  g_mutex_lock (&self->lock);
  self->news->changed = true;
  self->news->everything |= everything;
  schedule (self);
  g_mutex_unlock (&self->lock);
}

void
amt_news_desk_item (AmtNewsDesk *self, const AmtFeedItem *item)
{
  AmtFollowerChange *change = g_new0 (AmtFollowerChange, 1);

  change->id = g_strdup (item->id);
  change->action = g_strdup (item->action);
  change->by_name = g_strdup (item->by_name);
  change->gone = item->kind == AMT_FEED_GONE;
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->news->changes, change);
  if (self->news->changes->len > MAX_CHANGES)
    {
      g_ptr_array_set_size (self->news->changes, 0);
      self->news->everything = true;
    }
  g_mutex_unlock (&self->lock);
}

void
amt_news_desk_head (AmtNewsDesk *self, const char *authority_id, AmtJournalHead *head, int64_t asked_at)
{
  AmtFollowerHead *looked = g_new0 (AmtFollowerHead, 1);

  looked->authority_id = g_strdup (authority_id);
  looked->head = amt_journal_head_ref (head);
  looked->asked_at = asked_at;
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->news->heads, looked);
  schedule (self);
  g_mutex_unlock (&self->lock);
}

void
amt_news_desk_damaged (AmtNewsDesk *self)
{
  g_mutex_lock (&self->lock);
  self->news->damaged = true;
  schedule (self);
  g_mutex_unlock (&self->lock);
}
