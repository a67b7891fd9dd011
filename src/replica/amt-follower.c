/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-follower.h"

#include "amt-backoff.h"
#include "amt-error.h"
#include "amt-follower-private.h"
#include "amt-json-reader.h"
#include "amt-time.h"

#define PAGE_SIZE 500
/* How often to look while the live channel cannot be had. */
#define POLL_MS 15000
/* A catch-up shorter than this is not worth a progress bar. */
#define QUIET_DISTANCE 1000

static bool
is_stopping (AmtFollower *self)
{
  return g_atomic_int_get (&self->stop) != 0;
}

static char *
dup_guarded (AmtFollower *self, char **guarded)
{
  char *token;

  g_mutex_lock (&self->lock);
  token = g_strdup (*guarded);
  g_mutex_unlock (&self->lock);
  return token;
}

char *
amt_follower_dup_token (AmtFollower *self)
{
  return dup_guarded (self, &self->token);
}

/* --- talking --- */

/* (transfer full) (nullable): the checked answer; *@etag (inout) (nullable) is sent and replaced. NULL body without an
 * error is never given; not modified is an empty answer. */
static GBytes *
get_with (AmtFollower *self, const char *token, const char *path, size_t max, char **etag, GError **error)
{
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;

  if (!(message = amt_http_message_new ("GET", self->base_url, path, token, error)))
    return NULL;
  if (etag != NULL && *etag != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "If-None-Match", *etag);
  body = amt_http_send (self->soup, message, max, self->cancellable, error);
  if (body == NULL || !amt_http_check_answer (message, body, "application/json", error))
    return NULL;
  if (etag != NULL)
    g_set_str (etag, soup_message_headers_get_one (soup_message_get_response_headers (message), "ETag"));
  return g_steal_pointer (&body);
}

static GBytes *
get (AmtFollower *self, const char *path, size_t max, char **etag, GError **error)
{
  g_autofree char *token = amt_follower_dup_token (self);

  if (token == NULL)
    {
      amt_error_set (error, AMT_ERROR_UNAUTHENTICATED, "signed-out", NULL, "Nobody is signed in");
      return NULL;
    }
  g_set_str (&self->used_token, token);
  return get_with (self, token, path, max, etag, error);
}

void *
amt_follower_get_record (AmtFollower *self, const char *path, size_t max, const AmtRecordType *type, GError **error)
{
  g_autoptr (GBytes) body = get (self, path, max, NULL, error);
  g_autoptr (JsonObject) json = body != NULL ? amt_json_read (body, max, error) : NULL;

  return json != NULL ? amt_record_from_answer (type, json, error) : NULL;
}

/* --- session --- */

static bool
adopt_session (AmtFollower *self, AmtSession *session, GError **error)
{
  bool dropped = false;

  g_ptr_array_set_size (self->authorities, 0);
  for (unsigned i = 0; i < session->memberships->len; i++)
    {
      const AmtMembership *membership = session->memberships->pdata[i];
      const char *id = membership->authority->id;

      if (!g_ptr_array_find_with_equal_func (self->authorities, id, g_str_equal, NULL))
        g_ptr_array_add (self->authorities, g_strdup (id));
      if (i == 0)
        g_set_str (&self->zone, membership->authority->zone);
    }
  if (g_strcmp0 (session->person_id, self->person_id) != 0)
    {
      amt_error_set (error, AMT_ERROR_CONFLICT, "other-owner", NULL, "Somebody else is signed in");
      return false;
    }
  if (self->authorities->len == 0)
    {
      amt_error_set (error, AMT_ERROR_FORBIDDEN, "no-membership", NULL, "One belongs to no office any more");
      return false;
    }
  if (!amt_feed_store_set_session (self->store, session, &dropped, error))
    return false;
  amt_news_desk_session (self->news, session);
  if (dropped)
    amt_news_desk_changed (self->news, true);
  return true;
}

static bool
follow_day (AmtFollower *self, GError **error)
{
  g_autofree char *today = amt_time_to_day (g_get_real_time (), self->zone != NULL ? self->zone : "Europe/Berlin");
  bool changed = false;

  if (!amt_feed_store_set_today (self->store, today, &changed, error))
    return false;
  if (changed)
    amt_news_desk_changed (self->news, true);
  return true;
}

