/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "amt-catalogue.h"

#include "amt-labels.h"
#include "amt-term.h"

#define DEFAULT_ZONE "Europe/Berlin"
#define DAY_CHECK_SECONDS 30

struct _AmtCatalogue
{
  GObject parent_instance;

  AmtSession *session; /* (owned) (nullable) */
  GPtrArray *services; /* (owned) */
  GHashTable *newest;  /* (owned) id (of the service) → AmtService (of services) */
  GHashTable *days;    /* (owned) zone → day there */
  unsigned day_source;
};

G_DEFINE_FINAL_TYPE (AmtCatalogue, amt_catalogue, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static unsigned signals[N_SIGNALS];

static gboolean
on_day_check (gpointer user_data)
{
  AmtCatalogue *self = user_data;
  GHashTableIter iter;
  const char *zone;
  const char *day;

  g_hash_table_iter_init (&iter, self->days);
  while (g_hash_table_iter_next (&iter, (gpointer *) &zone, (gpointer *) &day))
    {
      g_autofree char *today = amt_today (zone);

      if (strcmp (today, day) == 0)
        continue;
      g_hash_table_remove_all (self->days);
      g_signal_emit (self, signals[CHANGED], 0);
      break;
    }
  return G_SOURCE_CONTINUE;
}

static void
amt_catalogue_finalize (GObject *object)
{
  AmtCatalogue *self = AMT_CATALOGUE (object);

  g_clear_handle_id (&self->day_source, g_source_remove);
  g_clear_pointer (&self->newest, g_hash_table_unref);
  g_clear_pointer (&self->days, g_hash_table_unref);
  g_clear_pointer (&self->services, g_ptr_array_unref);
  g_clear_pointer (&self->session, amt_session_unref);
  G_OBJECT_CLASS (amt_catalogue_parent_class)->finalize (object);
}

static void
amt_catalogue_class_init (AmtCatalogueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = amt_catalogue_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
amt_catalogue_init (AmtCatalogue *self)
{
  self->services = g_ptr_array_new ();
  self->newest = g_hash_table_new (g_str_hash, g_str_equal);
  self->days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->day_source = g_timeout_add_seconds (DAY_CHECK_SECONDS, on_day_check, self);
}

AmtCatalogue *
amt_catalogue_new (const AmtSession *session)
{
  AmtCatalogue *self = g_object_new (AMT_TYPE_CATALOGUE, NULL);

  self->session = session ? amt_session_ref (session) : NULL;
  return self;
}

void
amt_catalogue_set_services (AmtCatalogue *self, GPtrArray *services)
{
  g_return_if_fail (AMT_IS_CATALOGUE (self));
  g_return_if_fail (services != NULL);

  g_hash_table_remove_all (self->newest);
  g_ptr_array_ref (services);
  g_ptr_array_unref (self->services);
  self->services = services;
  for (unsigned i = 0; i < services->len; i++)
    {
      AmtService *service = services->pdata[i];
      const AmtService *known = g_hash_table_lookup (self->newest, service->id);

      if (!known || known->version < service->version)
        g_hash_table_replace (self->newest, service->id, service);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

GPtrArray *
amt_catalogue_get_services (AmtCatalogue *self)
{
  g_return_val_if_fail (AMT_IS_CATALOGUE (self), NULL);
  return self->services;
}

const AmtService *
amt_catalogue_find (AmtCatalogue *self, const char *service_id)
{
  g_return_val_if_fail (AMT_IS_CATALOGUE (self), NULL);
  return service_id ? g_hash_table_lookup (self->newest, service_id) : NULL;
}

char *
amt_catalogue_name (AmtCatalogue *self, const char *service_id, const char *variant_id)
{
  const AmtService *service = amt_catalogue_find (self, service_id);
  const AmtVariant *variant;
  const char *language = amt_label_language ();
  const char *name;

  if (!service)
    return g_strdup (service_id);
  name = amt_words_get (service->short_name ? service->short_name : service->name, language);
  variant = service->variants->len > 1 && variant_id ? amt_service_find_variant (service, variant_id) : NULL;
  return variant ? g_strdup_printf ("%s, %s", name, amt_words_get (variant->name, language)) : g_strdup (name);
}

const char *
amt_catalogue_zone (AmtCatalogue *self, const char *authority_id)
{
  g_return_val_if_fail (AMT_IS_CATALOGUE (self), DEFAULT_ZONE);
  for (unsigned i = 0; self->session && i < self->session->memberships->len; i++)
    {
      const AmtMembership *membership = self->session->memberships->pdata[i];

      if (!authority_id || strcmp (membership->authority->id, authority_id) == 0)
        return membership->authority->zone;
    }
  return DEFAULT_ZONE;
}

const char *
amt_catalogue_today (AmtCatalogue *self, const char *authority_id)
{
  const char *zone = amt_catalogue_zone (self, authority_id);
  char *day = g_hash_table_lookup (self->days, zone);

  if (!day)
    {
      day = amt_today (zone);
      g_hash_table_insert (self->days, g_strdup (zone), day);
    }
  return day;
}
