/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amtd-demo-play.h"

#include "amt-error.h"
#include "amt-time.h"
#include "amtd-catalogue-store.h"
#include "amtd-demo-scene.h"
#include "amtd-order-service.h"

#define MINUTE ((int64_t) 60 * G_USEC_PER_SEC)
#define DAY (24 * 60 * MINUTE)

AmtdActor *
amtd_demo_scene_actor (AmtdDemoScene *self, const char *user)
{
  AmtdActor *actor = g_hash_table_lookup (self->play->actors, user);

  actor->at = self->at;
  return actor;
}

bool
amtd_demo_scene_take (AmtdDemoScene *self, AmtRequest *request)
{
  if (request == NULL)
    return false;
  g_clear_pointer (&self->request, amt_request_unref);
  self->request = request;
  return true;
}

static void
set_moment (AmtdDemoScene *self, int64_t at)
{
  const AmtAuthority *authority = g_hash_table_lookup (self->play->authorities, self->row->authority);

  self->at = at;
  g_free (self->today);
  self->today = amt_time_to_day (at, authority->zone);
}

/* Not a step but how it was ordered: with the claim that no fee is due. */
static bool
is_exempt (const AmtdDemoRequest *row)
{
  return g_str_has_prefix (row->steps, "exempt ");
}

/* Online orders come from the citizen's account, the others are entered by the clerk. */
static AmtOrder *
make_order (const AmtdDemoScene *self, const AmtAuthority *authority)
{
  const AmtdDemoRequest *row = self->row;
  const AmtdDemoCitizen *citizen = g_hash_table_lookup (self->play->citizens, row->citizen);
  const AmtVariant *first = g_ptr_array_index (self->service->variants, 0);
  AmtOrder *order = amt_order_new ();

  order->service_id = g_strdup (row->service);
  order->variant = g_strdup (row->variant);
  order->carrier = row->carrier;
  order->copies = 1;
  order->channel = row->channel;
  order->form = amtd_demo_values (self->service->form, row->variant != NULL ? row->variant : first->id, self->who,
                                  self->today, false);
  if (is_exempt (row))
    order->exemption = g_strdup ("pension");
  if (row->subject != NULL)
    order->subject = amtd_demo_party (self->who, authority->town);
  if (row->channel == AMT_CHANNEL_ONLINE)
    order->authority_id = g_strdup (authority->id);
  else
    {
      order->applicant = amtd_demo_party (citizen, authority->town);
      order->received_on = g_strdup (self->today);
    }
  return order;
}

static bool
place_order (AmtdDemoScene *self, GError **error)
{
  const AmtdDemoRequest *row = self->row;
  const AmtAuthority *authority = g_hash_table_lookup (self->play->authorities, row->authority);
  int64_t version = amtd_catalogue_store_find (self->play->db, authority->id, row->service, self->today, error);
  bool online = row->channel == AMT_CHANNEL_ONLINE;
  g_autoptr (AmtOrder) order = NULL;

  if (version == 0)
    return false;
  self->service = amtd_domain_get_service (self->play->server->domain, self->play->db, authority->id, row->service,
                                           version, error);
  if (self->service == NULL)
    return false;
  order = make_order (self, authority);
  return amtd_demo_scene_take (self,
                               amtd_order_service_add (self->play->server,
                                                       amtd_demo_scene_actor (self, online ? row->citizen : row->clerk),
                                                       online ? NULL : authority->id, order, error));
}

/* In office hours of its day, and early enough that every step lies in the past. */
static int64_t
begin_of (const AmtdDemoPlay *play, const AmtdDemoRequest *row, guint number, gsize steps)
{
  const AmtAuthority *authority = g_hash_table_lookup (play->authorities, row->authority);
  g_autofree char *day = amt_time_to_day (play->now - row->age * DAY, authority->zone);
  int64_t at = amt_day_start (day, authority->zone) + (8 * 60 + 10 + number * 6) * MINUTE;

  return MIN (at, play->now - (int64_t) (steps + 1) * 9 * MINUTE);
}

bool
amtd_demo_play (AmtdDemoPlay *self, const AmtdDemoRequest *row, guint number, GError **error)
{
  const char *about = row->subject != NULL ? row->subject : row->citizen;
  AmtdDemoScene scene = {.play = self, .row = row, .number = number};
  g_auto (GStrv) steps = g_strsplit (row->steps, " ", -1);
  gsize n = g_strv_length (steps);
  bool ok;

  scene.who = g_hash_table_lookup (self->citizens, about);
  set_moment (&scene, begin_of (self, row, number, n));
  ok = place_order (&scene, error);
  for (gsize i = 0; ok && i < n; i++)
    {
      if (*steps[i] == '\0' || (i == 0 && is_exempt (row)))
        continue;
      set_moment (&scene, MIN (scene.at + 53 * MINUTE, self->now - (int64_t) (n - i) * 3 * MINUTE));
      ok = amtd_demo_scene_step (&scene, steps[i], error);
      if (!ok)
        g_prefix_error (error, "%s of %s, %s: ", row->service, row->citizen, steps[i]);
    }
  g_clear_pointer (&scene.service, amt_service_unref);
  g_clear_pointer (&scene.request, amt_request_unref);
  g_free (scene.today);
  return ok;
}