static bool
follow_catalogue (AmtFollower *self, const char *authority_id, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/v1/authorities/%s/catalogue", authority_id);
  g_autofree char *etag = amt_feed_store_get_catalogue_etag (self->store, authority_id);
  g_autofree char *before = g_strdup (etag);
  g_autoptr (GBytes) body = get (self, path, AMT_HTTP_JSON_MAX, &etag, error);
  g_autoptr (GPtrArray) services = NULL;
  g_autofree char *json = NULL;

  if (body == NULL)
    return false;
  if (g_bytes_get_size (body) == 0 || (etag != NULL && g_strcmp0 (before, etag) == 0))
    return true;
  if (!(services = amt_http_read_list (body, AMT_HTTP_JSON_MAX, &amt_service_type, error)))
    return false;
  json = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  if (!amt_feed_store_set_catalogue (self->store, authority_id, etag, services, json, error))
    return false;
  amt_news_desk_changed (self->news, true);
  return true;
}

/* --- feed --- */

static void
report_progress (AmtFollower *self, unsigned authority, const AmtFeedPosition *before, const AmtFeedPage *page)
{
  double share = page->head > 0 ? (double) page->last / (double) page->head : 1;

  if (before->complete && page->head - page->last < QUIET_DISTANCE)
    return;
  amt_news_desk_status (self->news, self->rebuilding ? AMT_REPLICA_REBUILDING : AMT_REPLICA_SYNCING,
                        (authority + share) / self->authorities->len, NULL);
}

static bool
take_page (AmtFollower *self, const char *authority_id, const AmtFeedPosition *before, const AmtFeedPage *page,
           GError **error)
{
  if (!amt_feed_store_apply (self->store, authority_id, page, error))
    return false;
  if (before->complete)
    for (unsigned i = 0; i < page->items->len; i++)
      amt_news_desk_item (self->news, page->items->pdata[i]);
  if (page->items->len > 0 || !before->complete)
    amt_news_desk_changed (self->news, !before->complete);
  return true;
}

static AmtFeedPage *
get_page (AmtFollower *self, const char *authority_id, const AmtFeedPosition *position, GError **error)
{
  g_autofree char *epoch = position->epoch != NULL ? amt_http_escape (position->epoch) : NULL;
  g_autofree char *path = g_strdup_printf ("/v1/authorities/%s/feed?after=%" G_GINT64_FORMAT "&limit=%d%s%s",
                                           authority_id, position->last, PAGE_SIZE, epoch != NULL ? "&epoch=" : "",
                                           epoch != NULL ? epoch : "");

  return amt_follower_get_record (self, path, AMT_HTTP_FEED_MAX, &amt_feed_page_type, error);
}

/* Another epoch: read anew, while what is there stays to be seen. */
static bool
begin_anew (AmtFollower *self, const char *authority_id, GError **error)
{
  self->rebuilding = true;
  amt_news_desk_status (self->news, AMT_REPLICA_REBUILDING, 0, NULL);
  return amt_feed_store_restart (self->store, authority_id, error);
}

/* A server may be wrong about its own numbers: a page that does not lead on would be asked for for ever. */
static bool
check_page (const AmtFeedPosition *position, const AmtFeedPage *page, GError **error)
{
  if (page->last > position->last || !page->more)
    return true;
  amt_error_set (error, AMT_ERROR_FAILED, "bad-answer", "last", "The feed does not move on");
  return false;
}

static bool
follow_feed (AmtFollower *self, unsigned authority, GError **error)
{
  const char *id = self->authorities->pdata[authority];

  for (bool more = true, anew = false; more;)
    {
      g_auto (AmtFeedPosition) position = {0};
      g_autoptr (AmtFeedPage) page = NULL;
      GError *local = NULL;

      if (is_stopping (self) || !amt_feed_store_get_position (self->store, id, &position, error))
        return false;
      if (!position.complete && position.last == 0) /* else nobody would know that the server answers */
        amt_news_desk_status (self->news, self->rebuilding ? AMT_REPLICA_REBUILDING : AMT_REPLICA_SYNCING,
                              (double) authority / self->authorities->len, NULL);
      page = get_page (self, id, &position, &local);
      if (page == NULL && g_error_matches (local, AMT_ERROR, AMT_ERROR_GONE) && !anew)
        {
          g_clear_error (&local);
          anew = true;
          if (!begin_anew (self, id, error))
            return false;
          continue;
        }
      if (page == NULL || !check_page (&position, page, &local) || !take_page (self, id, &position, page, &local))
        {
          g_propagate_error (error, local);
          return false;
        }
      report_progress (self, authority, &position, page);
      more = page->more;
    }
  return true;
}

