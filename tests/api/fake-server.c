/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-server.h"

#include "amt-input.h"
#include "amt-uuid.h"
#include "fake-tls.h"

#include <libsoup/soup.h>

typedef struct
{
  int64_t seq;
  int64_t version;
  AmtState state;
  char *handler;
  bool gone;
} Row;

typedef struct
{
  int64_t seq;
  unsigned row;
} Entry;

typedef struct
{
  char *path;
  unsigned left;
  bool always;
  unsigned status;
  char *type;
  char *body;
} Fault;

struct _FakeServer
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  GMutex lock;
  GCond cond;
  SoupServer *soup;
  GTlsCertificate *certificate;
  char *address;
  char *token;
  char *epoch;
  GArray *rows;
  GArray *log;
  int64_t head;
  bool member;
  unsigned delay;
  unsigned page;
  GPtrArray *faults;
  GPtrArray *paths;
  GPtrArray *sockets;
  SoupMessageHeaders *headers;
  GHashTable *keys;
  GString *notes;
};

static const char *const names[] = {
    "Żaneta Łukaszewicz-Weiß", "Nguyễn Thị Hương Giang", "Þórdís Guðmundsdóttir", "Győző Szűcs",
    "Ľubomír Šťastný",         "Çağla Yıldırım-Preuß",   "Māris Bērziņš"};
static const char *const services[] = {"birth-certificate", "registration-certificate", "dog-tax-registration"};

char *
fake_request_id (unsigned i)
{
  return amt_uuid_new_fixed (INT64_C (1700000000000000), i);
}

char *
fake_request_name (unsigned i)
{
  return g_strdup_printf ("%s %u", names[i % G_N_ELEMENTS (names)], i);
}

static void
row_clear (gpointer data)
{
  g_free (((Row *) data)->handler);
}

static void
fault_free (gpointer data)
{
  Fault *fault = data;

  g_free (fault->path);
  g_free (fault->type);
  g_free (fault->body);
  g_free (fault);
}

/* --- answers --- */

static AmtSummary *
make_summary (FakeServer *self, unsigned i)
{
  const Row *row = &g_array_index (self->rows, Row, i);
  AmtSummary *s = amt_summary_new ();

  s->id = fake_request_id (i);
  s->authority_id = g_strdup (FAKE_AUTHORITY);
  s->team_id = g_strdup (FAKE_TEAM);
  s->file_number = g_strdup_printf ("2026-%06u", i);
  s->version = row->version;
  s->state = (int) row->state;
  s->service_id = g_strdup (services[i % G_N_ELEMENTS (services)]);
  s->variant = g_strdup ("standard");
  s->applicant_name = fake_request_name (i);
  s->handler_id = g_strdup (row->handler);
  s->handler_name = row->handler != NULL ? g_strdup ("Jörg Đorđević") : NULL;
  s->received_on = g_strdup_printf ("2026-%02u-%02u", 1 + i / 28 % 12, 1 + i % 28);
  s->target_on = g_strdup_printf ("2030-%02u-%02u", 1 + i / 28 % 12, 1 + i % 28);
  s->identity = AMT_GATE_OPEN;
  s->payment = i % 2 ? AMT_GATE_OPEN : AMT_GATE_MET;
  s->updated_at = INT64_C (1700000000000000) + row->seq * 1000; /* the wire has milliseconds */
  s->state_at = s->updated_at;
  return s;
}

static AmtFeedItem *
make_item (FakeServer *self, unsigned i)
{
  const Row *row = &g_array_index (self->rows, Row, i);
  AmtFeedItem *item = amt_feed_item_new ();

  item->seq = row->seq;
  item->kind = row->gone ? AMT_FEED_GONE : AMT_FEED_REQUEST;
  item->id = fake_request_id (i);
  item->request = row->gone ? NULL : make_summary (self, i);
  item->by_name = g_strdup ("Jörg Đorđević");
  item->action = g_strdup ("claim");
  return item;
}

