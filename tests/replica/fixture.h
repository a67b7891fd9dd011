/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A replica in a directory of its own, following a fake server. */

#pragma once

#include "amt-error.h"
#include "amt-replica.h"
#include "amt-request-list.h"
#include "await.h"
#include "fake-server.h"

#include <glib/gstdio.h>

typedef struct
{
  FakeServer *server;
  AmtApi *api;
  char *directory;
  GBytes *key;
  AmtReplica *replica; /* (nullable) */
} Fixture;

static inline G_GNUC_UNUSED GBytes *
fixture_key (char fill)
{
  char key[32];

  memset (key, fill, sizeof key);
  return g_bytes_new (key, sizeof key);
}

static inline G_GNUC_UNUSED AmtSession *
fixture_session (const char *person_id)
{
  AmtSession *session = fake_session_new ();

  g_set_str (&session->person_id, person_id);
  return session;
}

static inline G_GNUC_UNUSED AmtReplica *
fixture_open (Fixture *f)
{
  g_autoptr (AmtSession) session = fixture_session (FAKE_PERSON);
  GError *error = NULL;

  f->replica = amt_replica_open (f->directory, f->api, "a.thiessen", session, f->key, &error);
  g_assert_no_error (error);
  return f->replica;
}

static inline G_GNUC_UNUSED void
fixture_close (Fixture *f)
{
  if (f->replica != NULL)
    {
      amt_replica_stop (f->replica);
      await_that (!g_main_context_iteration (NULL, FALSE));
      g_assert_finalize_object (f->replica);
    }
  f->replica = NULL;
}

static inline G_GNUC_UNUSED void
fixture_up (Fixture *f, gconstpointer data)
{
  f->server = fake_server_new ();
  f->api = amt_api_new (fake_server_get_address (f->server), NULL);
  amt_api_set_token (f->api, FAKE_TOKEN);
  f->directory = g_dir_make_tmp ("amt-XXXXXX", NULL);
  f->key = fixture_key ('k');
}

static inline G_GNUC_UNUSED void
fixture_down (Fixture *f, gconstpointer data)
{
  g_autofree char *remove = g_strdup_printf ("rm -rf %s", f->directory);

  fixture_close (f);
  g_clear_object (&f->api);
  g_clear_pointer (&f->server, fake_server_free);
  g_spawn_command_line_sync (remove, NULL, NULL, NULL, NULL);
  g_clear_pointer (&f->directory, g_free);
  g_clear_pointer (&f->key, g_bytes_unref);
}

/* The replica's file that ends in @ending. (transfer full) */
static inline G_GNUC_UNUSED char *
fixture_file (Fixture *f, const char *ending)
{
  g_autoptr (GDir) dir = g_dir_open (f->directory, 0, NULL);

  for (const char *name; (name = g_dir_read_name (dir));)
    if (g_str_has_suffix (name, ending))
      return g_build_filename (f->directory, name, NULL);
  return NULL;
}

#define fixture_await_synced(f)                                                                                        \
  await_that (amt_replica_get_status ((f)->replica) == AMT_REPLICA_UP_TO_DATE &&                                       \
              fake_server_count_live ((f)->server) > 0)

#define FIXTURE_TYPED "Typed and not yet sent"

/* Follows @n requests and keeps something typed. */
static inline G_GNUC_UNUSED void
fixture_fill (Fixture *f, unsigned n)
{
  fake_server_add (f->server, n);
  fixture_open (f);
  amt_replica_start (f->replica);
  fixture_await_synced (f);
  g_assert_cmpuint (amt_replica_count (f->replica, AMT_QUEUE_ALL, NULL), ==, n);
  amt_replica_set_composition (f->replica, "ask/1", FIXTURE_TYPED);
}

static inline G_GNUC_UNUSED void
fixture_assert_typed (Fixture *f, bool there)
{
  g_autofree char *typed = amt_replica_get_composition (f->replica, "ask/1");

  g_assert_cmpstr (typed, ==, there ? FIXTURE_TYPED : NULL);
}

/* Noise over @part of what follows the first @from bytes. */
static inline G_GNUC_UNUSED void
fixture_overwrite (const char *path, size_t from, double part)
{
  g_autofree char *content = NULL;
  size_t length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  for (size_t i = from; i < from + (size_t) ((length - from) * part); i++)
    content[i] = (char) g_test_rand_int ();
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

/* Noise in the middle of the feed file of a shut replica, which is met only by who reads there; then opened again.
 * Returns: (transfer full): the file. */
static inline G_GNUC_UNUSED char *
fixture_damage_middle (Fixture *f)
{
  g_autofree char *path = NULL;
  GStatBuf info;

  fixture_close (f);
  path = fixture_file (f, ".feed");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  fixture_overwrite (path, (size_t) info.st_size / 3, 0.6);
  fixture_open (f);
  return g_steal_pointer (&path);
}

static inline G_GNUC_UNUSED void
fixture_read_all (AmtRequestList *list)
{
  for (unsigned i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr (AmtRequestItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_nonnull (item);
    }
}