static bool
follow_feeds (AmtFollower *self, GError **error)
{
  self->wants_fetch = false;
  for (unsigned i = 0; i < self->authorities->len; i++)
    if (!follow_feed (self, i, error))
      return false;
  return true;
}

static bool
catch_up (AmtFollower *self, GError **error)
{
  g_autoptr (AmtSession)
      session = amt_follower_get_record (self, "/v1/session", AMT_HTTP_JSON_MAX, &amt_session_type, error);

  if (session == NULL || !adopt_session (self, session, error) || !follow_day (self, error))
    return false;
  for (unsigned i = 0; i < self->authorities->len; i++)
    if (!follow_catalogue (self, self->authorities->pdata[i], error))
      return false;
  if (!follow_feeds (self, error))
    return false;
  self->rebuilding = false;
  self->failures = 0;
  amt_feed_store_relax (self->store);
  amt_news_desk_status (self->news, AMT_REPLICA_UP_TO_DATE, 1, NULL);
  return amt_follower_look_at_heads (self, error);
}

/* --- waiting --- */

static gboolean
on_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Lets the context run until something is to be done or @milliseconds have passed. */
static void
wait (AmtFollower *self, unsigned milliseconds)
{
  int64_t until = g_get_monotonic_time () + milliseconds * (int64_t) 1000;
  GSource *tick = g_timeout_source_new (milliseconds);

  g_source_set_callback (tick, on_tick, self, NULL);
  g_source_attach (tick, self->context);
  while (!is_stopping (self) && !g_atomic_int_get (&self->nudged) && !self->wants_fetch && !self->wants_heads &&
         !self->live_ended && g_get_monotonic_time () < until)
    g_main_context_iteration (self->context, TRUE);
  g_source_destroy (tick);
  g_source_unref (tick);
}

/* How long there may be nothing to do. */
static unsigned
rest (AmtFollower *self)
{
  unsigned rest = self->live == NULL              ? MIN (POLL_MS, amt_backoff_delay (self->live_failures))
                  : amt_live_is_open (self->live) ? AMT_FOLLOWER_IDLE_MS
                                                  : POLL_MS;

  return MIN (rest, amt_follower_heads_due (self));
}

/* Stays until something is wrong (FALSE with the error set) or the session is to be asked anew (TRUE). Without the live
 * channel it looks now and then. */
static bool
listen (AmtFollower *self, GError **error)
{
  while (!is_stopping (self))
    {
      amt_follower_call (self);
      wait (self, rest (self));
      if (g_atomic_int_compare_and_exchange (&self->nudged, 1, 0))
        {
          self->live_at = 0;
          return true;
        }
      if (self->live_ended && amt_follower_after_call (self))
        return true;
      if (is_stopping (self) || !follow_day (self, error))
        return false;
      if ((self->wants_fetch || self->live == NULL || !amt_live_is_open (self->live)) && !follow_feeds (self, error))
        return false;
      if (amt_follower_heads_due (self) == 0 && !amt_follower_look_at_heads (self, error))
        return false;
    }
  return true;
}

/* --- what went wrong --- */

/* Whether to go on. @error: (transfer full). */
static bool
give_way (AmtFollower *self, GError *error)
{
  if (is_stopping (self))
    g_clear_error (&error);
  else if (amt_replica_files_is_damage (error) || (g_error_matches (error, AMT_ERROR, AMT_ERROR_CONFLICT) &&
                                                   g_strcmp0 (amt_error_get_slug (error), "other-owner") == 0))
    amt_news_desk_damaged (self->news);
  else if (amt_http_is_removal (error))
    {
      amt_news_desk_status (self->news, AMT_REPLICA_REMOVED, 0, error);
      return false;
    }
  else
    {
      bool refused = g_error_matches (error, AMT_ERROR, AMT_ERROR_UNAUTHENTICATED);

      amt_news_desk_status (self->news, refused ? AMT_REPLICA_SIGNED_OUT : AMT_REPLICA_OFFLINE, 0, error);
      return true;
    }
  g_clear_error (&error);
  return false;
}

/* A session ends over night, the person leaves the office, the workstation stays on: the token that holds no more still
 * says of whom it was. FALSE with the error set when that person is to keep no copy. */
static bool
ask_again (AmtFollower *self, GError **error)
{
  g_autofree char *token = dup_guarded (self, &self->last_token);
  g_autoptr (GBytes) body = NULL;
  GError *local = NULL;

  if (token != NULL)
    body = get_with (self, token, "/v1/session", AMT_HTTP_JSON_MAX, NULL, &local);
  if (amt_http_is_removal (local))
    {
      g_propagate_error (error, local);
      return false;
    }
  g_clear_error (&local);
  return true;
}