static unsigned
find_entry (FakeServer *self, int64_t after)
{
  unsigned low = 0, high = self->log->len;

  while (low < high)
    {
      unsigned middle = (low + high) / 2;

      if (g_array_index (self->log, Entry, middle).seq <= after)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static char *
make_page (FakeServer *self, int64_t after, unsigned limit)
{
  g_autoptr (AmtFeedPage) page = amt_feed_page_new ();
  unsigned at = find_entry (self, after);

  page->epoch = g_strdup (self->epoch);
  page->items = amt_record_list_new ();
  page->head = self->head;
  page->last = after;
  for (; at < self->log->len && page->items->len < limit; at++)
    {
      const Entry *entry = &g_array_index (self->log, Entry, at);

      page->last = entry->seq;
      if (g_array_index (self->rows, Row, entry->row).seq == entry->seq)
        g_ptr_array_add (page->items, make_item (self, entry->row));
    }
  page->more = at < self->log->len;
  if (!page->more)
    page->last = self->head;
  return amt_record_to_string (&amt_feed_page_type, page);
}

AmtSession *
fake_session_new (void)
{
  AmtSession *session = amt_session_new ();
  AmtMembership *membership = amt_membership_new ();

  session->person_id = g_strdup (FAKE_PERSON);
  session->name = g_strdup ("Annegret Thießen");
  session->user = g_strdup ("a.thiessen");
  session->expires_at = INT64_C (4000000000000000);
  session->server_name = g_strdup ("Amtsstube 0.1");
  session->memberships = amt_record_list_new ();
  membership->authority = amt_authority_new ();
  membership->authority->id = g_strdup (FAKE_AUTHORITY);
  membership->authority->name = g_strdup ("Stadt Leinhagen");
  membership->authority->slug = g_strdup ("leinhagen");
  membership->authority->zone = g_strdup ("Europe/Berlin");
  membership->authority->land = g_strdup ("NI");
  membership->authority->street = g_strdup ("Markt 1");
  membership->authority->town = g_strdup ("29999 Leinhagen");
  membership->authority->email = g_strdup ("info@leinhagen.example");
  membership->team = amt_team_new ();
  membership->team->id = g_strdup (FAKE_TEAM);
  membership->team->name = g_strdup ("Bürgerbüro");
  membership->team->kind = g_strdup ("residents");
  membership->permissions = 3;
  g_ptr_array_add (session->memberships, membership);
  return session;
}

static char *
make_session (FakeServer *self)
{
  g_autoptr (AmtSession) session = fake_session_new ();

  if (!self->member)
    g_ptr_array_set_size (session->memberships, 0);
  return amt_record_to_string (&amt_session_type, session);
}

static void
answer (SoupServerMessage *message, unsigned status, const char *type, char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_TAKE, body, strlen (body));
}

static void
refuse (SoupServerMessage *message, unsigned status, const char *slug)
{
  answer (message, status, "application/problem+json",
          g_strdup_printf ("{\"type\":\"%s\",\"title\":\"No\",\"status\":%u}", slug, status));
}

static void
on_request (SoupServerMessage *message, const char *id)
{
  g_autoptr (AmtRequest) request = amt_request_new ();

  request->id = g_strdup (id);
  request->authority_id = g_strdup (FAKE_AUTHORITY);
  request->team_id = g_strdup (FAKE_TEAM);
  request->file_number = g_strdup ("2026-000001");
  request->version = 9;
  request->content_version = 1;
  request->service_id = g_strdup ("birth-certificate");
  request->service_version = 1;
  request->variant = g_strdup ("standard");
  request->copies = 1;
  request->applicant = amt_party_new ();
  request->applicant->family_name = g_strdup ("Łukaszewicz-Weiß");
  request->applicant->given_names = g_strdup ("Żaneta");
  request->form = json_object_new ();
  request->received_on = g_strdup ("2026-11-02");
  request->received_at = request->updated_at = INT64_C (1700000000000000);
  request->gates = amt_record_list_new ();
  for (int kind = 0; kind < AMT_N_GATES; kind++)
    {
      AmtGate *gate = amt_gate_new ();

      gate->kind = kind;
      g_ptr_array_add (request->gates, gate);
    }
  request->attachments = amt_record_list_new ();
  request->notes = amt_record_list_new ();
  request->documents = amt_record_list_new ();
  request->notices = amt_record_list_new ();
  answer (message, 200, "application/json", amt_record_to_string (&amt_request_type, request));
}

static void
take_note (FakeServer *self, SoupServerMessage *message)
{
  const char *key = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Idempotency-Key");
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (AmtNoteInput) input = amt_record_from_bytes (&amt_note_input_type, bytes, g_bytes_get_size (bytes), NULL);

  if (input != NULL && g_hash_table_add (self->keys, g_strdup (key)))
    g_string_append_printf (self->notes, "%s%s", self->notes->len ? "|" : "", input->text);
}

static bool
take_fault (FakeServer *self, SoupServerMessage *message, const char *path)
{
  for (unsigned i = 0; i < self->faults->len; i++)
    {
      Fault *fault = self->faults->pdata[i];

      if (!g_str_has_prefix (path, fault->path) || (!fault->always && fault->left == 0))
        continue;
      fault->left -= fault->always ? 0 : 1;
      if (fault->status == 0)
        {
          /* as a server that dies after it did the work */
          if (g_str_has_suffix (path, "/notes"))
            take_note (self, message);
          g_socket_close (soup_server_message_get_socket (message), NULL);
          return true;
        }
      soup_server_message_set_status (message, fault->status, NULL);
      if (fault->type != NULL)
        soup_server_message_set_response (message, fault->type, SOUP_MEMORY_COPY, fault->body, strlen (fault->body));
      return true;
    }
  return false;
}

static bool
is_signed_in (FakeServer *self, SoupServerMessage *message)
{
  const char *sent = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");
  g_autofree char *expected = g_strconcat ("Bearer ", self->token != NULL ? self->token : "\n", NULL);

  return g_strcmp0 (sent, expected) == 0;
}

static void
sign_in (SoupServerMessage *message, FakeServer *self)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (AmtSignIn) input = amt_record_from_bytes (&amt_sign_in_type, bytes, g_bytes_get_size (bytes), NULL);
  g_autofree char *session = make_session (self);

  if (input == NULL || g_strcmp0 (input->password, "demo-amtsstube") != 0)
    refuse (message, 401, "wrong-credentials");
  else
    answer (message, 201, "application/json",
            g_strdup_printf ("{\"token\":\"%s\",\"session\":%s}", self->token, session));
}

static void
feed (SoupServerMessage *message, FakeServer *self, GHashTable *query)
{
  const char *epoch = query != NULL ? g_hash_table_lookup (query, "epoch") : NULL;
  const char *after = query != NULL ? g_hash_table_lookup (query, "after") : NULL;

  if (epoch != NULL && !g_str_equal (epoch, self->epoch))
    refuse (message, 410, "epoch-changed");
  else
    answer (message, 200, "application/json",
            make_page (self, after != NULL ? g_ascii_strtoll (after, NULL, 10) : 0, self->page));
}

static void
note_path (FakeServer *self, SoupServerMessage *message, const char *path)
{
  const char *name, *value;
  SoupMessageHeadersIter iter;

  g_ptr_array_add (self->paths, g_strdup (path));
  soup_message_headers_clear (self->headers);
  soup_message_headers_iter_init (&iter, soup_server_message_get_request_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    soup_message_headers_replace (self->headers, name, value);
}

static void
serve (FakeServer *self, SoupServerMessage *message, const char *path, GHashTable *query)
{
  if (take_fault (self, message, path))
    return;
  if (g_str_equal (path, "/v1/health"))
    answer (message, 200, "application/json",
            g_strdup ("{\"status\":\"ok\",\"name\":\"Amtsstube\",\"version\":\"0.1\"}"));
  else if (g_str_equal (path, "/v1/sessions"))
    sign_in (message, self);
  else if (!is_signed_in (self, message))
    refuse (message, 401, "signed-out");
  else if (g_str_equal (path, "/v1/session"))
    answer (message, 200, "application/json", make_session (self));
  else if (g_str_has_suffix (path, "/feed"))
    feed (message, self, query);
  else if (g_str_has_suffix (path, "/catalogue"))
    answer (message, 200, "application/json", g_strdup ("{\"version\":\"1\",\"items\":[]}"));
  else if (g_str_has_suffix (path, "/notes"))
    {
      g_auto (GStrv) parts = g_strsplit (path, "/", -1);

      take_note (self, message);
      on_request (message, parts[3]);
    }
  else if (g_str_has_prefix (path, "/v1/requests/"))
    {
      g_auto (GStrv) parts = g_strsplit (path, "/", -1);

      on_request (message, parts[3]);
    }
  else
    refuse (message, 404, "not-found");
}

static void
handle (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  FakeServer *self = data;
  unsigned delay;

  g_mutex_lock (&self->lock);
  note_path (self, message, path);
  delay = self->delay;
  serve (self, message, path, query);
  g_mutex_unlock (&self->lock);
  if (delay > 0)
    g_usleep (delay * 1000);
}

/* --- live --- */

static void
send_frame (FakeServer *self, AmtLiveFrame *frame)
{
  g_autofree char *text = amt_record_to_string (&amt_live_frame_type, frame);

  for (unsigned i = 0; i < self->sockets->len; i++)
    if (soup_websocket_connection_get_state (self->sockets->pdata[i]) == SOUP_WEBSOCKET_STATE_OPEN)
      soup_websocket_connection_send_text (self->sockets->pdata[i], text);
}

static AmtLiveFrame *
make_frame (FakeServer *self, const char *type)
{
  AmtLiveFrame *frame = amt_live_frame_new ();

  frame->type = g_strdup (type);
  frame->authority_id = g_strdup (FAKE_AUTHORITY);
  frame->seq = self->head;
  return frame;
}

static void
on_socket_closed (SoupWebsocketConnection *socket, gpointer data)
{
  FakeServer *self = data;

  g_mutex_lock (&self->lock);
  g_ptr_array_remove (self->sockets, socket);
  g_mutex_unlock (&self->lock);
}

static void
on_socket (SoupServer *soup, SoupServerMessage *message, const char *path, SoupWebsocketConnection *socket,
           gpointer data)
{
  FakeServer *self = data;
  g_autoptr (AmtLiveFrame) hello = NULL;

  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->sockets, g_object_ref (socket));
  g_signal_connect (socket, "closed", G_CALLBACK (on_socket_closed), self);
  hello = make_frame (self, "hello");
  send_frame (self, hello);
  g_mutex_unlock (&self->lock);
}