/* After a refused token only another one helps, or being asked to look. FALSE with the error set: as ask_again(). */
static bool
pause_for (AmtFollower *self, bool refused, GError **error)
{
  unsigned delay = amt_backoff_delay (self->failures++);

  for (bool nudged = false; !nudged;)
    {
      g_autofree char *token = NULL;

      wait (self, refused ? self->refused_seconds * 1000 : delay);
      nudged = g_atomic_int_compare_and_exchange (&self->nudged, 1, 0);
      if (nudged)
        self->failures = 0;
      token = amt_follower_dup_token (self);
      if (is_stopping (self) || !refused || (token != NULL && g_strcmp0 (token, self->used_token) != 0))
        return true;
      if (!nudged && !ask_again (self, error))
        return false;
      nudged = nudged && token != NULL;
    }
  return true;
}

static void
follow (AmtFollower *self)
{
  while (!is_stopping (self))
    {
      GError *error = NULL;
      bool refused;

      if (catch_up (self, &error) && listen (self, &error))
        continue;
      amt_follower_hang_up (self);
      self->live_at = 0;
      self->wants_fetch = self->wants_heads = false;
      refused = g_error_matches (error, AMT_ERROR, AMT_ERROR_UNAUTHENTICATED);
      if (!give_way (self, g_steal_pointer (&error)))
        return;
      if (!pause_for (self, refused, &error) && !give_way (self, error))
        return;
    }
}

static bool
open_store (AmtFollower *self, GError **error)
{
  AmtDatabase *database = amt_replica_files_open_feed (self->files, error);

  if (database == NULL)
    return false;
  self->store = amt_feed_store_new (database);
  return amt_feed_store_claim (self->store, self->base_url, self->person_id, error) && follow_day (self, error);
}

static gpointer
run (gpointer data)
{
  AmtFollower *self = data;
  GError *error = NULL;

  g_main_context_push_thread_default (self->context);
  self->soup = amt_http_session_new ();
  if (self->tls_database != NULL)
    soup_session_set_tls_database (self->soup, self->tls_database);
  if (open_store (self, &error))
    follow (self);
  else
    give_way (self, error);
  amt_follower_hang_up (self);
  soup_session_abort (self->soup);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->store, amt_feed_store_free);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

AmtFollower *
amt_follower_start (const AmtFollowerSetup *setup)
{
  AmtFollower *self = g_new0 (AmtFollower, 1);

  g_mutex_init (&self->lock);
  self->context = g_main_context_new ();
  self->cancellable = g_cancellable_new ();
  self->news = amt_news_desk_new (setup->handler, setup->data);
  self->files = amt_replica_files_copy (setup->files);
  self->base_url = g_strdup (setup->base_url);
  self->person_id = g_strdup (setup->person_id);
  self->token = g_strdup (setup->token);
  self->last_token = g_strdup (setup->token);
  self->tls_database = setup->tls_database != NULL ? g_object_ref (setup->tls_database) : NULL;
  self->rebuilding = setup->rebuilding;
  self->journal_seconds = setup->journal_seconds;
  self->refused_seconds = setup->refused_seconds;
  self->authorities = g_ptr_array_new_with_free_func (g_free);
  self->thread = g_thread_new ("replica", run, self);
  return self;
}

void
amt_follower_stop (AmtFollower *self)
{
  g_atomic_int_set (&self->stop, 1);
  g_cancellable_cancel (self->cancellable);
  g_main_context_wakeup (self->context);
  g_thread_join (self->thread);
  amt_news_desk_free (self->news);
  amt_replica_files_free (self->files);
  g_ptr_array_unref (self->authorities);
  g_clear_object (&self->tls_database);
  g_clear_object (&self->cancellable);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_free (self->base_url);
  g_free (self->person_id);
  g_free (self->token);
  g_free (self->last_token);
  g_free (self->used_token);
  g_free (self->zone);
  g_free (self);
}

void
amt_follower_set_token (AmtFollower *self, const char *token)
{
  g_mutex_lock (&self->lock);
  g_set_str (&self->token, token);
  if (token != NULL)
    g_set_str (&self->last_token, token);
  g_mutex_unlock (&self->lock);
  if (token != NULL)
    amt_follower_nudge (self);
}

void
amt_follower_nudge (AmtFollower *self)
{
  g_atomic_int_set (&self->nudged, 1);
  g_main_context_wakeup (self->context);
}