typedef struct
{
  FakeServer *server;
  AmtLiveFrame *frame; /* (nullable): drop all */
} Push;

static gboolean
on_push (gpointer data)
{
  Push *push = data;
  FakeServer *self = push->server;
  g_autoptr (GPtrArray) drop = NULL;

  g_mutex_lock (&self->lock);
  if (push->frame != NULL)
    send_frame (self, push->frame);
  else
    drop = g_ptr_array_copy (self->sockets, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
  g_mutex_unlock (&self->lock);
  for (unsigned i = 0; drop != NULL && i < drop->len; i++)
    g_io_stream_close (soup_websocket_connection_get_io_stream (drop->pdata[i]), NULL, NULL);
  g_clear_pointer (&push->frame, amt_live_frame_unref);
  g_free (push);
  return G_SOURCE_REMOVE;
}

static void
push (FakeServer *self, AmtLiveFrame *frame)
{
  Push *push = g_new0 (Push, 1);

  push->server = self;
  push->frame = frame;
  g_main_context_invoke (self->context, on_push, push);
}

/* --- thread --- */

static char *
listen_plainly (FakeServer *self)
{
  GError *error = NULL;
  GSList *uris;
  char *address;

  soup_server_listen_local (self->soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->soup);
  address = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return address;
}

static gpointer
run (gpointer data)
{
  FakeServer *self = data;
  FakeTls *tls = NULL;
  char *address;

  g_main_context_push_thread_default (self->context);
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, handle, self, NULL);
  soup_server_add_websocket_handler (self->soup, "/v1/live", NULL, NULL, on_socket, self, NULL);
  if (self->certificate != NULL)
    tls = fake_tls_new (self->soup, self->certificate);
  address = tls != NULL ? g_strdup_printf ("https://127.0.0.1:%u", fake_tls_get_port (tls)) : listen_plainly (self);
  g_mutex_lock (&self->lock);
  self->address = address;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->lock);
  g_main_loop_run (self->loop);
  g_clear_pointer (&tls, fake_tls_free);
  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/* A client that goes at once is worth a warning to libsoup's server, not a failure of the test. */
static gboolean
is_fatal (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  return strstr (message, "could not get remote address") == NULL;
}

/* What is not fatal is "not ok" all the same to whoever reads what GLib's own handler writes. */
static void
on_soup_log (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  if (is_fatal (domain, level, message, data))
    g_log_default_handler (domain, level, message, data);
}

FakeServer *
fake_server_new_tls (GTlsCertificate *certificate)
{
  FakeServer *self = g_new0 (FakeServer, 1);
  static gsize once;

  g_test_log_set_fatal_handler (is_fatal, NULL);
  if (g_once_init_enter (&once))
    {
      g_log_set_handler ("libsoup", G_LOG_LEVEL_WARNING | G_LOG_FLAG_FATAL, on_soup_log, NULL);
      g_once_init_leave (&once, 1);
    }
  g_mutex_init (&self->lock);
  g_cond_init (&self->cond);
  self->certificate = certificate;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->token = g_strdup (FAKE_TOKEN);
  self->epoch = g_strdup ("first");
  self->member = true;
  self->page = 500;
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  g_array_set_clear_func (self->rows, row_clear);
  self->log = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->faults = g_ptr_array_new_with_free_func (fault_free);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->notes = g_string_new (NULL);
  self->thread = g_thread_new ("server", run, self);
  g_mutex_lock (&self->lock);
  while (self->address == NULL)
    g_cond_wait (&self->cond, &self->lock);
  g_mutex_unlock (&self->lock);
  return self;
}

FakeServer *
fake_server_new (void)
{
  return fake_server_new_tls (NULL);
}

static gboolean
on_quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

void
fake_server_free (FakeServer *self)
{
  g_main_context_invoke (self->context, on_quit, self->loop);
  g_thread_join (self->thread);
  for (unsigned i = 0; i < self->sockets->len; i++)
    g_signal_handlers_disconnect_by_data (self->sockets->pdata[i], self);
  g_ptr_array_unref (self->sockets);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_array_unref (self->rows);
  g_array_unref (self->log);
  g_ptr_array_unref (self->faults);
  g_ptr_array_unref (self->paths);
  soup_message_headers_unref (self->headers);
  g_hash_table_unref (self->keys);
  g_string_free (self->notes, TRUE);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->cond);
  g_free (self->address);
  g_free (self->token);
  g_free (self->epoch);
  g_free (self);
}

const char *
fake_server_get_address (FakeServer *self)
{
  return self->address;
}

/* --- what the test does --- */

static void
touch (FakeServer *self, unsigned i)
{
  Row *row = &g_array_index (self->rows, Row, i);
  Entry entry = {.seq = ++self->head, .row = i};

  row->seq = entry.seq;
  row->version++;
  g_array_append_val (self->log, entry);
}

void
fake_server_add (FakeServer *self, unsigned n)
{
  g_mutex_lock (&self->lock);
  for (unsigned i = 0; i < n; i++)
    {
      g_array_set_size (self->rows, self->rows->len + 1);
      touch (self, self->rows->len - 1);
    }
  push (self, make_frame (self, "grown"));
  g_mutex_unlock (&self->lock);
}

static void
set_row (FakeServer *self, unsigned i, AmtState state, const char *handler_id)
{
  Row *row = &g_array_index (self->rows, Row, i);

  row->state = state;
  g_set_str (&row->handler, handler_id);
  touch (self, i);
}

void
fake_server_change (FakeServer *self, unsigned i, AmtState state, const char *handler_id)
{
  AmtLiveFrame *frame;

  g_mutex_lock (&self->lock);
  set_row (self, i, state, handler_id);
  frame = make_frame (self, "change");
  frame->item = make_item (self, i);
  push (self, frame);
  g_mutex_unlock (&self->lock);
}

void
fake_server_change_quietly (FakeServer *self, unsigned i, AmtState state)
{
  g_mutex_lock (&self->lock);
  set_row (self, i, state, NULL);
  g_mutex_unlock (&self->lock);
}

void
fake_server_remove (FakeServer *self, unsigned i)
{
  AmtLiveFrame *frame;

  g_mutex_lock (&self->lock);
  g_array_index (self->rows, Row, i).gone = true;
  touch (self, i);
  frame = make_frame (self, "change");
  frame->item = make_item (self, i);
  push (self, frame);
  g_mutex_unlock (&self->lock);
}

void
fake_server_hide (FakeServer *self, unsigned i)
{
  g_mutex_lock (&self->lock);
  g_array_index (self->rows, Row, i).seq = 0; /* no entry of the log is its newest */
  g_mutex_unlock (&self->lock);
}

void
fake_server_new_epoch (FakeServer *self)
{
  g_mutex_lock (&self->lock);
  g_set_str (&self->epoch, "second");
  g_mutex_unlock (&self->lock);
}

void
fake_server_end_membership (FakeServer *self)
{
  g_mutex_lock (&self->lock);
  self->member = false;
  g_mutex_unlock (&self->lock);
}

void
fake_server_set_token (FakeServer *self, const char *token)
{
  g_mutex_lock (&self->lock);
  g_set_str (&self->token, token);
  g_mutex_unlock (&self->lock);
}

void
fake_server_set_delay (FakeServer *self, unsigned milliseconds)
{
  g_mutex_lock (&self->lock);
  self->delay = milliseconds;
  g_mutex_unlock (&self->lock);
}

void
fake_server_set_page (FakeServer *self, unsigned rows)
{
  g_mutex_lock (&self->lock);
  self->page = rows;
  g_mutex_unlock (&self->lock);
}

void
fake_server_fail (FakeServer *self, const char *path, unsigned times, unsigned status, const char *type,
                  const char *body)
{
  Fault *fault = g_new0 (Fault, 1);

  fault->path = g_strdup (path);
  fault->left = times;
  fault->always = times == 0;
  fault->status = status;
  fault->type = g_strdup (type);
  fault->body = g_strdup (body);
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->faults, fault);
  g_mutex_unlock (&self->lock);
}

unsigned
fake_server_count (FakeServer *self, const char *path)
{
  unsigned count = 0;

  g_mutex_lock (&self->lock);
  for (unsigned i = 0; i < self->paths->len; i++)
    if (g_str_has_prefix (self->paths->pdata[i], path))
      count++;
  g_mutex_unlock (&self->lock);
  return count;
}

char *
fake_server_get_header (FakeServer *self, const char *name)
{
  char *value;

  g_mutex_lock (&self->lock);
  value = g_strdup (soup_message_headers_get_one (self->headers, name));
  g_mutex_unlock (&self->lock);
  return value;
}

char *
fake_server_get_notes (FakeServer *self)
{
  char *notes;

  g_mutex_lock (&self->lock);
  notes = g_strdup (self->notes->str);
  g_mutex_unlock (&self->lock);
  return notes;
}

void
fake_server_drop_live (FakeServer *self)
{
  push (self, NULL);
}

unsigned
fake_server_count_live (FakeServer *self)
{
  unsigned count;

  g_mutex_lock (&self->lock);
  count = self->sockets->len;
  g_mutex_unlock (&self->lock);
  return count;
}
